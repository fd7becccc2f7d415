"""Widths of columns and heights of rows, for programs that do not measure a file's texts."""

import textwrap

# A column's width in digits of the sheet's font, unless a page says otherwise.
WIDTH = 11.0
# A row of one line: in points, as files have it, and in pixels, as charts have it.
LINE, PIXELS = 15.0, 20
# Bold letters are wider than digits.
BOLD = 1.1


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text needs in a column.

    >>> lines_of("z", 11), lines_of("J, momentum", 11 / BOLD), lines_of("random_image_network", 11)
    (1, 2, 2)
    """
    return max(1, len(textwrap.wrap(text, int(width), break_on_hyphens=False)))


def height(lines: int) -> float:
    """Return the height of a row of so many lines, in points."""
    return LINE * lines + (2 if lines > 1 else 0)


def pixels(width: float) -> int:
    """Return a column's width in pixels, as spreadsheet programs count it: seven to a digit.

    >>> pixels(11)
    82
    """
    return int(width * 7) + 5
