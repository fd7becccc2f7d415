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
