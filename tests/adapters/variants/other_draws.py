"""The same distributions, drawn in another order: no behaviour may hang on luck."""

import numpy as np


def he(rng, d_in, d_out, size=()):
    W = rng.normal(0.0, (2 / d_in) ** 0.5, size=(*size, d_out, d_in)).swapaxes(-1, -2)
    return W, np.zeros((*size, 1, d_out) if size else d_out)


def xavier(rng, d_in, d_out, size=()):
    W = rng.normal(0.0, (2 / (d_in + d_out)) ** 0.5, size=(*size, d_out, d_in)).swapaxes(-1, -2)
    return W, np.zeros((*size, 1, d_out) if size else d_out)


def rai(rng, d_in, d_out, size=()):
    chosen = rng.integers(d_in + 1, size=(*size, 1, d_out))
    positive = np.sqrt(rng.uniform(size=chosen.shape))
    V = rng.normal(0.0, 0.6007 / d_in**0.5, size=(*size, d_in + 1, d_out))
    V = np.where(np.arange(d_in + 1)[:, None] == chosen, positive, V)
    W, b = V[..., :d_in, :], V[..., d_in:, :]
    return W, b if size else b[0]


def minibatches(X, Y, size, rng):
    order = np.argsort(rng.uniform(size=len(X)))
    return zip(
        *([Z[order][i : i + size] for i in range(0, len(Z), size)] for Z in (X, Y)), strict=True
    )
