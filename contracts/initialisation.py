"""Contracts of initialisation: what comes is left to chance, its shapes are not."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from contracts.networks import ACTIVATIONS
from dojo.contracts.contract import Contract
from dojo.contracts.draw import LARGE, Draw
from dojo.contracts.kinds import Generator, ListOf, Optional, Own, OwnFunction, Whole, Word


@dataclass(frozen=True)
class Shape:
    """A tuple of sizes, such as (5,)."""

    def draw(self, draw: Draw) -> tuple[int, ...]:
        """Return one or two sizes."""
        return tuple(int(draw.rng.integers(1, 4)) for _ in range(draw.one_of([1, 2])))

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say that it is not a tuple of whole numbers."""
        right = isinstance(value, tuple) and all(isinstance(size, int) for size in value)
        return "" if right else f"is {value!r}, not a tuple of sizes"


LAYER = {
    "rng": Generator(),
    "d_in": Whole(1, 4, large=40),
    "d_out": Whole(1, 4, large=150),
    "size": Optional(Shape()),
}
# Not rai, which a learner may leave out.
DRAWS = ("he", "xavier")
DRAW = OwnFunction("initialisation", DRAWS)
NETWORK = {
    "rng": Generator(),
    "widths": ListOf(Whole(1, 4), 2, 5),
    "activations": ListOf(Word(ACTIVATIONS), 1, 4),
    "draw": Optional(DRAW),
}


def _network(draw):
    """Return widths, activations and a way to draw: a large network has many equal layers."""
    widths, chosen = NETWORK["widths"].draw(draw), DRAW.draw(draw)
    if draw.scale == LARGE:
        widths, chosen = [3] * 16 + [150, 1], None  # then it is he
    activations = [draw.one_of(ACTIVATIONS) for _ in widths[1:]]
    if draw.choice:
        chosen, activations = Own("initialisation", draw.choice), [*ACTIVATIONS]
        widths = [draw.one_of([1, 2, 3]) for _ in range(len(ACTIVATIONS) + 1)]
    seed = NETWORK["rng"].draw(draw)
    drawn = {"rng": seed, "widths": widths, "activations": activations}
    return drawn | ({"draw": chosen} if chosen else {})


def _layer_by_layer(kata, rng, widths, activations, draw=None):
    draw = draw or kata.initialisation.he
    return [
        (*draw(rng, d_in, d_out), activation)
        for (d_in, d_out), activation in zip(pairwise(widths), activations, strict=True)
    ]


CONTRACTS = {
    **{name: Contract([LAYER]) for name in (*DRAWS, "rai")},
    "random_network": Contract(
        [NETWORK],
        _network,
        DRAWS,
        [None],
        composed=_layer_by_layer,
        special={"rai": Contract([NETWORK], _network, ["rai"], composed=_layer_by_layer)},
    ),
}
