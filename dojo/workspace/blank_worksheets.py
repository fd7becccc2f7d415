"""Blank worksheets cut from the solved ones, so that they cannot drift apart."""

from gherkin.gherkin_line import GherkinLine
from gherkin.token import Token
from gherkin.token_matcher import TokenMatcher

from dojo.course.table_rows import is_note, written_cells

BLANK = "…"
_GIVEN = "given"


def blank(text: str) -> str:
    """Return a worksheet with `…` for every `claim`, and for the right side of every `line`.

    A row whose note begins with "given" is an example to follow, and stays.

    >>> print(blank("| derivative | claim | note |\\n| ∂z/∂b | 1 |  |\\n| ∂z/∂w | x | given |"))
    | derivative | claim | note |
    | ∂z/∂b | … |  |
    | ∂z/∂w | x | given |
    """
    matcher, in_docstring = TokenMatcher(), False
    lines: list[str] = []
    header: list[str] | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        token = Token(GherkinLine(line, number), {"line": number})
        in_docstring ^= matcher.match_DocStringSeparator(token)
        if in_docstring or not matcher.match_TableRow(token):
            # Between the rows of a table, remarks and empty lines count for nothing.
            goes_on = matcher.match_Comment(token) or matcher.match_Empty(token)
            header = header if goes_on and not in_docstring else None
            lines.append(line)
            continue
        cells = written_cells(line)
        names = [cell.strip() for cell in cells]
        if header is None:
            header = names
        elif not _is_given(header, names):
            cells = [_emptied(*pair) for pair in zip(header, cells, strict=False)]
        lines.append("|".join(cells))
    return "\n".join(lines)


def is_blank(cell: str) -> bool:
    """Tell whether something is still to be written in a cell.

    >>> is_blank(""), is_blank("-(2/n)·…"), is_blank("1. J = ..."), is_blank("x")
    (True, True, True, False)
    """
    said = cell.strip()
    return not said or BLANK in said or "..." in said or said.endswith("=")


def _is_given(header: list[str], cells: list[str]) -> bool:
    row = zip(header, cells, strict=False)
    return any(is_note(name) and cell.startswith(_GIVEN) for name, cell in row)


def _emptied(name: str, cell: str) -> str:
    """Return a cell to be filled in, as wide as the answer; any other cell as it is."""
    if name == "claim":
        return f" {BLANK} ".ljust(len(cell))
    if name == "line" and "=" in cell:
        return f"{cell.partition('=')[0]}= {BLANK} ".ljust(len(cell))
    return cell
