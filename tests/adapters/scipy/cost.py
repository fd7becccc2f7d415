"""Costs by sklearn.metrics and scipy.special.xlogy."""

import numpy as np
from scipy.special import xlogy
from sklearn.metrics import mean_squared_error

FLOOR = 1e-12


def mse(y, ŷ):
    return mean_squared_error(y, ŷ)


def mse_prime(y, ŷ):
    return (ŷ - y) * (2 / ŷ.size)


def binary_cross_entropy(y, ŷ):
    # sklearn.metrics.log_loss would clip at the smallest step of a float.
    right, wrong = np.maximum(ŷ, FLOOR), np.maximum(1 - ŷ, FLOOR)
    return -np.mean(xlogy(y, right) + xlogy(1 - y, wrong))


def binary_cross_entropy_prime(y, ŷ):
    right, wrong = np.maximum(ŷ, FLOOR), np.maximum(1 - ŷ, FLOOR)
    return ((1 - y) / wrong - y / right) / ŷ.size


def cross_entropy(y, ŷ):
    return -xlogy(y, np.maximum(ŷ, FLOOR)).sum(axis=1).mean()


def cross_entropy_prime(y, ŷ):
    return -y / (len(y) * np.maximum(ŷ, FLOOR))


BOTH = {
    "mse": (mse, mse_prime),
    "binary_cross_entropy": (binary_cross_entropy, binary_cross_entropy_prime),
    "cross_entropy": (cross_entropy, cross_entropy_prime),
}
