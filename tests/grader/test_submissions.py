"""Submissions in every shape that they come in, alike in folders and in archives."""

import json
import shutil
import tarfile
import zipfile

import pytest

from dojo.grader.fingerprints import fingerprint, fingerprints
from dojo.grader.submissions import Unreadable, find

from .conftest import REFERENCE


def put(folder):
    folder.mkdir(parents=True)
    for name, text in REFERENCE.items():
        (folder / name).write_text(text, encoding="utf-8")


def pack(path, start):
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in REFERENCE.items():
            archive.writestr(f"{start}{name}", text)


def notebook(path, *modules):
    path.parent.mkdir(parents=True, exist_ok=True)
    texts = [REFERENCE[f"{module}.py"].splitlines(keepends=True) for module in modules]
    cells = ["from dojo.notebook import judge\n%matplotlib inline\njudge(weighted_sum)\n"]
    cells += [
        "import os; os._exit(1)\nα = 'ä'; raise SystemExit(α)\n@print\n@print\ndef f(): 1; 2\n"
    ]
    cells += [[line for line in lines if not line.startswith("from .")] for lines in texts]
    code = [{"cell_type": "code", "source": source} for source in cells]
    path.write_text(json.dumps({"cells": code, "nbformat": 4}), encoding="utf-8")


def class_of_shapes(folder):
    put(folder / "plain" / "kata")
    put(folder / "nested" / "my-network" / "kata")
    put(folder / "deep" / "a" / "b" / "kata")
    put(folder / "flat")
    put(folder / "capital" / "Kata")
    put(folder / "week-1-ada" / "kata")  # GitHub Classroom
    (folder / "week-1-ada" / ".git").mkdir()
    (folder / "unpacked").mkdir()
    for name, text in REFERENCE.items():
        (folder / "unpacked" / f"kata\\{name}").write_text(text, encoding="utf-8")
    pack(folder / "zipped.zip", "kata/")
    pack(folder / "windows.zip", "kata\\")
    pack(folder / "nested-windows.zip", "my-network\\Kata\\")
    pack(folder / "flat.zip", "")
    pack(folder / "Ada Lovelace_123_assignsubmission_file_" / "x.zip", "my-network/kata/")
    notebook(folder / "notebook" / "work.ipynb", "neuron", "activations")
    notebook(folder / "alone.ipynb", "neuron")


SHAPES = (
    *("plain", "nested", "deep", "flat", "capital", "week-1-ada", "unpacked", "zipped.zip"),
    *("windows.zip", "nested-windows.zip", "flat.zip", "notebook", "alone.ipynb"),
    "Ada Lovelace_123_assignsubmission_file_",
)


def zip_of(folder):
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder))
    return path


def read(path):
    """Return what each submission of a path holds, or why it cannot be read."""
    found = {}
    for submission in find([str(path)]):
        name = submission.name.removeprefix(str(path)).strip("/")
        try:
            found[name] = submission.sources().texts
        except Unreadable as error:
            found[name] = str(error)
    return found


@pytest.fixture(scope="module")
def shapes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shapes") / "class"
    class_of_shapes(folder)
    return {"folder": read(folder), "archive": read(zip_of(folder))}


@pytest.mark.parametrize("packed", ["folder", "archive"])
def test_every_shape_is_found_and_nothing_else(shapes, packed):
    assert sorted(shapes[packed]) == sorted(SHAPES)
    found = {name: isinstance(texts, dict) for name, texts in shapes[packed].items()}
    assert found == dict.fromkeys(SHAPES, True)


@pytest.mark.parametrize("name", SHAPES)
def test_folders_and_archives_give_the_same_texts(shapes, name):
    assert shapes["folder"][name] == shapes["archive"][name]
    if "notebook" not in name and "alone" not in name:
        assert shapes["folder"][name] == {n: t.encode() for n, t in REFERENCE.items()}


def test_read_together_they_are_what_they_are_alone(tmp_path, monkeypatch):
    class_of_shapes(tmp_path / "class")
    (tmp_path / "class" / "damaged.zip").write_bytes(b"PK damaged")
    every = list(find([str(tmp_path / "class")]))
    together = fingerprints(every)
    for one in every:
        if one.name.endswith("damaged.zip"):
            assert one.name not in together
        else:
            assert together[one.name] == fingerprint(one.sources().texts)
    monkeypatch.setattr("dojo.grader.fingerprints.MOST_TOGETHER", 1)
    assert fingerprints(every) == {}


def test_a_notebook_becomes_modules_and_the_rest_are_stubs(shapes):
    texts = shapes["folder"]["alone.ipynb"]
    assert b"import weighted_sum" in texts["neuron.py"]
    assert b"NotImplementedError" in texts["activations.py"]
    for tried_out in (b"judge", b"_exit", b"SystemExit"):
        assert tried_out not in texts["notebook.py"]
    written = texts["notebook.py"].decode()
    assert "import os\n\nα = 'ä'\n\n@print\n@print\ndef f(): 1; 2\n" in written


def test_gradescope_and_canvas_exports(tmp_path):
    export = tmp_path / "assignment_9_export"
    put(export / "submission_1" / "kata")
    put(export / "submission_2")
    (export / "submission_metadata.yml").write_text("submission_1: {}\n")
    assert list(read(export)) == ["submission_1", "submission_2"]
    canvas = tmp_path / "canvas"
    canvas.mkdir()
    for name, text in REFERENCE.items():
        (canvas / f"lovelaceada_41_902_{name}").write_text(text)
    (canvas / "byronlord_LATE_42_903_neuron-1.py").write_text(REFERENCE["neuron.py"])
    pack(canvas / "curiemarie_43_904_kata.zip", "kata/")
    for found in (read(canvas), read(zip_of(canvas))):
        assert sorted(found) == ["byronlord_42", "curiemarie_43", "lovelaceada_41"]
        assert list(found["byronlord_42"]) == ["neuron.py"]
        assert found["lovelaceada_41"] == found["curiemarie_43"]


def test_one_submission_is_named_by_its_path(tmp_path):
    put(tmp_path / "ada" / "my-network" / "kata")
    pack(tmp_path / "bob.zip", "my-network/kata/")
    with tarfile.open(tmp_path / "cleo.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "ada", "cleo")
    for path in ("ada/my-network", "ada/my-network/kata", "bob.zip", "cleo.tar.gz"):
        assert list(read(tmp_path / path)) == [""], path
        assert "neuron.py" in read(tmp_path / path)[""]


REASONS = {
    "notebook": "it is a notebook without any function of the course, such as `weighted_sum`",
    "text": "it has no folder kata/, no Python file and no notebook; it has essay.txt",
    "rar": "dojo cannot open work.rar; ask for a .zip",
    "other": "its modules have no function of the course, such as `weighted_sum` (main.py)",
    "empty": "it is empty",
    "two": "only one of them can count",
    "inside": "work.zip: it is empty",
}


def test_the_reason_is_true_where_nothing_is_found(tmp_path):
    folder = tmp_path / "class"
    put(folder / "right" / "kata")
    notebook(folder / "notebook" / "work.ipynb")
    for name, file in (("text", "essay.txt"), ("rar", "work.rar"), ("other", "main.py")):
        (folder / name).mkdir()
        (folder / name / file).write_text("print(1)\n")
    (folder / "empty").mkdir()
    put(folder / "two" / "first" / "kata")
    shutil.copytree(folder / "two" / "first", folder / "two" / "second")
    (folder / "inside").mkdir()
    with zipfile.ZipFile(folder / "inside" / "work.zip", "w"):
        pass
    found = read(folder)
    for name, reason in REASONS.items():
        assert reason in found[name], name
