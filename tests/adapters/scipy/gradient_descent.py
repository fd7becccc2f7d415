"""Gradient descent; scikit-learn cuts the shuffled samples into batches."""

from sklearn.utils import gen_batches

from .backpropagation import backpropagate
from .cost import BOTH as COSTS
from .forward_propagation import Layer, predict


def update(network, gradients, α):
    return [
        Layer(W - α * dW, b - α * db, activation)
        for (W, b, activation), (dW, db) in zip(network, gradients, strict=True)
    ]


def descend(network, X, Y, cost, α):
    return update(network, backpropagate(network, X, Y, cost), α)


def minibatches(X, Y, size, rng):
    order = rng.permutation(len(X))
    X, Y = X[order], Y[order]
    return ((X[batch], Y[batch]) for batch in gen_batches(len(X), size))


def train(network, X, Y, cost, α, epochs, batch_size=None, rng=None):
    costs = [COSTS[cost][0](Y, predict(network, X))]
    for _ in range(epochs):
        for x, y in minibatches(X, Y, batch_size, rng) if batch_size else [(X, Y)]:
            network = descend(network, x, y, cost, α)
        costs.append(COSTS[cost][0](Y, predict(network, X)))
    return network, costs
