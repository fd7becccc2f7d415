"""Contracts of stacks of linear layers, of decisions and of linear fits."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dojo.contracts.contract import Contract
from dojo.contracts.draw import Draw
from dojo.contracts.kinds import ANY_AXES, Numbers


@dataclass(frozen=True)
class LinearLayers:
    """A list of (W, b), from d_in on."""

    def draw(self, draw: Draw) -> list[Any]:
        """Return some layers."""
        count = draw.some(1, 3, large=24)
        widths = [draw.some(1, 4, large=9) for _ in range(count + 1)]
        return [
            (_array(draw, d_in, d_out) / d_in, _array(draw, d_out) * 1.0)
            for d_in, d_out in pairwise(widths)
        ]

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say what is wrong with the first layer that does not fit."""
        if not isinstance(value, list) or not value:
            return "is not a list of layers"
        d_in = "d_in"
        for number, pair in enumerate(value, 1):
            if not isinstance(pair, tuple) or len(pair) != 2:
                return f"holds something other than pairs (W, b): {pair!r}"
            shapes = (f"{d_in}, d{number}", f"d{number}")
            for letter, array, shape in zip("Wb", pair, shapes, strict=True):
                if found := Numbers(shape).problem(array, sizes):
                    return f"of layer {number}: {letter} {found}"
            d_in = f"d{number}"
        return ""


def _array(draw: Draw, *shape: int) -> Any:
    return Numbers(", ".join(map(str, shape))).draw(draw)


FITS = [{"X": Numbers("n, d_in"), "y": Numbers(shape)} for shape in ("n", "n, k")]
SMALL_INPUT = "one input is small"


def _fit(draw):
    """Return samples and targets; an input of small numbers counts as much as the others."""
    if draw.choice == SMALL_INPUT:
        draw.sizes.update(n=12, d_in=3)
    drawn = {name: kind.draw(draw) for name, kind in FITS[draw.signature].items()}
    if draw.choice == SMALL_INPUT:
        drawn["X"] = drawn["X"] * [1.0, 1.0, 1e-4]
    return drawn


CONTRACTS = {
    "collapse": Contract([{"layers": LinearLayers()}], magnitudes=True),
    "decide": Contract([{"ŷ": Numbers(shape)} for shape in ANY_AXES], magnitudes=True),
    "best_linear_fit": Contract(FITS, _fit, [None, SMALL_INPUT], [None], near=1e-6),
}
