"""The verdict on a behaviour: one frozen record, from the comparison to the last renderer.

Terminal, notebook, book, JUnit, Cucumber Messages and JSON each draw it; none of them reads what
another has drawn. The errors that lead to a verdict stand below it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

GREEN, RED, NOT_WRITTEN, BROKEN = "green", "red", "not written yet", "broken"
# Of these two the implementation is not guilty.
SPEC, SKIPPED = "spec error", "skipped"
GIVEN, RIGHT, WRONG = "given", "right", "wrong"
# What stands in a cell that is asked for, where an error came in place of an answer.
NO_ANSWER = "no answer"


@dataclass(frozen=True)
class Reason:
    """Why an answer is wrong or missing.

    A stable code is for programs ("" goes on with the reason before), a sentence for people.
    `source` is a line of code that the sentence is about, and `facts` is what it is made of.
    """

    code: str
    sentence: str
    source: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Place:
    """A place in a file that a person can open; line 0 is where nothing stands yet.

    `address` is what a spreadsheet calls the place, where it is more than the line.
    """

    file: str
    line: int
    function: str = ""
    address: str = ""

    @classmethod
    def at(cls, file: str, line: int) -> Place:
        """Return the place of a line; a row of a spreadsheet is a number that has an address."""
        number, shown = int(line), str(line)
        return cls(file, number, address="" if shown == str(number) else shown)

    def __str__(self) -> str:
        """Write the place as `file:line function`.

        >>> print(Place("kata/cost.py", 7, "mse"), "and", Place("a new cell", 0, "mse"))
        kata/cost.py:7 mse and mse in a new cell
        >>> print(Place("mine.xlsx", 2, address="cases!A2"))
        mine.xlsx:cases!A2
        """
        if not self.line:
            return f"{self.function} in {self.file}"
        return f"{self.file}:{self.address or self.line} {self.function}".rstrip()


@dataclass(frozen=True)
class Cell:
    """One cell: what the feature says there, where, and (for an answer) the result."""

    column: str
    text: str
    line: int
    verdict: str = GIVEN
    actual: str = ""
    tolerance: str = ""


@dataclass(frozen=True)
class Table:
    """A step's table, with the verdict on each cell that is an answer."""

    line: int
    step: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def answers(self) -> list[Cell]:
        """The cells that an implementation has answered."""
        return [cell for row in self.rows for cell in row if cell.verdict != GIVEN]

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Table:
        """Return the table that `Verdict.plain` made plain."""
        rows = tuple(tuple(Cell(**cell) for cell in row) for row in data["rows"])
        return cls(data["line"], data["step"], tuple(data["header"]), rows)


@dataclass(frozen=True)
class Title:
    """The name of a behaviour: its chapter's number and name, its rule, and its own name."""

    number: int | None
    chapter: str
    rule: str
    example: str

    @property
    def heading(self) -> str:
        """The chapter's number and name.

        >>> Title(2, "Activations", "", "By hand").heading
        '2 Activations'
        """
        return f"{self.number or ''} {self.chapter}".strip()

    def __str__(self) -> str:
        """Return the chapter, the rule and the example, as a reader looks for them.

        >>> str(Title(2, "Activations", "ReLU zeroes", "By hand"))
        '2 Activations › ReLU zeroes › By hand'
        """
        return " › ".join(part for part in (self.heading, self.rule, self.example) if part)


@dataclass(frozen=True)
class Verdict:
    """Result of one behaviour.

    `place` is the line of the feature that the verdict is about, `step` the sentence there.
    `table` is that step's table, `tables` are all that were checked before and with it. `places`
    are where to edit, the likeliest first. `printed` is what the learner's code has printed.
    `drawn` are the tables of the steps before, where they are not those that the feature prints.
    """

    kind: str
    nodeid: str
    title: Title
    place: Place
    step: str = ""
    table: Table | None = None
    tables: tuple[Table, ...] = ()
    reasons: tuple[Reason, ...] = ()
    places: tuple[Place, ...] = ()
    seconds: float = 0.0
    printed: str = ""
    drawn: tuple[Table, ...] = ()

    @property
    def codes(self) -> list[str]:
        """The stable codes of the reasons."""
        return [reason.code for reason in self.reasons if reason.code]

    def plain(self) -> dict[str, Any]:
        """Return the verdict as plain data, which `read` takes."""
        data: dict[str, Any] = _plain(self)
        return data

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Verdict:
        """Return the verdict that `plain` made plain.

        >>> one = Verdict(GREEN, "f::e", Title(1, "Neuron", "", "By hand"), Place("f", 3))
        >>> Verdict.read(one.plain()) == one
        True
        """
        table = data["table"]
        return cls(
            data["kind"],
            data["nodeid"],
            Title(**data["title"]),
            Place(**data["place"]),
            data["step"],
            None if table is None else Table.read(table),
            tuple(map(Table.read, data["tables"])),
            tuple(Reason(**reason) for reason in data["reasons"]),
            tuple(Place(**place) for place in data["places"]),
            data["seconds"],
            data["printed"],
            tuple(map(Table.read, data["drawn"])),
        )


# The attribute of pytest's report that holds the verdict.
ATTRIBUTE = "dojo_verdict"


def verdict_on(report: object) -> Verdict | None:
    """Return the verdict that is attached to a report; None for a report of other tests."""
    verdict = getattr(report, ATTRIBUTE, None)
    return verdict if isinstance(verdict, Verdict) else None


def shown(path: Path | str, start: Path) -> str:
    """Write a path as seen from `start`, or in full where that is shorter."""
    try:
        return min(os.path.relpath(path, start), os.path.abspath(path), key=len)
    except ValueError:  # on another drive
        return os.path.abspath(path)


class Broken(Exception):  # noqa: N818  it is a verdict, not a fault
    """The implementation gave no answer that could be compared."""

    def __init__(self, code: str, sentence: str, place: Place | None = None) -> None:
        """Keep the reason, and the place to look at."""
        super().__init__(sentence)
        self.reason, self.place = Reason(code, sentence), place


class TookTooLong(BaseException):
    """The implementation gave no answer in time; `except Exception` must not swallow it."""


class SpecError(Exception):
    """The feature or its steps are at fault, not the implementation."""

    def __init__(
        self, message: str, file: str, line: int | None = None, code: str = "spec"
    ) -> None:
        """Say what is wrong, and where; `code` is what `dojo lint` calls it."""
        super().__init__(f"{file}:{line}: {message}" if line else f"{file}: {message}")
        self.message, self.file, self.line, self.code = message, file, line, code


def _plain(value: Any) -> Any:
    """Return what `dataclasses.asdict` returns, without its deep copies of numbers and text."""
    if isinstance(value, (Verdict, Title, Table, Cell, Reason, Place)):
        return {name: _plain(each) for name, each in vars(value).items()}
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return value
