"""`dojo spreadsheet` writes the whole file or says why not, and never half of one."""

import errno

import openpyxl
import pytest

from dojo import cli, keeping
from dojo.workbook import build


@pytest.fixture
def quick(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(build, "workbook", lambda cases: b"the workbook")
    return tmp_path


def said(capsys, *arguments):
    code = cli.main(["spreadsheet", *arguments])
    return code, capsys.readouterr().err


def test_it_writes_the_file(quick, capsys):
    assert said(capsys) == (0, "")
    assert (quick / "dojo.xlsx").read_bytes() == b"the workbook"


def test_a_file_that_is_there_is_replaced_only_when_told(quick, capsys):
    (quick / "dojo.xlsx").write_text("mine")
    assert said(capsys) == (2, "dojo spreadsheet: dojo.xlsx exists; --force replaces it\n")
    assert (quick / "dojo.xlsx").read_text() == "mine"
    assert said(capsys, "--force")[0] == 0
    assert (quick / "dojo.xlsx").read_bytes() == b"the workbook"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("folder.xlsx", "is a folder"),
        ("no/where.xlsx", "there is no folder"),
        ("dojo.ods", "a workbook's name ends in .xlsx"),
    ],
)
def test_a_target_that_cannot_be(name, sentence, quick, capsys):
    (quick / "folder.xlsx").mkdir()
    code, error = said(capsys, "--output", name, "--force")
    assert (code, sentence in error) == (2, True)


def test_a_full_disk_leaves_what_was_there(quick, capsys, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    (quick / "dojo.xlsx").write_text("mine")
    monkeypatch.setattr(keeping.Path, "write_bytes", full)
    code, error = said(capsys, "--force")
    assert (code, "there is no room left" in error) == (2, True)
    assert [path.name for path in quick.iterdir()] == ["dojo.xlsx"]
    assert (quick / "dojo.xlsx").read_text() == "mine"


def test_the_books_tables_come_along_and_name_their_behaviours(tmp_path):
    from dojo import course
    from dojo.casebook import workbook_file, writing
    from dojo.workbook.page import Book

    book = Book()
    writing.write(book, course.FEATURES)
    path = tmp_path / "cases.xlsx"
    path.write_bytes(book.bytes())
    read = workbook_file.read(path, "cases.xlsx")
    written = list(writing.book_tables(course.FEATURES))
    assert len(read) == len(written) > 200
    for table, (_, whose, rows) in zip(read, written, strict=True):
        assert [table.file, *table.names] == whose.split(" › ")
        assert len(table.rows) == len(rows)
    assert openpyxl.load_workbook(path).sheetnames == ["cases"]
