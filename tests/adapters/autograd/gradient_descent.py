"""Gradient descent on parameters, by gradients of autograd's."""

from .backpropagation import backpropagate
from .cost import COSTS
from .forward_propagation import Layer, predict


def update(network, gradients, α):
    return [
        Layer(*(θ - α * slope for θ, slope in zip((W, b), pair, strict=True)), activation)
        for (W, b, activation), pair in zip(network, gradients, strict=True)
    ]


def descend(network, X, Y, cost, α):
    return update(network, backpropagate(network, X, Y, cost), α)


def minibatches(X, Y, size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(order), size):
        chosen = order[start : start + size]
        yield X[chosen], Y[chosen]


def train(network, X, Y, cost, α, epochs, batch_size=None, rng=None):
    costs = [COSTS[cost](Y, predict(network, X))]
    for _ in range(epochs):
        batches = minibatches(X, Y, batch_size, rng) if batch_size else [(X, Y)]
        for batch in batches:
            network = descend(network, *batch, cost, α)
        costs.append(COSTS[cost](Y, predict(network, X)))
    return network, costs
