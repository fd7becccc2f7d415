"""Halving that leads from a wrong slope to the entries that make it wrong."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from derivations.arrays import Array
from derivations.gradient_checker.direction import Direction
from derivations.gradient_checker.report import KINK, WRONG, Finding
from derivations.gradient_checker.slope import Ruler

MOST_KINKS = 64
MOST_INTERVALS = 400
CLEAR = 1e-4  # relative error of an entry that is found beside much larger ones


@dataclass
class Located:
    """The entries that were found, and whether all that is wrong was looked at."""

    findings: list[Finding] = field(default_factory=list)
    complete: bool = True
    alone: int | None = None  # the place of an entry, if all the others are known to be right

    def of(self, verdict: str) -> list[Finding]:
        """Return the findings of one verdict."""
        return [finding for finding in self.findings if finding.verdict == verdict]


def located(
    ruler: Ruler,
    direction: Direction,
    excess: float,
    judge: Callable[[int], Finding],
    most: int,
) -> Located:
    """Return up to `most` wrong entries, and those at a kink that were met on the way.

    `judge` looks at one entry by itself. Slopes add up: where the first half agrees, the second is
    wrong and need not be measured.
    """
    found = Located()
    size = direction.random.size

    def share(start: int, end: int) -> Array:
        part = np.zeros(size)
        part[start:end] = 1.0
        return part

    only = _only_suspect(ruler, direction, excess)
    if only is not None:
        rest = np.ones(size)
        rest[only] = 0.0
        if direction.excess(ruler, rest, min(abs(excess) / 50, CLEAR)) == 0:
            found.findings.append(judge(only))
            found.alone = only
            return found
    wrong = [(0, size, excess)]
    intervals = 0
    while wrong:
        if (
            len(found.of(WRONG)) >= most
            or len(found.of(KINK)) >= MOST_KINKS
            or intervals >= MOST_INTERVALS
        ):
            found.complete = False
            break
        intervals += 1
        start, end, much = wrong.pop()
        if end - start == 1:
            found.findings.append(judge(start))
            continue
        middle, fine = (start + end) // 2, min(abs(much) / 50, CLEAR)
        first = direction.excess(ruler, share(start, middle), fine)
        if first == 0:
            wrong.append((middle, end, much))
            continue
        if second := direction.excess(ruler, share(middle, end), fine):
            wrong.append((middle, end, second))
        wrong.append((start, middle, first))
    return found


def _only_suspect(ruler: Ruler, direction: Direction, excess: float) -> int | None:
    """Return the place that must be the wrong one if there is no other, or None.

    With each entry weighted by its place as well, the excess of a single one grows by its place.
    """
    size = direction.random.size
    places = np.arange(1.0, size + 1)
    place = direction.excess(ruler, places, abs(excess) / 10) / excess
    return round(place) - 1 if 0.5 < place < size + 0.5 else None
