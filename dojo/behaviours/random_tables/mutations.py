"""Tables with other numbers in them: which of a behaviour's numbers may change, and how far.

The way in which a number was read tells its kind. Real numbers change, in cells and in sentences;
zeros stay, for they are often the topic of a row. A count becomes another count of its column, and
a size becomes another size everywhere in its row. Targets of 0 and 1 change places; probabilities
stay probabilities. All seeds change together, so equal ones stay equal. A number that names a
place, such as layer 2, stays.
"""

import copy
import functools
import math
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pytest_bdd.gherkin_parser import DataTable
from pytest_bdd.parser import Step
from pytest_bdd.steps import StepFunctionContext

from dojo.behaviours.random_tables.choices import Choices
from dojo.behaviours.random_tables.moves import (
    Entry,
    Flip,
    Grids,
    Move,
    Real,
    Spot,
    Turn,
    Whole,
    near,
)
from dojo.behaviours.random_tables.sentences import Said, resaid, said
from dojo.tables import cells
from dojo.tables.comparison import AS_DERIVED
from dojo.tables.expectations import Bound, Exact, expectations

if TYPE_CHECKING:
    from dojo.tables.sheet import Sheet

SEED = "seed"
TARGETS, PROBABILITIES = ("y", "Y"), ("y", "Y", "ŷ")
PLACES = ("layer", "unit", "row", "index")
SENTENCE = -1  # the row of a spot that is not a cell, but a step's sentence
HAIR = 1e-9
SIDES = (0.1, 1.0), (-1.0, -0.1), (-1.0, 1.0), (-1.0, 1.0)


class Tables:
    """The tables of a behaviour that was run, and what may change in them."""

    def __init__(
        self,
        steps: Sequence[Step],
        sheets: Sequence["Sheet"],
        definitions: Sequence[StepFunctionContext],
    ) -> None:
        """Take the steps, the sheets that they left, and what defines each of them."""
        self._steps, self._sheets = steps, sheets
        self._said: list[list[Said]] = []
        self._grids: Grids = {}
        self.seeds: list[Entry] = []
        self.moves: list[Move] = []
        for number, (step, sheet) in enumerate(zip(steps, sheets, strict=True)):
            self._said.append(said(definitions[number], step.name))
            self._read_sentence(Spot(number, SENTENCE, 0))
            self._read_table(number, sheet)
        self.moves = [move for move in self.moves if move.most]
        self._real_numbers = [move.entry for move in self.moves if isinstance(move, Real)]

    @functools.cached_property
    def certain(self) -> bool:
        """Whether every answer is exact, so that chance can have no part in it."""
        answers = (
            cell.text
            for sheet in self._sheets
            for row in sheet.rows
            for cell in row
            if cell.column.endswith("?")
        )
        return all(map(_exact, answers))

    def leave_to_chance(self) -> None:
        """Let nothing change but seeds, and counts where every answer is exact anyway.

        Then luck has no part in the printed numbers, as where two samples are alike.
        """
        self.moves = [m for m in self.moves if isinstance(m, Whole)] if self.certain else []

    def changed(self, choices: Choices, seeds: int) -> list[Step]:
        """Return the steps with each of `moves` made as chosen, and every seed moved so far."""
        grids = {spot: [list(row) for row in grid] for spot, grid in self._grids.items()}
        for move, choice in zip(self.moves, choices, strict=True):
            if choice:
                move.move(grids, choice)
        for spot, i, j in self.seeds if seeds else ():
            grids[spot][i][j] = str(int(grids[spot][i][j]) + seeds)
        grids = {spot: grid for spot, grid in grids.items() if grid != self._grids[spot]}
        for spot, grid in grids.items():
            if self._probable(spot):
                _add_up(grid, self._grids[spot])
        return self._written(self._steps, grids)

    def without_counts(self, choices: Choices) -> Choices:
        """Return the same choices, but whole numbers as they are printed."""
        pairs = zip(self.moves, choices, strict=True)
        return tuple(0 if isinstance(move, Whole) else choice for move, choice in pairs)

    def beside(self, steps: Sequence[Step]) -> Iterator[list[Step]]:
        """Yield steps with numbers a hair's breadth beside these, each time with the next seed.

        What hangs on a rounding or on luck may come out otherwise there. A tie is rounded up or
        down; so all numbers are a little larger, then a little smaller, then some are either.
        """
        spots = [spot for spot in self._grids if spot.row != SENTENCE]
        chance = random.Random(0)
        for number, (lowest, highest) in enumerate(SIDES, start=1):
            grids = {spot: cells.grid(_text(steps, spot), str.strip) for spot in spots}
            for spot, i, j in self._real_numbers:
                if spot in grids:
                    value = cells.number(grids[spot][i][j])
                    grids[spot][i][j] = repr(
                        value + abs(value) * HAIR * chance.uniform(lowest, highest)
                    )
            for spot, i, j in self.seeds:
                if spot in grids:
                    grids[spot][i][j] = str(int(grids[spot][i][j]) + number)
            yield self._written(steps, grids)

    def _written(self, steps: Sequence[Step], grids: Grids) -> list[Step]:
        """Return copies of the steps with these entries in their cells and sentences."""
        texts = {}
        copies = list(steps)
        for spot, grid in grids.items():
            if spot.row != SENTENCE:
                texts[spot] = "; ".join(", ".join(row) for row in grid)
                texts[spot] += ";" if _text(steps, spot).endswith(";") else ""
                continue
            step = copies[spot.step] = copy.copy(steps[spot.step])
            step.name = resaid(step.name, self._said[spot.step], grid[0])
        return replaced(copies, texts)

    def _read_sentence(self, spot: Spot) -> None:
        numbers = self._said[spot.step]
        self._grids[spot] = [[self._steps[spot.step].name[n.start : n.end] for n in numbers]]
        for j, number in enumerate(numbers):
            entry = Entry(spot, 0, j)
            if SEED in number.name:
                self.seeds.append(entry)
            elif isinstance(number.value, float) and number.value:
                self.moves.append(Real(entry, probable=False))

    def _read_table(self, number: int, sheet: "Sheet") -> None:
        counts: dict[str, list[Entry]] = defaultdict(list)
        sizes: dict[int, list[Entry]] = defaultdict(list)
        for (row, name), readers in sheet.read_as.items():
            spot = Spot(number, row, sheet.header.index(name))
            text = sheet.rows[row][spot.column].text
            if not readers & (_REAL | _WHOLE) or not text or name in PLACES:
                continue
            self._grids[spot] = cells.grid(text, str.strip)
            if not readers & _WHOLE:
                self.moves += self._real(spot, name)
            elif SEED in name:
                self.seeds += _entries(spot, self._grids[spot])
            elif cells.integer in readers:
                counts[name] += _entries(spot, self._grids[spot])
            else:
                sizes[row] += _entries(spot, self._grids[spot])
        for entries in counts.values():
            known = list(map(self._whole, entries))
            self.moves += [Whole((e,), near(self._whole(e), known)) for e in entries]
        known = [self._whole(e) for entries in sizes.values() for e in entries]
        for entries in sizes.values():
            for size in dict.fromkeys(map(self._whole, entries)):
                alike = tuple(e for e in entries if self._whole(e) == size)
                self.moves.append(Whole(alike, near(size, known)))

    def _real(self, spot: Spot, name: str) -> Iterator[Move]:
        """Yield what may happen to the numbers of a cell."""
        grid = [[cells.number(entry) for entry in row] for row in self._grids[spot]]
        if name in TARGETS and all(value in (0, 1) for row in grid for value in row):
            if len(grid[0]) > 1 and all(sum(row) == 1 for row in grid):
                yield from (Turn(spot, i, len(row) - 1) for i, row in enumerate(grid))
            else:
                yield from map(Flip, _entries(spot, grid))
            return
        probable = self._probable(spot)
        for entry in _entries(spot, grid):
            value = grid[entry.i][entry.j]
            if value and math.isfinite(value) and not (probable and value == 1):
                yield Real(entry, probable)

    def _probable(self, spot: Spot) -> bool:
        """Tell whether a cell holds what may be probabilities."""
        if spot.row == SENTENCE or self._sheets[spot.step].header[spot.column] not in PROBABILITIES:
            return False
        return all(0 <= cells.number(e) <= 1 for row in self._grids[spot] for e in row)

    def _whole(self, entry: Entry) -> int:
        return int(self._grids[entry.spot][entry.i][entry.j])


