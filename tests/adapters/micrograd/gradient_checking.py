"""Gradient checking: the data of one Value after another is moved, and put back."""

import math
from collections import namedtuple

import numpy as np

from . import cost as costs
from .cost import FUNCTIONS
from .forward_propagation import forward, layers_of, predict, signals_of
from .values import flat, lists

Finding = namedtuple("Finding", "layer parameter index analytic numeric verdict")


def numerical_gradient(J, θ, ε=1e-5):
    slopes = np.empty(np.shape(θ))
    for index in np.ndindex(*slopes.shape):
        above, below = np.array(θ, dtype=float), np.array(θ, dtype=float)
        above[index] += ε
        below[index] -= ε
        slopes[index] = (J(above) - J(below)) / (2 * ε)
    return slopes


@np.vectorize
def relative_error(analytic, numeric):
    larger = max(abs(analytic), abs(numeric))
    return abs(analytic - numeric) / larger if larger != 0 else 0.0


def _look(layers, X, Y, cost):
    """Return J, and on which side of its kink each unit that has one is."""
    signals = signals_of(layers, X)
    kinked = [
        z
        for (z, _), (_, _, activation) in zip(signals, layers, strict=True)
        if activation in ("relu", "leaky_relu")
    ]
    return FUNCTIONS[cost](Y, signals[-1][1]).data, [z.data > 0 for z in flat(kinked)]


def _with(network, i, which, θ):
    parts = [*network[i]]
    parts[which] = θ
    return [*network[:i], tuple(parts), *network[i + 1 :]]


def measured_gradients(network, X, Y, cost, ε=1e-5):
    def slopes(i, which, θ):
        def J(θ):
            return getattr(costs, cost)(Y, predict(_with(network, i, which, θ), X))

        return numerical_gradient(J, θ, ε)

    return [(slopes(i, 0, W), slopes(i, 1, b)) for i, (W, b, _) in enumerate(network)]


def crosses_kink(network, X, layer, parameter, index, ε=1e-5):
    which = "Wb".index(parameter)

    def sides(step):
        θ = np.array([*network[layer - 1]][which], dtype=float)
        θ[index] += step
        moved = _with(network, layer - 1, which, θ)
        signals = forward(moved, X)
        return [
            (z > 0).tolist()
            for (_, _, activation), (z, _) in zip(moved, signals, strict=True)
            if activation in ("relu", "leaky_relu")
        ]

    return sides(ε) != sides(-ε)


def check_gradients(network, X, Y, cost, gradients, ε=1e-5, tolerance=1e-6):
    layers, X, Y = layers_of(network), lists(X), lists(Y)
    noise = 10 * np.finfo(float).eps * (_look(layers, X, Y, cost)[0] / ε + 1)
    found = []
    for number, (layer, given, pair) in enumerate(
        zip(layers, network, gradients, strict=True), start=1
    ):
        for name, θ, like, claims in zip("Wb", layer, [*given][:2], pair, strict=False):
            if np.shape(claims) != np.shape(like):
                raise ValueError(f"∂J/∂{name} of layer {number} has another shape than {name}")
            places = np.ndindex(np.shape(like))
            for index, value, claim in zip(places, flat(θ), flat(lists(claims)), strict=True):
                at, looks = value.data, []
                for value.data in (at + ε, at - ε):
                    looks.append(_look(layers, X, Y, cost))
                value.data = at
                (above, right), (below, left) = looks
                slope = (above - below) / (2 * ε)
                near = tolerance * max(abs(claim), abs(slope)) + noise
                if not (math.isfinite(claim) and abs(claim - slope) <= near):
                    verdict = "wrong" if right == left else "kink"
                    found.append(Finding(number, name, index, claim, slope, verdict))
    return sorted(found, key=_rank)


def _rank(finding):
    claim, slope = finding.analytic, finding.numeric
    error = float(relative_error(claim, slope)) if math.isfinite(claim) else math.inf
    return finding.verdict == "kink", -error
