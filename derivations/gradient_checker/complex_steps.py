"""Complex steps: slopes along a direction that are right to fifteen digits, where they hold.

J(θ + i·h·v).imag / h has no difference of close numbers in it, so any small h will do (Squire and
Trapp 1998). It breaks silently where a function is not analytic as written: on `abs`, on a cast to
float, on a real part. So one real difference along the same direction is compared with it.
"""

from collections.abc import Iterator

from derivations.arrays import Array
from derivations.gradient_checker.landscape import SMALLEST, BrokenStepError, Landscape
from derivations.gradient_checker.slope import Slope

MOVE = 1e-6  # of an array's scale; by so much at most an entry moves in the real difference
DOUBT = 0.2  # of what one entry adds to the slope; a broken entry is off by a half at least


class ComplexSteps:
    """Slopes of a landscape by complex steps."""

    name = "complex steps"

    def __init__(self, landscape: Landscape) -> None:
        """Keep the landscape."""
        self.landscape = landscape

    def along(self, direction: Array, expected: float = 0.0, target: float = 0.0) -> Slope:
        """Return the slope along a direction; it is as exact as the function's own rounding."""
        if not direction.any():
            return Slope(0.0, 0.0)
        return Slope(self.landscape.complex_step(direction)[0], 0.0)

    def tested_along(self, direction: Array, farthest: float) -> Slope:
        """Return the slope along a direction in which each entry adds ½ to 1, or 0 to 1, to it.

        `farthest` is the largest part of an array's scale by which an entry moves in a step of 1.
        Raises BrokenStepError where real differences do not bear the slope out.
        """
        slope, height = self.landscape.complex_step(direction)
        last = float("nan")
        for difference, noise in self._differences(direction, MOVE / (farthest or 1.0), height):
            if abs(difference - slope) <= DOUBT + 1e-5 * abs(slope) + noise:
                return Slope(slope, 0.0)
            if abs(difference - last) <= DOUBT / 10 and noise <= DOUBT / 10:
                break  # real differences agree with each other, and not with the complex step
            last = difference
        if slope == 0:
            raise BrokenStepError("the complex step is exactly 0 where real differences are not")
        raise BrokenStepError(
            "complex step and real differences disagree: some function is not analytic"
        )

    def _differences(
        self, direction: Array, step: float, height: float
    ) -> Iterator[tuple[float, float]]:
        """Yield differences with their noise: one real call for the first, then central ones."""
        landscape = self.landscape
        for h, one_sided in ((step, True), (step, False), (step / 16, False), (step * 16, False)):
            up = landscape(landscape.θ + h * direction)
            noise = 64 * landscape.rounding(up, SMALLEST) / h
            if one_sided:
                yield (landscape.projected(up) - height) / h, noise
            else:
                down = landscape(landscape.θ - h * direction)
                yield float(landscape.projected(up - down)) / (2 * h), noise
