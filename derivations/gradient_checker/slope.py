"""A slope along a direction, as it was measured, with a bound of its error."""

from typing import NamedTuple, Protocol

from derivations.arrays import Array


class Slope(NamedTuple):
    """The slope of J along a direction, and by how much it may be wrong."""

    value: float
    bound: float


class Ruler(Protocol):
    """A way to measure slopes."""

    name: str

    def along(self, direction: Array, expected: float = 0.0, target: float = 0.0) -> Slope:
        """Return the slope along a direction.

        It may be measured no better than `target`, and no longer than it takes to see that it is
        the one that was `expected`.
        """
