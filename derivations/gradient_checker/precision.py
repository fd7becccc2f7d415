"""The precision that a function really computes with, whatever dtype it answers in."""

import numpy as np

from derivations.gradient_checker.landscape import SMALLEST, Landscape

SINGLE, HALF = (float(np.finfo(kind).eps) for kind in (np.float32, np.float16))


def unit_seen(landscape: Landscape) -> float:
    """Return the rounding of the numbers a function computes with: of float64, float32 or float16.

    Few digits show: moving the arrays by a billionth moves J not at all, or in leaps.

    >>> from derivations.gradient_checker.structure import Leaf
    >>> x = np.array([0.3, 0.7])
    >>> careless = Landscape(lambda x: float((x.astype(np.float32) ** 2).sum()), x, [Leaf("x", x)])
    >>> unit_seen(careless) == SINGLE
    True
    """
    for unit, step in ((SMALLEST, 1e-9), (SINGLE, 1e-4)):
        if _is_smooth(landscape, unit, step):
            return unit
    return HALF


def _is_smooth(landscape: Landscape, unit: float, step: float) -> bool:
    """Tell whether J follows its slope over nine close points, except for this rounding.

    One leap among them is a kink, and no sign of few digits.
    """
    θ = landscape.θ
    direction = np.where(θ == 0, 1.0, θ)  # each entry by its own size, so that none turns negative

    def moved(by: float) -> float:
        return landscape.height(θ + by * direction)

    found = [moved(k * step) for k in range(-4, 5)]
    size = max(landscape.size(landscape(θ)), *map(abs, found))
    wide = 1e-2
    middle, ends = found[4], (moved(wide), moved(-wide))
    size = max(size, *map(abs, ends))
    expected = abs(ends[0] - ends[1]) / (2 * wide) * step
    curved = abs(ends[0] + ends[1] - 2 * middle) / wide**2 * step**2
    changes = np.diff(found)
    noise = landscape.noise if unit == SMALLEST else 0.0  # of numbers that cancel
    if expected > 1e2 * unit * size + noise and (changes == 0).any():
        return False
    leaps = float(np.sort(np.abs(np.diff(changes)))[-3])  # a kink between two points makes two
    return bool(leaps <= 50 * unit * size + 20 * noise + 4 * curved)
