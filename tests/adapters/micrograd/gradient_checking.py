"""Gradient checking: the data of one Value after another is moved, and put back."""

import math
from collections import namedtuple

import numpy as np

from .cost import FUNCTIONS
from .forward_propagation import layers_of, signals_of
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


def _J(layers, X, Y, cost):
    return FUNCTIONS[cost](Y, signals_of(layers, X)[-1][1]).data


def _sides(layers, X):
    """Say of each unit with a kink on which side of it it is."""
    kinked = [
        z
        for (z, _), (_, _, activation) in zip(signals_of(layers, X), layers, strict=True)
        if activation in ("relu", "leaky_relu")
    ]
    return [z.data > 0 for z in flat(kinked)]


def _ends(value, ε, look):
    """Look with a Value moved up, then down; put it back."""
    at, looks = value.data, []
    for value.data in (at + ε, at - ε):
        looks.append(look())
    value.data = at
    return looks


def measured_gradients(network, X, Y, cost, ε=1e-5):
    layers, X, Y = layers_of(network), lists(X), lists(Y)

    def slopes(θ, like):
        ends = [_ends(value, ε, lambda: _J(layers, X, Y, cost)) for value in flat(θ)]
        found = [(above - below) / (2 * ε) for above, below in ends]
        return np.reshape(found, np.shape(like))

    return [
        tuple(slopes(*each) for each in zip(layer[:2], [*given][:2], strict=True))
        for layer, given in zip(layers, network, strict=True)
    ]


def crosses_kink(network, X, layer, parameter, index, ε=1e-5):
    layers, X = layers_of(network), lists(X)
    value = layers[layer - 1]["Wb".index(parameter)]
    for at in index:
        value = value[at]
    right, left = _ends(value, ε, lambda: _sides(layers, X))
    return right != left


def check_gradients(network, X, Y, cost, gradients, ε=1e-5, tolerance=1e-6):
    J = _J(layers_of(network), lists(X), lists(Y), cost)
    noise, found = 10 * np.finfo(float).eps * (J / ε + 1), []
    measured = measured_gradients(network, X, Y, cost, ε)
    for number, pairs in enumerate(zip(measured, gradients, strict=True), start=1):
        for name, slopes, claims in zip("Wb", *pairs, strict=True):
            if np.shape(claims) != slopes.shape:
                raise ValueError(f"∂J/∂{name} of layer {number} has another shape than {name}")
            for index, slope in np.ndenumerate(slopes):
                claim, slope = float(np.asarray(claims)[index]), float(slope)
                near = tolerance * max(abs(claim), abs(slope)) + noise
                if not (math.isfinite(claim) and abs(claim - slope) <= near):
                    kink = crosses_kink(network, X, number, name, index, ε)
                    verdict = "kink" if kink else "wrong"
                    found.append(Finding(number, name, index, claim, slope, verdict))
    return sorted(found, key=_rank)


def _rank(finding):
    claim, slope = finding.analytic, finding.numeric
    error = float(relative_error(claim, slope)) if math.isfinite(claim) else math.inf
    return finding.verdict == "kink", -error
