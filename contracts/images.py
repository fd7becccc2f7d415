"""Kinds of arguments about images: their sides, kernels that fit, and the shape of a pool."""

from dataclasses import dataclass
from typing import Any

from dojo.contracts.draw import LARGE, Draw
from dojo.contracts.kinds import Numbers

IMAGES, KERNELS, BIAS = Numbers("n, h, w, c"), Numbers("kh, kw, c, f"), Numbers("f")
# Images have four axes: their sides stay small, or there would be millions of entries.
_WIDEST = 5


def some(draw: Draw, name: str, low: int, high: int, large: int = _WIDEST) -> int:
    """Return the size of this name: 1 or `low` at the least, or so much as is large here."""
    if draw.scale == LARGE:
        return draw.sizes.setdefault(name, large)
    return draw.sizes.setdefault(name, int(draw.rng.integers(low, high + 1)))


def sides(draw: Draw) -> None:
    """Draw how many images there are, their sides, their channels, and the kernels that fit."""
    some(draw, "n", 1, 3, large=70)
    some(draw, "c", 1, 3, large=9)
    some(draw, "f", 1, 4, large=9)
    for side in "hw":
        k = some(draw, f"k{side}", 1, 3, large=5)
        places = some(draw, f"{side}′", 1, 4)
        draw.sizes[side] = k + places - 1


@dataclass(frozen=True)
class ImageShape:
    """The shape of images, with or without how many there are."""

    axes: int

    def draw(self, draw: Draw) -> tuple[int, ...]:
        """Never asked: it is drawn together with what fits it."""
        raise NotImplementedError

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say that it is none."""
        right = isinstance(value, tuple) and len(value) == self.axes
        return "" if right else f"is {value!r}, not a shape of {self.axes} axes"
