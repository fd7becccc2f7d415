"""One neuron, or a layer of them, as a matrix product; linear regression by torch.linalg."""

import torch

from .tensors import array, on_tensors, tensor


@on_tensors
def weighted_sum(x, W, b):
    return torch.matmul(x, W) + b


def neuron(x, W, b, f):
    return f(weighted_sum(x, W, b))


def best_linear_fit(X, y):
    X, y = tensor(X), tensor(y)
    inputs = torch.cat([X, torch.ones(len(X), 1, dtype=X.dtype)], dim=1)
    targets = y.reshape(len(y), -1)
    # gelsd goes by singular values: where many planes fit equally well, it takes the smallest.
    solution = torch.linalg.lstsq(inputs, targets, driver="gelsd").solution
    solution = array(solution.reshape(-1, *y.shape[1:]))
    return solution[:-1], solution[-1]
