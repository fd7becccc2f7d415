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


def _with_parameter(network, layer, parameter, θ):
    """Return the network with θ as the W or b of a layer (counted from 1)."""
    i = layer - 1
    changed = Layer(*network[i])._replace(**{parameter: θ})
    return [*network[:i], changed, *network[i + 1 :]]


def measured_gradients(network, X, Y, cost, ε=1e-5):
    """Return the gradients [(dW, db), ...] of the cost, measured with steps of ε.

    X (n, d_in), Y (n, d_out), cost a name in COSTS. dW and db have the shapes of W and b. Each
    W and each b in turn is the θ of numerical_gradient; the rest of the network stays as it is.

    >>> network = [(np.array([[3.0]]), np.array([0.0]), "identity")]
    >>> X, Y = np.array([[1.0], [2.0]]), np.array([[2.0], [4.0]])
    >>> (dW, db), = measured_gradients(network, X, Y, "mse")
    >>> dW.round(6), db.round(6)
    (array([[5.]]), array([3.]))
    """

    def measure(layer, parameter, θ):
        def J(θ):
            return COSTS[cost][0](Y, predict(_with_parameter(network, layer, parameter, θ), X))

        return numerical_gradient(J, θ, ε)

    return [
        (measure(layer, "W", W), measure(layer, "b", b))
        for layer, (W, b, _) in enumerate(network, start=1)
    ]


def _active(network, X):
    """Return, for each layer whose activation has a kink at z = 0, where z is on its right."""
    return [
        z > 0
        for (_, _, activation), (z, _) in zip(network, forward(network, X), strict=True)
        if activation in ("relu", "leaky_relu")
    ]


def crosses_kink(network, X, layer, parameter, index, ε=1e-5):
    """Return True if some unit is active at only one end of a step of one weight or bias w.

    Layer (counted from 1), parameter ("W" or "b") and index (a tuple, from 0) name w. The ends are
    w − ε and w + ε. A unit of a relu or leaky_relu layer is active on a sample if z > 0 there; the
    other activations have no kink. One unit on one sample is enough.

    >>> network = [(np.array([[1.0]]), np.array([-1.0]), "relu")]
    >>> crosses_kink(network, np.array([[1.0]]), 1, "b", (0,))
    True
    >>> crosses_kink(network, np.array([[1.1]]), 1, "b", (0,))
    False
    """
    θ = getattr(Layer(*network[layer - 1]), parameter)
    step = np.zeros(θ.shape)
    step[index] = ε
    below = _active(_with_parameter(network, layer, parameter, θ - step), X)
    above = _active(_with_parameter(network, layer, parameter, θ + step), X)
    return not all(map(np.array_equal, below, above))


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


def _disagreements(analytic, numeric, tolerance, noise):
    """Return the index of every entry where the two differ by more than is allowed."""
    if np.shape(analytic) != numeric.shape:
        raise ValueError(f"a gradient has shape {np.shape(analytic)} instead of {numeric.shape}")
    allowed = tolerance * np.maximum(np.abs(analytic), np.abs(numeric)) + noise
    # Not "difference > allowed": that is false for NaN, which must not pass. Nor must infinity,
    # of which any share is as large as any difference.
    wrong = ~(np.abs(analytic - numeric) <= allowed) | np.isinf(analytic)
    return [tuple(index) for index in np.argwhere(wrong).tolist()]


def _badness(finding):
    """Return what findings are sorted by: a wrong one is worse than any kink."""
    both = finding.analytic, finding.numeric
    error = relative_error(*both) if np.isfinite(both).all() else np.inf
    return finding.verdict == "wrong", error


def check_gradients(network, X, Y, cost, gradients, ε=1e-5, tolerance=1e-6):
    """Return a Finding for every entry of the gradients that is not what is measured.

    gradients are [(dW, db), ...] as from backpropagate, cost is a name in COSTS. An entry
    agrees if its relative error is at most the tolerance, or if it differs by no more than
    the rounding of J can explain. The verdict is "kink" where a step of ε crosses_kink: the
    measurement mixes two slopes there. Otherwise it is "wrong". Worst first: the wrong before the
    kinks, then by relative error; an entry that is NaN or infinite never agrees, and stands
    before any number of its verdict.
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
    pairs = zip(gradients, measured_gradients(network, X, Y, cost, ε), strict=True)
    for layer, (answered, measured) in enumerate(pairs, start=1):
        for parameter, analytic, numeric in zip(("W", "b"), answered, measured, strict=True):
            for index in _disagreements(analytic, numeric, tolerance, noise):
                kink = crosses_kink(network, X, layer, parameter, index, ε)
                verdict = "kink" if kink else "wrong"
                pair = float(analytic[index]), float(numeric[index])
                findings.append(Finding(layer, parameter, index, *pair, verdict))
    return sorted(findings, key=_badness, reverse=True)
