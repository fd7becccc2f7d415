"""Gradient checking: one entry after another is moved, on tensors that keep no graph."""

from collections import namedtuple

import mygrad as mg
import numpy as np

from . import cost as costs
from .cost import FUNCTIONS
from .forward_propagation import forward, layers_of, predict, signals_of
from .tensors import tensor

Finding = namedtuple("Finding", "layer parameter index analytic numeric verdict")


def numerical_gradient(J, θ, ε=1e-5):
    slopes = np.zeros(np.shape(θ))
    for index in np.ndindex(slopes.shape):
        ends = []
        for step in (ε, -ε):
            moved = np.array(θ, dtype=float)
            moved[index] += step
            ends.append(J(moved))
        slopes[index] = (ends[0] - ends[1]) / (2 * ε)
    return slopes


def relative_error(analytic, numeric):
    larger = np.maximum(np.abs(analytic), np.abs(numeric))
    return np.abs(analytic - numeric) / np.where(larger > 0, larger, 1)


def _look(layers, X, Y, cost):
    """Return J, and which units with a kink are on its right."""
    signals = signals_of(layers, X)
    active = [
        (z.data > 0).tobytes()
        for (_, _, activation), (z, _) in zip(layers, signals, strict=True)
        if activation in ("relu", "leaky_relu")
    ]
    return FUNCTIONS[cost](Y, signals[-1][1]).item(), active


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
    layers, X, Y = layers_of(network), tensor(X), tensor(Y)
    found = []
    with mg.no_autodiff:
        noise = 10 * np.finfo(float).eps * (_look(layers, X, Y, cost)[0] / ε + 1)
        for i, pair in enumerate(gradients):
            for which, name in enumerate("Wb"):
                θ, claims = layers[i][which], np.asarray(pair[which])
                if claims.shape != θ.shape:
                    raise ValueError(f"∂J/∂{name} of layer {i + 1} has shape {claims.shape}")
                for index in np.ndindex(θ.shape):
                    looks = []
                    for step in (ε, -ε):
                        moved = θ.data.copy()
                        moved[index] += step
                        parts = [*layers[i]]
                        parts[which] = tensor(moved)
                        looks.append(_look([*layers[:i], parts, *layers[i + 1 :]], X, Y, cost))
                    (above, right), (below, left) = looks
                    claim, slope = float(claims[index]), (above - below) / (2 * ε)
                    near = tolerance * max(abs(claim), abs(slope)) + noise
                    if not (np.isfinite(claim) and abs(claim - slope) <= near):
                        verdict = "wrong" if right == left else "kink"
                        found.append(Finding(i + 1, name, index, claim, slope, verdict))
    return sorted(found, key=_rank)


def _rank(finding):
    claim, slope = finding.analytic, finding.numeric
    error = relative_error(claim, slope) if np.isfinite(claim) else np.inf
    return finding.verdict == "kink", -error
