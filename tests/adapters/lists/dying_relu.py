"""Silent units, counted in lists."""

import numpy as np

from .activations import apply
from .forward_propagation import listed, signals_of
from .nested import columns, flat, lists, plus, product


def silent_share(network, X):
    hidden = signals_of(listed(network), lists(X))[:-1]
    return [np.array([column.count(0) / len(column) for column in columns(a)]) for _, a in hidden]


def dead_share(network, X):
    shares = [share for layer in silent_share(network, X) for share in layer.tolist()]
    return shares.count(1) / len(shares)


def born_dead_share(rng, draw, width, depth, X, nets):
    d_in, X = X.shape[1], lists(X)
    signals, dead = [X] * nets, set()
    for _ in range(depth - 1):
        W, b = map(lists, draw(rng, d_in, width, size=(nets,)))
        d_in = width
        for net in set(range(nets)) - dead:
            signals[net] = apply("relu", plus(product(signals[net], W[net]), b[net]))
            if not any(flat(signals[net])):
                dead.add(net)
    return len(dead) / nets


def born_dead_bounds(width, depth):
    p = 1 / 2**width
    one, two = 1 - p, 1 - 2 * p - (width - 1) * p * p
    c = (1 - 2 * p) * one / (1 + (width - 1) * p)
    one, two = one ** (depth - 2), two ** (depth - 2)
    return (1 - one) - c * (one - two), 1 - one


def single_input_death(width, depth):
    return 1 - (1 - 1 / 2**width) ** (depth - 1)
