"""A table drawn as a spreadsheet, with each wrong answer beside what was expected."""

import itertools
import re
import textwrap
from collections.abc import Callable, Sequence
from typing import NamedTuple

from dojo.course.table_rows import is_note
from dojo.terminal.screen import Screen
from dojo.terminal.spans import PLAIN, RIGHT_ANSWER, WRONG_ANSWER, Line, Span, columns, length
from dojo.verdict import GIVEN, RIGHT, WRONG, Cell, Table

MOST_ROWS = 16
_LONGEST_WORD = 24
_MARGIN = 2


class Written(NamedTuple):
    """A cell as it is written: its text, and behind it what is said of the answer, if any."""

    text: str
    mark: str = ""
    yours: str = ""
    wrong: bool = False

    @property
    def whole(self) -> str:
        """All of it on one line.

        >>> Written("0", "✗", "yours 1").whole
        '0 ✗ yours 1'
        """
        return " ".join(part for part in (self.text, self.mark, self.yours) if part)

    @property
    def style(self) -> str:
        """Style of the text behind."""
        return WRONG_ANSWER if self.wrong else RIGHT_ANSWER if self.mark else PLAIN


Fit = Callable[[Written, int], list[Line]]


def draw(table: Table, screen: Screen, most: int = MOST_ROWS) -> list[Line]:
    """Return the lines of a table, no wider than a screen where that can be done.

    Of more than `most` rows, those near a wrong answer are drawn, or the first where none is wrong.

    In a table that is too wide the notes are shortened first, and go where there is no room at
    all. Then long cells are written on several lines; beside a row with a wrong answer, the other
    rows are cut short instead. Columns too many for the screen stand below each other, row by row.
    """
    rows, left_out = _worth_showing(table.rows, most)
    grid = [[_written(cell, screen) for cell in row] for row in rows]
    header = [Written(screen.plain(name)) for name in table.header]
    wrong = [_is_wrong(row) for row in rows]
    folded: list[Fit] = [_wrap if off or not any(wrong) else _cut for off in wrong]
    header, grid, widths = _fit(header, grid, screen.width)
    if widths:
        lines = _line(header, widths, _wrap)
        for cells, fit in zip(grid, folded, strict=True):
            lines += _line(cells, widths, fit)
    else:
        lines = _below_each_other(header, grid, folded, screen.width)
    if left_out:
        none = sum(map(_is_unanswered, left_out))
        off = sum(map(_is_wrong, left_out)) - none
        also = f", {off} of them with wrong answers" if off else ""
        also += f", {none} of them without an answer" if none else ""
        lines.append([Span(f"⋯ and {len(left_out)} more rows{also}")])
    return [[s._replace(text=screen.plain(s.text)) for s in line] for line in lines]


def _is_wrong(row: Sequence[Cell]) -> bool:
    return any(cell.verdict == WRONG for cell in row) or _is_unanswered(row)


def _is_unanswered(row: Sequence[Cell]) -> bool:
    return any(cell.verdict == GIVEN and cell.actual for cell in row)


