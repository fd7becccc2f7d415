"""Backpropagation; one product with the layer's inputs, which end in a 1, gives dW and db."""

import numpy as np
from sklearn.preprocessing import add_dummy_feature

from .activations import BOTH
from .cost import BOTH as COSTS
from .forward_propagation import forward


def _through(activation, dJ_da, z):
    slope = BOTH[activation][1](z)
    return np.einsum("nij,ni->nj", slope, dJ_da) if slope.ndim > z.ndim else slope * dJ_da


def _at_the_end(activation, cost, z, ŷ, Y):
    if (activation, cost) == ("sigmoid", "binary_cross_entropy"):
        return (ŷ - Y) / ŷ.size
    if (activation, cost) == ("softmax", "cross_entropy"):
        return (ŷ - Y) / len(ŷ)
    return _through(activation, COSTS[cost][1](Y, ŷ), z)


def backward(network, X, Y, signals, cost):
    inputs = [X, *(a for _, a in signals[:-1])]
    δ = _at_the_end(network[-1][2], cost, *signals[-1], Y)
    gradients = []
    for i in range(len(network))[::-1]:
        db, *dW = add_dummy_feature(inputs[i]).T @ δ
        gradients.append((np.array(dW), db))
        if i:
            δ = _through(network[i - 1][2], δ @ network[i][0].T, signals[i - 1][0])
    return gradients[::-1]


def backpropagate(network, X, Y, cost):
    return backward(network, X, Y, forward(network, X), cost)
