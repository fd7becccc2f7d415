"""A table's row as it is written: what stands between its pipes, spaces and escapes kept."""

import re

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
