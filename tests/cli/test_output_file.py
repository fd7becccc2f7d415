"""Faults of a file to write are said before any work, with a way to go on."""

import os
from pathlib import Path

import pytest

from dojo.cli.output_file import ready, write
from dojo.errors import UsageError

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def existing(tmp_path):
    path = tmp_path / "book.html"
    path.write_text("mine")
    return path


def test_a_name_becomes_a_full_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert ready(Path("new.html"), False, "book.html") == tmp_path / "new.html"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (".", "is a folder; name a file, such as"),
        ("nowhere/book.html", "there is no folder"),
        ("book.html", "add --force to replace it, or name another file with --output"),
        ("pipe", "is not an ordinary file"),
        ("x" * 300, "File name too long"),
    ],
)
def test_what_cannot_be_written_gets_a_sentence(existing, name, sentence, monkeypatch):
    os.mkfifo(existing.parent / "pipe")
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(UsageError, match=sentence):
        ready(existing.parent / name, False, "book.html")
    assert existing.read_text() == "mine"


@pytest.mark.skipif(AS_ROOT, reason="root may write anywhere")
@pytest.mark.parametrize("read_only", ["file", "folder"])
def test_what_is_read_only_is_said_to_be(existing, read_only):
    path = existing if read_only == "file" else existing.parent
    mode = path.stat().st_mode
    path.chmod(mode & ~0o222)
    try:
        with pytest.raises(UsageError, match="read-only"):
            ready(existing, True, "book.html")
    finally:
        path.chmod(mode)


def test_force_replaces_without_asking(existing):
    assert ready(existing, True, "book.html") == existing


def test_yes_replaces_and_no_leaves_it(existing, answer):
    answer("y")
    assert ready(existing, False, "book.html") == existing
    answer("n")
    with pytest.raises(UsageError, match="is unchanged; name another file with --output"):
        ready(existing, False, "book.html")


def test_a_write_that_fails_is_a_sentence(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dojo.atomic_files.write", full)
    with pytest.raises(UsageError, match=r"cannot write .*book\.html: No space left on device"):
        write(tmp_path / "book.html", b"")
