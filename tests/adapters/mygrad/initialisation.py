"""Random layers: the scheme stands here, since mygrad's own draws from a generator of its own."""

import numpy as np

from .forward_propagation import Layer


def _normal(rng, d_in, d_out, size, variance):
    W = rng.standard_normal((*size, d_in, d_out)) * variance**0.5
    return W, np.zeros((*size, 1, d_out) if size else (d_out,))


def he(rng, d_in, d_out, size=()):
    return _normal(rng, d_in, d_out, size, 2 / d_in)


def xavier(rng, d_in, d_out, size=()):
    return _normal(rng, d_in, d_out, size, 2 / (d_in + d_out))


def rai(rng, d_in, d_out, size=()):
    V = 0.6007 / d_in**0.5 * rng.standard_normal((*size, d_in + 1, d_out))
    chosen = rng.integers(d_in + 1, size=(*size, 1, d_out))
    positive = np.maximum(*rng.uniform(size=(2, *chosen.shape)))
    V = np.where(np.arange(d_in + 1)[:, None] == chosen, positive, V)
    W, b = np.split(V, [d_in], axis=-2)
    return W, b if size else b[0]


def random_network(rng, widths, activations, draw=he):
    return [
        Layer(*draw(rng, widths[i], widths[i + 1]), activation)
        for i, activation in enumerate(activations)
    ]
