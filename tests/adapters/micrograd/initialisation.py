"""Random layers: the numbers come from NumPy's generator, one after another."""

import math

import numpy as np

from .forward_propagation import Layer


def _layers(unit, d_out, size):
    """Draw unit after unit, (weights, bias), for one layer or as many as a size asks for."""
    count = math.prod(size) * d_out
    weights, biases = zip(*(unit() for _ in range(count)), strict=True)
    W = np.array(weights).reshape(*size, d_out, -1).swapaxes(-1, -2)
    return W, np.array(biases).reshape(*size, *([1] if size else []), d_out)


def _normal(rng, d_in, d_out, size, variance):
    def unit():
        return [rng.normal() * math.sqrt(variance) for _ in range(d_in)], 0.0

    return _layers(unit, d_out, size)


def he(rng, d_in, d_out, size=()):
    return _normal(rng, d_in, d_out, size, 2 / d_in)


def xavier(rng, d_in, d_out, size=()):
    return _normal(rng, d_in, d_out, size, 2 / (d_in + d_out))


def rai(rng, d_in, d_out, size=()):
    def unit():
        numbers = [rng.normal() * 0.6007 / math.sqrt(d_in) for _ in range(d_in + 1)]
        numbers[rng.integers(d_in + 1)] = rng.beta(2, 1)
        return numbers[:-1], numbers[-1]

    return _layers(unit, d_out, size)


def random_network(rng, widths, activations, draw=he):
    return [
        Layer(*draw(rng, widths[i], widths[i + 1]), activation)
        for i, activation in enumerate(activations)
    ]
