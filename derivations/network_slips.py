"""What a layer, a step downhill or a measured slope is worth with one slip in it, for a table."""

import numpy as np

from .compiled import activation_value
from .table_slips import TableSlip


def of_weighted_sum(x, W, b):
    """Return what xW + b comes to with one slip in it.

    >>> [slip.done for slip in of_weighted_sum(np.ones(2), np.ones(2), 3.0) if slip.value == 2.0]
    ['the bias is missing']
    """
    z = x @ W
    return [
        TableSlip("term-missing", "the bias is missing", z),
        TableSlip("sign-inside", "the bias is subtracted", z - b),
        TableSlip("bias-repeated", "the bias is added to every product", z + x.shape[-1] * b),
    ]


def of_neuron(x, W, b, f):
    """Return what f(xW + b) comes to with one slip in it."""
    with np.errstate(all="ignore"):
        early = f(x) @ W + b
    return [
        TableSlip("activation-missing", "the activation is missing: it is z, not f(z)", x @ W + b),
        TableSlip("activation-early", "the activation is applied to the inputs", early),
        *(slip._replace(value=f(slip.value)) for slip in of_weighted_sum(x, W, b)),
    ]


def of_fit(name, X, y):
    """Return what w or b of the best line comes to with one slip in the fit."""
    w, *_ = np.linalg.lstsq(X, y, rcond=None)
    value = {"w": w, "b": np.zeros(np.shape(y)[1:])}[name]
    return [TableSlip("term-missing", "the line is fitted through the origin", value)]


def of_forward(network, X):
    """Yield (code, what was done, [(z, a), ...]) for one slip in a forward pass."""
    last = len(network) - 1
    names = [activation for _, _, activation in network]
    yield "sum-for-output", "z, not a, is passed on to the next layer", _pass(network, X, keep="z")
    done = "the last layer's activation is missing"
    yield "activation-missing", done, _pass(network, X, [*names[:last], "identity"])
    yield "activation-missing", "no layer has its activation", _pass(network, X, ["identity"] * 9)
    done = "every layer has the first one's activation"
    yield "other-activation", done, _pass(network, X, names[:1] * len(names))
    yield "wrong-input", "every layer is given x", _pass(network, X, keep="x")
    yield "term-missing", "the biases are missing", _pass([(W, 0 * b, f) for W, b, f in network], X)
    yield "swapped", "z and a are swapped", [(a, z) for z, a in _pass(network, X)]


def signal_slips(network, X, place):
    """Return the slips of one of the signals, by its place in z₁, a₁, z₂, a₂, ..."""
    found = []
    for code, done, signals in of_forward(network, X):
        flat = [value for pair in signals for value in pair]
        found.append(TableSlip(code, done, flat[place]))
    return found


def _pass(network, X, names=None, keep="a"):
    signals, a = [], X
    for layer, (W, b, activation) in enumerate(network):
        given = X if keep == "x" and X.shape[-1] == len(W) else a
        z = given @ W + b
        value = activation_value(names[layer] if names else activation)(z)
        signals.append((z, value))
        a = z if keep == "z" else value
    return signals


def of_update(θ, gradient, α):
    """Return what θ − α·∂J/∂θ comes to with one slip in it."""
    return [
        TableSlip("uphill", "the step goes uphill: + stands where - belongs", θ + α * gradient),
        TableSlip("not-updated", "it is not updated", θ),
        TableSlip("factor-missing", "the learning rate is missing", θ - gradient),
        TableSlip(
            "term-missing", "the step alone is there, without what it starts from", -α * gradient
        ),
        TableSlip("factor-missing", "the gradient is missing", θ - α),
    ]


def of_difference(J, θ, ε):
    """Return what (J(θ + ε) − J(θ − ε))/2ε comes to with one slip in it, entry by entry."""
    above, below, here = (_along(J, θ, step) for step in (ε, -ε, 0.0))
    everywhere = np.full(np.shape(θ), (J(θ + ε) - J(θ - ε)) / (2 * ε))
    return [
        TableSlip("one-sided", "only J(θ + ε) - J(θ) is measured", (above - here) / ε),
        TableSlip("one-sided", "only J(θ) - J(θ - ε) is measured", (here - below) / ε),
        TableSlip("constant-factor", "the step is taken for ε, not for 2ε", (above - below) / ε),
        TableSlip("brackets", "/ 2 · ε stands where / (2 · ε) belongs", (above - below) / 2 * ε),
        TableSlip("all-at-once", "all entries are moved at once", everywhere),
    ]


def _along(J, θ, step):
    """Return J with each entry of θ moved in turn."""
    values = np.zeros(np.shape(θ))
    for index in np.ndindex(values.shape):
        moved = np.array(θ, dtype=float)
        moved[index] += step
        values[index] = J(moved)
    return values


def of_relative_error(analytic, numeric):
    """Return what |a − n| / max(|a|, |n|) comes to with one slip in it, entry by entry."""
    a, n = np.asarray(analytic, dtype=float), np.asarray(numeric, dtype=float)
    with np.errstate(all="ignore"):
        larger = np.maximum(np.abs(a), np.abs(n))
        found = [
            (
                "sum-for-larger",
                "the sum of both sizes is taken, not the larger",
                np.abs(a) + np.abs(n),
            ),
            ("one-of-two", "the difference is divided by the analytic one", np.abs(a)),
            ("one-of-two", "the difference is divided by the measured one", np.abs(n)),
            ("not-relative", "the difference is not divided at all", np.ones_like(a)),
        ]
        slips = [TableSlip(code, done, _ratio(np.abs(a - n), by)) for code, done, by in found]
        signed = TableSlip("no-absolute", "the absolute value is missing", _ratio(a - n, larger))
    return [*slips, signed]


def _ratio(above, below):
    return above / np.where(below == 0, 1, below)
