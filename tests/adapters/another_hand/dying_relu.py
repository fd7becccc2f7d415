"""Silent units: counted by count_nonzero, and for many networks one network at a time."""

import numpy as np

from .forward_propagation import forward


def silent_share(network, X):
    active = [np.count_nonzero(a, axis=0) for _, a in forward(network, X)[:-1]]
    return [(len(X) - count) / len(X) for count in active]


def dead_share(network, X):
    dead = units = 0
    for share in silent_share(network, X):
        dead, units = dead + np.count_nonzero(share == 1), units + len(share)
    return dead / units


def born_dead_share(rng, draw, width, depth, X, nets):
    a, alive = X, [True] * nets
    for _ in range(depth - 1):
        W, b = draw(rng, a.shape[-1], width, size=(nets,))
        a = np.matmul(a, W) + b
        a[a < 0] = 0
        alive = [before and bool(np.any(one)) for before, one in zip(alive, a, strict=True)]
    return alive.count(False) / nets


def born_dead_bounds(width, depth):
    p = 0.5**width
    alive, both = 1 - p, 1 - 2 * p - (width - 1) * p**2
    c = (1 - 2 * p) * alive / (1 + (width - 1) * p)
    first, second = alive ** (depth - 2), both ** (depth - 2)
    return 1 - first - c * (first - second), 1 - first


def single_input_death(width, depth):
    return 1 - (1 - 0.5**width) ** (depth - 1)
