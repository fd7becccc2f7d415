"""Gradient checking on the one vector that autograd.misc.flatten makes of all parameters."""

from typing import NamedTuple

import autograd.numpy as np
from autograd.misc import flatten

from . import cost as costs
from .cost import COSTS
from .forward_propagation import forward, predict, signals_of

KINKED = ("relu", "leaky_relu")


class Finding(NamedTuple):
    layer: int
    parameter: str
    index: tuple
    analytic: float
    numeric: float
    verdict: str


def numerical_gradient(J, θ, ε=1e-5):
    flat, form = flatten(np.array(θ, dtype=float))
    steps = ε * np.eye(len(flat))
    slopes = [(J(form(flat + step)) - J(form(flat - step))) / (2 * ε) for step in steps]
    return form(np.array(slopes))


def relative_error(analytic, numeric):
    larger = np.maximum(np.abs(analytic), np.abs(numeric))
    return np.abs(analytic - numeric) / np.where(larger == 0, 1, larger)


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
    parameters, names = [(W, b) for W, b, _ in network], [name for _, _, name in network]
    shapes = [np.shape(part) for pair in parameters for part in pair]
    if shapes != [np.shape(part) for pair in gradients for part in pair]:
        raise ValueError("a gradient has another shape than its parameter")
    flat, form = flatten(parameters)
    claims, _ = flatten([tuple(pair) for pair in gradients])

    def look(θ):
        signals = signals_of(form(θ), names, X)
        kinked = [z for (z, _), name in zip(signals, names, strict=True) if name in KINKED]
        return COSTS[cost](Y, signals[-1][1]), [z > 0 for z in kinked]

    noise = 10 * np.finfo(float).eps * (look(flat)[0] / ε + 1)
    places = [
        (layer, name, index)
        for layer, pair in enumerate(parameters, start=1)
        for name, θ in zip("Wb", pair, strict=True)
        for index in np.ndindex(θ.shape)
    ]
    found = []
    for place, claim, step in zip(places, claims, ε * np.eye(len(flat)), strict=True):
        (above, right), (below, left) = look(flat + step), look(flat - step)
        slope = (above - below) / (2 * ε)
        near = tolerance * max(abs(claim), abs(slope)) + noise
        if not (np.isfinite(claim) and abs(claim - slope) <= near):
            same = all(np.all(one == other) for one, other in zip(right, left, strict=True))
            verdict = "wrong" if same else "kink"
            found.append(Finding(*place, float(claim), float(slope), verdict))
    return sorted(found, key=_rank)


def _rank(finding):
    claim, slope = finding.analytic, finding.numeric
    error = relative_error(claim, slope) if np.isfinite(claim) else np.inf
    return finding.verdict == "kink", -error
