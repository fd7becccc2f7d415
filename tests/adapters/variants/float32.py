"""Single precision and short integers where answers are exact in them: zeros, counts, halves."""

import numpy as np


def relu_prime(z):
    return (z > 0).astype(np.float32)


def identity_prime(z):
    return np.ones_like(z, dtype=np.float32)


def one_hot(labels, classes):
    return np.eye(classes, dtype=np.float32)[labels]


def decide(ŷ):
    return np.where(ŷ > 0.5, np.int8(1), np.int8(0))


def tent_network(folds):
    tent = np.array([[2], [-4]], dtype=np.float32)
    bends = np.array([0, -0.5], dtype=np.float32)
    first = Layer(np.ones((1, 2), dtype=np.float32), bends, "relu")
    again = Layer(np.hstack([tent, tent]), bends, "relu")
    output = Layer(tent, np.zeros(1, dtype=np.float32), "identity")
    return [first] + [again] * (folds - 1) + [output]
