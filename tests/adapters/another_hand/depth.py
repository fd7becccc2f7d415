"""Gains and costs of layers, counted and walked one by one."""

import numpy as np

from .backpropagation import backpropagate
from .forward_propagation import predict


def count_layers(network):
    return sum(1 for _ in network)


def count_parameters(network):
    return [(W.shape[0] + 1) * W.shape[1] for W, _, _ in network]


def gradient_norms(network, X, Y, cost):
    return [float(np.sqrt(np.vdot(dW, dW))) for dW, _ in backpropagate(network, X, Y, cost)]


def tent_network(folds):
    layers, rows = [], np.array([[1.0]])
    for _ in range(folds):
        layers.append((np.repeat(rows, 2, axis=1), np.array([0.0, -0.5]), "relu"))
        rows = np.array([[2.0], [-4.0]])
    layers.append((rows, np.zeros(1), "identity"))
    return layers


def shallow_tent_network(folds):
    units = 2**folds
    starts = np.linspace(0, 1, units, endpoint=False)
    slopes = np.array([units if k % 2 == 0 else -units for k in range(units)], dtype=float)
    changes = np.append(slopes[0], slopes[1:] - slopes[:-1])
    hidden = (np.ones((1, units)), -starts, "relu")
    return [hidden, (changes.reshape(units, 1), np.zeros(1), "identity")]


def linear_pieces(network, low, high, points):
    x = np.linspace(low, high, points)
    ŷ = predict(network, x.reshape(-1, 1))[:, 0]
    rises = ŷ[1:] - ŷ[:-1]
    least = 1e-9 * np.max(np.abs(ŷ))
    pieces, before = 1, 0
    for bend in rises[1:] - rises[:-1]:
        turn = 0 if abs(bend) <= least else (1 if bend > 0 else -1)
        # A bend between two points shows in two places, one after the other.
        if turn and turn != before:
            pieces += 1
        before = turn
    return pieces
