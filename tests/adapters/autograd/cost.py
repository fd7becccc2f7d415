"""Costs in autograd's NumPy; their slopes are autograd's."""

import autograd.numpy as np
from autograd import grad
from autograd.scipy.special import logsumexp

FLOOR = 1e-12


def floored(probability):
    """Read a probability below the floor as the floor, in value; its slope is left at 1."""
    value = getattr(probability, "_value", probability)
    return probability + (np.where(value < FLOOR, FLOOR, value) - value)


def mse(y, ŷ):
    return np.mean((ŷ - y) ** 2)


def binary_cross_entropy(y, ŷ):
    return -np.mean(y * np.log(floored(ŷ)) + (1 - y) * np.log(floored(1 - ŷ)))


def cross_entropy(y, ŷ):
    return -np.sum(y * np.log(floored(ŷ))) / len(y)


def with_logits(y, z):
    """Sigmoid and binary cross-entropy in one."""
    return np.mean(y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z))


def with_scores(y, z):
    """Softmax and cross-entropy in one."""
    return np.sum(y * (logsumexp(z, axis=1, keepdims=True) - z)) / len(y)


def slope_of(cost):
    slope = grad(cost, 1)
    return lambda y, ŷ: slope(y, np.array(ŷ, dtype=float))


COSTS = {
    "mse": mse,
    "binary_cross_entropy": binary_cross_entropy,
    "cross_entropy": cross_entropy,
}
FUSED = {
    ("sigmoid", "binary_cross_entropy"): with_logits,
    ("softmax", "cross_entropy"): with_scores,
}
mse_prime = slope_of(mse)
binary_cross_entropy_prime = slope_of(binary_cross_entropy)
cross_entropy_prime = slope_of(cross_entropy)
