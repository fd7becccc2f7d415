"""Tables of a workbook or CSV file, run as cases; what is wrong in them is named by its address."""

import sys
import zipfile
from datetime import date

import openpyxl
import pytest

# Imported before the runs in this process, each of which would import them anew.
import dojo.spreadsheet.cases.collector
import dojo.tables.sheet

RELU = "book.feature › ReLU passes what is positive › On both sides › relu gives"
BOOK = """\
Feature: Activations

  Rule: ReLU passes what is positive
    Example: On both sides
      Then relu gives
        | z  | a? | slope? |
        | -2 | 0  | 0      |
"""
KATA = """\
import numpy as np

def relu(z):
    return np.maximum(z, 0.0)

def relu_prime(z):
    return (z > 0) * 1.0
"""


@pytest.fixture
def book(pytester):
    pytester.makeini("[pytest]\n")
    (pytester.path / "kata").mkdir()
    (pytester.path / "kata" / "__init__.py").touch()
    (pytester.path / "kata" / "activations.py").write_text(KATA, encoding="utf-8")
    (pytester.path / "book.feature").write_text(BOOK, encoding="utf-8")
    return pytester


def says(book, name):
    result = book.runpytest_inprocess("--cases", name)
    return int(result.ret), result.stdout.str() + result.stderr.str()


def sheet(book, rows, title="cases"):
    workbook = openpyxl.Workbook()
    page = workbook.active
    page.title = title
    for row in rows:
        page.append(row)
    workbook.save(book.path / "mine.xlsx")
    return workbook, page


def test_rows_of_a_sheet_replace_the_behaviours_table(book):
    sheet(
        book,
        [["# mine"], [RELU], ["z", "a?", "slope?", "note"], [2.5, "5/2", 1, "x"], [-0.5, 0, 0]],
    )
    code, text = says(book, "mine.xlsx")
    assert code == 0, text
    assert "6 answers" not in text
    assert "4 answers" in text


def test_a_wrong_answer_is_shown_at_its_address(book):
    sheet(book, [["# mine"], [RELU], ["z", "a?", "slope?"], [2.5, 3, 1]])
    code, text = says(book, "mine.xlsx")
    assert code == 1
    assert "mine.xlsx:cases!A2   Then relu gives" in text
    assert "3 ✗ yours 2.5" in text


def test_cases_are_in_a_junit_file_with_every_checked_cell(book):
    sheet(book, [[RELU], ["z", "a?", "slope?"], [2.5, 3, 1]])
    result = book.runpytest_inprocess("--cases=mine.xlsx", "--junit-xml=run.xml")
    assert result.ret == 1
    text = (book.path / "run.xml").read_text(encoding="utf-8")
    assert text.count('name="table"') == 1
    assert "mine.xlsx:cases!A1   Then relu gives" in text


def test_each_chapter_of_a_file_has_its_line(book):
    other = BOOK.replace("Feature: Activations", "Feature: More")
    (book.path / "more.feature").write_text(other, encoding="utf-8")
    one = [["z", "a?", "slope?"], [2.5, "5/2", 1], []]
    sheet(book, [[RELU], *one, [RELU.replace("book.", "more.")], *one])
    code, text = says(book, "mine.xlsx")
    assert code == 0, text
    lines = [line.split() for line in text.splitlines() if "of  1 behaviours" in line]
    assert [line[1] for line in lines] == ["Activations", "More"]


TWICE = f"{BOOK}      And relu gives\n        | slope? | z | a? |\n        | 1      | 1 | 1  |\n"
ONE, OTHER = [["z", "a?", "slope?"], [2, 2, 1], []], [["slope?", "z", "a?"], [1, 3, 3], []]


@pytest.mark.parametrize(
    ("rows", "answers"),
    [
        ([[RELU], *ONE, [RELU], *OTHER], 4),
        ([[RELU], *OTHER, [RELU], *ONE], 4),
        ([[RELU], *OTHER], 4),  # the other table is the book's
    ],
)
def test_two_steps_of_the_same_words_have_a_table_each(book, rows, answers):
    (book.path / "book.feature").write_text(TWICE, encoding="utf-8")
    sheet(book, rows)
    code, text = says(book, "mine.xlsx")
    assert code == 0, text
    assert f" {answers} answers" in text


