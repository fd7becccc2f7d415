"""Random layers from the distributions of scipy.stats."""

import numpy as np
from scipy import stats

from .forward_propagation import Layer


def _normal(rng, d_in, d_out, size, variance):
    W = stats.norm(scale=np.sqrt(variance)).rvs((*size, d_in, d_out), random_state=rng)
    return W, np.zeros((*size, 1, d_out) if size else d_out)


def he(rng, d_in, d_out, size=()):
    return _normal(rng, d_in, d_out, size, 2 / d_in)


def xavier(rng, d_in, d_out, size=()):
    return _normal(rng, d_in, d_out, size, 2 / (d_in + d_out))


def rai(rng, d_in, d_out, size=()):
    V, _ = _normal(rng, d_in + 1, d_out, size, 0.6007**2 / d_in)
    chosen = stats.randint(0, d_in + 1).rvs((*size, 1, d_out), random_state=rng)
    positive = stats.beta(2, 1).rvs(chosen.shape, random_state=rng)
    V = np.where(np.arange(d_in + 1)[:, None] == chosen, positive, V)
    W, b = V[..., :-1, :], V[..., -1:, :]
    return W, b if size else b.ravel()


def random_network(rng, widths, activations, draw=he):
    return [
        Layer(*draw(rng, d_in, d_out), activation)
        for d_in, d_out, activation in zip(widths[:-1], widths[1:], activations, strict=True)
    ]
