"""One entry of a claimed gradient by itself: right, wrong, at a kink, or undecided."""

from typing import NamedTuple

import numpy as np

from derivations.arrays import Array
from derivations.gradient_checker.complex_steps import ComplexSteps
from derivations.gradient_checker.differences import Differences
from derivations.gradient_checker.landscape import SMALLEST, BrokenStepError, Landscape
from derivations.gradient_checker.report import KINK, RIGHT, UNDECIDED, WRONG, Finding
from derivations.gradient_checker.slope import Ruler

NARROW, NARROWER = 1e-5, 1e-6  # steps of the one-sided slopes, as parts of the array's scale
AGREE = 1e-3


class Sides(NamedTuple):
    """The slopes on both sides of an entry, how much is noise, and whether there is a kink."""

    left: float
    right: float
    noise: float
    kink: bool

    def between(self, slope: float) -> bool:
        """Tell whether a slope lies between the two."""
        low, high = sorted((self.left, self.right))
        return low - 4 * self.noise <= slope <= high + 4 * self.noise


def sides_of(landscape: Landscape, at: int, scale: float, unit: float = SMALLEST) -> Sides:
    """Return the one-sided slopes of J by one entry.

    At a kink they stay apart as the step shrinks; where J only curves, they come together.
    """
    apart, found = [], Sides(0.0, 0.0, 0.0, False)
    middle = landscape(landscape.θ)
    wider = 1.0 if unit <= SMALLEST else 1e3
    for step in (NARROW, NARROWER):
        h, ends = step * wider * scale, []
        for sign in (1, -1):
            moved = landscape.θ.copy()
            moved[at] += sign * h
            values = landscape(moved)
            h_there = abs(moved[at] - landscape.θ[at])
            ends.append(sign * landscape.projected(values.astype(float) - middle) / h_there)
        right, left = ends
        noise = 4 * landscape.rounding(middle, unit) / h
        found = Sides(left, right, noise, False)
        apart.append(abs(right - left))
    size = max(abs(found.left), abs(found.right))
    stays = apart[1] > 0.5 * apart[0] and apart[1] > 8 * found.noise + AGREE * size
    return found._replace(kink=bool(stays))


def judged(
    landscape: Landscape,
    ruler: Ruler,
    at: int,
    claimed: float,
    scale: float,
    room: float,
    unit: float = SMALLEST,
) -> Finding:
    """Return the finding on one entry; `room` is what its rounding may take of it.

    Raises BrokenStepError where a complex step does not agree with real differences.
    """
    name, index = landscape.place(at)
    direction: Array = np.zeros(landscape.θ.size)
    direction[at] = 1.0
    slope = ruler.along(direction, claimed, room / 10)

    def found(verdict: str) -> Finding:
        return Finding(name, index, claimed, slope.value, verdict)

    if not np.isfinite(slope.value):
        return found(UNDECIDED)
    if abs(slope.value - claimed) <= room + slope.bound:
        enough = slope.bound <= max(room, 0.01 * abs(claimed))
        return found(RIGHT if enough else UNDECIDED)
    sides = sides_of(landscape, at, scale, unit)
    if sides.kink:
        return found(KINK if sides.between(claimed) else WRONG)
    if isinstance(ruler, ComplexSteps):
        real = Differences(landscape).along(direction, slope.value, AGREE * abs(slope.value))
        size = max(abs(real.value), abs(slope.value))
        if abs(real.value - slope.value) > AGREE * size + real.bound:
            raise BrokenStepError(
                "complex step and real differences disagree: some function is not analytic"
            )
    return found(WRONG)
