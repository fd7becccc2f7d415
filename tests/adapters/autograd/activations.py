"""Activation functions in autograd's NumPy; each slope is elementwise_grad's."""

import autograd.numpy as np
from autograd import elementwise_grad, jacobian


def _float(z):
    return np.array(z, dtype=float)


def identity(z):
    return 1.0 * z


def sigmoid(z):
    # Both sides of a where are computed, and the unused slope must be finite as well.
    right, left = np.exp(-np.where(z > 0, z, 0.0)), np.exp(np.where(z > 0, 0.0, z))
    return np.where(z > 0, 1 / (1 + right), left / (1 + left))


def tanh(z):
    # Its slope is 1 / cosh², and cosh overflows long after tanh has become 1.
    return np.tanh(np.clip(z, -350, 350))


def relu(z):
    # Where two arguments are equal, autograd halves the slope of a maximum; not so of a where.
    return np.where(z > 0, z, 0.0)


def leaky_relu(z, slope=0.01):
    return np.where(z > 0, z, slope * z)


def elu(z, alpha=1.0):
    return np.where(z > 0, z, alpha * np.expm1(np.where(z > 0, 0.0, z)))


def swish(z):
    return z * sigmoid(z)


def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def slope_of(function):
    slope = elementwise_grad(function)
    return lambda z, *parameter, **named: slope(_float(z), *parameter, **named)


identity_prime = slope_of(identity)
sigmoid_prime = slope_of(sigmoid)
tanh_prime = slope_of(tanh)
relu_prime = slope_of(relu)
leaky_relu_prime = slope_of(leaky_relu)
elu_prime = slope_of(elu)
swish_prime = slope_of(swish)


def softmax_jacobian(z):
    """Differentiate each row of z by itself."""
    rows = [jacobian(softmax)(row) for row in _float(z).reshape(-1, np.shape(z)[-1])]
    return np.array(rows).reshape(*np.shape(z), np.shape(z)[-1])


FUNCTIONS = {
    function.__name__: function
    for function in (identity, sigmoid, tanh, relu, leaky_relu, elu, swish, softmax)
}
