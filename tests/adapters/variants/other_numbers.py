"""Numbers as plain floats, NumPy's scalars, arrays without an axis; whole numbers as floats."""

import numpy as np


def mse(y, ŷ):
    return float(((y - ŷ) ** 2).mean())


def binary_cross_entropy(y, ŷ):
    surprise_at_1, surprise_at_0 = -np.log(np.maximum(ŷ, ε)), -np.log(np.maximum(1 - ŷ, ε))
    return np.array((y * surprise_at_1 + (1 - y) * surprise_at_0).mean())


def count_layers(network):
    return np.int32(len(network))


def accuracy(ŷ, Y):
    return np.mean(ŷ.argmax(axis=1) == Y.argmax(axis=1))


def dead_share(network, X):
    return np.array(np.mean(np.concatenate(silent_share(network, X)) == 1))


def decide(ŷ):
    return (ŷ > 0.5).astype(np.int8)


def one_hot(labels, classes):
    return (np.asarray(labels)[:, None] == np.arange(classes)).astype(int)


def relu_prime(z):
    return (np.asarray(z) > 0).astype(int)