def _fit(
    header: list[Written], grid: list[list[Written]], width: int
) -> tuple[list[Written], list[list[Written]], list[int]]:
    """Return a table that fits and its columns' widths; no widths where no table does."""
    whole = [header, *grid]
    widths = _widths(whole, lambda cell: columns(cell.whole))
    least = _widths(whole, lambda cell: _longest_word(cell.whole))
    names = [cell.text for cell in header]
    at = next((place for place, name in enumerate(names) if is_note(name)), None)
    if _total(widths) > width and at is not None:
        room = widths[at] - (_total(widths) - width)
        if room >= min(widths[at], _LONGEST_WORD):
            grid = [[*row[:at], _shortened(row[at], room), *row[at + 1 :]] for row in grid]
            widths[at] = room
        else:
            header, *grid = [line[:at] + line[at + 1 :] for line in whole]
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
    header: list[Written], grid: list[list[Written]], folded: list[Fit], width: int
) -> list[Line]:
    """Return a line or more for each cell: its column's name and what is in it."""
    name = min(max(columns(cell.whole) for cell in header), width // 3)
    widths = [name, width - name - _total([0, 0])]
    rule = [Written("─" * width) for width in widths]
    lines: list[Line] = []
    for cells, fit in zip(grid, folded, strict=True):
        lines += _line(rule, widths, _wrap) * bool(lines)
        for pair in zip(header, cells, strict=True):
            lines += _line(pair, widths, fit)
    return lines


def _worth_showing(
    rows: Sequence[Sequence[Cell]], most: int
) -> tuple[list[Sequence[Cell]], list[Sequence[Cell]]]:
    """Split a long table into the rows near a wrong answer, and the rest."""
    if len(rows) <= most:
        return list(rows), []
    wrong = [i for i, row in enumerate(rows) if _is_wrong(row)]
    near = [j for i in wrong for j in (i - 1, i + 1) if 0 <= j < len(rows)]
    # A neighbour shows where a wrong row stands; but no wrong row goes to make room for one.
    chosen = [*dict.fromkeys([*wrong, *near, *range(len(rows))])][:most]
    if wrong:
        chosen = [i for i in chosen if i in wrong or i in near]
    shown = sorted(chosen)
    if len(rows) == len(shown) + 1:  # it needs no more room than a line that says so
        return list(rows), []
    return [rows[i] for i in shown], [row for i, row in enumerate(rows) if i not in shown]


def _written(cell: Cell, screen: Screen) -> Written:
    # An answer is the learner's: a line break in it must not break the table.
    text, actual = (" ".join(screen.plain(part).split()) for part in (cell.text, cell.actual))
    match cell.verdict:
        case verdict if verdict == GIVEN:
            return Written(text, screen.plain("✗"), actual, wrong=True) if actual else Written(text)
        case verdict if verdict == RIGHT:
            return Written(text, screen.plain("✓"))
    # Loads NumPy, which the plugin must not do in another project.
    from dojo.tables.comparison import wrong_entries

    mark = screen.plain("✗")
    marked = _marked(actual, wrong_entries(cell.text, actual), mark)
    return Written(text, mark, f"yours {marked}", wrong=True)


def _marked(text: str, wrong: Sequence[int], mark: str) -> str:
    """Mark the wrong entries of an answer, where others of it are right.

    >>> _marked("1, 2; 3, 4", [2], "✗"), _marked("1, 2", [0, 1], "✗"), _marked("1, 2", [], "✗")
    ('1, 2; 3 ✗, 4', '1, 2', '1, 2')
    """
    entries = re.split(r"([,;] )", text)
    if len(wrong) * 2 > len(entries):
        return text
    for index in wrong:
        entries[2 * index] += f" {mark}"
    return "".join(entries)


def _longest_word(text: str) -> int:
    return min(_LONGEST_WORD, max(map(columns, text.split()), default=0))


def _widths(grid: list[list[Written]], measure: Callable[[Written], int]) -> list[int]:
    return [max(measure(line[i]) for line in grid) for i in range(len(grid[0]))]


def _total(widths: list[int]) -> int:
    return sum(widths) + 3 * len(widths) + 1 + _MARGIN


def _spans(text: str, cell: Written, behind: str) -> Line:
    """Return a text with what stands behind it, in the cell's style."""
    between = " " if text and behind else ""
    return [Span(text + between), Span(behind, cell.style)] if behind else [Span(text)]


def _wrap(cell: Written, width: int) -> list[Line]:
    """Break a cell between words; what the learner answered begins a line of its own."""
    if columns(cell.whole) <= width:
        return [_spans(cell.text, cell, f"{cell.mark} {cell.yours}".strip())]
    text = textwrap.wrap(f"{cell.text} {cell.mark}".strip(), width, break_on_hyphens=False)
    lines = [[Span(line)] for line in text]
    if cell.mark:
        lines[-1] = _spans(text[-1].removesuffix(cell.mark).rstrip(), cell, cell.mark)
    yours = textwrap.wrap(cell.yours, width, break_on_hyphens=False)
    return [*lines, *([Span(line, cell.style)] for line in yours)]


def _shortened(cell: Written, width: int) -> Written:
    if columns(cell.whole) <= width:
        return cell
    room = width - 1 - (len(cell.mark) + 1 if cell.mark else 0)
    return cell._replace(text=f"{cell.text[: max(room, 0)]}⋯", yours="")


def _cut(cell: Written, width: int) -> list[Line]:
    """Cut a cell to one line; that it is right stays to be seen."""
    return _wrap(_shortened(cell, width), width)


def _line(cells: Sequence[Written], widths: list[int], fit: Fit) -> list[Line]:
    """Return one row as one line, or as several where a cell does not fit on one."""
    fitted = [fit(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines: list[Line] = []
    for parts in itertools.zip_longest(*fitted, fillvalue=[]):
        line = [Span("│ ")]
        for i, (part, width) in enumerate(zip(parts, widths, strict=True)):
            line += [Span(" │ ")] if i else []
            line += [*part, Span(" " * (width - length(part)))]
        lines.append([*line, Span(" │")])
    return lines
