"""Gradient checking by scipy.differentiate: its first step is the central difference."""

from collections import namedtuple

import numpy as np
from scipy.differentiate import derivative

from .cost import BOTH as COSTS
from .forward_propagation import forward

Finding = namedtuple("Finding", "layer parameter index analytic numeric verdict")


def numerical_gradient(J, θ, ε=1e-5):
    slopes = np.zeros(np.shape(θ))
    for index in np.ndindex(slopes.shape):
        along = np.vectorize(lambda value, at=index: J(_moved(θ, at, value)), otypes=[float])
        step = {"initial_step": ε, "order": 2, "maxiter": 1}
        slopes[index] = derivative(along, float(np.asarray(θ)[index]), **step).df
    return slopes


def _moved(θ, index, value):
    moved = np.array(θ, dtype=float)
    moved[index] = value
    return moved


def relative_error(analytic, numeric):
    larger = np.maximum(np.abs(analytic), np.abs(numeric))
    return np.abs(np.subtract(analytic, numeric)) / np.where(larger == 0, 1.0, larger)


def _with(network, i, which, θ):
    layers = [list(layer) for layer in network]
    layers[i][which] = θ
    return layers


def _active(network, X):
    return [
        z > 0
        for (z, _), layer in zip(forward(network, X), network, strict=True)
        if layer[2] in ("relu", "leaky_relu")
    ]


def measured_gradients(network, X, Y, cost, ε=1e-5):
    def J(layers):
        return COSTS[cost][0](Y, forward(layers, X)[-1][1])

    def slopes(i, which):
        return numerical_gradient(lambda θ: J(_with(network, i, which, θ)), network[i][which], ε)

    return [(slopes(i, 0), slopes(i, 1)) for i in range(len(network))]


def crosses_kink(network, X, layer, parameter, index, ε=1e-5):
    i, which = layer - 1, "Wb".index(parameter)
    θ = network[i][which]
    ends = [
        _active(_with(network, i, which, _moved(θ, index, θ[index] + step)), X) for step in (ε, -ε)
    ]
    return not all(map(np.array_equal, *ends))


def check_gradients(network, X, Y, cost, gradients, ε=1e-5, tolerance=1e-6):
    noise = 10 * np.finfo(float).eps * (COSTS[cost][0](Y, forward(network, X)[-1][1]) / ε + 1)
    found = []
    for i, measured in enumerate(measured_gradients(network, X, Y, cost, ε)):
        for which, name in enumerate("Wb"):
            slopes, claims = measured[which], np.asarray(gradients[i][which])
            if claims.shape != slopes.shape:
                raise ValueError(f"∂J/∂{name} of layer {i + 1} has the shape {claims.shape}")
            near = tolerance * np.maximum(np.abs(claims), np.abs(slopes)) + noise
            agree = np.isfinite(claims) & (np.abs(claims - slopes) <= near)
            for index in map(tuple, np.argwhere(~agree).tolist()):
                kink = crosses_kink(network, X, i + 1, name, index, ε)
                pair = float(claims[index]), float(slopes[index])
                found.append(Finding(i + 1, name, index, *pair, "kink" if kink else "wrong"))
    return sorted(found, key=_rank)


def _rank(finding):
    claim, slope = finding.analytic, finding.numeric
    error = relative_error(claim, slope) if np.isfinite(claim) else np.inf
    return finding.verdict == "kink", -error
