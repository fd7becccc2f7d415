"""Sigmoid and its kin by the hyperbolic tangent, and the tangent by sigmoid."""

import numpy as np


def sigmoid(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))


def tanh_prime(z):
    return (1 - np.tanh(z)) * (1 + np.tanh(z))


def swish_prime(z):
    a = swish(z)
    return a + sigmoid(z) * (1 - a)
