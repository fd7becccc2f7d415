"""A step's table as a spreadsheet: columns that are given, and columns that are answered.

A column whose header ends in `?` is an answer. Steps read the others, hand their implementation's
answers over, and every cell is compared on its own. A column headed `note` is for the reader.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial

import numpy as np

from dojo import cells
from dojo.compare import Comparison, compare
from dojo.verdict import SpecError, Wrong

NOTE = "note"


@dataclass
class Cell:
    """One cell: what the feature says there, where, and (for an answer) what came of it."""

    column: str
    text: str
    line: int
    verdict: str = "given"
    actual: str = ""
    tolerance: str = ""


class Row:
    """One row of a sheet; `row["z"]` is a number, vector or matrix, `row.text("f")` is words."""

    def __init__(self, sheet: "Sheet", index: int) -> None:
        """Keep the place; cells are read when asked for."""
        self._sheet, self._index = sheet, index

    def __getitem__(self, column: str) -> np.ndarray:
        """Return the cell's number (), vector (k,) or matrix (r, k)."""
        return self._sheet._parse(self._index, column, cells.array)

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
        return tuple(int(size) for size in self.words(column) if size)

    def integer(self, column: str) -> int:
        """Return the cell's whole number."""
        return self._sheet._parse(self._index, column, int)

    def formula(self, column: str, names: Mapping[str, object]) -> object:
        """Return the value of the cell's formula over `names`: arrays, and functions of one."""
        return self._sheet._parse(self._index, column, partial(cells.formula, names=names))

    def text(self, column: str) -> str:
        """Return the cell's words."""
        return self._sheet._cell(self._index, column).text

    def words(self, column: str) -> list[str]:
        """Return the cell's words, parted by commas."""
        return [word.strip() for word in self.text(column).split(",")]

    def answer(self, column: str, value: object, derived: object = None) -> None:
        """Compare `value` with the cell under `column`."""
        self._sheet._compare(self._index, column, value, derived)

    def answer_difference(self, column: str, names: Mapping[str, object]) -> None:
        """Compare the most by which the formulas under `this` and `equals` differ."""
        this, equals = (self.formula(side, names) for side in ("this", "equals"))
        self.answer(column, np.abs(np.subtract(this, equals)).max())

    def answer_shape(self, column: str, value: object) -> None:
        """Compare the shape of `value`, written as `5, 3`, with the cell under `column`."""
        self.answer(column, ", ".join(str(size) for size in np.shape(value)))


class Sheet:
    """The table under a step. Every answer column must be answered, every other column read."""

    def __init__(
        self, where: str, header: list[str], rows: list[list[Cell]], take_calls: Callable = list
    ) -> None:
        """Take a parsed table; `where` is the feature's file for messages.

        `take_calls` returns the functions called since it was last asked: they made the answer.
        """
        self.where, self.header, self.rows = where, header, rows
        self._take_calls, self._last_calls = take_calls, []
        self.comparisons: dict[tuple[int, str], Comparison] = {}
        self.calls: dict[str, list] = {}
        self._read: set[str] = set()

    @classmethod
    def of(cls, step: object, where: str, take_calls: Callable = list) -> "Sheet":
        """Build the sheet of a pytest-bdd step (an empty one if it has no table)."""
        table = getattr(step, "datatable", None)
        if table is None:
            return cls(where, [], [], take_calls)
        header, *rows = table.rows
        names = [cell.value for cell in header.cells]
        line = header.location.line
        if len(set(names)) != len(names):
            raise SpecError("two columns have one name", where, line)
        return cls(
            where,
            names,
            [
                [
                    Cell(name, cell.value, row.location.line)
                    for name, cell in zip(names, row.cells, strict=True)
                ]
                for row in rows
            ],
            take_calls,
        )

    def __iter__(self) -> Iterator[Row]:
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
        return np.array([row[column] for row in self])

    def text(self, column: str) -> list[str]:
        """Return a whole column of words."""
        return [row.text(column) for row in self]

    def matrix(self) -> np.ndarray:
        """Return the whole table as a matrix (rows, columns), its header left out."""
        return np.array([[row[column] for column in self.header] for row in self])

    def answer(self, column: str, values: object, derived: object = None) -> None:
        """Compare a whole column at once: one value a row."""
        if column not in self.header and self.header:
            self._unknown(column)
        count = len(values) if hasattr(values, "__len__") and np.ndim(values) else None
        if isinstance(values, list | tuple | str) or count != len(self):
            # The answer as a whole is not a column: show it in every cell, with one reason.
            self._whole(column, values)
            return
        for row, value in zip(self, values, strict=True):
            truth = None if derived is None else derived[row._index]
            row.answer(column, value, truth)

    def _whole(self, column: str, values: object) -> None:
        comparison = compare(self._cell(0, column).text, values)
        note = comparison.note
        if not isinstance(values, list | tuple | str) and values is not None:
            note = f"The answer has the shape {np.shape(values)} where ({len(self)},) belongs."
        for index in range(len(self)):
            self._record(index, column, comparison._replace(right=False, note=note))

    def _compare(self, index: int, column: str, value: object, derived: object) -> None:
        read = partial(compare, answer=value, derived=derived)
        self._record(index, column, self._parse(index, column, read))

    def _record(self, index: int, column: str, comparison: Comparison) -> None:
        cell = self._cell(index, column)
        cell.verdict = "right" if comparison.right else "wrong"
        cell.actual, cell.tolerance = comparison.shown, comparison.tolerance
        self.comparisons[index, column] = comparison
        self._last_calls = self._take_calls() or self._last_calls
        self.calls.setdefault(column, self._last_calls)

    def _parse(self, index: int, column: str, read: object) -> object:
        cell = self._cell(index, column)
        try:
            return read(cell.text)
        except cells.CellError as error:
            message = f"column {column!r}, {cell.text!r}: {error}"
            raise SpecError(message, self.where, cell.line) from None

    def _cell(self, index: int, column: str) -> Cell:
        self._read.add(column)
        if column not in self.header:
            self._unknown(column)
        return self.rows[index][self.header.index(column)]

    def _unknown(self, column: str) -> None:
        line = self.rows[0][0].line - 1 if self.rows else None
        known = ", ".join(self.header)
        raise SpecError(f"the table has no column {column!r}, only: {known}", self.where, line)

    def finish(self) -> None:
        """Raise unless every column was used; raise `Wrong` if a cell is wrong."""
        for column in self.header:
            if column not in self._read and column != NOTE and self.rows:
                use = "answers" if column.endswith("?") else "reads"
                line = self.rows[0][0].line - 1
                raise SpecError(f"this step never {use} the column {column!r}", self.where, line)
        if any(cell.verdict == "wrong" for row in self.rows for cell in row):
            raise Wrong(self)

    def record(self) -> dict:
        """Return the sheet as plain data: header and cells with their verdicts."""
        return {"header": self.header, "rows": [[asdict(cell) for cell in r] for r in self.rows]}
