"""Gains and costs of layers, on lists."""

import math

from .backpropagation import backpropagate
from .forward_propagation import arrayed, listed, signals_of
from .nested import flat


def count_layers(network):
    return len(network)


def count_parameters(network):
    return [len(flat(W)) + len(flat(b)) for W, b, _ in listed(network)]


def gradient_norms(network, X, Y, cost):
    return [math.hypot(*flat(dW.tolist())) for dW, _ in backpropagate(network, X, Y, cost)]


def tent_network(folds):
    bends = [0.0, -0.5]
    again = [([[2.0, 2.0], [-4.0, -4.0]], bends, "relu")] * (folds - 1)
    return arrayed([([[1.0, 1.0]], bends, "relu"), *again, ([[2.0], [-4.0]], [0.0], "identity")])


def shallow_tent_network(folds):
    units = 2**folds
    changes = [[2.0 * units if k % 2 == 0 else -2.0 * units] for k in range(units)]
    changes[0] = [float(units)]
    hidden = [[1.0] * units], [-k / units for k in range(units)], "relu"
    return arrayed([hidden, (changes, [0.0], "identity")])


def linear_pieces(network, low, high, points):
    gap = (high - low) / (points - 1)
    X = [[low + i * gap] for i in range(points)]
    ŷ = flat(signals_of(listed(network), X)[-1][1])
    least = 1e-9 * max(map(abs, ŷ))
    pieces, last = 1, 0
    for before, at, after in zip(ŷ, ŷ[1:], ŷ[2:], strict=False):
        bend = after - 2 * at + before
        sign = 0 if abs(bend) <= least else int(math.copysign(1, bend))
        pieces += sign not in (0, last)
        last = sign
    return pieces
