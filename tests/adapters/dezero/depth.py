"""Gains and costs of layers."""

import numpy as np

from .backpropagation import backpropagate
from .forward_propagation import Layer, predict


def count_layers(network):
    return len(network)


def count_parameters(network):
    return [W.size + b.size for W, b, _ in network]


def gradient_norms(network, X, Y, cost):
    return [float(np.sum(dW**2) ** 0.5) for dW, _ in backpropagate(network, X, Y, cost)]


def tent_network(folds):
    tent, bends = np.array([[2.0], [-4.0]]), np.array([0.0, -0.5])
    hidden = [Layer(np.ones((1, 2)), bends, "relu")]
    hidden += [Layer(np.concatenate([tent, tent], axis=1), bends, "relu")] * (folds - 1)
    return [*hidden, Layer(tent, np.array([0.0]), "identity")]


def shallow_tent_network(folds):
    units = 2**folds
    slopes = np.tile([float(units), -float(units)], units // 2)
    changes = np.ediff1d(slopes, to_begin=slopes[0]).reshape(-1, 1)
    bends = np.arange(0, units) * (-1 / units)
    return [
        Layer(np.ones((1, units)), bends, "relu"),
        Layer(changes, np.array([0.0]), "identity"),
    ]


def linear_pieces(network, low, high, points):
    ŷ = predict(network, np.linspace(low, high, points).reshape(-1, 1)).ravel()
    bends = ŷ[2:] - 2 * ŷ[1:-1] + ŷ[:-2]
    bends = np.where(np.abs(bends) > 1e-9 * np.abs(ŷ).max(), np.sign(bends), 0)
    new = np.flatnonzero(bends != np.concatenate([[0], bends[:-1]]))
    return 1 + int(np.count_nonzero(bends[new]))
