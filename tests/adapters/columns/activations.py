"""Activation functions; of a batch, softmax goes down the columns."""

import numpy as np

from .turned import on_columns


def identity(z):
    return z + 0.0


def identity_prime(z):
    return np.ones_like(z, dtype=float)


def sigmoid(z):
    return np.exp(-np.logaddexp(0, np.negative(z)))


def sigmoid_prime(z):
    return np.exp(-np.logaddexp(0, z) - np.logaddexp(0, np.negative(z)))


def tanh(z):
    return np.tanh(z)


def tanh_prime(z):
    return 1 - np.square(np.tanh(z))


def relu(z):
    return np.where(np.greater(z, 0), z, 0.0)


def relu_prime(z):
    return np.greater(z, 0).astype(float)


def leaky_relu(z, slope=0.01):
    return relu(z) - slope * relu(np.negative(z))


def leaky_relu_prime(z, slope=0.01):
    return np.where(np.greater(z, 0), 1, slope)


def elu(z, alpha=1.0):
    return relu(z) + alpha * np.expm1(-relu(np.negative(z)))


def elu_prime(z, alpha=1.0):
    return np.where(np.greater(z, 0), 1, alpha * np.exp(-relu(np.negative(z))))


def swish(z):
    return sigmoid(z) * z


def swish_prime(z):
    a = sigmoid(z)
    return a + z * a * sigmoid(np.negative(z))


def softmax_of_columns(Z):
    down = -2 if Z.ndim > 1 else 0
    powers = np.exp(Z - Z.max(axis=down, keepdims=True))
    return powers / powers.sum(axis=down, keepdims=True)


softmax = on_columns(softmax_of_columns)


def softmax_jacobian(z):
    a = softmax(z)
    return a[..., None] * np.eye(a.shape[-1]) - a[..., None] * a[..., None, :]


# On columns: what a network is made of.
FUNCTIONS = {
    "identity": (identity, identity_prime),
    "sigmoid": (sigmoid, sigmoid_prime),
    "tanh": (tanh, tanh_prime),
    "relu": (relu, relu_prime),
    "leaky_relu": (leaky_relu, leaky_relu_prime),
    "elu": (elu, elu_prime),
    "swish": (swish, swish_prime),
    "softmax": (softmax_of_columns, None),
}


def error(activation, slope, Z):
    """Return Δ = ∂J/∂Z from the slope ∂J/∂A, a column for each sample."""
    if activation == "softmax":
        A = softmax_of_columns(Z)
        return A * (slope - (A * slope).sum(axis=0))
    return slope * FUNCTIONS[activation][1](Z)
