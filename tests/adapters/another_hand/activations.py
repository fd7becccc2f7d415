"""Activation functions; the sigmoid is a tanh of half its argument, moved and squeezed."""

import numpy as np


def identity(z):
    return np.array(z, dtype=float)


def identity_prime(z):
    return np.full(np.shape(z), 1.0)


def sigmoid(z):
    # Left of 0 a tanh has no digits left for what is next to nothing; e^z / (1 + e^z) has.
    right = (1 + np.tanh(np.maximum(z, 0) / 2)) / 2
    left = np.exp(np.minimum(z, 0))
    return np.where(np.asarray(z) < 0, left / (1 + left), right)


def sigmoid_prime(z):
    # σ(−z) is 1 − σ(z), without the digits that a subtraction loses.
    return sigmoid(z) * sigmoid(-1 * np.asarray(z))


def tanh(z):
    return np.tanh(z)


def tanh_prime(z):
    a = np.tanh(z)
    return (1 - a) * (1 + a)


def relu(z):
    a = np.array(z, dtype=float)
    a[a < 0] = 0.0
    return a


def relu_prime(z):
    return np.where(np.asarray(z) > 0, 1.0, 0.0)


def leaky_relu(z, slope=0.01):
    z = np.asarray(z, dtype=float)
    return z * leaky_relu_prime(z, slope)


def leaky_relu_prime(z, slope=0.01):
    slopes = np.ones(np.shape(z))
    slopes[np.asarray(z) <= 0] = slope
    return slopes


def elu(z, alpha=1.0):
    a = np.array(z, dtype=float)
    left = a < 0
    a[left] = alpha * np.expm1(a[left])
    return a


def elu_prime(z, alpha=1.0):
    z = np.asarray(z, dtype=float)
    slopes = np.ones_like(z)
    left = z <= 0
    slopes[left] = alpha * np.exp(z[left])
    return slopes


def swish(z):
    return np.asarray(z) * sigmoid(z)


def swish_prime(z):
    a = sigmoid(z)
    return a * (1 + np.asarray(z) * sigmoid(-1 * np.asarray(z)))


def softmax(z):
    # The highest score is kept at 0 by a logarithm of the sum, as in logsumexp.
    z = np.asarray(z, dtype=float)
    above = z - np.max(z, axis=-1)[..., np.newaxis]
    return np.exp(above - np.log(np.sum(np.exp(above), axis=-1))[..., np.newaxis])


def softmax_jacobian(z):
    a = softmax(z)
    J = np.empty((*a.shape, a.shape[-1]))
    for index in np.ndindex(a.shape[:-1]):
        J[index] = np.diag(a[index]) - np.outer(a[index], a[index])
    return J


FUNCTIONS = {
    "identity": identity,
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "leaky_relu": leaky_relu,
    "elu": elu,
    "swish": swish,
    "softmax": softmax,
}
SLOPES = {
    "identity": identity_prime,
    "sigmoid": sigmoid_prime,
    "tanh": tanh_prime,
    "relu": relu_prime,
    "leaky_relu": leaky_relu_prime,
    "elu": elu_prime,
    "swish": swish_prime,
}


def through(name, slope, z):
    """Return ∂J/∂z of a layer from the slope ∂J/∂a."""
    if name != "softmax":
        return slope * SLOPES[name](z)
    # A row of the Jacobian times a vector needs no Jacobian: s ∘ (v − s·v).
    s = softmax(z)
    return s * (slope - np.sum(s * slope, axis=1, keepdims=True))
