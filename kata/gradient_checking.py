"""Gradient checking: measure the slopes by trying small steps, and compare."""

from typing import NamedTuple

import numpy as np

from .cost import COSTS
from .forward_propagation import Layer, forward, predict


def numerical_gradient(J, θ, ε=1e-5):
    """Return ∂J/∂θ of θ's shape, measured by central differences, one entry at a time.

    J takes an array of θ's shape, which may be (), and returns a number. For each entry, with
    all the others left alone: (J(θ + ε) − J(θ − ε)) / 2ε. θ itself is not modified.

    >>> numerical_gradient(lambda θ: (θ**2).sum(), np.array([[1.0, -2.0]])).round(6)
    array([[ 2., -4.]])
    """
    gradient = np.zeros(np.shape(θ))
    for index in np.ndindex(gradient.shape):
        step = np.zeros(gradient.shape)
        step[index] = ε
        gradient[index] = (J(θ + step) - J(θ - step)) / (2 * ε)
    return gradient


def relative_error(analytic, numeric):
    """Return |analytic − numeric| / max(|analytic|, |numeric|) entry by entry, 0 where both are 0.

    Above 1e-2 one of the two is probably wrong; below 1e-7 be happy (CS231n).

    >>> relative_error(np.array([0.0, 1.0, 3.0]), np.array([0.0, -1.0, 4.0]))
    array([0.  , 2.  , 0.25])
    """
    larger = np.maximum(np.abs(analytic), np.abs(numeric))
    return np.abs(analytic - numeric) / np.where(larger == 0, 1, larger)


class Finding(NamedTuple):
    """One entry of a gradient that disagrees with its measurement.

    The verdict is "wrong", or "kink" where the measurement itself cannot be trusted.

    >>> Finding(1, "W", (0, 2), analytic=0.5, numeric=-0.5, verdict="wrong").index
    (0, 2)
    """

    layer: int  # counted from 1
    parameter: str  # "W" or "b"
    index: tuple  # of the entry in W or b, counted from 0
    analytic: float
    numeric: float
    verdict: str


def _with_parameter(network, i, parameter, θ):
    """Return the network with θ as the W or b of layer i (counted from 0)."""
    layer = Layer(*network[i])._replace(**{parameter: θ})
    return [*network[:i], layer, *network[i + 1 :]]


def _measure(network, i, parameter, X, Y, cost, ε):
    """Return the numeric gradient of the cost with respect to W or b of layer i."""
    θ = getattr(Layer(*network[i]), parameter)

    def J(θ):
        return COSTS[cost][0](Y, predict(_with_parameter(network, i, parameter, θ), X))

    # Half the step makes a quarter of the error, so the two together cancel it (Richardson).
    return (4 * numerical_gradient(J, θ, ε / 2) - numerical_gradient(J, θ, ε)) / 3


def _disagreements(analytic, numeric, tolerance, noise):
    """Return the index of every entry where the two differ by more than is allowed."""
    if np.shape(analytic) != numeric.shape:
        raise ValueError(f"a gradient has shape {np.shape(analytic)} instead of {numeric.shape}")
    allowed = tolerance * np.maximum(np.abs(analytic), np.abs(numeric)) + noise
    # Not "difference > allowed": that is false for NaN, which must not pass. Nor must infinity,
    # of which any share is as large as any difference.
    wrong = ~(np.abs(analytic - numeric) <= allowed) | np.isinf(analytic)
    return [tuple(index) for index in np.argwhere(wrong).tolist()]


def _active(network, X):
    """Return, for each layer whose activation has a kink at z = 0, where z is on its right."""
    return [
        z > 0
        for (_, _, activation), (z, _) in zip(network, forward(network, X), strict=True)
        if activation in ("relu", "leaky_relu")
    ]


def _verdict(network, i, parameter, index, X, ε):
    """Return "kink" if some unit is active at only one end of the step, else "wrong"."""
    θ = getattr(Layer(*network[i]), parameter)
    step = np.zeros(θ.shape)
    step[index] = ε
    below = _active(_with_parameter(network, i, parameter, θ - step), X)
    above = _active(_with_parameter(network, i, parameter, θ + step), X)
    return "wrong" if all(map(np.array_equal, below, above)) else "kink"


def _badness(finding):
    """Return what findings are sorted by: a wrong one is worse than any kink."""
    both = finding.analytic, finding.numeric
    error = relative_error(*both) if np.isfinite(both).all() else np.inf
    return finding.verdict == "wrong", error


def check_gradients(network, X, Y, cost, gradients, ε=1e-5, tolerance=1e-6):
    """Return a Finding for every entry of the gradients that is not what is measured.

    gradients are [(dW, db), ...] as from backpropagate, cost is a name in COSTS. An entry
    agrees if its relative error is at most the tolerance, or if it differs by no more than
    the rounding of J can explain. The verdict is "kink" if some relu or leaky_relu unit has
    z > 0 at only one end of the step, w − ε or w + ε: the measurement mixes two slopes there.
    Otherwise it is "wrong". Worst first: the wrong before the kinks, then by relative error; an
    entry that is NaN or infinite never agrees, and stands before any number of its verdict.
    A gradient whose shape is not its parameter's raises ValueError.

    >>> network = [(np.array([[3.0]]), np.array([0.0]), "identity")]
    >>> X, Y = np.array([[1.0], [2.0]]), np.array([[2.0], [4.0]])
    >>> check_gradients(network, X, Y, "mse", [(np.array([[5.0]]), np.array([3.0]))])
    []
    >>> finding, *_ = check_gradients(network, X, Y, "mse", [(np.array([[5.0]]), np.array([-3.0]))])
    >>> finding.layer, finding.parameter, finding.index, finding.verdict
    (1, 'b', (0,), 'wrong')
    """
    findings = []
    J = COSTS[cost][0](Y, predict(network, X))
    noise = 10 * np.finfo(float).eps * (J / ε + 1)
    for i, (dW, db) in enumerate(gradients):
        for parameter, analytic in (("W", dW), ("b", db)):
            numeric = _measure(network, i, parameter, X, Y, cost, ε)
            for index in _disagreements(analytic, numeric, tolerance, noise):
                verdict = _verdict(network, i, parameter, index, X, ε)
                pair = float(analytic[index]), float(numeric[index])
                findings.append(Finding(i + 1, parameter, index, *pair, verdict))
    return sorted(findings, key=_badness, reverse=True)
