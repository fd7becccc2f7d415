"""Random layers, drawn as they stand: a row for each unit."""

import numpy as np

from .forward_propagation import Layer
from .turned import turned


def _normal(rng, d_in, d_out, size, variance):
    W = np.sqrt(variance) * rng.standard_normal((*size, d_out, d_in))
    return turned(W), np.zeros((*size, 1, d_out) if size else d_out)


def he(rng, d_in, d_out, size=()):
    return _normal(rng, d_in, d_out, size, 2 / d_in)


def xavier(rng, d_in, d_out, size=()):
    return _normal(rng, d_in, d_out, size, 2 / (d_in + d_out))


def rai(rng, d_in, d_out, size=()):
    V = rng.standard_normal((*size, d_out, d_in + 1)) * (0.6007 / np.sqrt(d_in))
    chosen = rng.integers(d_in + 1, size=(*size, d_out, 1))
    np.put_along_axis(V, chosen, rng.beta(2, 1, size=chosen.shape), axis=-1)
    W, b = turned(V[..., :d_in]), turned(V[..., d_in:])
    return W, b if size else b[0]


def random_network(rng, widths, activations, draw=he):
    return [
        Layer(*draw(rng, widths[i], widths[i + 1]), activation)
        for i, activation in enumerate(activations)
    ]
