"""One neuron, or a layer of them, as sums of Values, or of numbers."""

import numpy as np

from .values import lists, total


def _dot(x, w):
    return total(one * other for one, other in zip(x, w, strict=True))


def sums(x, W, b):
    """Return xW + b for one sample or a batch, one neuron or a layer."""
    if isinstance(x[0], list):
        return [sums(row, W, b) for row in x]
    if not isinstance(W[0], list):
        return _dot(x, W) + b
    return [_dot(x, w) + bias for w, bias in zip(zip(*W, strict=True), b, strict=True)]


def weighted_sum(x, W, b):
    """Nothing is derived here, so plain numbers do."""
    return np.array(sums(lists(x), lists(W), lists(b)))


def neuron(x, W, b, f):
    return f(weighted_sum(x, W, b))
