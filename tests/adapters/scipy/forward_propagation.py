"""A forward pass over layers that are named tuples."""

from typing import NamedTuple

import numpy as np

from .activations import BOTH
from .neuron import neuron, weighted_sum


class Layer(NamedTuple):
    W: np.ndarray
    b: np.ndarray
    activation: str


def forward(network, X):
    signals, a = [], X
    for W, b, activation in network:
        z = weighted_sum(a, W, b)
        a = BOTH[activation][0](z)
        signals.append((z, a))
    return signals


def predict(network, X):
    for W, b, activation in network:
        X = neuron(X, W, b, BOTH[activation][0])
    return X
