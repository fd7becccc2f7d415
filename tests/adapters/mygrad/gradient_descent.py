"""Gradient descent on tensors that are kept from step to step."""

import mygrad as mg

from .backpropagation import loss
from .cost import FUNCTIONS
from .forward_propagation import Layer, layers_of, signals_of
from .tensors import array, tensor


def update(network, gradients, α):
    return [
        Layer(array(W - α * dW), array(b - α * db), activation)
        for (W, b, activation), (dW, db) in zip(layers_of(network), gradients, strict=True)
    ]


def descend(network, X, Y, cost, α):
    return train(network, X, Y, cost, α, 1)[0]


def minibatches(X, Y, size, rng):
    order = rng.permutation(len(X))
    return [
        (X[order[start : start + size]], Y[order[start : start + size]])
        for start in range(0, len(X), size)
    ]


def train(network, X, Y, cost, α, epochs, batch_size=None, rng=None):
    layers = layers_of(network)

    def J():
        with mg.no_autodiff:
            return FUNCTIONS[cost](tensor(Y), signals_of(layers, tensor(X))[-1][1]).item()

    costs = [J()]
    for _ in range(epochs):
        for x, y in minibatches(X, Y, batch_size, rng) if batch_size else [(X, Y)]:
            loss(layers, tensor(x), tensor(y), cost).backward()
            for W, b, _ in layers:
                for θ in (W, b):
                    θ.data -= α * θ.grad
                    θ.null_grad()
        costs.append(J())
    return [Layer(array(W), array(b), activation) for W, b, activation in layers], costs
