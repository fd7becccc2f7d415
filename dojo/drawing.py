"""A sheet drawn as a spreadsheet, with each wrong answer beside what was expected."""

import itertools
import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING

from dojo.rows import GIVEN, RIGHT, WRONG, Cell
from dojo.screen import WIDEST, Screen

if TYPE_CHECKING:
    from dojo.sheet import Sheet

_MOST_ROWS = 16
_NARROWEST = 8
_NOTE = "note"


def draw(sheet: "Sheet", screen: Screen) -> list[str]:
    """Return the lines of a sheet, no wider than a screen where that can be done.

    In a table that is too wide the notes go first, then long cells: in a row with a wrong answer
    they are written on several lines, in the other rows they are cut short.
    """
    rows, left_out = _worth_showing(sheet.rows)
    grid = [[_written(cell, screen) for cell in row] for row in rows]
    header = [screen.plain(name) for name in sheet.header]
    widths = _widths([header, *grid])
    if _total(widths) > WIDEST and _NOTE in sheet.header:
        at = sheet.header.index(_NOTE)
        header, *grid = [line[:at] + line[at + 1 :] for line in [header, *grid]]
        widths = _widths([header, *grid])
    _narrow(widths)
    lines = _line(header, widths, _wrap)
    for row, texts in zip(rows, grid, strict=True):
        wrong = any(cell.verdict == WRONG for cell in row)
        lines += _line(texts, widths, _wrap if wrong else _cut)
    if left_out:
        wrong = sum(any(cell.verdict == WRONG for cell in row) for row in left_out)
        also = f", {wrong} of them with wrong answers" if wrong else ""
        lines.append(f"⋯ and {len(left_out)} more rows{also}")
    return [screen.plain(line) for line in lines]


def _worth_showing(rows: list[list[Cell]]) -> tuple[list, list]:
    """Split a long table into the rows near a wrong answer, and the rest."""
    if len(rows) <= _MOST_ROWS:
        return rows, []
    wrong = [i for i, row in enumerate(rows) if any(cell.verdict == WRONG for cell in row)]
    near = sorted({j for i in wrong for j in (i - 1, i, i + 1)} & set(range(len(rows))))
    near = near[:_MOST_ROWS]
    return [rows[i] for i in near], [row for i, row in enumerate(rows) if i not in near]


def _written(cell: Cell, screen: Screen) -> str:
    marks = {GIVEN: "", RIGHT: " ✓", WRONG: f" ✗ yours {cell.actual}"}
    # An answer is the learner's: a line break in it must not break the table.
    return " ".join(screen.plain(cell.text + marks[cell.verdict]).split())


def _widths(grid: list[list[str]]) -> list[int]:
    return [max(len(line[i]) for line in grid) for i in range(len(grid[0]))]


def _total(widths: list[int]) -> int:
    return sum(widths) + 3 * len(widths) + 1 + 2


def _narrow(widths: list[int]) -> None:
    """Take from the widest column until all fit."""
    while _total(widths) > WIDEST and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1


def _wrap(text: str, width: int) -> list[str]:
    if len(text) <= width:
        return [text]
    expected, yours, answer = text.partition(" yours ")
    parts = [expected, f"yours {answer}"] if yours else [text]
    return [line for part in parts for line in textwrap.wrap(part, width, break_on_hyphens=False)]


def _cut(text: str, width: int) -> list[str]:
    return [text if len(text) <= width else f"{text[: width - 1]}⋯"]


def _line(texts: list[str], widths: list[int], fit: Callable[[str, int], list[str]]) -> list[str]:
    """Return one row as one line, or as several where a cell does not fit on one."""
    cells = [fit(text, width) for text, width in zip(texts, widths, strict=True)]
    lines = itertools.zip_longest(*cells, fillvalue="")
    padded = (
        [part.ljust(width) for part, width in zip(line, widths, strict=True)] for line in lines
    )
    return [f"│ {' │ '.join(line)} │" for line in padded]
