"""Gradient checking on the one vector that autograd.misc.flatten makes of all parameters."""

from typing import NamedTuple

import autograd.numpy as np
from autograd.misc import flatten

from .cost import COSTS
from .forward_propagation import signals_of

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


def _parted(network):
    """Return the vector of all parameters, what makes pairs of one again, and the activations."""
    flat, form = flatten([(W, b) for W, b, _ in network])
    return flat, form, [activation for _, _, activation in network]


def measured_gradients(network, X, Y, cost, ε=1e-5):
    flat, form, names = _parted(network)

    def J(θ):
        return COSTS[cost](Y, signals_of(form(θ), names, X)[-1][1])

    return form(numerical_gradient(J, flat, ε))


def crosses_kink(network, X, layer, parameter, index, ε=1e-5):
    flat, form, names = _parted(network)
    marked = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in form(flat)]
    marked[layer - 1]["Wb".index(parameter)][index] = ε
    step, _ = flatten(marked)
    ends = [
        [
            z > 0
            for (z, _), name in zip(signals_of(form(θ), names, X), names, strict=True)
            if name in KINKED
        ]
        for θ in (flat + step, flat - step)
    ]
    return not all(map(np.array_equal, *ends))


def check_gradients(network, X, Y, cost, gradients, ε=1e-5, tolerance=1e-6):
    flat, form, names = _parted(network)
    shapes = [np.shape(part) for pair in form(flat) for part in pair]
    if shapes != [np.shape(part) for pair in gradients for part in pair]:
        raise ValueError("a gradient has another shape than its parameter")
    claims, _ = flatten([tuple(pair) for pair in gradients])
    measured, _ = flatten(measured_gradients(network, X, Y, cost, ε))
    noise = (
        10 * np.finfo(float).eps * (COSTS[cost](Y, signals_of(form(flat), names, X)[-1][1]) / ε + 1)
    )
    places = [
        (layer, name, index)
        for layer, pair in enumerate(form(flat), start=1)
        for name, θ in zip("Wb", pair, strict=True)
        for index in np.ndindex(θ.shape)
    ]
    found = []
    for place, claim, slope in zip(places, claims, measured, strict=True):
        near = tolerance * max(abs(claim), abs(slope)) + noise
        if not (np.isfinite(claim) and abs(claim - slope) <= near):
            verdict = "kink" if crosses_kink(network, X, *place, ε) else "wrong"
            found.append(Finding(*place, float(claim), float(slope), verdict))
    return sorted(found, key=_rank)


def _rank(finding):
    claim, slope = finding.analytic, finding.numeric
    error = relative_error(claim, slope) if np.isfinite(claim) else np.inf
    return finding.verdict == "kink", -error
