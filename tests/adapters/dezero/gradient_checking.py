"""Gradient checking: one entry after another is moved in its variable, and put back."""

import math
from dataclasses import astuple, dataclass

import dezero
import numpy as np

from .cost import FUNCTIONS
from .forward_propagation import layers_of, signals_of
from .variables import variable


@dataclass(frozen=True)
class Finding:
    layer: int
    parameter: str
    index: tuple
    analytic: float
    numeric: float
    verdict: str

    def __iter__(self):
        return iter(astuple(self))


def numerical_gradient(J, θ, ε=1e-5):
    slopes = np.zeros_like(θ, dtype=float)
    for index, value in np.ndenumerate(θ):
        above, below = np.array(θ, dtype=float), np.array(θ, dtype=float)
        above[index], below[index] = value + ε, value - ε
        slopes[index] = (J(above) - J(below)) / (2 * ε)
    return slopes


def relative_error(analytic, numeric):
    analytic, numeric = np.asarray(analytic), np.asarray(numeric)
    larger = np.maximum(abs(analytic), abs(numeric))
    return abs(analytic - numeric) / (larger + (larger == 0))


def _sides(layers, X):
    return [
        z.data > 0
        for (z, _), layer in zip(signals_of(layers, X), layers, strict=True)
        if layer[2] in ("relu", "leaky_relu")
    ]


def _ends(θ, index, ε, look):
    """Look with an entry of a variable moved up, then down; put it back."""
    value, looks = θ.data[index], []
    for θ.data[index] in (value + ε, value - ε):
        looks.append(look())
    θ.data[index] = value
    return looks


def _J(layers, X, Y, cost):
    return float(FUNCTIONS[cost](Y, signals_of(layers, X)[-1][1]).data)


def measured_gradients(network, X, Y, cost, ε=1e-5):
    layers, X, Y = layers_of(network), variable(X), variable(Y)

    def slope(θ, index):
        above, below = _ends(θ, index, ε, lambda: _J(layers, X, Y, cost))
        return (above - below) / (2 * ε)

    def slopes(θ):
        found = [slope(θ, index) for index in np.ndindex(θ.shape)]
        return np.reshape(found, θ.shape)

    with dezero.no_grad():
        return [(slopes(W), slopes(b)) for W, b, _ in layers]


def crosses_kink(network, X, layer, parameter, index, ε=1e-5):
    layers, X = layers_of(network), variable(X)
    θ = layers[layer - 1]["Wb".index(parameter)]
    with dezero.no_grad():
        right, left = _ends(θ, index, ε, lambda: _sides(layers, X))
    return not all(map(np.array_equal, right, left))


def check_gradients(network, X, Y, cost, gradients, ε=1e-5, tolerance=1e-6):
    with dezero.no_grad():
        J = _J(layers_of(network), variable(X), variable(Y), cost)
    noise, found = 10 * np.finfo(float).eps * (J / ε + 1), []
    measured = measured_gradients(network, X, Y, cost, ε)
    for number, pairs in enumerate(zip(measured, gradients, strict=True), start=1):
        for name, slopes, claims in zip("Wb", *pairs, strict=True):
            if np.shape(claims) != slopes.shape:
                raise ValueError(f"layer {number}: ∂J/∂{name} is {np.shape(claims)}")
            for index, claim in np.ndenumerate(claims):
                slope = float(slopes[index])
                allowed = tolerance * max(abs(claim), abs(slope)) + noise
                if abs(claim - slope) <= allowed < math.inf:
                    continue
                kink = crosses_kink(network, X, number, name, index, ε)
                verdict = "kink" if kink else "wrong"
                found.append(Finding(number, name, index, float(claim), slope, verdict))
    return sorted(found, key=_rank)


def _rank(finding):
    if not math.isfinite(finding.analytic):
        return finding.verdict != "wrong", -math.inf
    return finding.verdict != "wrong", -float(relative_error(finding.analytic, finding.numeric))
