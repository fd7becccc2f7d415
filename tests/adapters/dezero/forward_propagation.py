"""A forward pass by DeZero's linear layers, its signals handed out as arrays."""

from dataclasses import dataclass

import dezero
import numpy as np
from dezero import functions

from .activations import FUNCTIONS
from .variables import array, variable


@dataclass
class Layer:
    W: np.ndarray
    b: np.ndarray
    activation: str

    def __iter__(self):
        return iter((self.W, self.b, self.activation))


def layers_of(network):
    """Copy a network's parameters into variables."""
    return [(variable(W), variable(b), activation) for W, b, activation in network]


def network_of(layers):
    return [Layer(array(W), array(b), activation) for W, b, activation in layers]


def signals_of(layers, x):
    """Return [(z, a), ...] on variables."""
    signals = []
    for W, b, activation in layers:
        z = functions.linear(x, W, b)
        x = FUNCTIONS[activation](z)
        signals.append((z, x))
    return signals


def forward(network, X):
    with dezero.no_grad():
        signals = signals_of(layers_of(network), variable(X))
    return [(array(z), array(a)) for z, a in signals]


def predict(network, X):
    return forward(network, X)[-1][1]
