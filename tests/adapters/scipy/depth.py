"""Gains and costs of layers; lengths by scipy.linalg, bends by scipy.signal."""

import numpy as np
from scipy import linalg, signal

from .backpropagation import backpropagate
from .forward_propagation import Layer, predict


def count_layers(network):
    return len(network)


def count_parameters(network):
    return [np.size(W) + np.size(b) for W, b, _ in network]


def gradient_norms(network, X, Y, cost):
    return [float(linalg.norm(dW)) for dW, _ in backpropagate(network, X, Y, cost)]


def tent_network(folds):
    ends = [np.array([[1.0]]), *[np.array([[2.0], [-4.0]])] * folds]
    hidden = [Layer(np.kron(end, [[1, 1]]), np.array([0, -0.5]), "relu") for end in ends[:-1]]
    return [*hidden, Layer(ends[-1], np.zeros(1), "identity")]


def shallow_tent_network(folds):
    units = 2**folds
    slopes = units * signal.square(np.pi * (2 * np.arange(units) + 1) / 2)
    hidden = Layer(np.ones((1, units)), -np.arange(units) / units, "relu")
    changes = np.diff(slopes, prepend=0)
    return [hidden, Layer(changes[:, None], np.zeros(1), "identity")]


def linear_pieces(network, low, high, points):
    ŷ = predict(network, np.linspace(low, high, points)[:, None]).ravel()
    bends = signal.convolve(ŷ, [1.0, -2.0, 1.0], mode="valid", method="direct")
    turns = np.sign(bends) * (np.abs(bends) > 1e-9 * linalg.norm(ŷ, np.inf))
    return 1 + int(np.count_nonzero((np.diff(turns, prepend=0) != 0) & (turns != 0)))
