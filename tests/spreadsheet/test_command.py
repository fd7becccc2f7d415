"""`dojo spreadsheet` writes the whole file or says why not, and never half of one."""

import errno
import os

import openpyxl
import pytest

from dojo import atomic_files
from dojo.cli.main import main
from dojo.spreadsheet.workbook import build


@pytest.fixture
def quick(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(build, "workbook", lambda course, cases: b"the workbook")
    return tmp_path


def said(capsys, *arguments):
    code = main(["spreadsheet", *arguments])
    # Long messages are folded to the terminal's width.
    return code, " ".join(capsys.readouterr().err.split())


def test_it_writes_the_file(quick, capsys):
    assert said(capsys) == (0, "")
    assert (quick / "dojo.xlsx").read_bytes() == b"the workbook"


def test_a_file_that_is_there_is_replaced_only_when_told(quick, capsys):
    (quick / "dojo.xlsx").write_text("mine")
    code, error = said(capsys)
    assert (code, "dojo.xlsx exists; add --force to replace it" in error) == (2, True)
    assert (quick / "dojo.xlsx").read_text() == "mine"
    assert said(capsys, "--force")[0] == 0
    assert (quick / "dojo.xlsx").read_bytes() == b"the workbook"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("folder.xlsx", "is a folder"),
        ("no/where.xlsx", "there is no folder"),
        ("dojo.ods", "a workbook's name ends in .xlsx"),
        ("", "a workbook's name ends in .xlsx"),
        (f"{'x' * 300}.xlsx", "cannot write xxx"),
        ("mine.xlsx/dojo.xlsx", "there is no folder mine.xlsx"),
    ],
)
def test_a_target_that_cannot_be_is_named_before_any_work(
    name, sentence, quick, capsys, monkeypatch
):
    monkeypatch.setattr(build, "workbook", lambda cases: pytest.fail("it computed the sheets"))
    (quick / "folder.xlsx").mkdir()
    (quick / "mine.xlsx").write_text("mine")
    code, error = said(capsys, "--output", name, "--force")
    assert (code, sentence in error) == (2, True)


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("YES", 0), ("n", 2), ("", 2), (None, 2)])
def test_at_a_terminal_it_asks(answer, code, quick, capsys, monkeypatch):
    asked = []

    def typed(question):
        asked.append(question)
        if answer is None:
            raise EOFError
        return answer

    (quick / "dojo.xlsx").write_text("mine")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", typed)
    got, error = said(capsys)
    assert asked == ["dojo.xlsx exists. Replace it? [y/N] "]
    assert (got, "unchanged" in error) == (code, bool(code))
    assert (quick / "dojo.xlsx").read_bytes() == (b"mine" if code else b"the workbook")


@pytest.mark.parametrize(
    ("read_only", "sentence"),
    [("dojo.xlsx", "cannot write dojo.xlsx: it is read-only"), ("", "the folder is read-only")],
)
def test_a_read_only_target_is_named_before_any_work(
    read_only, sentence, quick, capsys, monkeypatch
):
    shut = quick / read_only
    (quick / "dojo.xlsx").write_text("mine")
    monkeypatch.setattr("os.access", lambda path, mode: str(path) != str(shut))
    monkeypatch.setattr(build, "workbook", lambda cases: pytest.fail("it computed the sheets"))
    code, error = said(capsys, "--force")
    assert (code, sentence in error) == (2, True)
    assert (quick / "dojo.xlsx").read_text() == "mine"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_file_system_that_turns_out_read_only_costs_nothing(number, quick, capsys, monkeypatch):
    def refused(*_):
        raise OSError(number, os.strerror(number))

    (quick / "dojo.xlsx").write_text("mine")
    monkeypatch.setattr(atomic_files.os, "replace", refused)
    code, error = said(capsys, "--force")
    assert (code, os.strerror(number) in error) == (2, True)
    assert [path.name for path in quick.iterdir()] == ["dojo.xlsx"]
    assert (quick / "dojo.xlsx").read_text() == "mine"


def test_a_full_disk_leaves_what_was_there(quick, capsys, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    (quick / "dojo.xlsx").write_text("mine")
    monkeypatch.setattr(atomic_files.Path, "write_bytes", full)
    code, error = said(capsys, "--force")
    assert (code, "No space left" in error) == (2, True)
    assert [path.name for path in quick.iterdir()] == ["dojo.xlsx"]
    assert (quick / "dojo.xlsx").read_text() == "mine"


def test_the_books_tables_come_along_and_name_their_behaviours(tmp_path):
    from dojo.spreadsheet.cases import read_xlsx, write_xlsx
    from dojo.spreadsheet.workbook.page import Book
    from tests.fixtures.course import COURSE

    book = Book("Tables")
    write_xlsx.write(book, COURSE.chapters)
    path = tmp_path / "cases.xlsx"
    path.write_bytes(book.bytes())
    read = read_xlsx.read(path, "cases.xlsx", [])
    written = list(write_xlsx.book_tables(COURSE.chapters))
    assert len(read) == len(written) > 200
    for table, (_, whose, rows) in zip(read, written, strict=True):
        assert [table.file, *table.names] == whose.split(" › ")
        assert len(table.rows) == len(rows)
    assert openpyxl.load_workbook(path).sheetnames == ["cases"]
