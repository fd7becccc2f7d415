"""A sheet drawn as a spreadsheet, with each wrong answer beside what was expected."""

import itertools
import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING

from dojo.tables.sheet import GIVEN, RIGHT, WRONG, Cell
from dojo.terminal.screen import Screen

if TYPE_CHECKING:
    from dojo.tables.sheet import Sheet

_MOST_ROWS = 16
_LONGEST_WORD = 24
_NOTE = "note"
_MARGIN = 2


def draw(sheet: "Sheet", screen: Screen) -> list[str]:
    """Return the lines of a sheet, no wider than a screen where that can be done.

    In a table that is too wide the notes are shortened first, and go where there is no room at
    all. Then long cells are written on several lines; beside a row with a wrong answer, the other
    rows are cut short instead. Columns too many for the screen stand below each other, row by row.
    """
    rows, left_out = _worth_showing(sheet.rows)
    grid = [[_written(cell, screen) for cell in row] for row in rows]
    header = [screen.plain(name) for name in sheet.header]
    wrong = [any(cell.verdict == WRONG for cell in row) for row in rows]
    folded = [_wrap if off or not any(wrong) else _cut for off in wrong]
    header, grid, widths = _fit(header, grid, screen.width)
    if widths:
        lines = _line(header, widths, _wrap)
        for texts, fit in zip(grid, folded, strict=True):
            lines += _line(texts, widths, fit)
    else:
        lines = _below_each_other(header, grid, folded, screen.width)
    if left_out:
        wrong = sum(any(cell.verdict == WRONG for cell in row) for row in left_out)
        also = f", {wrong} of them with wrong answers" if wrong else ""
        lines.append(f"⋯ and {len(left_out)} more rows{also}")
    return [screen.plain(line) for line in lines]


def _fit(
    header: list[str], grid: list[list[str]], width: int
) -> tuple[list[str], list[list[str]], list[int]]:
    """Return a table that fits and its columns' widths; no widths where no table does."""
    widths, least = _widths([header, *grid], len), _widths([header, *grid], _longest_word)
    if _total(widths) > width and _NOTE in header:
        at = header.index(_NOTE)
        room = widths[at] - (_total(widths) - width)
        if room >= min(widths[at], _LONGEST_WORD):
            grid = [[*row[:at], *_cut(row[at], room), *row[at + 1 :]] for row in grid]
            widths[at] = room
        else:
            header, *grid = [line[:at] + line[at + 1 :] for line in [header, *grid]]
            del widths[at], least[at]
    return header, grid, _narrow(widths, least, width)


def _narrow(widths: list[int], least: list[int], width: int) -> list[int]:
    """Take from the widest column until all fit; nothing where a number would be broken."""
    while _total(widths) > width:
        spare = [i for i in range(len(widths)) if widths[i] > least[i]]
        if not spare:
            return []
        widths[max(spare, key=widths.__getitem__)] -= 1
    return widths


def _below_each_other(
    header: list[str], grid: list[list[str]], folded: list[Callable], width: int
) -> list[str]:
    """Return a line or more for each cell: its column's name and what is in it."""
    name = min(max(map(len, header)), width // 3)
    widths = [name, width - name - _total([0, 0])]
    lines = []
    for texts, fit in zip(grid, folded, strict=True):
        lines += _line(["─" * width for width in widths], widths, _wrap) * bool(lines)
        for pair in zip(header, texts, strict=True):
            lines += _line(pair, widths, fit)
    return lines


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


def _longest_word(text: str) -> int:
    return min(_LONGEST_WORD, max(map(len, text.split()), default=0))


def _widths(grid: list[list[str]], measure: Callable[[str], int]) -> list[int]:
    return [max(measure(line[i]) for line in grid) for i in range(len(grid[0]))]


def _total(widths: list[int]) -> int:
    return sum(widths) + 3 * len(widths) + 1 + _MARGIN


def _wrap(text: str, width: int) -> list[str]:
    if len(text) <= width:
        return [text]
    expected, yours, answer = text.partition(" yours ")
    parts = [expected, f"yours {answer}"] if yours else [text]
    return [line for part in parts for line in textwrap.wrap(part, width, break_on_hyphens=False)]


def _cut(text: str, width: int) -> list[str]:
    if len(text) <= width:
        return [text]
    # That it is right stays to be seen, in a terminal's letters as well.
    mark = text[-2:] if text.endswith((" ✓", " +")) else ""
    return [f"{text[: width - 1 - len(mark)]}⋯{mark}"]


def _line(texts: list[str], widths: list[int], fit: Callable[[str, int], list[str]]) -> list[str]:
    """Return one row as one line, or as several where a cell does not fit on one."""
    cells = [fit(text, width) for text, width in zip(texts, widths, strict=True)]
    lines = itertools.zip_longest(*cells, fillvalue="")
    padded = (
        [part.ljust(width) for part, width in zip(line, widths, strict=True)] for line in lines
    )
    return [f"│ {' │ '.join(line)} │" for line in padded]
