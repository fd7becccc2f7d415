"""Adding: parts of one size."""

from .shortening import shorten


def add(a, b, c, d):
    """Return a/b + c/d in lowest terms, as (above, below).

    All four are whole numbers; b and d are not 0.

    >>> add(1, 2, 1, 3)
    (5, 6)
    """
    return shorten(a * d + c * b, b * d)
