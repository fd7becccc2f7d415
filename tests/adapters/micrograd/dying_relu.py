"""Silent units, counted in what the network's Values hold."""

import numpy as np

from .forward_propagation import Layer, forward


def silent_share(network, X):
    return [np.mean(a == 0, axis=0) for _, a in forward(network, X)[:-1]]


def dead_share(network, X):
    return float(np.mean(np.concatenate(silent_share(network, X)) == 1))


def born_dead_share(rng, draw, width, depth, X, nets):
    signals, dead = [X] * nets, [False] * nets
    for _ in range(depth - 1):
        W, b = draw(rng, signals[0].shape[-1], width, size=(nets,))
        for i in range(nets):
            layer = Layer(W[i], b[i, 0], "relu")
            ((_, signals[i]),) = forward([layer], signals[i])
            dead[i] = dead[i] or not signals[i].any()
    return sum(dead) / nets


def born_dead_bounds(width, depth):
    half = 1 / 2**width
    alive, both = 1 - half, 1 - 2 * half - (width - 1) * half**2
    c = (1 - 2 * half) * alive / (1 + (width - 1) * half)
    upper = 1 - alive ** (depth - 2)
    return upper + c * (both ** (depth - 2) - alive ** (depth - 2)), upper


def single_input_death(width, depth):
    return 1 - (1 - 1 / 2**width) ** (depth - 1)
