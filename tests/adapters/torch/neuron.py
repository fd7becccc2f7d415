"""One neuron, or a layer of them, as a matrix product."""

import torch

from .tensors import on_tensors


@on_tensors
def weighted_sum(x, W, b):
    return torch.matmul(x, W) + b


def neuron(x, W, b, f):
    return f(weighted_sum(x, W, b))
