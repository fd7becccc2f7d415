"""Gradient checking by scipy.differentiate: its first step is the central difference."""

from collections import namedtuple

import numpy as np
from scipy.differentiate import derivative

from . import cost as costs
from .cost import BOTH as COSTS
from .forward_propagation import forward, predict

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
    def with_parameter(i, which, θ):
        layers = [list(layer) for layer in network]
        layers[i][which] = θ
        return layers

    def J(layers):
        return COSTS[cost][0](Y, forward(layers, X)[-1][1])

    def active(layers):
        return [
            z > 0
            for (z, _), layer in zip(forward(layers, X), network, strict=True)
            if layer[2] in ("relu", "leaky_relu")
        ]

    noise = 10 * np.finfo(float).eps * (J(network) / ε + 1)
    found = []
    for i, layer in enumerate(network):
        for which, name in enumerate(("W", "b")):
            θ, claims = layer[which], np.asarray(gradients[i][which])
            if claims.shape != θ.shape:
                raise ValueError(f"∂J/∂{name} of layer {i + 1} has the shape {claims.shape}")
            along = lambda θ, i=i, which=which: J(with_parameter(i, which, θ))  # noqa: E731
            slopes = numerical_gradient(along, θ, ε)
            near = tolerance * np.maximum(np.abs(claims), np.abs(slopes)) + noise
            agree = np.isfinite(claims) & (np.abs(claims - slopes) <= near)
            for index in map(tuple, np.argwhere(~agree).tolist()):
                ends = [
                    active(with_parameter(i, which, _moved(θ, index, θ[index] + step)))
                    for step in (ε, -ε)
                ]
                verdict = "wrong" if all(map(np.array_equal, *ends)) else "kink"
                pair = float(claims[index]), float(slopes[index])
                found.append(Finding(i + 1, name, index, *pair, verdict))
    return sorted(found, key=_rank)


def _rank(finding):
    claim, slope = finding.analytic, finding.numeric
    error = relative_error(claim, slope) if np.isfinite(claim) else np.inf
    return finding.verdict == "kink", -error
