"""Costs as sums over lists, each with its slope."""

import math

from .nested import each, flat, on_lists, total

FLOOR = 1e-12


def _at_least(probability):
    return max(probability, FLOOR)


def _mse(y, ŷ):
    return total(each(lambda y, ŷ: (y - ŷ) ** 2, y, ŷ)) / len(flat(ŷ))


def _mse_prime(y, ŷ):
    n = len(flat(ŷ))
    return each(lambda y, ŷ: -2 / n * (y - ŷ), y, ŷ)


def _surprise(y, ŷ):
    return -y * math.log(_at_least(ŷ)) - (1 - y) * math.log(_at_least(1 - ŷ))


def _binary_cross_entropy(y, ŷ):
    return total(each(_surprise, y, ŷ)) / len(flat(ŷ))


def _binary_cross_entropy_prime(y, ŷ):
    n = len(flat(ŷ))
    return each(lambda y, ŷ: ((1 - y) / _at_least(1 - ŷ) - y / _at_least(ŷ)) / n, y, ŷ)


def _cross_entropy(y, ŷ):
    return -total(each(lambda y, ŷ: y * math.log(_at_least(ŷ)), y, ŷ)) / len(y)


def _cross_entropy_prime(y, ŷ):
    n = len(y)
    return each(lambda y, ŷ: -y / _at_least(ŷ) / n, y, ŷ)


# On lists: what backpropagation uses.
FUNCTIONS = {
    "mse": (_mse, _mse_prime),
    "binary_cross_entropy": (_binary_cross_entropy, _binary_cross_entropy_prime),
    "cross_entropy": (_cross_entropy, _cross_entropy_prime),
}

mse, mse_prime = map(on_lists, FUNCTIONS["mse"])
binary_cross_entropy, binary_cross_entropy_prime = map(on_lists, FUNCTIONS["binary_cross_entropy"])
cross_entropy, cross_entropy_prime = map(on_lists, FUNCTIONS["cross_entropy"])
