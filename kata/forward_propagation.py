"""Forward propagation: each layer's output is the next layer's input, from X to ŷ."""

from typing import NamedTuple

import numpy as np

from .activations import ACTIVATIONS
from .neuron import weighted_sum


class Layer(NamedTuple):
    """A layer of a network: W (d_in, d_out), b (d_out,) and a name in ACTIVATIONS.

    A network is a list of layers, from the first to the output layer.

    >>> W, b, activation = Layer(W=np.array([[1.0]]), b=np.array([0.0]), activation="relu")
    >>> activation
    'relu'
    """

    W: np.ndarray
    b: np.ndarray
    activation: str


def forward(network, X):
    """Return [(z, a), ...], one pair a layer: its weighted sum z and its activation a = f(z).

    X (n, d_in); each z and a is (n, d_out) of its layer. The first layer's input is X, every
    other layer's is the a of the layer before. Nothing is learnt here: the layers stay as
    they are.

    >>> network = [
    ...     Layer(np.array([[1.0, -1.0]]), np.array([0.0, 0.0]), "relu"),
    ...     Layer(np.array([[2.0], [3.0]]), np.array([1.0]), "identity"),
    ... ]
    >>> (z1, a1), (z2, a2) = forward(network, np.array([[4.0]]))
    >>> z1, a1, a2
    (array([[ 4., -4.]]), array([[4., 0.]]), array([[9.]]))
    """
    signals = []
    a = X
    for W, b, activation in network:
        f, _ = ACTIVATIONS[activation]
        z = weighted_sum(a, W, b)
        a = f(z)
        signals.append((z, a))
    return signals


def predict(network, X):
    """Return ŷ (n, d_out), the activation of the last layer.

    >>> network = [Layer(np.array([[2.0]]), np.array([1.0]), "identity")]
    >>> predict(network, np.array([[4.0], [5.0]]))
    array([[ 9.],
           [11.]])
    """
    _, ŷ = forward(network, X)[-1]
    return ŷ
