"""Gradients by torch.autograd, through a forward pass and a cost of its own."""

import torch

from .cost import FUNCTIONS, FUSED
from .forward_propagation import layers_of, signals_of
from .tensors import array, tensor


def loss(layers, X, Y, cost):
    """Return J of layers on tensors, from the last z where a fused cost is known, else from ŷ."""
    z, ŷ = signals_of(layers, X)[-1]
    fused = FUSED.get((layers[-1][2], cost))
    return fused(z, Y) if fused else FUNCTIONS[cost](ŷ, Y)


def backpropagate(network, X, Y, cost):
    layers = layers_of(network, trainable=True)
    parameters = [θ for W, b, _ in layers for θ in (W, b)]
    gradients = torch.autograd.grad(loss(layers, tensor(X), tensor(Y), cost), parameters)
    arrays = map(array, gradients)
    return list(zip(arrays, arrays, strict=True))


def backward(network, X, Y, signals, cost):
    """Autograd needs a graph, and arrays hold none: the signals are worked out again."""
    return backpropagate(network, X, Y, cost)
