"""Gains and costs of layers; the tent networks are built from the tent's own slopes."""

import autograd.numpy as np

from .backpropagation import backpropagate
from .forward_propagation import Layer, predict


def count_layers(network):
    return len(network)


def count_parameters(network):
    return [W.size + b.size for W, b, _ in network]


def gradient_norms(network, X, Y, cost):
    return [np.linalg.norm(dW) for dW, _ in backpropagate(network, X, Y, cost)]


def tent_network(folds):
    tent, bends = np.array([[2.0], [-4.0]]), np.array([0.0, -0.5])
    first = [Layer(np.ones((1, 2)), bends, "relu")]
    again = [Layer(tent @ np.ones((1, 2)), bends, "relu") for _ in range(folds - 1)]
    return [*first, *again, Layer(tent, np.zeros(1), "identity")]


def shallow_tent_network(folds):
    units = 2**folds
    bends = np.arange(units) / units
    slopes = units * (1.0 - 2.0 * (np.arange(units) % 2))
    changes = np.diff(np.concatenate([np.zeros(1), slopes]))
    hidden = Layer(np.ones((1, units)), -bends, "relu")
    return [hidden, Layer(changes[:, None], np.zeros(1), "identity")]


def linear_pieces(network, low, high, points):
    ŷ = predict(network, np.linspace(low, high, points)[:, None])[:, 0]
    bends = np.diff(np.diff(ŷ))
    turns = np.sign(bends) * (np.abs(bends) > 1e-9 * np.max(np.abs(ŷ)))
    before = np.concatenate([np.zeros(1), turns[:-1]])
    return 1 + int(np.sum((turns != 0) * (turns != before)))
