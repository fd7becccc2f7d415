"""The piecewise activations, each by another formula."""

import numpy as np


def identity(z):
    return 1 * z


def identity_prime(z):
    return z * 0 + 1


def relu(z):
    return (z + np.abs(z)) / 2


def relu_prime(z):
    return np.heaviside(z, 0)


def leaky_relu(z, slope=0.01):
    return np.maximum(z, 0) + slope * np.minimum(z, 0)


def leaky_relu_prime(z, slope=0.01):
    return np.select([z > 0], [1.0], default=slope)


def elu(z, alpha=1.0):
    return np.maximum(z, 0) + alpha * np.expm1(np.minimum(z, 0))


def elu_prime(z, alpha=1.0):
    return np.where(z > 0, 1, elu(np.minimum(z, 0), alpha) + alpha)
