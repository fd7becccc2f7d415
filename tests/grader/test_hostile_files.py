"""Hostile files: each gets its own reason, and no other submission loses its verdict by it."""

import io
import os
import struct
import tarfile
import zipfile

import pytest

from .conftest import REFERENCE, results, submit

KINK = "On both sides of its kink"


def zipped(path, entries, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return path


def module(folder):
    return submit(folder) / "kata" / "activations.py"


def linked_to_itself(folder):
    path = module(folder)
    path.unlink()
    path.symlink_to("activations.py")


def kata_linked_to_itself(folder):
    folder.mkdir()
    (folder / "kata").symlink_to("kata")


def circle_of_folders(folder):
    submit(folder)
    (folder / "kata" / "again").symlink_to(folder / "kata")


def name_that_is_not_utf8(folder):
    submit(folder)
    (folder / "kata" / os.fsdecode(b"\xff\xfe.py")).write_text("x = 1\n")


def damaged(folder, method=zipfile.ZIP_DEFLATED):
    path = zipped(
        folder.with_suffix(".zip"), {f"kata/{n}": t for n, t in REFERENCE.items()}, method
    )
    data = bytearray(path.read_bytes())
    for at in range(60, len(data) // 2, 7):
        data[at] ^= 0x55
    path.write_bytes(data)


def cut_off(folder):
    path = zipped(folder.with_suffix(".zip"), {f"kata/{n}": t for n, t in REFERENCE.items()})
    path.write_bytes(path.read_bytes()[:-40])


def lzma_of_a_huge_dictionary(folder):
    path = zipped(folder.with_suffix(".zip"), {"kata/neuron.py": "x = 1\n"}, zipfile.ZIP_LZMA)
    data = bytearray(path.read_bytes())
    head = data.index(b"kata/neuron.py") + len(b"kata/neuron.py")
    data[head + 5 : head + 9] = struct.pack("<I", 0xFFFFFFF0)
    path.write_bytes(data)


def encrypted(folder):
    path = zipped(folder.with_suffix(".zip"), {"kata/neuron.py": "x = 1\n"})
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    path.write_bytes(data)


def bomb(folder):
    zipped(folder.with_suffix(".zip"), {"kata/neuron.py": b"#" * (1 << 28)})


def many_modules(folder):
    zipped(folder.with_suffix(".zip"), {f"kata/m{n}.py": "x = 1\n" for n in range(300)})


def many_entries(folder):
    zipped(folder.with_suffix(".zip"), {f"data/{n}": "" for n in range(60_000)})


def zips_in_zips(folder):
    inner = b"kata"
    for _ in range(40):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("again.zip", inner)
        inner = file.getvalue()
    folder.with_suffix(".zip").write_bytes(inner)


def climbing(folder):
    entries = {
        "../../kata/neuron.py": "raise SystemExit",
        "\\".join(("C:", "kata", "neuron.py")): "raise SystemExit",
    }
    zipped(folder.with_suffix(".zip"), entries | {"/kata/../../neuron.py": "raise SystemExit"})


def link_in_a_zip(folder):
    with zipfile.ZipFile(folder.with_suffix(".zip"), "w") as archive:
        link = zipfile.ZipInfo("kata/neuron.py")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")


def pipe_in_a_tar(folder):
    with tarfile.open(folder.with_suffix(".tar.gz"), "w:gz") as archive:
        for name, kind in (("kata/neuron.py", tarfile.FIFOTYPE), ("kata/cost.py", tarfile.SYMTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)


def damaged_tar(folder):
    folder.with_suffix(".tgz").write_bytes(b"\x1f\x8b\x08\x00" + b"nonsense" * 100)


def deep_notebook(folder):
    folder.mkdir()
    (folder / "work.ipynb").write_text('{"cells": ' + "[" * 200_000)


def deep_module(folder):
    folder.mkdir()
    (folder / "mine.py").write_text("x = " + "(" * 100_000 + "\ndef no(): pass\n")


def deep_folders(folder):
    (folder / "/".join("a" * 100) / "kata").mkdir(parents=True)


UNREADABLE = {
    linked_to_itself: "link to itself",
    kata_linked_to_itself: "kata is a link to itself",
    damaged: "cannot be read",
    cut_off: "cannot be read",
    lzma_of_a_huge_dictionary: "too much memory",
    encrypted: "encrypted",
    bomb: "larger than 1 MB",
    many_modules: "more than 200 modules",
    many_entries: "more than 50000 files",
    zips_in_zips: "",
    climbing: "a path outside the archive",
    link_in_a_zip: "not an ordinary file",
    pipe_in_a_tar: "not an ordinary file",
    damaged_tar: "cannot be read",
    deep_notebook: "notebook",
    deep_module: "",
    deep_folders: "levels deep",
}
READABLE = [circle_of_folders, name_that_is_not_utf8]


@pytest.fixture(scope="module")
def graded(scratch):
    folder = scratch / "files"
    folder.mkdir()
    for number, make in enumerate([*UNREADABLE, *READABLE]):
        make(folder / f"{number:02}-{make.__name__}")
        submit(folder / f"{number:02}-next")
    damaged(folder / "77-damaged_lzma", zipfile.ZIP_LZMA)
    damaged(folder / "78-damaged_bzip2", zipfile.ZIP_BZIP2)
    submit(folder / os.fsdecode(b"79-\xff\x1b[31m"))
    return results(scratch, "files", "--only", KINK, "--draws", "0", "--journal", "files.jsonl")


def of(graded, name):
    (found,) = [r for key, r in graded.items() if name in key]
    return found


@pytest.mark.parametrize("make", UNREADABLE, ids=lambda make: make.__name__)
def test_what_cannot_be_read_is_not_graded_and_says_why(graded, make):
    found = of(graded, f"-{make.__name__}" + "." * (make is damaged))
    assert (found["graded"], found["score"]) == (False, None)
    assert UNREADABLE[make] in found["why"]
    assert len(found["why"]) > 10
    assert found["why"].isprintable()


@pytest.mark.parametrize("make", READABLE, ids=lambda make: make.__name__)
def test_what_can_be_read_is_graded(graded, make):
    found = of(graded, make.__name__)
    assert found["score"] == len(found["behaviours"]) > 0


@pytest.mark.parametrize("name", ["damaged_lzma", "damaged_bzip2"])
def test_a_damaged_archive_of_another_method_is_not_graded(graded, name):
    assert not of(graded, name)["graded"]


def test_no_other_submission_loses_its_verdict(graded):
    after = [r for name, r in graded.items() if name.endswith("-next")]
    assert len(after) == len(UNREADABLE) + len(READABLE)
    assert all(r["score"] == len(r["behaviours"]) > 0 for r in after)


def test_a_submission_whose_name_is_not_utf8_is_graded(graded):
    assert of(graded, "79-")["score"] > 0
