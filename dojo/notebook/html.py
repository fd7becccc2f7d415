"""A verdict as HTML for a notebook: the table as a table, on a light page and a dark one."""

import html
from collections.abc import Iterable

from dojo.terminal.message import conclusion
from dojo.verdict import NOT_WRITTEN, RIGHT, WRONG, Cell, Table, Verdict

# Half-transparent colours go with a light page and with a dark one; the letters keep the page's.
_RIGHT = "background:rgba(46,160,67,.18)"
_WRONG = "background:rgba(248,81,73,.22);font-weight:bold"
# The page folds long lines by itself. Where it has a theme, its letters have the theme's colour.
_UNFOLDED = 1_000_000
_LETTERS = "font-family:monospace;color:var(--jp-content-font-color1,inherit);line-height:1.4"
_CELL = "border:1px solid rgba(128,128,128,.5);padding:2px 8px;text-align:left"


def page(
    notes: Iterable[str], verdicts: Iterable[tuple[Verdict, str]], next_title: str, rest: str = ""
) -> str:
    """Return a summary as HTML, verdicts, each with what is said below it, and what is next.

    `rest` says what is left out.
    """
    parts = [_paragraph(note, bold=True) for note in notes]
    for verdict, below in verdicts:
        parts.append(_verdict(verdict))
        parts += [_paragraph(f"  {below}")] if below else []
    parts += [_paragraph(f"\n{rest}")] if rest else []
    parts += [_paragraph(f"\nnext: {next_title}", bold=True)] if next_title else []
    return f'<div style="{_LETTERS}">{"".join(parts)}</div>'


def lines(text: str) -> str:
    """Return lines of text as HTML, as they are: a message, or code to be copied."""
    return f'<div style="{_LETTERS};white-space:pre-wrap">{html.escape(text)}</div>'


def _verdict(verdict: Verdict) -> str:
    mark = "·" if verdict.kind == NOT_WRITTEN else "✗"
    parts = [
        _paragraph(f"\n{mark} {verdict.title}", bold=True),
        _paragraph(f"  {verdict.place}   {verdict.step}".rstrip()),
        *(part for table in verdict.drawn for part in _drawn(table)),
        *([_table(verdict.table)] if verdict.table and verdict.table.header else []),
        *map(_paragraph, conclusion(verdict, _UNFOLDED)),
    ]
    if printed := verdict.printed.strip():
        parts.append(_paragraph(f"  printed: {printed}"))
    return "".join(parts)


def _drawn(table: Table) -> tuple[str, str]:
    return _paragraph(f"  Given {table.step}, as drawn:"), _table(table)


def _paragraph(line: str, bold: bool = False) -> str:
    weight = ";font-weight:bold" if bold else ""
    return f'<div style="white-space:pre-wrap;min-height:1em{weight}">{html.escape(line)}</div>'


def _table(table: Table) -> str:
    """Return a table as HTML.

    >>> _table(Table(3, "relu gives", ("z", "a?"), ())).count("<th ")
    2
    """
    head = "".join(
        f'<th scope="col" style="{_CELL}">{html.escape(name)}</th>' for name in table.header
    )
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows)
    return (
        '<table style="border-collapse:collapse;margin:6px 0">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(cell: Cell) -> str:
    """Return a cell; that it is right or wrong stands in its text, the colour only repeats it.

    >>> _cell(Cell("a?", "1", 3, actual="no answer")).rpartition(">1 ")[2]
    '✗ no answer</td>'
    """
    colour, mark = "", ""
    if cell.verdict == RIGHT:
        colour, mark = _RIGHT, " ✓"
    elif cell.verdict == WRONG:
        colour, mark = _WRONG, f" ✗ yours {cell.actual}"
    elif cell.actual:
        colour, mark = _WRONG, f" ✗ {cell.actual}"
    return f'<td style="{_CELL};{colour}">{html.escape(cell.text + mark)}</td>'
