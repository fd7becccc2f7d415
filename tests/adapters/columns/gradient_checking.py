"""Gradient checking on layers that stand upright; places are named as they lie."""

from typing import NamedTuple

import numpy as np

from .cost import FUNCTIONS
from .forward_propagation import run, standing
from .turned import flat, turned


class Finding(NamedTuple):
    layer: int
    parameter: str
    index: tuple
    analytic: float
    numeric: float
    verdict: str


def numerical_gradient(J, θ, ε=1e-5):
    slopes = np.zeros(np.shape(θ))
    for index in np.ndindex(slopes.shape):
        step = np.zeros(slopes.shape)
        step[index] = ε
        slopes[index] = (J(θ + step) - J(θ - step)) / (2 * ε)
    return slopes


def relative_error(analytic, numeric):
    sizes = np.stack(np.broadcast_arrays(np.abs(analytic), np.abs(numeric)))
    larger = sizes.max(axis=0)
    return np.abs(np.subtract(analytic, numeric)) / np.where(larger == 0, 1, larger)


def _upright(network):
    return [[np.array(W), np.array(b), f] for W, b, f in standing(network)]


def _look(layers, X):
    """Return the outputs as they lie, and on which side of its kink each unit that has one is."""
    signals = run(layers, turned(X))
    sides = [
        Z > 0
        for (Z, _), (_, _, f) in zip(signals, layers, strict=True)
        if f in ("relu", "leaky_relu")
    ]
    return turned(signals[-1][1]), sides


def _ends(θ, index, ε, look):
    """Look with an entry moved up, then down. θ is a view: what moves in it moves in its layer."""
    value, looks = θ[index], []
    for step in (ε, -ε):
        θ[index] = value + step
        looks.append(look())
    θ[index] = value
    return looks


def measured_gradients(network, X, Y, cost, ε=1e-5):
    layers = _upright(network)

    def slopes(θ):
        found = np.zeros(θ.shape)
        for index in np.ndindex(θ.shape):
            above, below = _ends(θ, index, ε, lambda: FUNCTIONS[cost](Y, _look(layers, X)[0]))
            found[index] = (above - below) / (2 * ε)
        return found

    return [tuple(map(slopes, flat(*layer[:2]))) for layer in layers]


def crosses_kink(network, X, layer, parameter, index, ε=1e-5):
    layers = _upright(network)
    θ = flat(*layers[layer - 1][:2])["Wb".index(parameter)]
    right, left = _ends(θ, index, ε, lambda: _look(layers, X)[1])
    return not all(map(np.array_equal, right, left))


def check_gradients(network, X, Y, cost, gradients, ε=1e-5, tolerance=1e-6):
    noise = 10 * np.finfo(float).eps * (FUNCTIONS[cost](Y, _look(_upright(network), X)[0]) / ε + 1)
    measured, findings = measured_gradients(network, X, Y, cost, ε), []
    for number, pairs in enumerate(zip(measured, gradients, strict=True), start=1):
        for name, slopes, claims in zip("Wb", *pairs, strict=True):
            if np.shape(claims) != slopes.shape:
                raise ValueError(f"{np.shape(claims)} is no shape for ∂J/∂{name} of layer {number}")
            for index, claim in np.ndenumerate(claims):
                near = tolerance * max(abs(claim), abs(slopes[index])) + noise
                if np.isfinite(claim) and abs(claim - slopes[index]) <= near:
                    continue
                kink = crosses_kink(network, X, number, name, index, ε)
                pair = float(claim), float(slopes[index])
                findings.append(Finding(number, name, index, *pair, "kink" if kink else "wrong"))
    return sorted(findings, key=_rank)


def _rank(finding):
    claim, slope = finding.analytic, finding.numeric
    error = relative_error(claim, slope) if np.isfinite(claim) else np.inf
    return finding.verdict == "kink", -error
