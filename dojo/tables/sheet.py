"""A step's table as a spreadsheet: columns that are given, and columns that are answered.

A column whose header ends in `?` is an answer. Steps read the others, hand their implementation's
answers over, and every cell is compared on its own. A column headed `note` is for the reader.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from typing import Any, TypeVar

import numpy as np
from pytest_bdd.gherkin_parser import Row as RawRow
from pytest_bdd.parser import Step

from dojo.course.table_rows import NOTE, is_note
from dojo.implementation.instrument import InstrumentedFunction
from dojo.tables import cells
from dojo.tables.cells import CellError
from dojo.tables.comparison import (
    Answer,
    Comparison,
    compare,
    named,
    not_numbers,
    show,
    unusable,
    wrong_shape,
    wrong_type,
)
from dojo.tables.mistakes import Ask, Explanation, KnownMistake, Remarks
from dojo.verdict import GIVEN, RIGHT, WRONG, Broken, Cell, Place, Reason, SpecError, Table

T = TypeVar("T")
# An answer's row and column.
At = tuple[int, str]


class Wrong(AssertionError):  # noqa: N818  it is a verdict, not a fault
    """An answer of the implementation is wrong; `sheet` says which cells."""

    def __init__(self, sheet: "Sheet") -> None:
        """Keep the sheet for the report."""
        super().__init__("wrong answers")
        self.sheet = sheet


class NotWritten(Wrong):
    """Cells of a worksheet are still empty, and none that is filled in is wrong."""

    def __init__(self, sheet: "Sheet", sentence: str, place: Place) -> None:
        """Keep the sheet, what to say, and the first cell to fill in."""
        super().__init__(sheet)
        self.reason, self.place = Reason("not-written", sentence), place


class Sheet:
    """The table under a step. Every answer column must be answered, every other column read."""

    def __init__(
        self, step: Step, where: str, take_calls: Callable[[], list[InstrumentedFunction]] = list
    ) -> None:
        """Lay out the table of a pytest-bdd step; without one, the sheet is empty.

        `where` is the feature's file, for messages. `take_calls` returns the calls made
        since it was last asked: they led to the answer.
        """
        self._where, self.line, self._step = where, step.line_number, step
        self.step, self.sentence = step.line_number, step.name
        self.take_calls = take_calls
        self._last_calls: list[InstrumentedFunction] = []
        self.header: list[str] = []
        self.rows: list[list[Cell]] = []
        self.comparisons: dict[At, Comparison] = {}
        self.calls: dict[At, list[InstrumentedFunction]] = {}
        # The functions that earlier steps called, unless their answers were checked.
        self.before: list[InstrumentedFunction] = []
        self.inside: dict[int, tuple[Callable[[], Answer], Answer]] = {}
        self.places: dict[int, Place] = {}
        self.explanations: dict[int, Remarks | Explanation] = {}
        self.mistakes: dict[At, Ask] = {}
        self.efforts: dict[int, float] = {}
        self._read: set[str] = set()
        self.read_as: dict[At, set[Callable[[str], Any]]] = defaultdict(set)
        if step.datatable is not None:
            self._lay_out(*step.datatable.rows)

    def _lay_out(self, header: RawRow, *rows: RawRow) -> None:
        self.line = header.location.line
        self.header = [cell.value for cell in header.cells]
        self._heads = {cell.value: cell.location.line for cell in header.cells}
        if len(set(self.header)) != len(self.header):
            raise self._error("two columns have one name", code="twin-columns")
        for row in rows:
            columns = zip(self.header, row.cells, strict=True)
            self.rows.append([Cell(name, cell.value, cell.location.line) for name, cell in columns])

    def __iter__(self) -> "Iterator[Row]":
        """Go through the rows."""
        return (Row(self, index) for index in range(len(self.rows)))

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    def __contains__(self, column: str) -> bool:
        """Tell whether the table has this column."""
        return column in self.header

    def __getitem__(self, column: str) -> np.ndarray:
        """Return a whole column: (rows,) for numbers, (rows, k) for vectors."""
        self._place(column)
        try:
            return np.array([row[column] for row in self])
        except ValueError:
            message = f"the cells under {column!r} differ in length"
            commas = filter(None, map(cells.decimal_comma, self.text(column)))
            message = "; ".join([message, *list(commas)[:1]])
            raise self._error(message, code="cell") from None

    def text(self, column: str) -> list[str]:
        """Return a whole column of words."""
        self._place(column)
        return [row.text(column) for row in self]

    def matrix(self) -> np.ndarray:
        """Return the whole table as a matrix (rows, columns), its header left out."""
        return np.array([[row[column] for column in self.header] for row in self])

    def answer(
        self, column: str, values: Answer, derived: Answer = None, mistakes: Ask = list
    ) -> None:
        """Compare a whole column at once: one value a row.

        If some are wrong, `mistakes` is asked what a mistake would make of the whole column.
        """
        self._place(column)
        once = cache(mistakes)
        for index in range(len(self)):
            self.mistakes[index, column] = partial(_of_row, once, index)
        problem, rows = not_numbers(values), (len(self),)
        shape = () if problem else np.shape(values)
        # One number a row is (rows,); (rows, 1) would pass row by row, and is another shape.
        if shape[:1] != rows or (shape != rows and np.size(values) == len(self)):
            # The answer as a whole is not a column: show it in every cell, with one reason.
            if problem:
                whole = unusable(problem, wrong_type(column, problem, "an array", values))
            else:
                reason = wrong_shape(column, shape, rows)
                whole = unusable(show(np.asarray(values, dtype=float)), reason)
            for index in range(len(self)):
                self._record(index, column, whole)
            return
        for index, value in enumerate(np.asarray(values)):
            self.compare(index, column, value, None if derived is None else derived[index])

    def compare(self, index: int, column: str, value: Answer, derived: Answer = None) -> None:
        """Compare `value` with one cell, and keep the result."""
        read = partial(compare, answer=value, derived=derived, what=column)
        self._record(index, column, self.read(index, column, read))

    def read(self, index: int, column: str, reader: Callable[[str], T]) -> T:
        """Return what `reader` makes of one cell; a cell it cannot read is the feature's fault."""
        cell = self.cell(index, column)
        self.read_as[index, column].add(reader)
        try:
            return reader(cell.text)
        except CellError as error:
            message = f"column {column!r}, {cell.text!r}: {error}"
            raise self._error(message, cell.line, "cell") from None

    def cell(self, index: int, column: str) -> Cell:
        """Return one cell, and count its column as used."""
        return self.rows[index][self._place(column)]

    def _change(self, index: int, column: str, **changes: Any) -> None:
        """Write into a cell."""
        place = self._place(column)
        self.rows[index][place] = replace(self.rows[index][place], **changes)

    def _record(self, index: int, column: str, comparison: Comparison) -> None:
        self._change(
            index,
            column,
            verdict=RIGHT if comparison.right else WRONG,
            actual=comparison.shown,
            tolerance=comparison.tolerance,
        )
        self.comparisons[index, column] = comparison
        self._last_calls = self.take_calls() or self._last_calls
        self.calls[index, column] = self._last_calls

    def note(self, index: int, column: str, reason: Reason) -> None:
        """Say why an answer is wrong."""
        at = index, column
        self.comparisons[at] = self.comparisons[at]._replace(reason=reason)

    def earlier(self, index: int, column: str) -> list[InstrumentedFunction]:
        """Return the calls that led to the answers of a row, up to the one under `column`."""
        answers = list(self.calls)
        until = answers[: answers.index((index, column)) + 1]
        return [call for at in until if at[0] == index for call in self.calls[at]]

    def _place(self, column: str) -> int:
        """Return where a column stands, and count it as used."""
        if column not in self.header:
            known = ", ".join(self.header)
            has = f"the table has no column {column!r}; it has {known}"
            raise self._error(
                has if known else f"this step needs a table with the column {column!r}"
            )
        self._read.add(column)
        return self.header.index(column)

    def _error(self, message: str, line: int | None = None, code: str = "column") -> SpecError:
        return SpecError(message, self._where, line or self.line, code)

    def raise_if_wrong(self, cause: Exception | None = None) -> None:
        """Raise `Wrong` if a cell is wrong."""
        if any(not comparison.right for comparison in self.comparisons.values()):
            raise Wrong(self) from cause

    def row_alone(self, index: int) -> "Sheet":
        """Return a sheet of one of the rows, not answered yet."""
        one = Sheet(self._step, self._where, self.take_calls)
        one.rows = [one.rows[index]]
        return one

    def finish(self) -> None:
        """Raise `Wrong` if a cell is wrong, and an error if a column or a cell was left out."""
        self.raise_if_wrong()
        for column in self.header:
            if column not in self._read and not is_note(column) and not column.endswith("?"):
                reader = f"rename a column for readers to {NOTE!r} or ({column})"
                message = f"this step never reads the column {column!r}; {reader}"
                raise self._error(message, self._heads[column])
        for cell in (cell for row in self.rows for cell in row):
            if cell.column.endswith("?") and cell.verdict == GIVEN:
                raise self._unanswered(cell)

    def _unanswered(self, cell: Cell) -> Exception:
        made = self.take_calls() or self._last_calls
        if not made:
            return self._error(f"this step never answers the column {cell.column!r}", cell.line)
        names = " and ".join(dict.fromkeys(call.name for call in made))
        sentence = (
            f"The cell under {cell.column!r} in line {cell.line} has no answer: {names} returned "
            "too few values"
        )
        return Broken("unanswered", f"{sentence}, or the step never asks for it.", made[-1].place)

    def table(self) -> Table:
        """Return the table with the verdict on each of its cells."""
        # A record holds plain numbers: the row of a spreadsheet is one that has an address.
        rows = (
            tuple(
                cell if type(cell.line) is int else replace(cell, line=int(cell.line))
                for cell in row
            )
            for row in self.rows
        )
        return Table(int(self.step), self.sentence, tuple(self.header), tuple(rows))


