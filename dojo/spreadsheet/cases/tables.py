"""Tables as a spreadsheet or CSV file holds them: whose each is, each cell with its address."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dojo.course.feature_names import is_feature
from dojo.verdict import SpecError

PARTS = " › "
# What stands for a cell that could not be read; its file is not run.
UNREAD = "?"


class Address(int):
    """A row's number that shows itself as the address of a cell in it.

    >>> f"{Address(7, 'cases!C7')}", Address(7, "cases!C7") + 1
    ('cases!C7', 8)
    """

    shown: str

    def __new__(cls, row: int, shown: str) -> "Address":
        """Make the number of a row, shown as an address."""
        address = super().__new__(cls, row)
        address.shown = shown
        return address

    def __str__(self) -> str:
        """Return the address."""
        return self.shown


@dataclass
class Entry:
    """One cell: its text, and where it stands."""

    text: str
    address: Address


@dataclass
class Table:
    """One step's table: the behaviour's file, its rule and example, the step, and the rows."""

    file: str
    names: list[str]
    address: Address
    rows: list[list[Entry]] = field(default_factory=list)


def reference(text: str) -> list[str] | None:
    """Return the parts of a line that says whose table follows, or None for any other line.

    >>> reference("# features/02_activations.feature › A rule › An example › relu gives")[2:]
    ['An example', 'relu gives']
    """
    parts = [part.strip() for part in re.split("[›>]", text.lstrip("# "))]
    return parts if is_feature(parts[0]) else None


def tables(rows: Iterable[list[Entry]], where: str, odd: list[SpecError]) -> Iterator[Table]:
    """Part rows of cells into tables: a reference, a header, rows, and an empty row as the end.

    Faults of a table go to `odd`.
    """
    table, lost = None, False
    for row in rows:
        filled = [entry for entry in row if entry.text]
        found = reference(filled[0].text) if filled else None
        if found:
            if table:
                yield from _whole(table, where, odd)
            lost, table = False, Table(found[0], found[1:], filled[0].address)
        elif not filled:
            lost = False
            if table and table.rows:
                yield from _whole(table, where, odd)
                table = None
        elif table:
            table.rows.append(_cut(row, table, where, odd))
        elif not lost and not filled[0].text.startswith("#"):
            lost = True  # the rows below belong to it
            message = f"{filled[0].text[:40]!r} belongs to no table: above a table stands, as in"
            example = "“features/02_activations.feature › rule › example › step”, whose it is"
            odd.append(SpecError(f"{message} {example}", where, filled[0].address))
    if table:
        yield from _whole(table, where, odd)


def _whole(table: Table, where: str, odd: list[SpecError]) -> Iterator[Table]:
    """Yield a table if nothing is missing from it."""
    if len(table.names) < 2:
        message = "a reference has the parts  file › rule › example › step"
        odd.append(SpecError(message, where, table.address))
    elif len(table.rows) < 2:
        what = "a header but no rows" if table.rows else "no header and no rows"
        odd.append(SpecError(f"this table has {what}", where, table.address))
    else:
        yield table


def _cut(row: list[Entry], table: Table, where: str, odd: list[SpecError]) -> list[Entry]:
    """Take as many cells as the header has; what stands further right is a mistake."""
    if not table.rows:
        while row and not row[-1].text:
            row = row[:-1]
        unnamed = [entry for entry in row if not entry.text]
        odd += [SpecError("this column has no name", where, one.address) for one in unnamed]
        return row
    width = len(table.rows[0])
    beyond = [entry for entry in row[width:] if entry.text]
    for entry in beyond:
        message = f"{entry.text[:40]!r} is outside the table's columns"
        odd.append(SpecError(message, where, entry.address))
    last = row[-1].address
    return row[:width] + [Entry("", last)] * (width - len(row))


def near(word: str, names: Iterable[str]) -> str:
    """Return "; did you mean …?" with the nearest of the names, or nothing."""
    found = difflib.get_close_matches(word, list(names), 1, 0.5)
    return f"; did you mean {found[0]!r}?" if found else ""
