"""Gradient descent on lists."""

from .backpropagation import gradients_of
from .cost import FUNCTIONS
from .forward_propagation import arrayed, listed, signals_of
from .nested import each, lists


def moved(layers, gradients, α):
    def step(θ, slope):
        return each(lambda value, by: value - α * by, θ, slope)

    return [
        (step(W, dW), step(b, db), activation)
        for (W, b, activation), (dW, db) in zip(layers, gradients, strict=True)
    ]


def update(network, gradients, α):
    return arrayed(moved(listed(network), [lists(pair) for pair in gradients], α))


def descend(network, X, Y, cost, α):
    return train(network, X, Y, cost, α, 1)[0]


def minibatches(X, Y, size, rng):
    order = rng.permutation(len(X)).tolist()
    return [(X[batch], Y[batch]) for batch in _parts(order, size)]


def _parts(order, size):
    return [order[start : start + size] for start in range(0, len(order), size)]


def train(network, X, Y, cost, α, epochs, batch_size=None, rng=None):
    layers, X, Y = listed(network), lists(X), lists(Y)

    def J():
        return FUNCTIONS[cost][0](Y, signals_of(layers, X)[-1][1])

    costs = [J()]
    for _ in range(epochs):
        order = rng.permutation(len(X)).tolist() if batch_size else list(range(len(X)))
        for batch in _parts(order, batch_size or len(X)):
            x, y = [X[i] for i in batch], [Y[i] for i in batch]
            layers = moved(layers, gradients_of(layers, x, y, signals_of(layers, x), cost), α)
        costs.append(J())
    return arrayed(layers), costs
