"""Contracts of initialisation: what comes is left to chance, its shapes are not."""

from dataclasses import dataclass
from typing import Any

from contracts.networks import ACTIVATIONS
from dojo.contracts.contract import Contract
from dojo.contracts.draw import Draw
from dojo.contracts.kinds import Generator, ListOf, Optional, OwnFunction, Whole, Word


@dataclass(frozen=True)
class Shape:
    """A tuple of sizes, such as (5,)."""

    def draw(self, draw: Draw) -> tuple[int, ...]:
        """Return one or two sizes."""
        return tuple(int(draw.rng.integers(1, 4)) for _ in range(draw.one_of([1, 2])))

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say that it is no tuple of whole numbers."""
        right = isinstance(value, tuple) and all(isinstance(size, int) for size in value)
        return "" if right else f"is {value!r}, not a tuple of sizes"


LAYER = {
    "rng": Generator(),
    "d_in": Whole(1, 4, large=33),
    "d_out": Whole(1, 4, large=70),
    "size": Optional(Shape()),
}
# Not rai, which a learner may leave out.
DRAW = OwnFunction("initialisation", ("he", "xavier"))
NETWORK = {
    "rng": Generator(),
    "widths": ListOf(Whole(1, 4), 2, 5),
    "activations": ListOf(Word(ACTIVATIONS), 1, 4),
    "draw": Optional(DRAW),
}


def _network(draw):
    widths = NETWORK["widths"].draw(draw)
    activations = [draw.one_of(ACTIVATIONS) for _ in widths[1:]]
    seed, chosen = NETWORK["rng"].draw(draw), DRAW.draw(draw)
    return {"rng": seed, "widths": widths, "activations": activations, "draw": chosen}


CONTRACTS = {
    **{name: Contract([LAYER]) for name in ("he", "xavier", "rai")},
    "random_network": Contract([NETWORK], _network),
}
