"""A table read and answered: every column used, every answer given, or an error that says where."""

from dataclasses import asdict
from types import SimpleNamespace

import numpy as np
import pytest

from dojo.implementation.containers import ARRAYS
from dojo.tables.sheet import Wrong
from dojo.verdict import Broken, Place, SpecError

TABLE = """
    | z  | f    | shape | n | a? | note    |
    | -2 | relu | 5, 3  | 4 | 0  | at 0    |
    | 3  | tanh |       | 5 | 3  | above 0 |
"""


def read_all(sheet):
    for row in sheet:
        row["z"], row.text("f"), row.shape("shape"), row.integer("n")


def test_cells_are_read_as_what_the_step_asks_for(lay_out):
    sheet = lay_out(TABLE)
    assert np.array_equal(sheet["z"], [-2, 3])
    assert sheet.text("f") == ["relu", "tanh"]
    first, second = sheet
    assert first["z"].shape == ()
    assert first.vector("z").shape == (1,)
    assert first.matrix("z").shape == (1, 1)
    assert first.shape("shape") == (5, 3)
    assert second.shape("shape") == ()
    assert first.words("shape") == ["5", "3"]
    assert second.integer("n") == 5
    assert first.formula("z", {}) == -2
    assert "z" in sheet
    assert "z" in first
    assert "w" not in first
    assert len(sheet) == 2


def test_a_whole_table_is_a_matrix(lay_out):
    assert np.array_equal(lay_out("| a | b |\n| 1 | 2 |\n| 3 | 4 |").matrix(), [[1, 2], [3, 4]])
    assert lay_out("| x    |\n| 1, 2 |\n| 3, 4 |")["x"].shape == (2, 2)


def test_right_answers_finish_in_silence(lay_out):
    sheet = lay_out(TABLE)
    read_all(sheet)
    sheet.answer("a?", np.array([0.0, 3.0]))
    sheet.finish()
    verdicts = [[cell.verdict for cell in row] for row in sheet.table().rows]
    assert verdicts == [["given"] * 4 + ["right", "given"]] * 2


def test_a_wrong_cell_is_recorded_with_what_was_expected(lay_out):
    sheet = lay_out(TABLE)
    sheet.answer("a?", np.array([0.0, 4.0]))
    with pytest.raises(Wrong):
        sheet.finish()
    right, wrong = (row[4] for row in sheet.table().rows)
    assert (right.verdict, right.actual) == ("right", "0")
    assert asdict(wrong) == {
        "column": "a?",
        "text": "3",
        "line": 10,
        "verdict": "wrong",
        "actual": "4",
        "tolerance": "1e-09 relative",
    }


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (np.zeros(3), "Your a? has shape (3,) instead of (2,)."),
        (np.float64(1), "Your a? is a single number instead of an array of shape (2,)."),
        ([0.0, 3.0], f"Your a? is a list of 2 numbers instead of an array. {ARRAYS}"),
        (None, "Your a? is None instead of an array. Did you forget `return`?"),
        ("ab", "Your a? is text instead of an array."),
    ],
)
def test_an_answer_that_is_no_column_is_wrong_in_every_cell(lay_out, answer, sentence):
    sheet = lay_out(TABLE)
    sheet.answer("a?", answer)
    with pytest.raises(Wrong):
        sheet.finish()
    assert {comparison.reason.sentence for comparison in sheet.comparisons.values()} == {sentence}
    assert len(sheet.comparisons) == 2


def test_derived_truths_go_row_by_row(lay_out):
    sheet = lay_out("| a?         |\n| as derived |\n| as derived |")
    sheet.answer("a?", np.array([1.0, 2.0]), derived=np.array([1.0, 2.0]))
    sheet.finish()


def problem(use, lay_out, table=TABLE):
    sheet = lay_out(table)
    try:
        use(sheet)
        sheet.finish()
    except SpecError as error:
        return str(error)
    return "no problem"


def test_every_column_must_be_read(lay_out):
    def use(sheet):
        sheet["z"], sheet.text("f"), sheet.text("shape")
        sheet.answer("a?", np.array([0.0, 3.0]))

    said = "book.feature:8: this step never reads the column 'n'; rename a column for readers to"
    assert problem(use, lay_out) == f"{said} 'note' or (n)"


