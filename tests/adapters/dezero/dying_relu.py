"""Silent units, counted on what comes out of variables."""

import dezero
import numpy as np
from dezero import functions

from .forward_propagation import forward
from .variables import array


def silent_share(network, X):
    return [np.mean(a == 0, axis=0) for _, a in forward(network, X)[:-1]]


def dead_share(network, X):
    return float(np.mean(np.hstack(silent_share(network, X)) >= 1))


def born_dead_share(rng, draw, width, depth, X, nets):
    a, dead = X, np.zeros(nets, dtype=bool)
    for _ in range(depth - 1):
        W, b = draw(rng, a.shape[-1], width, size=(nets,))
        with dezero.no_grad():
            a = array(functions.relu(np.matmul(a, W) + b))
        dead |= a.max(axis=(1, 2)) == 0
    return float(dead.mean())


def born_dead_bounds(width, depth):
    p, hidden = 0.5**width, depth - 2
    one, two = (1 - p) ** hidden, (1 - 2 * p - (width - 1) * p**2) ** hidden
    c = (1 - 2 * p) * (1 - p) / (1 + (width - 1) * p)
    return 1 - one + c * (two - one), 1 - one


def single_input_death(width, depth):
    return 1 - (1 - 0.5**width) ** (depth - 1)
