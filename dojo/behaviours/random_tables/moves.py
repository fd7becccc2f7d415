"""Moves, which change numbers of a printed table: each has its choices.

Choices are numbered from 0, what is printed; the further from 0, the further away from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dojo.tables import cells

MOST = 200  # thousandths
FURTHEST = 2  # how far a whole number goes


class Spot(NamedTuple):
    """One cell: the step it is in, its row and its column."""

    step: int
    row: int
    column: int


class Entry(NamedTuple):
    """One entry of a cell: its row and column in there."""

    spot: Spot
    i: int
    j: int


# The entries of each cell, as they are written.
Grids = dict[Spot, list[list[str]]]


@dataclass(frozen=True)
class Real:
    """A real number moves by up to a fifth; a probability stays on its side of 1/2."""

    entry: Entry
    probable: bool
    most: int = 2 * MOST

    def move(self, grids: Grids, choice: int) -> None:
        """Move it by so many thousandths, up and down in turn."""
        spot, i, j = self.entry
        part, value = signed(choice) / 1000, cells.number(grids[spot][i][j])
        new = 1 - (1 - value) * (1 + part) if self.probable and value > 0.5 else value * (1 + part)
        inside = not self.probable or 0 < float(f"{new:.6g}") < 1
        grids[spot][i][j] = f"{new:.6g}" if inside else repr(new)


@dataclass(frozen=True)
class Flip:
    """A target that is 0 or 1 is the other one."""

    entry: Entry
    most: int = 1

    def move(self, grids: Grids, choice: int) -> None:
        """Turn it over."""
        spot, i, j = self.entry
        grids[spot][i][j] = f"{1 - cells.number(grids[spot][i][j]):g}"


@dataclass(frozen=True)
class Turn:
    """A one-hot row stands for another class."""

    spot: Spot
    i: int
    most: int

    def move(self, grids: Grids, choice: int) -> None:
        """Turn the row so many places."""
        row = grids[self.spot][self.i]
        grids[self.spot][self.i] = row[-choice:] + row[:-choice]


@dataclass(frozen=True)
class Whole:
    """A whole number is one near it, wherever it stands in its row."""

    entries: tuple[Entry, ...]
    others: tuple[int, ...]

    @property
    def most(self) -> int:
        """The number of others."""
        return len(self.others)

    def move(self, grids: Grids, choice: int) -> None:
        """Put another one in its place."""
        for spot, i, j in self.entries:
            grids[spot][i][j] = str(self.others[choice - 1])


Move = Real | Flip | Turn | Whole


def near(number: int, known: Sequence[int]) -> tuple[int, ...]:
    """Return the whole numbers near this one, the nearest first, none beyond the known ones.

    >>> near(3, [1, 3, 4])
    (4, 2, 1)
    """
    away = [number + signed(n) for n in range(1, 2 * FURTHEST + 1)]
    return tuple(other for other in away if min(known) <= other <= max(known))


def signed(choice: int) -> int:
    """Return 0, 1, -1, 2, -2, … for 0, 1, 2, 3, 4, …: simple is what is near 0."""
    return (choice + 1) // 2 if choice % 2 else -choice // 2
