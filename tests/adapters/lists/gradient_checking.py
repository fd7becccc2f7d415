"""Gradient checking: one entry after another is moved in place, and put back."""

import copy
import math
from dataclasses import dataclass

import numpy as np

from .cost import FUNCTIONS
from .forward_propagation import listed, signals_of
from .nested import each, flat, lists, on_lists


@dataclass
class Finding:
    layer: int
    parameter: str
    index: tuple
    analytic: float
    numeric: float
    verdict: str

    def __iter__(self):
        return iter(vars(self).values())


def entries(values, index=()):
    """Yield (index, the list that holds the entry, its place there)."""
    for i, value in enumerate(values):
        if isinstance(value, list):
            yield from entries(value, (*index, i))
        else:
            yield (*index, i), values, i


def shape(values):
    return (len(values), *shape(values[0])) if isinstance(values, list) else ()


def numerical_gradient(J, θ, ε=1e-5):
    moving = [lists(θ)]
    slopes = copy.deepcopy(moving)
    for (_, row, i), (_, into, j) in zip(entries(moving), entries(slopes), strict=True):
        value = row[i]
        ends = []
        for row[i] in (value + ε, value - ε):
            ends.append(float(J(np.array(moving[0]))))
        row[i] = value
        into[j] = (ends[0] - ends[1]) / (2 * ε)
    return np.array(slopes[0])


def _relative(analytic, numeric):
    larger = max(abs(analytic), abs(numeric))
    return abs(analytic - numeric) / larger if larger else 0.0


@on_lists
def relative_error(analytic, numeric):
    return each(_relative, analytic, numeric)


def _look(layers, X, Y, cost):
    """Return J, and on which side of its kink each unit that has one is."""
    signals = signals_of(layers, X)
    kinked = [z for (z, _), layer in zip(signals, layers, strict=True) if layer[2] in KINKED]
    return FUNCTIONS[cost][0](Y, signals[-1][1]), [z > 0 for z in flat(kinked)]


KINKED = ("relu", "leaky_relu")


def measured_gradients(network, X, Y, cost, ε=1e-5):
    layers, X, Y = listed(network), lists(X), lists(Y)

    def slopes(i, which):
        def J(θ):
            moved = [list(layer) for layer in layers]
            moved[i][which] = lists(θ)
            return _look(moved, X, Y, cost)[0]

        return numerical_gradient(J, layers[i][which], ε)

    return [(slopes(i, 0), slopes(i, 1)) for i in range(len(layers))]


def crosses_kink(network, X, layer, parameter, index, ε=1e-5):
    layers, X = listed(network), lists(X)
    Y = signals_of(layers, X)[-1][1]  # any will do
    row = layers[layer - 1]["Wb".index(parameter)]
    for i in index[:-1]:
        row = row[i]
    value, looks = row[index[-1]], []
    for row[index[-1]] in (value + ε, value - ε):
        looks.append(_look(layers, X, Y, "mse")[1])
    row[index[-1]] = value
    return looks[0] != looks[1]


def check_gradients(network, X, Y, cost, gradients, ε=1e-5, tolerance=1e-6):
    layers, X, Y = listed(network), lists(X), lists(Y)
    J, _ = _look(layers, X, Y, cost)
    noise = 2e-15 * (J / ε + 1)
    found = []
    for number, ((W, b, _), pair) in enumerate(zip(layers, gradients, strict=True), start=1):
        for name, θ, claims in zip("Wb", (W, b), map(lists, pair), strict=True):
            if shape(claims) != shape(θ):
                raise ValueError(f"∂J/∂{name} of layer {number} has the shape {shape(claims)}")
            for (index, row, i), claim in zip(entries(θ), flat(claims), strict=True):
                value, looks = row[i], []
                for row[i] in (value + ε, value - ε):
                    looks.append(_look(layers, X, Y, cost))
                row[i] = value
                (above, right), (below, left) = looks
                slope = (above - below) / (2 * ε)
                near = abs(claim - slope) <= tolerance * max(abs(claim), abs(slope)) + noise
                if near and math.isfinite(claim):
                    continue
                verdict = "wrong" if right == left else "kink"
                found.append(Finding(number, name, index, claim, slope, verdict))

    def goodness(finding):
        error = _relative(finding.analytic, finding.numeric)
        return finding.verdict == "kink", -(error if error == error else float("inf"))

    return sorted(found, key=goodness)
