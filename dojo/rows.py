"""One row of a sheet: its cells read as numbers, vectors, matrices or words, and answered."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from dojo import cells
from dojo.verdict import Place

if TYPE_CHECKING:
    from dojo.sheet import Sheet

GIVEN, RIGHT, WRONG = "given", "right", "wrong"


@dataclass(slots=True)
class Cell:
    """One cell: what the feature says there, where, and (for an answer) what came of it."""

    column: str
    text: str
    line: int
    verdict: str = GIVEN
    actual: str = ""
    tolerance: str = ""

    def record(self) -> dict:
        """Return the cell as plain data."""
        return {name: getattr(self, name) for name in self.__slots__}


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

    def formula(self, column: str, names: Mapping[str, object]) -> object:
        """Return the value of the cell's formula over `names`: arrays, and functions of one."""
        return self._sheet.read(self._index, column, partial(cells.formula, names=names))

    def text(self, column: str) -> str:
        """Return the cell's words."""
        return self._sheet.cell(self._index, column).text

    def words(self, column: str) -> list[str]:
        """Return the cell's words, parted by commas."""
        return [word.strip() for word in self.text(column).split(",")]

    def answer(
        self, column: str, value: object, derived: object = None, slips: Callable = list
    ) -> None:
        """Compare `value` with the cell under `column`; `slips` says what a slip would answer."""
        self._sheet.slips[self._index, column] = slips
        self._sheet.compare(self._index, column, value, derived)

    def explain(self, why: Callable[[], Iterable[tuple[str, str]]]) -> None:
        """Ask `why` for (code, sentence) pairs if an answer in this row is wrong."""
        self._sheet.explanations[self._index] = why

    def effort(self, effort: float) -> None:
        """Say how much work a slip in this row is: a diagnosis begins where it is least."""
        self._sheet.efforts[self._index] = effort

    def edit(self, place: Place) -> None:
        """Name the place to edit if the row is wrong, where that is none of the implementation."""
        self._sheet.places[self._index] = place

    def through(self, inside: Callable[[], object], answered: object) -> None:
        """Tell which function made an answer that another one may only have handed on.

        If the row is wrong and `inside` gives what was answered, the last function of the
        implementation that it calls is the one to edit.
        """
        self._sheet.inside[self._index] = inside, answered

    def answer_difference(self, column: str, names: Mapping[str, object]) -> None:
        """Compare the most by which the formulas under `this` and `equals` differ."""
        this, equals = (self.formula(side, names) for side in ("this", "equals"))
        self.answer(column, np.abs(np.subtract(this, equals)).max())

    def answer_shape(self, column: str, value: object) -> None:
        """Compare the shape of `value`, written as `5, 3`, with the cell under `column`."""
        self.answer(column, ", ".join(str(size) for size in np.shape(value)))
