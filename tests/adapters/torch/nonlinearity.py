"""A stack of linear layers is one affine map; its parts are read off by sending vectors through."""

import torch

from .tensors import array, tensor


def collapse(layers):
    layers = [(tensor(W), tensor(b)) for W, b in layers]

    def through(x):
        for W, b in layers:
            x = x @ W + b
        return x

    origin = torch.zeros(layers[0][0].shape[0], dtype=torch.float64)
    jacobian = torch.func.jacrev(through)(origin)
    return array(jacobian.T), array(through(origin))


def decide(ŷ):
    return array((tensor(ŷ) > 0.5).long())


def best_linear_fit(X, y):
    X, y = tensor(X), tensor(y)
    inputs = torch.cat([X, torch.ones(len(X), 1, dtype=X.dtype)], dim=1)
    targets = y.reshape(len(y), -1)
    # gelsd goes by singular values: where many planes fit equally well, it takes the smallest.
    solution = torch.linalg.lstsq(inputs, targets, driver="gelsd").solution
    solution = array(solution.reshape(-1, *y.shape[1:]))
    return solution[:-1], solution[-1]
