"""Gains and costs of layers, on lists of Values."""

import math

import numpy as np

from .backpropagation import backpropagate
from .forward_propagation import Layer, predict


def count_layers(network):
    return len(network)


def count_parameters(network):
    return [(len(W) + 1) * len(b) for W, b, _ in network]


def gradient_norms(network, X, Y, cost):
    return [math.hypot(*dW.ravel()) for dW, _ in backpropagate(network, X, Y, cost)]


def tent_network(folds):
    bends = np.array([0.0, -0.5])
    again = [Layer(np.array([[2.0, 2.0], [-4.0, -4.0]]), bends, "relu")] * (folds - 1)
    output = Layer(np.array([[2.0], [-4.0]]), np.array([0.0]), "identity")
    return [Layer(np.array([[1.0, 1.0]]), bends, "relu"), *again, output]


def shallow_tent_network(folds):
    units = 2**folds
    changes = [[float(units)]]
    while len(changes) < units:
        changes.append([-2.0 * units if len(changes) % 2 else 2.0 * units])
    hidden = np.array([[1.0] * units]), np.array([-k / units for k in range(units)])
    return [Layer(*hidden, "relu"), Layer(np.array(changes), np.array([0.0]), "identity")]


def linear_pieces(network, low, high, points):
    X = np.linspace(low, high, points)[:, None]
    ŷ = predict(network, X).ravel().tolist()
    least, pieces, last = 1e-9 * max(map(abs, ŷ)), 1, 0
    for one, two, three in zip(ŷ, ŷ[1:], ŷ[2:], strict=False):
        bend = (three - two) - (two - one)
        turn = 0 if abs(bend) <= least else math.copysign(1, bend)
        pieces, last = pieces + (turn not in (0, last)), turn
    return pieces
