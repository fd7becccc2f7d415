"""Sums come in another order from one call to the next, as on several threads."""

import numpy as np

chance = np.random.default_rng(0)


def weighted_sum(x, W, b):
    turn = chance.choice([1, -1])
    return x[..., ::turn] @ (W[::turn] if np.ndim(W) == 1 else W[..., ::turn, :]) + b


def backward(network, X, Y, signals, cost):
    inputs = [X] + [a for _, a in signals[:-1]]
    δ = _output_error(*signals[-1], Y, network[-1][2], cost)
    gradients = []
    for i in reversed(range(len(network))):
        turn = chance.choice([1, -1])
        gradients.insert(0, (inputs[i][::turn].T @ δ[::turn], δ[::turn].sum(axis=0)))
        if i:
            δ = _error(δ @ network[i][0].T, signals[i - 1][0], network[i - 1][2])
    return gradients
