"""Costs on tensors; their slopes are what backward() leaves in grad."""

import mygrad as mg
import numpy as np
from mygrad.nnet.activations import logsoftmax

from .tensors import on_tensors, slope

FLOOR = 1e-12


def floored(probability):
    """Read a probability below the floor as the floor, in value; its slope is left at 1."""
    return probability + (np.maximum(probability.data, FLOOR) - probability.data)


def _binary_cross_entropy(y, ŷ):
    return -mg.mean(y * mg.log(floored(ŷ)) + (1 - y) * mg.log(floored(1 - ŷ)))


def _log_sigmoid(z):
    """Return ln σ(z), which is z − ln(1 + e^z); of its two forms, the one that cannot overflow."""
    return mg.where(z.data > 0, 0.0, z) - mg.log1p(mg.exp(mg.where(z.data > 0, -z, z)))


def _with_logits(y, z):
    """Sigmoid and binary cross-entropy in one."""
    return -mg.mean(y * _log_sigmoid(z) + (1 - y) * _log_sigmoid(-z))


def _with_scores(y, z):
    """Softmax and cross-entropy in one."""
    return -mg.sum(y * logsoftmax(z)) / len(y)


# On tensors.
FUNCTIONS = {
    "mse": lambda y, ŷ: mg.mean((y - ŷ) ** 2),
    "binary_cross_entropy": _binary_cross_entropy,
    "cross_entropy": lambda y, ŷ: -mg.sum(y * mg.log(floored(ŷ))) / len(y),
}
FUSED = {
    ("sigmoid", "binary_cross_entropy"): _with_logits,
    ("softmax", "cross_entropy"): _with_scores,
}


def cost_of(name):
    return on_tensors(FUNCTIONS[name])


def slope_of(name):
    return on_tensors(lambda y, ŷ: slope(lambda ŷ: FUNCTIONS[name](y, ŷ), ŷ))


mse, mse_prime = cost_of("mse"), slope_of("mse")
binary_cross_entropy = cost_of("binary_cross_entropy")
binary_cross_entropy_prime = slope_of("binary_cross_entropy")
cross_entropy, cross_entropy_prime = cost_of("cross_entropy"), slope_of("cross_entropy")
