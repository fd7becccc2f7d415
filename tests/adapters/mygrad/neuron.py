"""One neuron, or a layer of them, as a matrix product of tensors; linear regression by NumPy."""

import mygrad as mg
import numpy as np

from .tensors import on_tensors


@on_tensors
def weighted_sum(x, W, b):
    return mg.matmul(x, W) + b


def neuron(x, W, b, f):
    return f(weighted_sum(x, W, b))


def best_linear_fit(X, y):
    inputs = np.concatenate([X, np.ones((len(X), 1))], axis=1)
    solution, _, _, _ = np.linalg.lstsq(inputs, y)
    return solution[:-1], solution[-1]
