"""Paths of an SVG, written short: one decimal, each line from where the last one ended."""

import re

_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")


def short(number: str) -> str:
    """Write a number with one decimal at most: a tenth of a point is no wider than a hair.

    >>> short("72.94"), short("-0.04"), short("18.0")
    ('72.9', '0', '18')
    """
    return _written(round(float(number) * 10))


def short_path(d: str) -> str:
    """Write a path short; what goes on along an axis is one line.

    >>> short_path("M 1 2 L 5.01 2 L 7 2 L 7 6 L 1 6 L 1 2 z")
    'M1 2h6v4h-6v-4z'
    >>> short_path("M 0 0 L 3 4 L 4.5 3.7 Q 1.26 2 3 5 L 4 5.25")
    'M0 0l3 4 1.5-.3Q1.3 2 3 5l1 .2'
    >>> short_path("M 0 0 L 5 0 L 3 0")
    'M0 0h5h-2'
    """
    parts: list[tuple[str, tuple[int, ...]]] = []
    at = (0, 0)
    for letter, rest in _STEP.findall(d):
        # In tenths, so that differences have no rounding of their own.
        numbers = tuple(round(float(each) * 10) for each in _NUMBER.findall(rest))
        if letter != "L" or len(numbers) != 2:
            parts.append((letter, numbers))
            at = (numbers[-2], numbers[-1]) if len(numbers) > 1 else at
        elif numbers != at:
            _go(parts, numbers[0] - at[0], numbers[1] - at[1])
            at = (numbers[0], numbers[1])
    return _joined(parts)


def _go(parts: list[tuple[str, tuple[int, ...]]], dx: int, dy: int) -> None:
    """Add a line; one that goes on along an axis becomes longer."""
    letter, moved = ("l", (dx, dy)) if dx and dy else ("h", (dx,)) if dx else ("v", (dy,))
    before, last = parts[-1]
    if letter == before and letter in "hv" and last[0] * moved[0] > 0:
        parts[-1] = letter, (last[0] + moved[0],)
    else:
        parts.append((letter, moved))


def _joined(parts: list[tuple[str, tuple[int, ...]]]) -> str:
    """Write parts; a letter stands for all the lines that follow, and a sign needs no space."""
    written, before = "", ""
    for letter, numbers in parts:
        said = "" if letter == before == "l" else letter
        for place, number in enumerate(map(_written, numbers)):
            apart = (place or not said) and not number.startswith("-")
            said += f" {number}" if apart else number
        written, before = written + said, letter
    return written


def _written(tenths: int) -> str:
    """Write a number of tenths; the 0 before a point is left out.

    >>> _written(-3), _written(20), _written(0)
    ('-.3', '2', '0')
    """
    if tenths % 10 == 0:
        return str(tenths // 10)
    return f"{tenths / 10:.1f}".replace("0.", ".", 1) if abs(tenths) < 10 else f"{tenths / 10:.1f}"
