"""Random layers, drawn from NumPy's generator."""

import autograd.numpy as np

from .forward_propagation import Layer


def _normal(rng, d_in, d_out, size, variance):
    W = rng.normal(scale=np.sqrt(variance), size=(*size, d_in, d_out))
    return W, np.zeros((*size, 1, d_out) if size else d_out)


def he(rng, d_in, d_out, size=()):
    return _normal(rng, d_in, d_out, size, 2 / d_in)


def xavier(rng, d_in, d_out, size=()):
    return _normal(rng, d_in, d_out, size, 2 / (d_in + d_out))


def rai(rng, d_in, d_out, size=()):
    positive = rng.beta(2, 1, size=(*size, 1, d_out))
    chosen = rng.integers(d_in + 1, size=(*size, 1, d_out))
    V = rng.normal(scale=0.6007 / np.sqrt(d_in), size=(*size, d_in + 1, d_out))
    V = np.where(chosen == np.arange(d_in + 1)[:, None], positive, V)
    W, b = V[..., :d_in, :], V[..., d_in:, :]
    return W, b if size else b[0]


def random_network(rng, widths, activations, draw=he):
    return [
        Layer(*draw(rng, d_in, d_out), activation)
        for d_in, d_out, activation in zip(widths[:-1], widths[1:], activations, strict=True)
    ]
