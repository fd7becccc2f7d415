"""Gradient descent: layers stand up, take a step, and lie down again."""

from .backpropagation import backpropagate
from .cost import FUNCTIONS
from .forward_propagation import lying, predict, standing
from .turned import upright


def update(network, gradients, α):
    moved = []
    for (W, b, activation), pair in zip(standing(network), gradients, strict=True):
        dW, db = upright(*pair)
        moved.append((W - α * dW, b - α * db, activation))
    return lying(moved)


def descend(network, X, Y, cost, α):
    return update(network, backpropagate(network, X, Y, cost), α)


def minibatches(X, Y, size, rng):
    order = rng.permutation(len(X))
    batches = []
    while order.size:
        batches.append((X.T[:, order[:size]].T, Y.T[:, order[:size]].T))
        order = order[size:]
    return batches


def train(network, X, Y, cost, α, epochs, batch_size=None, rng=None):
    costs = [FUNCTIONS[cost](Y, predict(network, X))]
    for _ in range(epochs):
        for x, y in [(X, Y)] if batch_size is None else minibatches(X, Y, batch_size, rng):
            network = descend(network, x, y, cost, α)
        costs.append(FUNCTIONS[cost](Y, predict(network, X)))
    return network, costs
