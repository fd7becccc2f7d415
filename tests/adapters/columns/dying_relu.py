"""Silent units: rows of zeros, as each unit has a row and each sample a column."""

import numpy as np

from .forward_propagation import run, standing
from .turned import turned


def silent_share(network, X):
    return [np.mean(A == 0, axis=1) for _, A in run(standing(network), turned(X))[:-1]]


def dead_share(network, X):
    units = np.concatenate([A for _, A in run(standing(network), turned(X))[:-1]])
    return float(np.mean(np.all(units == 0, axis=1)))


def born_dead_share(rng, draw, width, depth, X, nets):
    A, dead = turned(X), np.zeros(nets, dtype=bool)
    for _ in range(depth - 1):
        W, b = draw(rng, A.shape[-2], width, size=(nets,))
        A = np.maximum(turned(W) @ A + turned(b), 0)
        dead |= np.all(A == 0, axis=(1, 2))
    return float(np.mean(dead))


def born_dead_bounds(width, depth):
    half = 2.0**-width
    one, two = 1 - half, 1 - 2 * half - (width - 1) * half * half
    c = (1 - 2 * half) * one / (1 + (width - 1) * half)
    upper = 1 - one ** (depth - 2)
    return upper + c * (two ** (depth - 2) - one ** (depth - 2)), upper


def single_input_death(width, depth):
    return 1 - (1 - 2.0**-width) ** (depth - 1)
