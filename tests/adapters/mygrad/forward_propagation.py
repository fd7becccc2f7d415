"""A forward pass on tensors, its signals handed out as arrays."""

from collections import namedtuple

import mygrad as mg

from .activations import FUNCTIONS
from .tensors import array, tensor

Layer = namedtuple("Layer", "W b activation")


def layers_of(network):
    """Copy a network's parameters into tensors."""
    return [(tensor(W), tensor(b), activation) for W, b, activation in network]


def signals_of(layers, x):
    """Return [(z, a), ...] on tensors."""
    signals = []
    for W, b, activation in layers:
        z = mg.matmul(x, W) + b
        x = FUNCTIONS[activation](z)
        signals.append((z, x))
    return signals


def forward(network, X):
    with mg.no_autodiff:
        signals = signals_of(layers_of(network), tensor(X))
    return [(array(z), array(a)) for z, a in signals]


def predict(network, X):
    return forward(network, X)[-1][1]
