"""Checks of gradients beside a kink: where it lies is known, and every entry is wrong.

One sample is all ones. The biases make each unit answer 1 to it, except for one, whose z is
so near to 0 that a small step crosses it.
"""

from functools import partial
from typing import Any, NamedTuple

import numpy as np

from contracts.networks import LAYER
from dojo.contracts.contract import Arguments
from dojo.contracts.draw import Array, Draw
from dojo.contracts.kinds import Answered, Record

BENT = ("relu", "leaky_relu")
SMOOTH = ("identity", "sigmoid", "tanh", "elu", "swish", "softmax")
# What these answer to z = 0, two units of them; all others answer 0.
AT_ZERO = {"sigmoid": 0.5, "softmax": 0.5}
_SAMPLES, _UNITS, _MOST_LAYERS = 12, 6, 4
# The ε of a check that is asked for none.
USUAL_STEP = 1e-5
RIGHT_ORDER = "wrong entries before kinks, and nan first in each group"
_NOT_FINITE = (np.nan, np.inf, -np.inf)


class Kink(NamedTuple):
    """Where a kink lies: the layer, from 0; how far away, in steps; ε; and what is special."""

    layer: int
    away: float
    ε: float
    special: str = ""


UNITS, SAMPLES, NOWHERE, SILENT = "two units swap", "two samples swap", "no unit has one", "silent"
KINKS = [
    Kink(0, 0.95, USUAL_STEP, SILENT),
    Kink(1, -1.05, 1e-9),
    Kink(2, 0.01, 1e-3),
    Kink(3, -0.01, 0.5),
    Kink(1, 0.01, 1e-7, UNITS),
    Kink(0, 0.01, 1e-4, SAMPLES),
    Kink(0, 0.01, 1e-3, NOWHERE),
]


def beside(draw: Draw, kink: Kink) -> Arguments:
    """Return a check of gradients that are all wrong, with a sample beside the kink."""
    rng = draw.rng
    layers = _smooth(rng, kink) if kink.special == NOWHERE else _bent(rng, kink)
    at = _place(kink, _SAMPLES)
    X = rng.normal(size=(_SAMPLES, 2))
    X[at] = 1.0
    if kink.special == SAMPLES:
        X[0] = -1.0
    Y = 3 + rng.normal(size=(_SAMPLES, len(layers[-1][1])))
    network = [Record(*LAYER, layer) for layer in layers]
    wrong = partial(_wrong, int(rng.integers(10**6)))
    gradients = Answered("gradient_checking", "measured_gradients", (network, X, Y, "mse"), wrong)
    drawn = {"network": network, "X": X, "Y": Y, "cost": "mse", "gradients": gradients}
    return drawn if kink.ε == USUAL_STEP else drawn | {"ε": kink.ε}


def step_beside(draw: Draw) -> Arguments:
    """Return a network with a sample beside the kink, and any of its entries to move."""
    drawn = beside(draw, draw.choice)
    network = drawn["network"]
    i = int(draw.rng.integers(len(network)))
    parameter = draw.one_of(["W", "b"])
    shape = network[i].fields["Wb".index(parameter)].shape
    index = tuple(int(draw.rng.integers(size)) for size in shape)
    given = network, drawn["X"], i + 1, parameter, index, draw.choice.ε
    return dict(zip(("network", "X", "layer", "parameter", "index", "ε"), given, strict=True))


def verdicts(findings: Any) -> list[str]:
    """Return the verdict on each place, and whether the order is right where it is beyond doubt.

    How a slope is measured across a kink is free. So is the order among the kinks, or among the
    wrong entries: only those that are not numbers come first.
    """

    def rank(finding: Any) -> tuple[bool, bool]:
        return finding.verdict != "wrong", bool(np.isfinite(finding.analytic))

    def written(finding: Any) -> str:
        index = ", ".join(str(int(i)) for i in finding.index)
        return f"{finding.parameter}{finding.layer}[{index}]: {finding.verdict}"

    ranks = [*map(rank, findings)]
    order = RIGHT_ORDER if ranks == sorted(ranks) else "another order"
    return [*sorted(map(written, findings)), order]


def _place(kink: Kink, count: int) -> int:
    """Return the last of so many, or the first: the one or the other is easily forgotten."""
    return 0 if kink.layer % 2 else count - 1


def _bent(rng: np.random.Generator, kink: Kink) -> list[tuple[Array, Array, str]]:
    """Return layers with a kink each; one unit of one layer is next to its own."""
    count = _MOST_LAYERS if kink.special == SAMPLES else min(kink.layer + 2, _MOST_LAYERS)
    widths = [2, *(_UNITS if layer == kink.layer else 1 for layer in range(count))]
    layers = []
    for number in range(count):
        W = rng.normal(size=widths[number : number + 2])
        b = 1.0 - W.sum(axis=0)
        if number == kink.layer:
            unit = _place(kink, _UNITS)
            if kink.special == SAMPLES:
                W[:, unit] -= W[:, unit].mean()
            b[unit] = kink.away * kink.ε - W[:, unit].sum()
            if kink.special == UNITS:
                W[:, unit - 1], b[unit - 1] = -W[:, unit], -b[unit]
        if number == kink.layer + 1 and kink.special == SILENT:
            b += W[unit]
            W[unit] = 0.0
        layers.append((W, b, str(rng.choice(BENT))))
    return layers


def _smooth(rng: np.random.Generator, kink: Kink) -> list[tuple[Array, Array, str]]:
    """Return layers that have no kink, though every unit has a z next to 0."""
    layers, inputs, before = [], 2, 1.0
    for activation in map(str, rng.permutation(SMOOTH)):
        W = rng.normal(size=(inputs, 2 if activation == "softmax" else 1))
        layers.append((W, kink.away * kink.ε - before * W.sum(axis=0), activation))
        inputs, before = W.shape[1], AT_ZERO.get(activation, 0.0)
    return layers


def _wrong(seed: int, gradients: Any) -> Any:
    """Return gradients that are far from right in every entry, and no numbers in some."""
    rng = np.random.default_rng(seed)
    return [tuple(_far_off(np.array(array, dtype=float), rng) for array in p) for p in gradients]


def _far_off(array: Array, rng: np.random.Generator) -> Array:
    far = 1000.0 * (1.0 + np.abs(array).max())
    off = array + far * rng.uniform(1, 2, array.shape) * rng.choice([-1, 1], array.shape)
    return np.where(rng.random(array.shape) < 0.2, rng.choice(_NOT_FINITE, array.shape), off)
