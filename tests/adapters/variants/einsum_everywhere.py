"""Every product of matrices is an einsum."""

import numpy as np


def weighted_sum(x, W, b):
    product = "...i,i->..." if W.ndim == 1 else "...i,ij->...j"
    return np.einsum(product, x, W) + b


def backward(network, X, Y, signals, cost):
    inputs = [X] + [a for _, a in signals[:-1]]
    δ = _output_error(*signals[-1], Y, network[-1][2], cost)
    gradients = []
    for i in reversed(range(len(network))):
        pair = np.einsum("ni,nj->ij", inputs[i], δ), np.einsum("nj->j", δ)
        gradients = [pair, *gradients]
        if i:
            δ = np.einsum("nj,ij->ni", δ, network[i][0])
            δ = _error(δ, signals[i - 1][0], network[i - 1][2])
    return gradients


def mse(y, ŷ):
    return np.einsum("ij,ij->", y - ŷ, y - ŷ) / ŷ.size


def gradient_norms(network, X, Y, cost):
    pairs = backpropagate(network, X, Y, cost)
    return [np.sqrt(np.einsum("ij,ij->", dW, dW)) for dW, _ in pairs]
