"""Costs by np.average and np.vdot; logarithms and quotients of what is clipped from below."""

import numpy as np

LEAST = 1e-12


def mse(y, ŷ):
    return float(np.average(np.square(np.subtract(y, ŷ))))


def mse_prime(y, ŷ):
    return np.subtract(ŷ, y) / (np.size(ŷ) / 2)


def binary_cross_entropy(y, ŷ):
    p, q = np.clip(ŷ, LEAST, None), np.clip(1 - ŷ, LEAST, None)
    return float(-np.average(y * np.log(p) + (1 - y) * np.log(q)))


def binary_cross_entropy_prime(y, ŷ):
    p, q = np.clip(ŷ, LEAST, None), np.clip(1 - ŷ, LEAST, None)
    return ((1 - y) / q - y / p) / np.size(ŷ)


def cross_entropy(y, ŷ):
    return float(np.vdot(y, -np.log(np.clip(ŷ, LEAST, None))) / len(ŷ))


def cross_entropy_prime(y, ŷ):
    return np.negative(y) / (len(ŷ) * np.clip(ŷ, LEAST, None))


SLOPES = {
    "mse": mse_prime,
    "binary_cross_entropy": binary_cross_entropy_prime,
    "cross_entropy": cross_entropy_prime,
}
FUNCTIONS = {
    "mse": mse,
    "binary_cross_entropy": binary_cross_entropy,
    "cross_entropy": cross_entropy,
}
