"""Paths of an SVG, written short: one decimal, and a letter for lines along an axis."""

import re

_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")


def short(number: str) -> str:
    """Write a number with one decimal at most: a tenth of a point is no wider than a hair.

    >>> short("72.94"), short("-0.04"), short("18.0")
    ('72.9', '0', '18')
    """
    return f"{round(float(number), 1) + 0:g}"


def short_path(d: str) -> str:
    """Write a path short; what goes on along an axis is one line.

    >>> short_path("M 1 2 L 5.01 2 L 7 2 L 7 6 L 1 6 L 1 2 z")
    'M1 2H7V6H1V2z'
    >>> short_path("M 0 0 L 3 4 Q 1.26 2 3 5")
    'M0 0L3 4Q1.3 2 3 5'
    >>> short_path("M 0 0 L 5 0 L 3 0")
    'M0 0H5H3'
    """
    written: list[str] = []
    before, at = ["", ""], ["", ""]
    for letter, rest in _STEP.findall(d):
        numbers = [short(each) for each in _NUMBER.findall(rest)]
        if letter != "L" or len(numbers) != 2:
            written.append(letter + " ".join(numbers))
            before, at = ["", ""], numbers[-2:] or ["", ""]
        elif numbers != at:
            axis = next((axis for axis in (0, 1) if numbers[axis] == at[axis]), None)
            if axis is None:
                written.append(f"L{' '.join(numbers)}")
            else:
                if before[axis] == at[axis] and _goes_on(before, at, numbers, 1 - axis):
                    written.pop()
                written.append("VH"[axis] + numbers[1 - axis])
            before, at = at, numbers
    return "".join(written)


def _goes_on(before: list[str], at: list[str], to: list[str], axis: int) -> bool:
    """Tell whether three points follow each other in one direction along an axis."""
    first, second, third = (float(point[axis]) for point in (before, at, to))
    return (second - first) * (third - second) > 0
