"""Silent units, found by comparing activations with 0."""

import autograd.numpy as np

from .forward_propagation import forward


def silent_share(network, X):
    return [np.mean(a == 0, axis=0) for _, a in forward(network, X)[:-1]]


def dead_share(network, X):
    return np.mean(np.concatenate(silent_share(network, X)) == 1)


def born_dead_share(rng, draw, width, depth, X, nets):
    a, dead = X, np.zeros(nets, dtype=bool)
    for _ in range(depth - 1):
        W, b = draw(rng, np.shape(a)[-1], width, size=(nets,))
        a = np.maximum(np.einsum("...ni,...io->...no", a, W) + b, 0)
        dead = dead | np.all(a == 0, axis=(1, 2))
    return np.mean(dead)


def born_dead_bounds(width, depth):
    half = 2.0**-width
    one, two = 1 - half, 1 - 2 * half - (width - 1) * half**2
    c = (1 - 2 * half) * one / (1 + (width - 1) * half)
    one, two = one ** (depth - 2), two ** (depth - 2)
    return 1 - one + c * (two - one), 1 - one


def single_input_death(width, depth):
    return 1 - (1 - 2.0**-width) ** (depth - 1)
