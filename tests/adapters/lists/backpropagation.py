"""Backpropagation by loops over lists."""

import numpy as np

from .activations import back
from .cost import FUNCTIONS
from .forward_propagation import listed, signals_of
from .nested import columns, each, flat, lists, product


def gradients_of(layers, X, Y, signals, cost):
    """Return [(dW, db), ...] as lists."""
    z, ŷ = signals[-1]
    activation = layers[-1][2]
    # Where the activation's slope cancels against the cost's, what is left is ŷ − y.
    averaged = {
        ("sigmoid", "binary_cross_entropy"): len(flat(Y)),
        ("softmax", "cross_entropy"): len(Y),
    }.get((activation, cost))
    if averaged:
        δ = each(lambda ŷ, y: (ŷ - y) / averaged, ŷ, Y)
    else:
        δ = back(activation, FUNCTIONS[cost][1](Y, ŷ), z)
    found = []
    for i in range(len(layers) - 1, -1, -1):
        into = signals[i - 1][1] if i else X
        found.append((product(columns(into), δ), [sum(column) for column in columns(δ)]))
        if i:
            dJ_da = product(δ, columns(layers[i][0]))
            δ = back(layers[i - 1][2], dJ_da, signals[i - 1][0])
    return found[::-1]


def backward(network, X, Y, signals, cost):
    found = gradients_of(listed(network), lists(X), lists(Y), lists(signals), cost)
    return [(np.array(dW), np.array(db)) for dW, db in found]


def backpropagate(network, X, Y, cost):
    layers, X = listed(network), lists(X)
    found = gradients_of(layers, X, lists(Y), signals_of(layers, X), cost)
    return [(np.array(dW), np.array(db)) for dW, db in found]
