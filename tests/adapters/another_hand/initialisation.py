"""Random layers, drawn unit by unit: each unit's weights, then its bias."""

import math

import numpy as np


def side_by_side(draw, size):
    """Stack as many layers as a size asks for; their biases get an axis for the samples."""
    layers = [draw() for _ in range(math.prod(size))]
    W, b = np.array([W for W, _ in layers]), np.array([[b] for _, b in layers])
    return W.reshape(*size, *W.shape[1:]), b.reshape(*size, *b.shape[1:])


def normal(rng, d_in, d_out, deviation):
    units = [rng.normal(0, deviation, d_in) for _ in range(d_out)]
    return np.stack(units, axis=1), np.zeros(d_out)


def he(rng, d_in, d_out, size=()):
    def draw():
        return normal(rng, d_in, d_out, math.sqrt(2 / d_in))

    return side_by_side(draw, size) if size else draw()


def xavier(rng, d_in, d_out, size=()):
    def draw():
        return normal(rng, d_in, d_out, math.sqrt(2 / (d_in + d_out)))

    return side_by_side(draw, size) if size else draw()


def rai(rng, d_in, d_out, size=()):
    def unit():
        chosen = rng.integers(0, d_in, endpoint=True)
        numbers = rng.normal(0, 0.6007 / math.sqrt(d_in), d_in + 1)
        numbers[chosen] = rng.beta(2, 1)
        return numbers

    def draw():
        units = np.stack([unit() for _ in range(d_out)], axis=1)
        return units[:-1], units[-1]

    return side_by_side(draw, size) if size else draw()


def random_network(rng, widths, activations, draw=he):
    network = []
    for i, activation in enumerate(activations):
        W, b = draw(rng, widths[i], widths[i + 1])
        network.append((W, b, activation))
    return network
