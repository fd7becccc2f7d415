"""Gradient checking: one entry after another is moved in its variable, and put back."""

import math
from dataclasses import astuple, dataclass

import dezero
import numpy as np

from . import cost as costs
from .cost import FUNCTIONS
from .forward_propagation import forward, layers_of, predict, signals_of
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
    layers, X, Y = layers_of(network), variable(X), variable(Y)

    def look():
        signals = signals_of(layers, X)
        kinked = [
            z.data > 0
            for (z, _), layer in zip(signals, layers, strict=True)
            if layer[2] in ("relu", "leaky_relu")
        ]
        return float(FUNCTIONS[cost](Y, signals[-1][1]).data), kinked

    found = []
    with dezero.no_grad():
        noise = 10 * np.finfo(float).eps * (look()[0] / ε + 1)
        for number, ((W, b, _), pair) in enumerate(zip(layers, gradients, strict=True), start=1):
            for name, θ, claims in zip("Wb", (W, b), pair, strict=True):
                if np.shape(claims) != θ.shape:
                    raise ValueError(f"layer {number}: ∂J/∂{name} is {np.shape(claims)}")
                for index, claim in np.ndenumerate(claims):
                    value, looks = θ.data[index], []
                    for θ.data[index] in (value + ε, value - ε):
                        looks.append(look())
                    θ.data[index] = value
                    (above, right), (below, left) = looks
                    slope = (above - below) / (2 * ε)
                    allowed = tolerance * max(abs(claim), abs(slope)) + noise
                    if abs(claim - slope) <= allowed < math.inf:
                        continue
                    same = all(map(np.array_equal, right, left))
                    verdict = "wrong" if same else "kink"
                    found.append(Finding(number, name, index, float(claim), slope, verdict))
    return sorted(found, key=_rank)


def _rank(finding):
    if not math.isfinite(finding.analytic):
        return finding.verdict != "wrong", -math.inf
    return finding.verdict != "wrong", -float(relative_error(finding.analytic, finding.numeric))
