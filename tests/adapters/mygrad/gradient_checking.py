"""Gradient checking: one entry after another is moved, on tensors that keep no graph."""

from collections import namedtuple

import mygrad as mg
import numpy as np

from .cost import FUNCTIONS
from .forward_propagation import layers_of, signals_of
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


def _with(layers, i, which, index, step):
    """Return tensors of the layers, with an entry moved; those of the others are the same."""
    moved = layers[i][which].data.copy()
    moved[index] += step
    parts = [*layers[i]]
    parts[which] = tensor(moved)
    return [*layers[:i], parts, *layers[i + 1 :]]


def _J(layers, X, Y, cost):
    return FUNCTIONS[cost](Y, signals_of(layers, X)[-1][1]).item()


def _active(layers, X):
    """Return which units with a kink are on its right."""
    return [
        (z.data > 0).tobytes()
        for (_, _, activation), (z, _) in zip(layers, signals_of(layers, X), strict=True)
        if activation in ("relu", "leaky_relu")
    ]


def measured_gradients(network, X, Y, cost, ε=1e-5):
    layers, X, Y = layers_of(network), tensor(X), tensor(Y)

    def slopes(i, which):
        found = np.zeros(layers[i][which].shape)
        for index in np.ndindex(found.shape):
            above, below = (
                _J(_with(layers, i, which, index, step), X, Y, cost) for step in (ε, -ε)
            )
            found[index] = (above - below) / (2 * ε)
        return found

    with mg.no_autodiff:
        return [(slopes(i, 0), slopes(i, 1)) for i in range(len(layers))]


def crosses_kink(network, X, layer, parameter, index, ε=1e-5):
    layers, X = layers_of(network), tensor(X)
    place = layer - 1, "Wb".index(parameter), index
    with mg.no_autodiff:
        right, left = (_active(_with(layers, *place, step), X) for step in (ε, -ε))
    return right != left


def check_gradients(network, X, Y, cost, gradients, ε=1e-5, tolerance=1e-6):
    with mg.no_autodiff:
        J = _J(layers_of(network), tensor(X), tensor(Y), cost)
    noise, found = 10 * np.finfo(float).eps * (J / ε + 1), []
    for i, measured in enumerate(measured_gradients(network, X, Y, cost, ε)):
        for which, name in enumerate("Wb"):
            slopes, claims = measured[which], np.asarray(gradients[i][which])
            if claims.shape != slopes.shape:
                raise ValueError(f"∂J/∂{name} of layer {i + 1} has shape {claims.shape}")
            for index in np.ndindex(slopes.shape):
                claim, slope = float(claims[index]), float(slopes[index])
                near = tolerance * max(abs(claim), abs(slope)) + noise
                if not (np.isfinite(claim) and abs(claim - slope) <= near):
                    kink = crosses_kink(network, X, i + 1, name, index, ε)
                    verdict = "kink" if kink else "wrong"
                    found.append(Finding(i + 1, name, index, claim, slope, verdict))
    return sorted(found, key=_rank)


def _rank(finding):
    claim, slope = finding.analytic, finding.numeric
    error = relative_error(claim, slope) if np.isfinite(claim) else np.inf
    return finding.verdict == "kink", -error
