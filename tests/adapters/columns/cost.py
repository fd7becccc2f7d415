"""Costs; with the samples in columns, the last axis is the one that is averaged over."""

import numpy as np

from .turned import turned

FLOOR = 1e-12


def log(probability):
    return np.log(np.where(probability > FLOOR, probability, FLOOR))


def over(probability):
    return 1 / np.where(probability > FLOOR, probability, FLOOR)


def mse(y, ŷ):
    return np.mean(np.abs(turned(y) - turned(ŷ)) ** 2)


def mse_prime(y, ŷ):
    return (ŷ - y) / ŷ.size * 2


def binary_cross_entropy(y, ŷ):
    Y, Ŷ = turned(y), turned(ŷ)
    return np.mean(-Y * log(Ŷ) - (1 - Y) * log(1 - Ŷ))


def binary_cross_entropy_prime(y, ŷ):
    return ((1 - y) * over(1 - ŷ) - y * over(ŷ)) / ŷ.size


def cross_entropy(y, ŷ):
    Y, Ŷ = turned(y), turned(ŷ)
    return np.mean(np.sum(-Y * log(Ŷ), axis=0))


def cross_entropy_prime(y, ŷ):
    return -y * over(ŷ) / ŷ.shape[0]


FUNCTIONS = {
    "mse": mse,
    "binary_cross_entropy": binary_cross_entropy,
    "cross_entropy": cross_entropy,
}
SLOPES = {
    "mse": mse_prime,
    "binary_cross_entropy": binary_cross_entropy_prime,
    "cross_entropy": cross_entropy_prime,
}