def test_a_third_table_for_two_steps_is_one_too_many(book):
    (book.path / "book.feature").write_text(TWICE, encoding="utf-8")
    sheet(book, [[RELU], *ONE, [RELU], *OTHER, [RELU], *OTHER])
    assert "cases!A9: this step already has a table at cases!A5" in says(book, "mine.xlsx")[1]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([[RELU], ["z", "a?", "slope?"], [date(2026, 4, 1), 0, 0]], "cases!A3: this is a date"),
        ([[RELU], ["z", "a?", "slope?"], [True, 0, 0]], "cases!A3: TRUE is a truth value"),
        (
            [[RELU], ["z", "a?", "slope?"], [1, "#DIV/0!", 0]],
            "cases!B3: this cell contains the error",
        ),
        (
            [[RELU], ["z", "a?", "slope?"], [1, "=A3", 1]],
            "cases!B3: this formula has no saved",
        ),
        ([[RELU], ["z", None, "slope?"], [1, 1, 1]], "cases!B2: this column has no name"),
        ([[RELU], ["z", "a?", "slope?"], [1, 1, 1, 7]], "cases!D3: '7' is outside the table"),
        ([[RELU], ["z", "a?", "slope?"]], "cases!A1: this table has a header but no rows"),
        ([["z", "a?"]], "cases!A1: 'z' belongs to no table"),
        ([[RELU.replace("relu", "rellu")], ["z"], [1]], "did you mean 'relu gives'?"),
        ([[RELU], ["z", "a?", "slope?", "w"], [1, 1, 1, 2]], "cases!D2: this step never reads"),
        ([[RELU], ["z", "a?", "slope?"], ["x y", 1, 1]], "cases!A3: column 'z', 'x y'"),
        ([["book.feature › relu gives"], ["z"], [1]], "a reference has the parts"),
        ([[RELU], [], [RELU], ["z"], [1]], "cases!A1: this table has no header and no rows"),
        ([[RELU.replace("book", "buch")], ["z"], [1]], "there is no chapter 'buch.feature'"),
        ([[RELU.replace("passes", "eats")], ["z"], [1]], "did you mean 'ReLU passes what is"),
        ([[RELU.replace("On both", "Of both")], ["z"], [1]], "did you mean 'On both sides'?"),
        (
            [[RELU], ["z", "a?", "slope?"], [1, 1, 1], [], [RELU], ["z", "a?"], [1, 1]],
            "cases!A5: this step already has a table at cases!A1",
        ),
        ([["x"] * 300], "cases: at most"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_address(rows, sentence, book):
    sheet(book, rows)
    code, text = says(book, "mine.xlsx")
    assert code != 0
    assert sentence in text
    assert "Traceback" not in text


def test_merged_and_hidden(book):
    workbook, page = sheet(book, [[RELU], ["z", "a?", "slope?"], [1, 1, 1]])
    page.merge_cells("B3:C3")
    workbook.save(book.path / "mine.xlsx")
    assert "cases!B3: this cell is merged" in says(book, "mine.xlsx")[1]
    page.sheet_state = "hidden"
    workbook.create_sheet("other")
    workbook.save(book.path / "mine.xlsx")
    assert "the sheet 'cases' is hidden" in says(book, "mine.xlsx")[1]


def test_other_files(book):
    for name, content, sentence in (
        ("mine.ods", b"", "this is an OpenDocument sheet"),
        ("mine.xls", b"", "this is an old Excel file"),
        ("mine.xlsx", b"no zip", "this is not an .xlsx workbook"),
        ("mine.csv", b"", "there is no table in this file"),
        ("mine.csv", b"a\0b", "this is not a text file"),
    ):
        (book.path / name).write_bytes(content)
        assert sentence in says(book, name)[1]
    code, text = says(book, "none.csv")
    assert (code, "none.csv" in text) == (4, True)


def test_a_formula_typed_as_text_is_named(book):
    workbook, page = sheet(book, [[RELU], ["z", "a?", "slope?"], [1, "=1+0", 1]])
    page["B3"].data_type = "s"
    workbook.save(book.path / "mine.xlsx")
    assert "cases!B3: '=1+0' is a formula typed as text" in says(book, "mine.xlsx")[1]


def test_a_workbook_without_a_sheet_of_cases_names_those_it_has(book):
    sheet(book, [[RELU]], title="numbers")
    assert "there is no sheet named cases; the sheets are numbers" in says(book, "mine.xlsx")[1]


def test_a_kind_of_file_that_holds_no_tables_is_refused(book):
    (book.path / "mine.json").write_text("{}")
    assert "cases must be in an .xlsx or a .csv file" in says(book, "mine.json")[1]


def test_a_workbook_that_declares_a_doctype_is_refused(book):
    sheet(book, [[RELU], ["z", "a?", "slope?"], [1, 1, 1]])
    with zipfile.ZipFile(book.path / "mine.xlsx", "a") as archive:
        archive.writestr("xl/more.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")
    assert "declares a DOCTYPE, which is not allowed" in says(book, "mine.xlsx")[1]


def test_a_zip_that_is_no_workbook_is_a_sentence(book):
    with zipfile.ZipFile(book.path / "mine.xlsx", "w") as archive:
        archive.writestr("a.txt", "no workbook")
    code, text = says(book, "mine.xlsx")
    assert code != 0
    assert "mine.xlsx: this workbook cannot be read: " in text


def test_without_openpyxl_it_is_said_what_to_install(book, monkeypatch):
    sheet(book, [[RELU], ["z", "a?", "slope?"], [1, 1, 1]])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    # An earlier run in this process has imported it, and the package remembers.
    monkeypatch.delitem(sys.modules, "dojo.spreadsheet.cases.read_xlsx", raising=False)
    monkeypatch.delattr(dojo.spreadsheet.cases, "read_xlsx", raising=False)
    assert "pip install 'deep-learning-dojo[sheet]'" in says(book, "mine.xlsx")[1]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x81\x8d", "this file is neither UTF-8 nor Windows-1252 text"),
        (f'{RELU}\nz,a?,slope?\n"{"9" * 140_000}",1,1\n'.encode(), "this line cannot be read"),
        (f"{RELU}\nz,a?,slope?\n1,1,1,7\n".encode(), "mine.csv:3: '7' is outside the table"),
    ],
)
def test_a_line_that_is_no_csv_is_named(content, sentence, book):
    (book.path / "mine.csv").write_bytes(content)
    code, text = says(book, "mine.csv")
    assert code != 0
    assert sentence in text
    assert "Traceback" not in text


