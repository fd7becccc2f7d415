"""A forward pass on JAX arrays, its signals handed out as arrays."""

from typing import NamedTuple

import numpy as np

from .activations import FUNCTIONS
from .edges import inward, outward


class Layer(NamedTuple):
    W: np.ndarray
    b: np.ndarray
    activation: str


def parts(network):
    """Return the parameters [(W, b), ...], which are differentiated, and the activations."""
    return [inward((W, b)) for W, b, _ in network], tuple(name for _, _, name in network)


def whole(parameters, names):
    return [Layer(*outward((W, b)), name) for (W, b), name in zip(parameters, names, strict=True)]


def signals_of(parameters, names, x):
    """Return [(z, a), ...] on JAX arrays."""
    signals = []
    for (W, b), name in zip(parameters, names, strict=True):
        z = x @ W + b
        x = FUNCTIONS[name](z)
        signals.append((z, x))
    return signals


def forward(network, X):
    return outward(signals_of(*parts(network), inward(X)))


def predict(network, X):
    return forward(network, X)[-1][1]
