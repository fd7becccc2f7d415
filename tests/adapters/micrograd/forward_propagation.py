"""A forward pass on lists of Values, its signals handed out as arrays."""

from collections import namedtuple

from .activations import apply
from .neuron import sums
from .values import array, lists, values

Layer = namedtuple("Layer", "W b activation")


def layers_of(network):
    """Turn a network's parameters into Values."""
    return [(values(lists(W)), values(lists(b)), activation) for W, b, activation in network]


def network_of(layers):
    return [Layer(array(W), array(b), activation) for W, b, activation in layers]


def signals_of(layers, x):
    """Return [(z, a), ...] on Values; x may be rows of numbers."""
    signals = []
    for W, b, activation in layers:
        z = sums(x, W, b)
        x = apply(activation, z)
        signals.append((z, x))
    return signals


def forward(network, X):
    return [(array(z), array(a)) for z, a in signals_of(layers_of(network), lists(X))]


def predict(network, X):
    return forward(network, X)[-1][1]
