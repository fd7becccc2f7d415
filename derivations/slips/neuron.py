"""Slips in a weighted sum, a neuron, and a linear fit."""

import numpy as np

from .slip import Slip


def of_weighted_sum(x, W, b):
    """Return what xW + b comes to with one slip in it.

    >>> [slip.done for slip in of_weighted_sum(np.ones(2), np.ones(2), 3.0) if slip.value == 2.0]
    ['the bias is missing']
    """
    z = x @ W
    return [
        Slip("term-missing", "the bias is missing", z),
        Slip("sign-inside", "the bias is subtracted", z - b),
        Slip("bias-repeated", "the bias is added to every product", z + x.shape[-1] * b),
    ]


def of_neuron(x, W, b, f):
    """Return what f(xW + b) comes to with one slip in it."""
    with np.errstate(all="ignore"):
        early = f(x) @ W + b
    return [
        Slip("activation-missing", "the activation is missing: it is z, not f(z)", x @ W + b),
        Slip("activation-early", "the activation is applied to the inputs", early),
        Slip("activation-early", "the bias is added after the activation", f(x @ W) + b),
        *(slip._replace(value=f(slip.value)) for slip in of_weighted_sum(x, W, b)),
    ]


def of_fit(name, X, y):
    """Return what w or b of the best line comes to with one slip in the fit."""
    w, *_ = np.linalg.lstsq(X, y, rcond=None)
    value = {"w": w, "b": np.zeros(np.shape(y)[1:])}[name]
    return [Slip("term-missing", "the line is fitted through the origin", value)]
