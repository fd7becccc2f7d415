"""A forward pass on lists, its signals handed out as arrays."""

import numpy as np

from .activations import apply
from .nested import lists, plus, product


class Layer:
    """A class of one's own that unpacks into W, b and the activation's name."""

    def __init__(self, W, b, activation):
        self.W, self.b, self.activation = W, b, activation

    def __iter__(self):
        return iter((self.W, self.b, self.activation))


def listed(network):
    return [(lists(W), lists(b), activation) for W, b, activation in network]


def arrayed(layers):
    return [Layer(np.array(W), np.array(b), activation) for W, b, activation in layers]


def signals_of(layers, a):
    """Return [(z, a), ...] as lists."""
    signals = []
    for W, b, activation in layers:
        z = plus(product(a, W), b)
        a = apply(activation, z)
        signals.append((z, a))
    return signals


def forward(network, X):
    return [(np.array(z), np.array(a)) for z, a in signals_of(listed(network), lists(X))]


def predict(network, X):
    return np.array(signals_of(listed(network), lists(X))[-1][1])
