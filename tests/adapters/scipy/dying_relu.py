"""Silent units, counted."""

import numpy as np

from .activations import relu
from .forward_propagation import forward


def silent_share(network, X):
    *hidden, _ = forward(network, X)
    return [1 - np.count_nonzero(a, axis=0) / len(a) for _, a in hidden]


def dead_share(network, X):
    shares = np.hstack(silent_share(network, X))
    return np.count_nonzero(shares == 1) / shares.size


def born_dead_share(rng, draw, width, depth, X, nets):
    a, dead = np.tile(X, (nets, 1, 1)), np.zeros(nets, dtype=bool)
    for _ in range(depth - 1):
        W, b = draw(rng, a.shape[-1], width, size=(nets,))
        a = relu(a @ W + b)
        dead |= np.count_nonzero(a, axis=(1, 2)) == 0
    return np.count_nonzero(dead) / nets


def born_dead_bounds(width, depth):
    half = np.ldexp(1.0, -width)
    one, two = 1 - half, 1 - 2 * half - (width - 1) * half**2
    c = (1 - 2 * half) * one / (1 + (width - 1) * half)
    one, two = np.power([one, two], depth - 2)
    return 1 - one - c * (one - two), 1 - one


def single_input_death(width, depth):
    # ln(1 − 2⁻ᴺ) by log1p, and 1 − e^... by expm1.
    return -np.expm1((depth - 1) * np.log1p(-np.ldexp(1.0, -width)))
