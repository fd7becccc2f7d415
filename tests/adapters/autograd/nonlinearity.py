"""A stack of linear layers is one affine map: its W is its Jacobian, its b what it makes of 0."""

import autograd.numpy as np
from autograd import jacobian


def collapse(layers):
    def through(x):
        for W, b in layers:
            x = np.dot(x, W) + b
        return x

    origin = np.zeros(len(layers[0][0]))
    return jacobian(through)(origin).T, through(origin)


def decide(ŷ):
    return np.where(np.array(ŷ) > 0.5, 1, 0)


def best_linear_fit(X, y):
    inputs = np.column_stack([X, np.ones(len(X))])
    U, s, Vt = np.linalg.svd(inputs, full_matrices=False)
    kept = s > max(inputs.shape) * np.finfo(float).eps * s[0]
    divided = (U[:, kept].T @ y).T / s[kept]
    solution = Vt[kept].T @ divided.T
    return solution[:-1], solution[-1]
