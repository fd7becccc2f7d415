"""Costs on variables; their slopes are what backward() leaves in grad."""

import numpy as np
from dezero import functions

from .variables import on_variables, slope

FLOOR = 1e-12


def floored(probability):
    """Read a probability below the floor as the floor, in value; its slope is left at 1."""
    return probability + (np.maximum(probability.data, FLOOR) - probability.data)


def mean(values):
    return functions.sum(values) / values.size


def _binary_cross_entropy(y, ŷ):
    # The library's own clips ŷ at 0.999.
    return -mean(y * functions.log(floored(ŷ)) + (1 - y) * functions.log(floored(1 - ŷ)))


def _with_logits(y, z):
    """Sigmoid and binary cross-entropy in one: ln(1 + e^z) − y·z, with no power above e^0."""
    right = (z.data > 0) * 1.0
    return mean(z * right + functions.log(1 + functions.exp(z * (1 - 2 * right))) - y * z)


def _with_scores(y, z):
    """Softmax and cross-entropy in one."""
    return -functions.sum(y * functions.log_softmax(z)) / len(y)


# On variables.
FUNCTIONS = {
    # The library's own is divided by the samples alone.
    "mse": lambda y, ŷ: mean((y - ŷ) ** 2),
    "binary_cross_entropy": _binary_cross_entropy,
    "cross_entropy": lambda y, ŷ: -functions.sum(y * functions.log(floored(ŷ))) / len(y),
}
FUSED = {
    ("sigmoid", "binary_cross_entropy"): _with_logits,
    ("softmax", "cross_entropy"): _with_scores,
}


def cost_of(name):
    return on_variables(FUNCTIONS[name])


def slope_of(name):
    return on_variables(lambda y, ŷ: slope(lambda ŷ: FUNCTIONS[name](y, ŷ), ŷ))


mse, mse_prime = cost_of("mse"), slope_of("mse")
binary_cross_entropy = cost_of("binary_cross_entropy")
binary_cross_entropy_prime = slope_of("binary_cross_entropy")
cross_entropy, cross_entropy_prime = cost_of("cross_entropy"), slope_of("cross_entropy")