_REAL = {cells.array, cells.number}
_WHOLE = {cells.integer, cells.shape}


def replaced(steps: Sequence[Step], texts: dict[Spot, str]) -> list[Step]:
    """Return copies of the steps with these texts in their cells."""
    copies = list(steps)
    for number in {spot.step for spot in texts}:
        step = copies[number] = copy.copy(steps[number])
        table = step.datatable = copy.copy(_table(step))
        table.rows = [copy.copy(row) for row in table.rows]
    for spot, text in texts.items():
        row = _table(copies[spot.step]).rows[spot.row + 1]
        cell = copy.copy(row.cells[spot.column])
        cell.value = text
        row.cells = [*row.cells[: spot.column], cell, *row.cells[spot.column + 1 :]]
    return copies


def _text(steps: Sequence[Step], spot: Spot) -> str:
    return _table(steps[spot.step]).rows[spot.row + 1].cells[spot.column].value


def _table(step: Step) -> DataTable:
    assert step.datatable is not None  # a spot in a table is of a step that has one
    return step.datatable


def _entries(spot: Spot, grid: Sequence[Sequence[str | float]]) -> list[Entry]:
    return [Entry(spot, i, j) for i, row in enumerate(grid) for j, _ in enumerate(row)]


def _exact(text: str) -> bool:
    """Tell whether a cell leaves an answer no room."""
    known = None if text == AS_DERIVED else expectations(text)
    return known is None or (
        not isinstance(known, Bound) and all(isinstance(entry, Exact) for entry in known.flat)
    )


def _add_up(grid: list[list[str]], before: list[list[str]]) -> None:
    """Let the rows that added up to 1 do so again."""
    for row, old in zip(grid, before, strict=True):
        values = list(map(cells.number, old))
        if len(row) > 1 and math.isclose(sum(values), 1):
            largest = values.index(max(values))
            others = sum(cells.number(entry) for k, entry in enumerate(row) if k != largest)
            row[largest] = repr(round(1 - others, 9))
