"""Gradient descent as dezero.optimizers.SGD does it, on parameters that backward() has visited."""

import dezero
from dezero.optimizers import SGD

from .backpropagation import loss
from .cost import FUNCTIONS
from .forward_propagation import layers_of, network_of, signals_of
from .variables import variable


def _step(layers, α):
    optimizer = SGD(lr=α)
    for W, b, _ in layers:
        for θ in (W, b):
            optimizer.update_one(θ)
            θ.cleargrad()


def update(network, gradients, α):
    layers = layers_of(network)
    for (W, b, _), (dW, db) in zip(layers, gradients, strict=True):
        W.grad, b.grad = variable(dW), variable(db)
    _step(layers, α)
    return network_of(layers)


def descend(network, X, Y, cost, α):
    return train(network, X, Y, cost, α, 1)[0]


def minibatches(X, Y, size, rng):
    order = rng.permutation(len(X))
    for at in range(0, len(X), size):
        yield X[order[at : at + size]], Y[order[at : at + size]]


def train(network, X, Y, cost, α, epochs, batch_size=None, rng=None):
    layers = layers_of(network)

    def whole():
        with dezero.no_grad():
            return float(FUNCTIONS[cost](variable(Y), signals_of(layers, variable(X))[-1][1]).data)

    costs = [whole()]
    for _ in range(epochs):
        batches = minibatches(X, Y, batch_size, rng) if batch_size else [(X, Y)]
        for x, y in batches:
            loss(layers, variable(x), variable(y), cost).backward()
            _step(layers, α)
        costs.append(whole())
    return network_of(layers), costs
