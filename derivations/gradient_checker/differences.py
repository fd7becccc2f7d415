"""Central differences along a direction, extrapolated to a step of 0, with a bound of their error.

Differences of several steps make a table (Ridders 1982; Press et al., Numerical Recipes, 5.7). Each
column takes out one more power of the step. The number that its neighbours confirm best is the
slope, and how far they lie apart, with the rounding of J, bounds its error.
"""

import numpy as np

from derivations.arrays import Array
from derivations.gradient_checker.landscape import SMALLEST, Landscape
from derivations.gradient_checker.slope import Slope

LARGEST = 1e-3  # of an array's scale; by so much at most an entry moves, in float64
RATIO = 4.0  # of one step to the next
LEVELS = 10
SAFETY = 4.0  # by which what the table shows is multiplied


class Differences:
    """Slopes of a landscape by extrapolated central differences."""

    name = "central differences"

    def __init__(self, landscape: Landscape, unit: float = SMALLEST) -> None:
        """Keep the landscape; `unit` is the rounding of the numbers it computes with."""
        self.landscape, self.unit = landscape, unit
        self.scales = landscape.scales
        self.largest = LARGEST if unit <= SMALLEST else 30 * unit**0.4
        self._start = 0

    def along(self, direction: Array, expected: float = 0.0, target: float = 0.0) -> Slope:
        """Return the slope along a direction, and a bound of its error.

        No more is measured once the slope is known to `target`, or is `expected` to `target`: two
        numbers of different origin do not agree by chance.
        """
        farthest = float((np.abs(direction) / self.scales).max(initial=0.0))
        if not farthest:
            return Slope(0.0, 0.0)
        best, chosen = Slope(float("nan"), float("inf")), 0
        above: list[float] = []
        for level in range(self._start, LEVELS):
            h = self.largest / RATIO**level / farthest
            difference, noise = self.central(direction, h)
            if not np.isfinite(difference):  # a step too far, as into the logarithm of -1
                above = []
                continue
            row = [difference]
            for column, left in enumerate(above, 1):
                power = RATIO ** (2 * column)
                row.append((power * row[-1] - left) / (power - 1))
                apart = max(abs(row[-1] - row[-2]), abs(row[-1] - left))
                if SAFETY * apart + 2 * noise < best.bound:
                    best, chosen = Slope(row[-1], SAFETY * apart + 2 * noise), level
            above = row
            if abs(row[-1] - expected) <= target and noise <= target:
                return Slope(row[-1], target)
            if best.bound <= target or noise > best.bound:
                break
        if np.isfinite(best.value):  # other directions are much alike
            self._start = max(0, chosen - 2)
        return best

    def central(self, direction: Array, h: float) -> tuple[float, float]:
        """Return the central difference of one step, and how much of it may be rounding."""
        landscape = self.landscape
        up, down = landscape(landscape.θ + h * direction), landscape(landscape.θ - h * direction)
        with np.errstate(all="ignore"):
            difference = landscape.projected(up.astype(float) - down) / (2 * h)
        return difference, 2 * landscape.rounding(up, self.unit) / h