def test_a_step_without_a_table_is_named(book):
    text = BOOK.replace("      Then", "      Given nothing\n      Then", 1)
    (book.path / "book.feature").write_text(text, encoding="utf-8")
    rows = [[RELU.replace("relu gives", "nothing")], ["z"], [1]]
    sheet(book, rows)
    assert "the step 'nothing' has no table" in says(book, "mine.xlsx")[1]


def test_a_bomb_is_not_unpacked(book, monkeypatch):
    sheet(book, [[RELU], ["z", "a?", "slope?"], [1, 1, 1]])
    with zipfile.ZipFile(book.path / "mine.xlsx", "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.bin", bytes(120_000_000))
    assert "too large for cases" in says(book, "mine.xlsx")[1]


@pytest.mark.parametrize(
    "content",
    [
        f"{RELU}\nz,a?,slope?\n2.5,2.5,1\n".encode(),
        f"# {RELU}\nz;a?;slope?\n2,5;2,5;1\n".encode("utf-8-sig"),
        f"sep=;\n{RELU};;\nz;a?;slope?\n2,5;5/2;1\n;;\n".encode("utf-16"),
        f"{RELU}\nz\ta?\tslope?\tnote\n2.5\t2.5\t1\tfür\n".replace("›", ">").encode("cp1252"),
    ],
    ids=["commas", "semicolons", "Excel", "Windows"],
)
def test_csv_as_people_save_it(content, book):
    (book.path / "mine.csv").write_bytes(content)
    code, text = says(book, "mine.csv")
    assert code == 0, text
    assert "2 answers" in text


def test_a_line_of_csv_is_named(book):
    (book.path / "mine.csv").write_text(f"{RELU}\nz,a?,slope?\n1,1,0\nx y,1,1\n", encoding="utf-8")
    code, text = says(book, "mine.csv")
    assert code == 1
    assert "mine.csv:4: column 'z', 'x y'" in text


def test_every_wrong_cell_is_named_by_its_own_address(book):
    rows = [[2.5, 3, 1], [-1, 0, 1], [3, 4, 1]]
    sheet(book, [["# mine"], [RELU], ["z", "a?", "slope?"], *rows])
    code, text = says(book, "mine.xlsx")
    assert code == 1
    assert "The wrong cells are at cases!B4, cases!C5 and cases!B6." in text


def test_a_wrong_cell_of_a_csv_file_is_named_by_its_line(book):
    (book.path / "mine.csv").write_text(f"{RELU}\nz,a?,slope?\n1,1,1\n2,2,0\n", encoding="utf-8")
    code, text = says(book, "mine.csv")
    assert code == 1
    assert "The wrong cell is at line 4." in text


def test_all_that_cannot_be_read_is_named_at_once(book):
    header = ["z", "a?", "slope?"]
    sheet(
        book,
        [
            [RELU.replace("relu gives", "rellu gives")],
            header,
            [1, 1, 1],
            [],
            [RELU],
            header,
            [True, "#DIV/0!", 0, 7],
            [1, 1, date(2026, 4, 1)],
        ],
    )
    code, text = says(book, "mine.xlsx")
    assert code != 0
    for said in (
        "cases!A1: this example has no step 'rellu gives'",
        "cases!A7: TRUE is a truth value",
        "cases!B7: this cell contains the error #DIV/0!",
        "cases!D7: '7' is outside the table",
        "cases!C8: this is a date",
    ):
        assert said in text
