"""Gradient descent, written with loops and lists of parts."""

import math

import numpy as np

from .backpropagation import backpropagate
from .cost import FUNCTIONS
from .forward_propagation import predict


def update(network, gradients, α):
    moved = []
    for i, (W, b, activation) in enumerate(network):
        dW, db = gradients[i]
        moved.append((W + -α * dW, b + -α * db, activation))
    return moved


def descend(network, X, Y, cost, α):
    return update(network, backpropagate(network, X, Y, cost), α)


def minibatches(X, Y, size, rng):
    order = np.arange(len(X))
    rng.shuffle(order)
    parts = np.array_split(order, range(size, len(X), size))
    return [(np.take(X, part, axis=0), np.take(Y, part, axis=0)) for part in parts]


def train(network, X, Y, cost, α, epochs, batch_size=None, rng=None):
    J = FUNCTIONS[cost]
    costs = np.full(epochs + 1, math.nan)
    costs[0] = J(Y, predict(network, X))
    for epoch in range(1, epochs + 1):
        if batch_size:
            for batch in minibatches(X, Y, batch_size, rng):
                network = descend(network, *batch, cost, α)
        else:
            network = descend(network, X, Y, cost, α)
        costs[epoch] = J(Y, predict(network, X))
    return network, costs.tolist()
