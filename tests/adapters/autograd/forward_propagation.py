"""A forward pass through parameters and names: autograd differentiates by the parameters."""

from typing import NamedTuple

import autograd.numpy as np

from .activations import FUNCTIONS


class Layer(NamedTuple):
    W: np.ndarray
    b: np.ndarray
    activation: str


def signals_of(parameters, names, x):
    """Return [(z, a), ...]."""
    signals = []
    for (W, b), name in zip(parameters, names, strict=True):
        z = np.dot(x, W) + b
        x = FUNCTIONS[name](z)
        signals.append((z, x))
    return signals


def forward(network, X):
    return signals_of([(W, b) for W, b, _ in network], [name for _, _, name in network], X)


def predict(network, X):
    return forward(network, X)[-1][1]
