"""Activation functions of scipy.special; of the slopes, whichever form loses no digits."""

import numpy as np
from scipy import special


def identity(z):
    return np.positive(z)


def identity_prime(z):
    return np.ones(np.shape(z))


def sigmoid(z):
    return special.expit(z)


def sigmoid_prime(z):
    return np.exp(special.log_expit(z) + special.log_expit(np.negative(z)))


def tanh(z):
    return np.tanh(z)


def tanh_prime(z):
    # tanh z is 2σ(2z) − 1, so its slope is four times that of the sigmoid.
    return 4 * sigmoid_prime(np.multiply(z, 2.0))


def relu(z):
    return np.fmax(z, 0.0)


def relu_prime(z):
    return np.heaviside(z, 0.0)


def leaky_relu(z, slope=0.01):
    return np.multiply(z, leaky_relu_prime(z, slope))


def leaky_relu_prime(z, slope=0.01):
    return slope + (1 - slope) * np.heaviside(z, 0.0)


def elu(z, alpha=1.0):
    return relu(z) + alpha * special.expm1(np.fmin(z, 0.0))


def elu_prime(z, alpha=1.0):
    right = np.heaviside(z, 0.0)
    return right + (1 - right) * alpha * np.exp(np.fmin(z, 0.0))


def swish(z):
    return z * special.expit(z)


def swish_prime(z):
    return special.expit(z) * (1 + z * special.expit(np.negative(z)))


def softmax(z):
    return special.softmax(z, axis=-1)


def softmax_jacobian(z):
    a = special.softmax(z, axis=-1)
    return np.einsum("...i,ij->...ij", a, np.eye(a.shape[-1])) - np.einsum("...i,...j->...ij", a, a)


BOTH = {
    "identity": (identity, identity_prime),
    "sigmoid": (sigmoid, sigmoid_prime),
    "tanh": (tanh, tanh_prime),
    "relu": (relu, relu_prime),
    "leaky_relu": (leaky_relu, leaky_relu_prime),
    "elu": (elu, elu_prime),
    "swish": (swish, swish_prime),
    "softmax": (softmax, softmax_jacobian),
}
