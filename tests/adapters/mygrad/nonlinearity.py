"""A stack of linear layers, multiplied by mg.multi_matmul from wherever it is cheapest."""

import mygrad as mg
import numpy as np

from .tensors import array, tensor


def collapse(layers):
    """Give each layer its biases as a last row, and an input that is always 1 to carry them."""
    stack = []
    for W, b in layers:
        always = np.append(np.zeros(len(W)), 1)[:, None]
        stack.append(tensor(np.hstack([np.vstack([W, b]), always])))
    whole = array(mg.multi_matmul(stack) if len(stack) > 1 else stack[0])
    return whole[:-1, :-1], whole[-1, :-1]


def decide(ŷ):
    return np.greater(ŷ, 1 / 2).astype(int)


def best_linear_fit(X, y):
    inputs = np.concatenate([X, np.ones((len(X), 1))], axis=1)
    solution, _, _, _ = np.linalg.lstsq(inputs, y)
    return solution[:-1], solution[-1]
