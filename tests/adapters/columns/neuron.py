"""One neuron, or a layer of them: W times a sample that stands upright."""

import numpy as np

from .turned import turned, upright


def weighted_sum(x, W, b):
    if np.ndim(W) == 1:
        return np.matmul(x, W) + b
    W, b = upright(W, b)
    if np.ndim(x) == 1:
        return (W @ x[:, None] + b)[:, 0]
    return turned(W @ turned(x) + b)


def neuron(x, W, b, f):
    return f(weighted_sum(x, W, b))
