"""Activation functions, each followed by its slope f′(z). All but softmax work entry by entry."""

import numpy as np


def identity(z):
    """Return f(z) = z, the linear activation. z and the result have the same shape.

    >>> identity(np.array([-2.0, 3.0]))
    array([-2.,  3.])
    """
    return z


def identity_prime(z):
    """Return f′(z) = 1 for every entry of z.

    >>> identity_prime(np.array([-2.0, 3.0]))
    array([1., 1.])
    """
    return np.ones_like(z, dtype=float)


def sigmoid(z):
    """Return σ(z) = 1 / (1 + e^-z), between 0 and 1. z and the result have the same shape.

    No warning and no NaN, however large |z| is: what is raised to the power must not overflow.

    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0])).round(9)
    array([0. , 0.5, 1. ])
    """
    # The same as e^z / (1 + e^z). A float cannot hold e^710; at e^700 the answer is 1 already.
    e = np.exp(np.minimum(z, 700.0))
    return e / (1.0 + e)


def sigmoid_prime(z):
    """Return σ′(z) = e^-z / (1 + e^-z)², which is also σ(z)·(1 − σ(z)).

    Takes z, not a = σ(z). No warning and no NaN, however large |z| is.

    >>> sigmoid_prime(np.array([-1000.0, 0.0, 1000.0]))
    array([0.  , 0.25, 0.  ])
    """
    # σ′ is the same at z and −z, and e^-|z| cannot overflow.
    e = np.exp(-np.abs(z))
    return e / (1.0 + e) ** 2


def tanh(z):
    """Return tanh(z) = (e^z − e^-z) / (e^z + e^-z), between −1 and 1.

    >>> tanh(np.array([-1000.0, 0.0, 1000.0]))
    array([-1.,  0.,  1.])
    """
    return np.tanh(z)


def tanh_prime(z):
    """Return tanh′(z) = 1 − tanh²(z). Takes z, not a = tanh(z).

    >>> tanh_prime(np.array([-1000.0, 0.0, 1000.0]))
    array([0., 1., 0.])
    """
    return 1.0 - np.tanh(z) ** 2


def relu(z):
    """Return max(z, 0): what is positive passes, the rest becomes 0.

    >>> relu(np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 3.])
    """
    return np.maximum(z, 0.0)


def relu_prime(z):
    """Return 1.0 where z > 0, else 0.0. At the kink itself, z = 0, it is 0 by convention.

    >>> relu_prime(np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 1.])
    """
    return (z > 0) * 1.0


def leaky_relu(z, slope=0.01):
    """Return z where z > 0, else slope·z: what is negative leaks through.

    >>> leaky_relu(np.array([-2.0, 0.0, 3.0]))
    array([-0.02,  0.  ,  3.  ])
    """
    return np.where(z > 0, z, slope * z)


def leaky_relu_prime(z, slope=0.01):
    """Return 1.0 where z > 0, else slope; also at the kink, z = 0.

    >>> leaky_relu_prime(np.array([-2.0, 0.0, 3.0]))
    array([0.01, 0.01, 1.  ])
    """
    return np.where(z > 0, 1.0, slope)


def elu(z, alpha=1.0):
    """Return z where z > 0, else alpha·(e^z − 1), the exponential linear unit.

    Never below −alpha (Clevert, Unterthiner, Hochreiter, arXiv 1511.07289).
    No warning and no NaN, however large |z| is: e^z must not overflow for entries that are
    not used. Exact near 0 too, where e^z − 1 as it is written loses its digits.

    >>> elu(np.array([-1000.0, 0.0, 3.0]))
    array([-1.,  0.,  3.])
    """
    # Both sides of a where are computed, so the unused one must not overflow either.
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0.0)))


def elu_prime(z, alpha=1.0):
    """Return 1 where z > 0, else alpha·e^z; at z = 0 that is alpha.

    No warning and no NaN, however large |z| is.

    >>> elu_prime(np.array([-1000.0, 0.0, 3.0]), alpha=0.5)
    array([0. , 0.5, 1. ])
    """
    return np.where(z > 0, 1.0, alpha * np.exp(np.minimum(z, 0.0)))


def swish(z):
    """Return z·σ(z) (Ramachandran, Zoph, Le, arXiv 1710.05941).

    >>> swish(np.array([0.0, 1000.0]))
    array([   0., 1000.])
    """
    return z * sigmoid(z)


def swish_prime(z):
    """Return σ(z) + z·σ′(z), the slope of z·σ(z).

    >>> swish_prime(np.array([0.0, 1000.0]))
    array([0.5, 1. ])
    """
    return sigmoid(z) + z * sigmoid_prime(z)


def softmax(z):
    """Return e^zᵢ / Σⱼ e^zⱼ, taken over the last axis: positive, and each row sums to 1.

    z (k,) or (n, k), as many as there are classes in the last axis. Adding one number to
    all of a row changes nothing, so it can be kept from overflowing at any z.

    >>> softmax(np.array([[0.0, 0.0], [1000.0, 0.0]]))
    array([[0.5, 0.5],
           [1. , 0. ]])
    """
    # With the largest entry at 0, e^z cannot overflow.
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_jacobian(z):
    """Return ∂aᵢ/∂zⱼ = aᵢ·(1 − aⱼ) where i = j, else −aᵢ·aⱼ, with a = softmax(z).

    Every output depends on every input, so one slope per entry is not enough:
    z (..., k) gives (..., k, k), with i the last axis but one and j the last.

    >>> softmax_jacobian(np.array([0.0, 0.0]))
    array([[ 0.25, -0.25],
           [-0.25,  0.25]])
    """
    a = softmax(z)
    identity_matrix = np.eye(a.shape[-1])
    return a[..., :, None] * (identity_matrix - a[..., None, :])


ACTIVATIONS = {
    "identity": (identity, identity_prime),
    "sigmoid": (sigmoid, sigmoid_prime),
    "tanh": (tanh, tanh_prime),
    "relu": (relu, relu_prime),
    "leaky_relu": (leaky_relu, leaky_relu_prime),
    "elu": (elu, elu_prime),
    "swish": (swish, swish_prime),
    "softmax": (softmax, softmax_jacobian),
}
