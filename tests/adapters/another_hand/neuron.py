"""One neuron, or a layer of them, by np.dot; linear regression by the pseudo-inverse."""

import numpy as np


def weighted_sum(x, W, b):
    return np.dot(x, W) + b


def neuron(x, W, b, f):
    return f(weighted_sum(x, W, b))


def best_linear_fit(X, y):
    inputs = np.hstack([X, np.ones((len(X), 1))])
    solution = np.linalg.pinv(inputs) @ y
    return solution[:-1], solution[-1]
