"""Gradient checking on layers that stand upright; places are named as they lie."""

from typing import NamedTuple

import numpy as np

from . import cost as costs
from .cost import FUNCTIONS
from .forward_propagation import forward, predict, run, standing
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
    layers = [[np.array(W), np.array(b), f] for W, b, f in standing(network)]

    def look():
        signals = run(layers, turned(X))
        sides = [
            Z > 0
            for (Z, _), (_, _, f) in zip(signals, layers, strict=True)
            if f in ("relu", "leaky_relu")
        ]
        return FUNCTIONS[cost](Y, turned(signals[-1][1])), sides

    noise = 10 * np.finfo(float).eps * (look()[0] / ε + 1)
    findings = []
    for number, (layer, pair) in enumerate(zip(layers, gradients, strict=True), start=1):
        for name, θ, claims in zip("Wb", flat(*layer[:2]), map(np.asarray, pair), strict=True):
            if claims.shape != θ.shape:
                raise ValueError(f"{claims.shape} is no shape for ∂J/∂{name} of layer {number}")
            # θ is a view of the layer as it stands, so that what moves here moves there.
            for index in np.ndindex(θ.shape):
                value, looks = θ[index], []
                for step in (ε, -ε):
                    θ[index] = value + step
                    looks.append(look())
                θ[index] = value
                (above, right), (below, left) = looks
                claim, slope = float(claims[index]), float((above - below) / (2 * ε))
                near = tolerance * max(abs(claim), abs(slope)) + noise
                if np.isfinite(claim) and abs(claim - slope) <= near:
                    continue
                kink = not all(map(np.array_equal, right, left))
                verdict = "kink" if kink else "wrong"
                findings.append(Finding(number, name, index, claim, slope, verdict))
    return sorted(findings, key=_rank)


def _rank(finding):
    claim, slope = finding.analytic, finding.numeric
    error = relative_error(claim, slope) if np.isfinite(claim) else np.inf
    return finding.verdict == "kink", -error
