"""Sums are taken in another order, or without losing a bit."""

import math

import numpy as np


def mse(y, ŷ):
    return math.fsum(((ŷ - y) ** 2).ravel()[::-1]) / ŷ.size


def cross_entropy(y, ŷ):
    return sum(-np.log(max(p, ε)) * t for p, t in zip(ŷ.flat, y.flat, strict=True)) / len(y)


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / np.cumsum(e[..., ::-1], axis=-1)[..., -1:]


def weighted_sum(x, W, b):
    return x[..., ::-1] @ (W[::-1] if np.ndim(W) == 1 else W[..., ::-1, :]) + b


def backward(network, X, Y, signals, cost):
    inputs = [X] + [a for _, a in signals[:-1]]
    δ = _output_error(*signals[-1], Y, network[-1][2], cost)
    gradients = []
    for i in reversed(range(len(network))):
        alone = [(np.outer(x, d), d) for x, d in zip(inputs[i], δ, strict=True)]
        gradients.insert(0, tuple(sum(parts) for parts in zip(*reversed(alone), strict=True)))
        if i:
            δ = _error(δ @ network[i][0].T, signals[i - 1][0], network[i - 1][2])
    return gradients
