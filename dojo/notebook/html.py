"""A verdict's text as HTML: the same words, the table as a table, and nothing that runs."""

import html

_BAR = "│"
_RIGHT = "background:#e6f4ea;color:#123c1d"
_WRONG = "background:#fbe3e1;color:#7a0f08;font-weight:bold"
_CELL = "border:1px solid #bbb;padding:2px 8px;text-align:left"


def page(text: str) -> str:
    r"""Return a text with drawn tables as HTML.

    >>> page("✗ a <b>\n  │ z │ a?        │\n  │ 0 │ 0 ✗ yours 1 │").count("<th ")
    2
    """
    parts: list[str] = []
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.strip().startswith(_BAR):
            rows.append([cell.strip() for cell in line.strip().strip(_BAR).split(_BAR)])
            continue
        if rows:
            parts.append(_table(rows))
            rows = []
        if line.strip():
            parts.append(_paragraph(line))
    return f'<div style="font-family:monospace">{"".join(parts)}</div>'


def _paragraph(line: str) -> str:
    weight = ";font-weight:bold" if line.startswith(("✗", "✓", "·")) else ""
    return f'<div style="white-space:pre-wrap{weight}">{html.escape(line)}</div>'


def _table(rows: list[list[str]]) -> str:
    header, *others = rows
    head = "".join(f'<th scope="col" style="{_CELL}">{html.escape(cell)}</th>' for cell in header)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in others)
    return (
        '<table style="border-collapse:collapse;margin:6px 0">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(text: str) -> str:
    """Return a cell; that it is right or wrong stands in its text, the colour only repeats it."""
    colour = _WRONG if "✗" in text else _RIGHT if "✓" in text else ""
    return f'<td style="{_CELL};{colour}">{html.escape(text)}</td>'
