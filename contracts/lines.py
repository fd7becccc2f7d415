"""Lines of straight pieces: networks with one input whose kinks nobody can miscount."""

import numpy as np

from contracts.networks import LAYER
from dojo.contracts.contract import Arguments
from dojo.contracts.draw import Array, Draw
from dojo.contracts.kinds import Record

THREE_POINTS, FEW_POINTS, MANY_POINTS, LEVEL = "three", "few points", "many points", "level"
# Where it is looked at: on the left of 0, or on the right.
LINES = [
    (THREE_POINTS, -1),
    (FEW_POINTS, -1),
    (FEW_POINTS, 1),
    (MANY_POINTS, -1),
    (MANY_POINTS, 1),
    (LEVEL, 1),
]
# How many points lie between two kinks, and how many kinks there are then.
_APART, _KINKS = 10, 8


def line(draw: Draw) -> Arguments:
    """Return a network that draws a line, where it is looked at, and at how many points.

    With many points there are several kinks, each many points from the next; with few points there
    is one, next to an end. Of two kinks between three points only one shows: at so many points it
    is looked, and at no more. More kinks lie outside, between there and 0 as well.
    """
    rng = draw.rng
    form, side = draw.choice
    points = int(rng.integers(3, 9))
    kinks = np.array([rng.uniform(0.1, 0.3)])
    if side > 0:
        kinks = points - 1 - kinks
    if form == THREE_POINTS:
        points, kinks = 3, np.array([0.0, 1.0]) + rng.uniform(0.3, 0.7, 2)
    if form == MANY_POINTS:
        points = int(rng.integers(1500, 4000))
        first = rng.integers(_APART, points - (_KINKS + 1) * _APART)
        kinks = first + _APART * np.arange(_KINKS) + rng.uniform(-1, 1, _KINKS)
    width = 2.0 ** rng.integers(-2, 5)
    low = side * rng.uniform(2.0, 4.0) * width
    at = low + width * np.append(kinks / (points - 1), [-3.5, -1.5, 1.7, 2.5])
    # All inside bend the same way, some of them hardly at all.
    bends = side * 10 ** rng.uniform(-3, 0, at.shape)
    bends[len(kinks) :] = rng.normal(size=len(at) - len(kinks))
    if form == LEVEL:
        bends[:] = 0.0
    activation = "leaky_relu" if (form, side) == (MANY_POINTS, -1) else "relu"
    hidden = _bent(rng, at, bends, activation)
    before = Record(*LAYER, (np.ones((1, 1)), np.zeros(1), "identity"))
    return {
        "network": [before, *hidden] if (form, side) == (FEW_POINTS, 1) else hidden,
        "low": low,
        "high": low + width,
        "points": points,
    }


def _bent(rng: np.random.Generator, at: Array, bends: Array, activation: str) -> list[Record]:
    """Return two layers whose line bends there by so much, or by so much times any scale."""
    steep, scale = 2.0 ** rng.integers(-2, 3, at.shape), 10 ** rng.uniform(-6, 6)
    hidden = Record(*LAYER, (steep[None, :], -steep * at, activation))
    output = Record(*LAYER, (scale * (bends / steep)[:, None], np.zeros(1), "identity"))
    return [hidden, output]
