"""Contracts of initialisation: what comes is left to chance, its shapes are not."""

from dataclasses import dataclass
from typing import Any

from dojo.contracts.contract import Contract
from dojo.contracts.draw import Draw
from dojo.contracts.kinds import Generator, Optional, Whole


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
CONTRACTS = {name: Contract([LAYER]) for name in ("he", "xavier", "rai")}
