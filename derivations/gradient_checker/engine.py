"""The check of one long vector of slopes: a method is chosen, a verdict reached, entries named."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from derivations.arrays import Array
from derivations.gradient_checker.complex_steps import ComplexSteps
from derivations.gradient_checker.differences import Differences
from derivations.gradient_checker.direction import Direction, random_factors, weights_of
from derivations.gradient_checker.landscape import SMALLEST, BrokenStepError, Landscape
from derivations.gradient_checker.location import located
from derivations.gradient_checker.precision import SINGLE, unit_seen
from derivations.gradient_checker.purity import require_same_twice
from derivations.gradient_checker.report import (
    KINK,
    MOST_FINDINGS,
    RIGHT,
    UNDECIDED,
    WRONG,
    Finding,
    GradientReport,
)
from derivations.gradient_checker.single_entry import judged
from derivations.gradient_checker.slope import Ruler

TOLERANCE = 4e-11  # of a claimed entry in float64; the rounding of a backward pass stays below
SMALL, SMALL_FOR_DIFFERENCES, SMALL_FOR_SINGLE = 1e-3, 1e-2, 0.3
FINE = 1e-7  # of what one entry adds to a slope; wanted of differences
COARSE = 1.0  # a resolution at which not even a lost entry would be noticed


@dataclass
class Check:
    """A landscape, the claimed slopes, and how exactly they are given and computed.

    `claimed_unit` is the rounding of the claimed numbers, `unit` that of the function. `alone`
    is the place of the one wrong entry, once all the others are known to be right.
    """

    landscape: Landscape
    claimed: Array
    rng: np.random.Generator
    claimed_unit: float = SMALLEST
    unit: float = SMALLEST
    ruler: Ruler | None = None
    direction: Direction | None = None
    alone: int | None = None

    @property
    def tolerance(self) -> float:
        """The rounding of a claimed entry."""
        return TOLERANCE if self.claimed_unit <= SMALLEST else self.claimed_unit**0.6

    def fits(self) -> bool:
        """Tell whether the claimed slopes are right, as far as the ruler shows; none is located."""
        assert self.ruler is not None
        scales = self.landscape.scales
        complex_steps = isinstance(self.ruler, ComplexSteps)
        smallest = SMALL if complex_steps else SMALL_FOR_DIFFERENCES
        if self.unit > SMALLEST:
            smallest = SMALL_FOR_SINGLE
        direction = self._aimed(scales, smallest, self._noise())
        direction.fine = max(FINE, self.tolerance)
        excess, room = direction.measured(self.ruler)
        return abs(excess) <= room and direction.resolution(room) < COARSE

    def choose_ruler(self) -> None:
        """Choose how slopes are measured, by trying complex steps in a random direction."""
        scales = self.landscape.scales
        weights = scales / (self._noise() or 1.0)
        random = random_factors(self.claimed.size, self.rng)
        try:
            if self.unit > SMALLEST:
                raise BrokenStepError("the function computes in a low precision")
            ruler = ComplexSteps(self.landscape)
            ruler.tested_along(random * weights, float((np.abs(random * weights) / scales).max()))
            self.ruler = ruler
        except BrokenStepError:
            self.ruler = Differences(self.landscape, self.unit)

    def of(self, landscape: Landscape, claimed: Array) -> "Check":
        """Return the check of other claims, or of a part of the landscape, by the same method."""
        ruler: Ruler = (
            ComplexSteps(landscape)
            if isinstance(self.ruler, ComplexSteps)
            else Differences(landscape, self.unit)
        )
        return Check(landscape, claimed, self.rng, self.claimed_unit, self.unit, ruler)

    def run(self, every_entry: bool = False) -> GradientReport:
        """Return the report, without a diagnosis."""
        scales = self.landscape.scales
        alarms: list[str] = []
        if self.unit <= SMALLEST:
            try:
                return self._by_complex_steps(scales, every_entry)
            except BrokenStepError as alarm:
                alarms = [str(alarm)]
        return self._by_differences(scales, alarms, every_entry)

    def _aimed(self, scales: Array, smallest: float, noise: float = 0.0) -> Direction:
        """Return a direction for these claims; the same random factors each time."""
        smallest = max(smallest, min(1.0, 10 * np.sqrt(self.claimed_unit)))
        if self.direction is None:
            random = random_factors(self.claimed.size, self.rng)
        else:
            random = self.direction.random
        # An array whose slopes cancel to 0 carries the rounding of those that do not.
        across = min(1.0, 10 * self.claimed_unit / self.tolerance)
        weights = weights_of(self.landscape, self.claimed, scales, smallest, across, noise)
        self.direction = Direction(self.claimed, random, weights, self.tolerance)
        return self.direction

    def _by_complex_steps(self, scales: Array, every_entry: bool) -> GradientReport:
        ruler = self.ruler = ComplexSteps(self.landscape)
        nothing = not self.claimed.any()
        direction = self._aimed(scales, SMALL, self._noise() if nothing else 0.0)
        step = direction.random * direction.weights
        slope = ruler.tested_along(step, direction.farthest(scales))
        room = direction.tolerance * float(np.linalg.norm(direction.random))
        excess = slope.value - float(step @ self.claimed)
        if not np.isfinite(excess):
            self._require_finite()
        if abs(excess) > room and not nothing:
            # Are the entries that differ lost in the rounding of J?
            direction = self._aimed(scales, SMALL, self._noise())
            excess, room = direction.measured(ruler)
        if every_entry:
            return self._each(scales, [])
        if abs(excess) <= room:
            return self._report(RIGHT, [], [], room)
        return self._wrong(scales, excess, [], room)

    def _by_differences(
        self, scales: Array, alarms: list[str], every_entry: bool
    ) -> GradientReport:
        ruler = self.ruler = Differences(self.landscape, self.unit)
        smallest = SMALL_FOR_DIFFERENCES if self.unit <= SMALLEST else SMALL_FOR_SINGLE
        noise = 0.0 if self.claimed.any() else self._noise()
        direction = self._aimed(scales, smallest, noise)
        direction.fine = max(FINE, self.tolerance)
        excess, room = direction.measured(ruler)
        if abs(excess) > room and not noise:
            direction = self._aimed(scales, smallest, self._noise())
            direction.fine = max(FINE, self.tolerance)
            excess, room = direction.measured(ruler)
        if not np.isfinite(excess) and not every_entry:
            self._require_finite()
            said = "f is not finite near these arrays, even for small steps"
            return self._report(UNDECIDED, [], [*alarms, said], room)
        doubtful = abs(excess) > room or room > 1e3 * direction.fine
        if doubtful:
            require_same_twice(self.landscape)
            if self.unit <= SMALLEST and (unit := unit_seen(self.landscape)) > SMALLEST:
                self.unit = unit
                digits = "seven digits of float32" if unit == SINGLE else "three digits of float16"
                said = f"the function has at most {digits}; smaller errors are undecided"
                report = self._by_differences(scales, [said], every_entry)
                return report._replace(
                    status=UNDECIDED if report.status == RIGHT else report.status
                )
        if every_entry:
            return self._each(scales, alarms)
        if abs(excess) <= room:
            if direction.resolution(room) < COARSE or self._is_zero(scales):
                return self._report(RIGHT, [], alarms, room)
            said = (
                "the rounding of the function hides the slopes, or the function is too rough here"
            )
            return self._report(UNDECIDED, [], [*alarms, said], room)
        return self._wrong(scales, excess, alarms, room)

    def _require_finite(self) -> None:
        values = self.landscape(self.landscape.θ)
        if not np.isfinite(values).all():
            shown = values[~np.isfinite(values)][0]
            raise ValueError(f"f returns {shown} at these arrays instead of a finite number.")

    def _noise(self) -> float:
        """Return the size of an entry, per scale, below which the rounding of J hides it."""
        if "noise" not in vars(self.landscape):  # what is random has none
            require_same_twice(self.landscape)
        hidden = TOLERANCE
        if isinstance(self.ruler, Differences):
            hidden = self.ruler.largest
        return 10 * self.landscape.noise / hidden

    def _is_zero(self, scales: Array) -> bool:
        """Tell whether all that is claimed is rounding."""
        claimed = float(np.abs(self.claimed * scales).max(initial=0.0))
        return claimed <= 10 * self.landscape.noise

    def _room(self, at: int) -> float:
        """Return what the rounding of one claimed entry may take."""
        assert self.direction is not None
        return self.tolerance / float(self.direction.weights[at])

    def _judge(self, scales: Array, at: int) -> Finding:
        assert self.ruler is not None
        claimed, scale = float(self.claimed[at]), float(scales[at])
        return judged(self.landscape, self.ruler, at, claimed, scale, self._room(at), self.unit)

    def _wrong(
        self, scales: Array, excess: float, alarms: list[str], room: float
    ) -> GradientReport:
        """Return the report on a slope that is not the claimed one."""
        assert self.ruler is not None
        assert self.direction is not None
        judge = partial(self._judge, scales)
        found = located(self.ruler, self.direction, excess, judge, MOST_FINDINGS)
        wrong, kinks = found.of(WRONG), found.of(KINK)
        self.alone = found.alone
        if wrong:
            return self._report(WRONG, [*wrong, *kinks][:MOST_FINDINGS], alarms, room)
        if kinks and found.complete:
            return self._report(RIGHT, kinks[:MOST_FINDINGS], alarms, room)
        if kinks:
            said = f"more than {len(kinks)} entries are at a kink; the other entries are undecided"
            return self._report(UNDECIDED, kinks[:MOST_FINDINGS], [*alarms, said], room)
        if isinstance(self.ruler, ComplexSteps) or abs(excess) > 100 * room:
            said = "all entries together disagree, but no single entry does"
            return self._report(WRONG, [], [*alarms, said], room)
        said = "all entries together disagree slightly, but no single entry does"
        return self._report(UNDECIDED, [], [*alarms, said], room)

    def _each(self, scales: Array, alarms: list[str]) -> GradientReport:
        """Return the report on every entry by itself."""
        found = [self._judge(scales, at) for at in range(self.claimed.size)]
        undecided = sum(one.verdict == UNDECIDED for one in found)
        if undecided:
            alarms = [*alarms, f"the rounding of the function hides {undecided} entries"]
        wrong = [one for one in found if one.verdict == WRONG]
        kinks = [one for one in found if one.verdict == KINK]
        status = WRONG if wrong else UNDECIDED if undecided else RIGHT
        report = self._report(status, [*wrong, *kinks], alarms, 0.0)
        assert self.ruler is not None
        return report._replace(method=f"{self.ruler.name}, entry by entry")

    def _report(
        self, status: str, findings: list[Finding], alarms: list[str], room: float
    ) -> GradientReport:
        assert self.ruler is not None
        several = self.landscape.cotangent is not None and self.landscape.cotangent.size > 1
        weighted = " of f's outputs, weighted at random" if several else ""
        method = f"projected {self.ruler.name}{weighted}"
        resolution = self.direction.resolution(room) if self.direction else 0.0
        return GradientReport(status, findings, method, alarms, resolution=resolution)
