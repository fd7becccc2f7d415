"""Tables with other numbers in them: which of a behaviour's cells may change, and how far.

Real numbers move by up to a fifth; zeros, signs and whole numbers that count something stay. In a
cell of numbers from 0 to 1 they may be probabilities: 0 and 1 stay, the others stay between them,
and a row that adds up to 1 still does. All seeds move together, so equal ones stay equal.
"""

import copy
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from pytest_bdd.parser import Step

from dojo import cells

if TYPE_CHECKING:
    from dojo.sheet import Sheet

MOST = 200  # thousandths
SEED = "seed"


class Spot(NamedTuple):
    """One cell: the step it is in, its row and its column."""

    step: int
    row: int
    column: int


class Tables:
    """The tables of a behaviour that was run, and what may change in them."""

    def __init__(self, steps: Sequence[Step], sheets: Sequence["Sheet"]) -> None:
        """Take the steps and the sheets they left: what was read as a number may change."""
        self._steps = steps
        self._grids: dict[Spot, list[list[str]]] = {}
        self._ends: dict[Spot, str] = {}
        self.seeds: list[Spot] = []
        for number, sheet in enumerate(sheets):
            for (row, name), reader in sheet.read_as.items():
                spot = Spot(number, row, sheet.header.index(name))
                if reader is cells.array:
                    text = sheet.rows[row][spot.column].text
                    self._grids[spot] = cells.grid(text, str.strip)
                    self._ends[spot] = ";" if text.endswith(";") else ""
                elif reader is cells.integer and SEED in name:
                    self.seeds.append(spot)
        self.entries = [
            (spot, i, j)
            for spot, grid in self._grids.items()
            for i, row in enumerate(grid)
            for j, _ in enumerate(row)
            if _free(grid, i, j)
        ]

    def changed(self, thousandths: Sequence[int], seeds: int) -> list[Step]:
        """Return the steps with every free entry moved so far, and every seed."""
        grids = {spot: [list(row) for row in grid] for spot, grid in self._grids.items()}
        for (spot, i, j), part in zip(self.entries, thousandths, strict=False):
            if part:
                grids[spot][i][j] = _moved(self._grids[spot], i, j, part / 1000)
        texts = {
            spot: _text(grid, self._grids[spot]) + self._ends[spot]
            for spot, grid in grids.items()
            if grid != self._grids[spot]
        }
        for spot in self.seeds if seeds else ():
            old = self._steps[spot.step].datatable.rows[spot.row + 1].cells[spot.column].value
            texts[spot] = str(int(old) + seeds)
        return replaced(self._steps, texts)


def replaced(steps: Sequence[Step], texts: dict[Spot, str]) -> list[Step]:
    """Return copies of the steps with these texts in their cells."""
    copies = list(steps)
    for number in {spot.step for spot in texts}:
        step = copies[number] = copy.copy(steps[number])
        step.datatable = copy.copy(step.datatable)
        step.datatable.rows = [copy.copy(row) for row in step.datatable.rows]
    for spot, text in texts.items():
        row = copies[spot.step].datatable.rows[spot.row + 1]
        cell = copy.copy(row.cells[spot.column])
        cell.value = text
        row.cells = [*row.cells[: spot.column], cell, *row.cells[spot.column + 1 :]]
    return copies


def _numbers(grid: list[list[str]]) -> list[list[float]]:
    return [[cells.number(entry) for entry in row] for row in grid]


def _probable(grid: list[list[str]]) -> bool:
    return all(0 <= value <= 1 for row in _numbers(grid) for value in row)


def _free(grid: list[list[str]], i: int, j: int) -> bool:
    value = _numbers(grid)[i][j]
    return value != 0 and math.isfinite(value) and not (value == 1 and _probable(grid))


def _moved(grid: list[list[str]], i: int, j: int, part: float) -> str:
    value = cells.number(grid[i][j])
    if _probable(grid) and value > 0.5:
        new = 1 - (1 - value) * (1 + part)
        return f"{new:.6g}" if 0.5 < float(f"{new:.6g}") < 1 else repr(new)
    return f"{value * (1 + part):.6g}"


def _text(grid: list[list[str]], before: list[list[str]]) -> str:
    """Write a grid as a cell does; rows that added up to 1 still do."""
    if _probable(before):
        for row, old in zip(_numbers(before), grid, strict=True):
            if len(row) > 1 and math.isclose(sum(row), 1):
                largest = row.index(max(row))
                others = sum(cells.number(e) for k, e in enumerate(old) if k != largest)
                old[largest] = repr(round(1 - others, 9))
    return "; ".join(", ".join(row) for row in grid)
