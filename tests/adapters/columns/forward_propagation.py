"""A forward pass on columns, its signals turned back into rows."""

from typing import NamedTuple

import numpy as np

from .activations import FUNCTIONS
from .turned import flat, turned, upright


class Layer(NamedTuple):
    W: np.ndarray
    b: np.ndarray
    activation: str


def standing(network):
    """Return a network's layers with a row for each unit."""
    return [(*upright(W, b), activation) for W, b, activation in network]


def lying(layers):
    """Return such layers as a network with a column for each unit."""
    return [Layer(*flat(W, b), activation) for W, b, activation in layers]


def run(layers, A):
    """Return [(Z, A), ...] with a column for each sample."""
    signals = []
    for W, b, activation in layers:
        Z = W @ A + b
        A = FUNCTIONS[activation][0](Z)
        signals.append((Z, A))
    return signals


def forward(network, X):
    return [(turned(Z), turned(A)) for Z, A in run(standing(network), turned(X))]


def predict(network, X):
    return forward(network, X)[-1][1]
