"""Silent units, counted on what comes out of tensors."""

import mygrad as mg
import numpy as np
from mygrad.nnet.activations import relu

from .forward_propagation import forward
from .tensors import tensor


def silent_share(network, X):
    *hidden, _ = forward(network, X)
    return [np.mean(a == 0, axis=0) for _, a in hidden]


def dead_share(network, X):
    shares = np.concatenate(silent_share(network, X))
    return float(np.count_nonzero(shares == 1) / shares.size)


def born_dead_share(rng, draw, width, depth, X, nets):
    a, dead = tensor(X), np.zeros(nets, dtype=bool)
    with mg.no_autodiff:
        for _ in range(depth - 1):
            W, b = draw(rng, a.shape[-1], width, size=(nets,))
            a = relu(mg.matmul(a, W) + b)
            dead |= ~(a.data > 0).any(axis=(1, 2))
    return float(dead.mean())


def born_dead_bounds(width, depth):
    half = 1 / 2**width
    a1, a2 = 1 - half, 1 - 2 * half - (width - 1) * half * half
    c = (1 - 2 * half) * (1 - half) / (1 + (width - 1) * half)
    upper = 1 - a1 ** (depth - 2)
    return upper - c * (a1 ** (depth - 2) - a2 ** (depth - 2)), upper


def single_input_death(width, depth):
    return 1 - (1 - 1 / 2**width) ** (depth - 1)