def _of_row(mistakes: Ask, index: int) -> list[KnownMistake]:
    """Return the mistakes of a whole column for one row of it."""
    return [mistake._replace(value=np.asarray(mistake.value)[index]) for mistake in mistakes()]


class Row:
    """One row of a sheet; `row["z"]` is a number, vector or matrix, `row.text("f")` is words."""

    def __init__(self, sheet: "Sheet", index: int) -> None:
        """Keep the place; cells are read when asked for."""
        self._sheet, self._index = sheet, index

    def __getitem__(self, column: str) -> np.ndarray:
        """Return the cell's number (), vector (k,) or matrix (r, k)."""
        return self._sheet.read(self._index, column, cells.array)

    def __contains__(self, column: str) -> bool:
        """Tell whether the table has this column."""
        return column in self._sheet

    def vector(self, column: str) -> np.ndarray:
        """Return the cell as a vector, even if it holds one number; a matrix stays a matrix."""
        return np.atleast_1d(self[column])

    def matrix(self, column: str) -> np.ndarray:
        """Return the cell as a matrix; a vector is its one row."""
        return np.atleast_2d(self[column])

    def shape(self, column: str) -> tuple[int, ...]:
        """Return the cell as a shape: `5, 3` is (5, 3), and nothing is ()."""
        return self._sheet.read(self._index, column, cells.shape)

    def integer(self, column: str) -> int:
        """Return the cell's whole number."""
        return self._sheet.read(self._index, column, cells.integer)

    def number(self, column: str) -> float:
        """Return the cell's number as a plain one, not as an array."""
        return self._sheet.read(self._index, column, cells.number)

    def formula(self, column: str, names: Mapping[str, Any]) -> Any:
        """Return the value of the cell's formula over `names`: arrays, and functions of one."""
        return self._sheet.read(self._index, column, partial(cells.formula, names=names))

    def text(self, column: str) -> str:
        """Return the cell's words."""
        return self._sheet.cell(self._index, column).text

    def words(self, column: str) -> list[str]:
        """Return the cell's words, parted by commas."""
        return [word.strip() for word in self.text(column).split(",")]

    def answer(
        self, column: str, value: Answer, derived: Answer = None, mistakes: Ask = list
    ) -> None:
        """Compare `value` with the cell under `column`; `mistakes` says what each would answer."""
        self._sheet.mistakes[self._index, column] = mistakes
        self._sheet.compare(self._index, column, value, derived)

    def explain(self, why: Remarks | Explanation) -> None:
        """Ask `why` if an answer in this row is wrong: what is seen, or what explains it."""
        self._sheet.explanations[self._index] = why

    def effort(self, effort: float) -> None:
        """Say how much work a mistake in this row is: a diagnosis begins where it is least."""
        self._sheet.efforts[self._index] = effort

    def edit(self, place: Place) -> None:
        """Name the place to edit if the row is wrong, where that is none of the implementation."""
        self._sheet.places[self._index] = place

    def through(self, inside: Callable[[], Answer], answered: Answer) -> None:
        """Tell which function made an answer that another one may only have passed on.

        If the row is wrong and `inside` gives what was answered, the last function of the
        implementation that it calls is the one to edit.
        """
        self._sheet.inside[self._index] = inside, answered

    def answer_difference(self, column: str, names: Mapping[str, Any]) -> None:
        """Compare the most by which the formulas under `this` and `equals` differ."""
        this, equals = (self.formula(side, names) for side in ("this", "equals"))
        self.answer(column, np.abs(np.subtract(this, equals)).max())

    def answer_shape(self, column: str, value: Answer, mistakes: Ask = list) -> None:
        """Compare the shape of `value`, written as `5, 3`, with the cell under `column`."""
        shape, wanted = np.shape(value), self.text(column)
        text, turned = (", ".join(map(str, sizes)) for sizes in (shape, shape[::-1]))
        self.answer(column, text, mistakes=mistakes)
        if self._sheet.comparisons[self._index, column].right:
            return
        if not shape:
            said = f"Your {named(column)} is that of a single number instead of {wanted}."
            self._sheet.note(self._index, column, Reason("shape", said))
        elif wanted == turned:
            said = f"Your {named(column)} is {text} instead of {wanted}. Is the array transposed?"
            self._sheet.note(self._index, column, Reason("transposed", said))
