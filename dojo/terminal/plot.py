"""Plots made of characters: curves in Braille dots, surfaces in shades, bars."""

import functools
import operator
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

# The bit of each dot in a Braille character, by its row and column.
_DOTS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])
_BLANK = 0x2800
SHADES = " ░▒▓█"

Numbers = npt.ArrayLike
Array = npt.NDArray[Any]


def curve(
    x: Numbers,
    y: Numbers,
    width: int = 30,
    height: int = 8,
    low: float | None = None,
    high: float | None = None,
    joined: bool = True,
) -> list[str]:
    """Return the lines of a curve's plot; what lies above `high` or below `low` is left out.

    >>> curve([0, 1], [0, 1], width=2, height=1)
    ['⡠⠊']
    """
    across, up = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    good = np.isfinite(across) & np.isfinite(up)
    across, up = across[good], up[good]
    dots = np.zeros((4 * height, 2 * width), dtype=bool)
    if len(across):
        least = float(up.min()) if low is None else low
        most = float(up.max()) if high is None else high
        if joined and len(across) > 1:
            fine = np.linspace(across.min(), across.max(), 2 * width)
            across, up = fine, np.interp(fine, across, up)
        inside = (up >= least) & (up <= most)
        column = _scaled(across, across.min(), across.max(), 2 * width - 1)[inside]
        row = 4 * height - 1 - _scaled(up, least, most, 4 * height - 1)[inside]
        dots[row, column] = True
        if joined:
            # Where it is steep, each column reaches to the row of the one before.
            for before, now, at in zip(row[:-1], row[1:], column[1:], strict=True):
                dots[min(before, now) + 1 : max(before, now), at] = True
    return [_characters(dots[4 * line : 4 * line + 4]) for line in range(height)]


def _scaled(values: Array, low: float, high: float, most: int) -> Array:
    spread = high - low or 1.0
    whole: Array = np.clip(np.rint((values - low) / spread * most), 0, most).astype(int)
    return whole


def _characters(dots: Array) -> str:
    cells = dots.reshape(4, -1, 2).transpose(1, 0, 2)
    return "".join(chr(_BLANK + int((_DOTS * cell).sum())) for cell in cells)


def over(*plots: Sequence[str]) -> list[str]:
    """Return curves of one size on top of each other.

    >>> over(["⠁"], ["⠂"])
    ['⠃']
    """
    return [
        "".join(
            chr(functools.reduce(operator.or_, map(ord, dots))) for dots in zip(*rows, strict=True)
        )
        for rows in zip(*plots, strict=True)
    ]


def surface(values: Numbers, low: float = 0.0, high: float = 1.0) -> list[str]:
    """Return a table of numbers as shades: a space is `low` or less, a full block `high` or more.

    >>> surface([[0, 0.5, 1]])
    [' ▒█']
    """
    table = np.nan_to_num(np.atleast_2d(np.asarray(values, dtype=float)))
    depth = _scaled(table, low, high, len(SHADES) - 1)
    return ["".join(SHADES[shade] for shade in row) for row in depth]


def bars(names: Sequence[str], values: Sequence[float], width: int = 40) -> list[str]:
    """Return a bar for each value, the longest `width` wide.

    >>> bars(["a", "bc"], [1, 0.5], width=4)
    ['a  ████ 1', 'bc ██ 0.5']
    """
    longest = max((abs(value) for value in values if np.isfinite(value)), default=1) or 1
    widest = max(map(len, names), default=0)
    return [
        f"{name:<{widest}} {'█' * round(width * abs(value) / longest)} {value:.3g}"
        if np.isfinite(value)
        else f"{name:<{widest}} {value}"
        for name, value in zip(names, values, strict=True)
    ]


def beside(*plots: Sequence[str], gap: int = 3) -> list[str]:
    """Return plots beside each other; each is as wide as its widest line.

    >>> beside(["a", "b"], ["c"], gap=1)
    ['a c', 'b']
    """
    height = max(map(len, plots))
    widths = [max(map(len, plot), default=0) for plot in plots]
    padded = [[*plot, *[""] * (height - len(plot))] for plot in plots]
    return [
        (" " * gap)
        .join(f"{line:<{width}}" for line, width in zip(row, widths, strict=True))
        .rstrip()
        for row in zip(*padded, strict=True)
    ]
