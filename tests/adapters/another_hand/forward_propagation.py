"""A forward pass over plain tuples (W, b, activation)."""

from .activations import FUNCTIONS
from .neuron import weighted_sum


def Layer(W, b, activation):
    return W, b, activation


def forward(network, X):
    signals = [(None, X)]
    for W, b, activation in network:
        z = weighted_sum(signals[-1][1], W, b)
        signals.append((z, FUNCTIONS[activation](z)))
    return signals[1:]


def predict(network, X):
    for W, b, activation in network:
        X = FUNCTIONS[activation](weighted_sum(X, W, b))
    return X
