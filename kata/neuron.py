"""One neuron: weigh the inputs, add them up with a bias, apply a function."""

import numpy as np


def weighted_sum(x, W, b):
    """Return z = xW + b, each input times its weight, summed, plus the bias.

    x (d_in,) is one sample, (n, d_in) a batch. W (d_in,) and a number b make one neuron,
    W (d_in, d_out) and b (d_out,) a layer of d_out neurons.
    z has one row per sample and one column per neuron, where there are several.

    >>> float(weighted_sum(np.array([1, 2]), np.array([3, 4]), 5))
    16.0
    >>> weighted_sum(np.array([[1, 2], [0, 1]]), np.array([[3, 0], [4, 1]]), np.array([5, 6]))
    array([[16,  8],
           [ 9,  7]])
    """
    return x @ W + b


def neuron(x, W, b, f):
    """Return a = f(z), the function f of the weighted sum z = xW + b.

    x, W, b as in weighted_sum; f takes z and returns an array of the same shape.

    >>> float(neuron(np.array([1, 2]), np.array([3, 4]), 5, np.sqrt))
    4.0
    """
    return f(weighted_sum(x, W, b))
