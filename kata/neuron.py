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


def best_linear_fit(X, y):
    """Return the (w, b) whose predictions Xw + b have the least squared error: linear regression.

    X (n, d_in). For y (n,), w is (d_in,) and b one number; for y (n, k), (d_in, k) and (k,).
    The bias is the weight of one more input that is always 1. Where several (w, b) fit
    equally well, the smallest is returned.

    >>> w, b = best_linear_fit(np.array([[0.0], [1.0], [2.0]]), np.array([1.0, 3.0, 5.0]))
    >>> w.round(9), float(b.round(9))
    (array([2.]), 1.0)
    """
    X_and_ones = np.column_stack([X, np.ones(len(X))])
    solution, *_ = np.linalg.lstsq(X_and_ones, y, rcond=None)
    return solution[:-1], solution[-1]
