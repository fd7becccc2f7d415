"""One neuron, or a layer of them."""

import autograd.numpy as np


def weighted_sum(x, W, b):
    return np.einsum("...i,i...->...", x, W) + b if np.ndim(W) == 1 else np.dot(x, W) + b


def neuron(x, W, b, f):
    return f(weighted_sum(x, W, b))
