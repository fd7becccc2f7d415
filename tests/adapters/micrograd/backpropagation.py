"""Gradients by backward(), through a forward pass and a cost of its own."""

from .cost import FUNCTIONS, FUSED
from .forward_propagation import layers_of, signals_of
from .values import lists, slopes


def loss(layers, X, Y, cost):
    """Return J as one Value, from the last z where a fused cost is known, else from ŷ."""
    z, ŷ = signals_of(layers, X)[-1]
    fused = FUSED.get((layers[-1][2], cost))
    return fused(Y, z) if fused else FUNCTIONS[cost](Y, ŷ)


def backpropagate(network, X, Y, cost):
    layers = layers_of(network)
    loss(layers, lists(X), lists(Y), cost).backward()
    return [(slopes(W), slopes(b)) for W, b, _ in layers]


def backward(network, X, Y, signals, cost):
    """backward() needs a graph, and arrays hold none: the signals are worked out again."""
    return backpropagate(network, X, Y, cost)