def test_every_answer_must_be_given(lay_out):
    message = problem(read_all, lay_out)
    assert message == "book.feature:9: this step never answers the column 'a?'"


def test_a_row_without_an_answer_is_noticed(lay_out):
    calls = [SimpleNamespace(name="forward", place=Place("kata/x.py", 3, "forward"))]
    sheet = lay_out(TABLE, take_calls=lambda: calls)
    read_all(sheet)
    next(iter(sheet)).answer("a?", 0.0)
    with pytest.raises(
        Broken, match=r"The cell under 'a\?' in line 10 has no answer: forward returned too"
    ):
        sheet.finish()


@pytest.mark.parametrize(
    ("use", "message"),
    [
        (lambda s: s["w"], "8: the table has no column 'w'; it has z, f, shape, n, a?, note"),
        (lambda s: s.text("w"), "8: the table has no column 'w'"),
        (lambda s: s.answer("b?", np.zeros(2)), "8: the table has no column 'b?'"),
        (lambda s: s["f"], "9: column 'f', 'relu': 'relu' is not a number"),
        (lambda s: [r["f"] for r in s], "9: column 'f', 'relu': 'relu' is not a number"),
        (lambda s: s["shape"], "10: column 'shape', '': '' is not a number"),
        (lambda s: [r.integer("f") for r in s], "9: column 'f', 'relu': 'relu' is not a whole"),
        (lambda s: [r.shape("f") for r in s], "9: column 'f', 'relu': 'relu' is not a whole"),
        (
            lambda s: [r.formula("f", {}) for r in s],
            "9: column 'f', 'relu': 'relu' uses 'relu', which is unknown",
        ),
    ],
)
def test_what_a_table_does_not_hold_is_named_by_line_and_cell(lay_out, use, message):
    assert f"book.feature:{message}" in problem(use, lay_out)


def test_an_answer_cell_that_cannot_be_read_is_named(lay_out):
    message = problem(lambda s: s.answer("a?", np.zeros(1)), lay_out, "| a?   |\n| 0.1x |")
    assert message == "book.feature:9: column 'a?', '0.1x': '0.1x' is not a number"
    message = problem(lambda s: s.answer("a?", np.zeros(1)), lay_out, "| a? |\n|    |")
    assert message == "book.feature:9: column 'a?', '': this answer's cell is empty"


def test_vectors_under_one_header_must_be_equally_long(lay_out):
    message = problem(lambda s: s["x"], lay_out, "| x       |\n| 1, 2    |\n| 1, 2, 3 |")
    assert message == "book.feature:8: the cells under 'x' differ in length"


def test_two_columns_may_not_have_one_name(lay_out):
    with pytest.raises(SpecError, match="two columns have one name"):
        lay_out("| z | z |\n| 1 | 2 |")


def test_a_step_without_its_table_is_told_so(lay_out):
    message = problem(lambda s: s["z"], lay_out, "")
    assert message == "book.feature:7: this step needs a table with the column 'z'"


def test_differences_and_shapes(lay_out):
    sheet = lay_out("| this | equals | difference? | shape? |\n| z | z + 1 | 1 | 2, 3 |")
    (row,) = sheet
    row.answer_difference("difference?", {"z": np.zeros(4)})
    row.answer_shape("shape?", np.zeros((2, 3)))
    sheet.finish()


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (np.zeros((2, 3)), None),
        (np.zeros((3, 2)), "Your shape? is 3, 2 instead of 2, 3. Is the array transposed?"),
        (0.0, "Your shape? is that of a single number instead of 2, 3."),
    ],
)
def test_a_wrong_shape_is_told(lay_out, value, sentence):
    sheet = lay_out("| shape? |\n| 2, 3   |")
    for row in sheet:
        row.answer_shape("shape?", value)
    (comparison,) = sheet.comparisons.values()
    assert comparison.right == (sentence is None)
    assert sentence is None or comparison.reason.sentence == sentence
