"""Gradient descent on Values, which are kept from step to step."""

import numpy as np

from .backpropagation import loss
from .cost import FUNCTIONS
from .forward_propagation import layers_of, network_of, signals_of
from .values import flat, lists


def _step(layers, α):
    for W, b, _ in layers:
        for θ in [*flat(W), *b]:
            θ.data -= α * θ.grad
            θ.grad = 0


def update(network, gradients, α):
    layers = layers_of(network)
    for (W, b, _), pair in zip(layers, gradients, strict=True):
        slopes = np.concatenate([np.ravel(part) for part in pair]).tolist()
        for θ, slope in zip([*flat(W), *b], slopes, strict=True):
            θ.grad = slope
    _step(layers, α)
    return network_of(layers)


def descend(network, X, Y, cost, α):
    return train(network, X, Y, cost, α, 1)[0]


def minibatches(X, Y, size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), size):
        batch = order[start : start + size]
        yield X[batch], Y[batch]


def train(network, X, Y, cost, α, epochs, batch_size=None, rng=None):
    layers = layers_of(network)

    def J():
        return FUNCTIONS[cost](lists(Y), signals_of(layers, lists(X))[-1][1]).data

    costs = [J()]
    for _ in range(epochs):
        for x, y in minibatches(X, Y, batch_size, rng) if batch_size else [(X, Y)]:
            loss(layers, lists(x), lists(y), cost).backward()
            _step(layers, α)
        costs.append(J())
    return network_of(layers), costs
