"""A table's row as it is written, spaces and escapes kept, and which column is for the reader."""

import re

NOTE = "note"
_ESCAPED = re.compile(r"\\.")


def written_cells(row: str) -> list[str]:
    r"""Split a row at its pipes; what is before the first and behind the last counts as well.

    In a cell, Gherkin reads `\|` as a pipe of its own and `\\` as a backslash.

    >>> written_cells(r"  | 1 | a\|b | 17")
    ['  ', ' 1 ', ' a\\|b ', ' 17']
    """
    bare = _ESCAPED.sub("..", row)
    pipes = [place for place, character in enumerate(bare) if character == "|"]
    return [row[i + 1 : j] for i, j in zip([-1, *pipes], [*pipes, len(row)], strict=True)]


def is_note(header: str) -> bool:
    """Tell whether a column is for the reader alone: `note`, or a name in parentheses.

    >>> is_note("note"), is_note("(Bemerkung)"), is_note("f(x)")
    (True, True, False)
    """
    return header == NOTE or (header.startswith("(") and header.endswith(")"))
