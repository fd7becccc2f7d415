"""Backpropagation that walks the layers backwards, one slope ∂J/∂a after another."""

import numpy as np

from .activations import through
from .cost import SLOPES
from .forward_propagation import forward

# The activation's slope cancels against the cost's, and ŷ − y is left.
CANCELS = {("sigmoid", "binary_cross_entropy"), ("softmax", "cross_entropy")}


def backward(network, X, Y, signals, cost):
    gradients, slope = [], None
    for i in range(len(network) - 1, -1, -1):
        W, _, activation = network[i]
        z, a = signals[i]
        if slope is not None:
            δ = through(activation, slope, z)
        elif (activation, cost) in CANCELS:
            n = a.size if activation == "sigmoid" else a.shape[0]
            δ = a / n - Y / n
        else:
            δ = through(activation, SLOPES[cost](Y, a), z)
        below = X if i == 0 else signals[i - 1][1]
        gradients.append((np.tensordot(below, δ, axes=(0, 0)), np.ones(len(δ)) @ δ))
        slope = np.inner(δ, W)
    gradients.reverse()
    return gradients


def backpropagate(network, X, Y, cost):
    return backward(network, X, Y, forward(network, X), cost)
