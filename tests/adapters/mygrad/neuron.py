"""One neuron, or a layer of them, as a matrix product of tensors."""

import mygrad as mg

from .tensors import on_tensors


@on_tensors
def weighted_sum(x, W, b):
    return mg.matmul(x, W) + b


def neuron(x, W, b, f):
    return f(weighted_sum(x, W, b))
