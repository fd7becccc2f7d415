"""Gradients that are whole numbers, wherever they are; a slope of 0 or 1 is one."""

import numpy as np


def _error(dJ_da, z, activation):
    _, f_prime = ACTIVATIONS[activation]
    if activation == "softmax":
        return np.einsum("ni,nij->nj", dJ_da, f_prime(z))
    return _whole(dJ_da * f_prime(z))


def _whole(a):
    whole = np.rint(a)
    return whole.astype(int) if np.array_equal(whole, a) else a


def backpropagate(network, X, Y, cost):
    gradients = backward(network, X, Y, forward(network, X), cost)
    return [(_whole(dW), _whole(db)) for dW, db in gradients]


def identity_prime(z):
    return np.ones(np.shape(z), dtype=int)


def relu_prime(z):
    return np.greater(z, 0).astype(np.int8)
