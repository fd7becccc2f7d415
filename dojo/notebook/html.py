"""A verdict as HTML for a notebook: the table as a table, on a light page and a dark one."""

import html
from collections.abc import Iterable

from dojo.terminal.message import conclusion
from dojo.verdict import NOT_WRITTEN, RIGHT, WRONG, Cell, Table, Verdict

# Half-transparent colours go with a light page and with a dark one; the letters keep the page's.
_RIGHT = "background:rgba(46,160,67,.18)"
_WRONG = "background:rgba(248,81,73,.22);font-weight:bold"
_CELL = "border:1px solid rgba(128,128,128,.5);padding:2px 8px;text-align:left"


def page(verdicts: Iterable[Verdict], notes: Iterable[str]) -> str:
    """Return verdicts as HTML, and lines of text below them."""
    parts = [_verdict(verdict) for verdict in verdicts]
    parts += [_paragraph(note) for note in notes]
    return f'<div style="font-family:monospace">{"".join(parts)}</div>'


def _verdict(verdict: Verdict) -> str:
    mark = "·" if verdict.kind == NOT_WRITTEN else "✗"
    parts = [
        _paragraph(f"{mark} {verdict.title}", bold=True),
        _paragraph(f"  {verdict.place}   {verdict.step}".rstrip()),
        *(part for table in verdict.drawn for part in _drawn(table)),
        *([_table(verdict.table)] if verdict.table and verdict.table.header else []),
        *map(_paragraph, conclusion(verdict)),
    ]
    if printed := verdict.printed.strip():
        parts.append(_paragraph(f"  printed: {printed}"))
    return "".join(parts)


def _drawn(table: Table) -> tuple[str, str]:
    return _paragraph(f"  Given {table.step}, as drawn:"), _table(table)


def _paragraph(line: str, bold: bool = False) -> str:
    weight = ";font-weight:bold" if bold else ""
    return f'<div style="white-space:pre-wrap{weight}">{html.escape(line)}</div>'


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
    """Return a cell; that it is right or wrong stands in its text, the colour only repeats it."""
    colour, mark = "", ""
    if cell.verdict == RIGHT:
        colour, mark = _RIGHT, " ✓"
    elif cell.verdict == WRONG:
        colour, mark = _WRONG, f" ✗ yours {cell.actual}"
    return f'<td style="{_CELL};{colour}">{html.escape(cell.text + mark)}</td>'
