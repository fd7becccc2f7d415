"""Lines of straight pieces: networks with one input whose kinks nobody can miscount."""

import numpy as np

from contracts.networks import LAYER
from dojo.contracts.contract import Arguments
from dojo.contracts.draw import Draw
from dojo.contracts.kinds import Record

TWO_POINTS, FEW_POINTS, MANY_POINTS, LEVEL = "two points", "few points", "many points", "level"
LINES = [TWO_POINTS, FEW_POINTS, MANY_POINTS, LEVEL]
# How many points lie between two kinks, and how many kinks there are then.
_APART, _KINKS = 10, 8


def line(draw: Draw) -> Arguments:
    """Return a network that draws a line, where it is looked at, and at how many points.

    With many points there are several kinks, each many points from the next; with few points there
    is one. Between two points alone nobody sees a kink. More kinks lie outside.
    """
    rng = draw.rng
    points = {TWO_POINTS: 2, FEW_POINTS: int(rng.integers(3, 9)), LEVEL: 9}.get(draw.choice, 0)
    points = points or int(rng.integers(1500, 4000))
    if draw.choice == MANY_POINTS:
        first = rng.integers(_APART, points - (_KINKS + 1) * _APART)
        kinks = first + _APART * np.arange(_KINKS) + rng.uniform(-1, 1, _KINKS)
    else:
        kinks = rng.uniform(0.2, points - 1.2, 1)
    outside = np.array([-3.5 * points, -1.5 * points, 2.5 * points])
    side, step = rng.choice([-1, 1]), 2.0 ** rng.integers(-8, 3)
    low = float(side * rng.uniform(0, 40))
    high = low + step * (points - 1)
    # All bend the same way, some of them hardly at all.
    bends = side * 10 ** rng.uniform(-3, 0, len(kinks))
    bends = np.append(bends, rng.normal(size=len(outside)))
    if draw.choice == LEVEL:
        bends[:] = 0.0
    return {
        "network": _network(rng, low + step * np.append(kinks, outside), bends),
        "low": low,
        "high": float(high),
        "points": points,
    }


def _network(rng: np.random.Generator, at: np.ndarray, bends: np.ndarray) -> list[Record]:
    """Return a network whose line bends there by so much: its scale is any, and so is its depth."""
    steep, scale = 2.0 ** rng.integers(-2, 3, at.shape), 10 ** rng.uniform(-6, 6)
    activation = str(rng.choice(["relu", "leaky_relu"]))
    hidden = Record(*LAYER, (steep[None, :], -steep * at, activation))
    output = Record(*LAYER, (scale * (bends / steep)[:, None], scale * np.zeros(1), "identity"))
    before = Record(*LAYER, (np.ones((1, 1)), np.zeros(1), "identity"))
    return [*[before] * int(rng.integers(2)), hidden, output]
