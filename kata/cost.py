"""Cost functions J(y, ŷ): how wrong the predictions are, each followed by its slope ∂J/∂ŷ."""

import numpy as np

# A probability below this is read as this, because the logarithm of 0 is infinite.
ε = 1e-12


def mse(y, ŷ):
    """Return the mean squared error, J = (1/n)·Σ(y − ŷ)², a number.

    y and ŷ have the same shape, (n samples, d_out); the mean is over all their entries.

    >>> float(mse(np.array([[1.0], [0.0]]), np.array([[0.5], [0.0]])))
    0.125
    """
    return ((y - ŷ) ** 2).mean()


def mse_prime(y, ŷ):
    """Return ∂J/∂ŷ = −(2/n)·(y − ŷ), of ŷ's shape, n being the number of all its entries.

    >>> mse_prime(np.array([[1.0], [0.0]]), np.array([[0.5], [0.0]]))
    array([[-0.5],
           [ 0. ]])
    """
    return 2 / ŷ.size * (ŷ - y)


def binary_cross_entropy(y, ŷ):
    """Return J = −(1/n)·Σ(y·ln ŷ + (1 − y)·ln(1 − ŷ)), a number.

    y and ŷ have the same shape, (n samples, d_out). y is 0 or 1, or a probability between, as
    ŷ is; the mean is over all entries. Each of the two probabilities ŷ and 1 − ŷ is read as ε
    where it is smaller: for y of 0 or 1, a perfect prediction costs 0, the worst −ln ε = 27.63...

    >>> float(binary_cross_entropy(np.array([[1.0], [0.0]]), np.array([[0.5], [0.5]])).round(9))
    0.693147181
    >>> float(binary_cross_entropy(np.array([[1.0]]), np.array([[0.0]])).round(9))
    27.631021116
    """
    surprise_at_1, surprise_at_0 = -np.log(np.maximum(ŷ, ε)), -np.log(np.maximum(1 - ŷ, ε))
    return (y * surprise_at_1 + (1 - y) * surprise_at_0).mean()


def binary_cross_entropy_prime(y, ŷ):
    """Return ∂J/∂ŷ = −(1/n)·(y/ŷ − (1 − y)/(1 − ŷ)), of ŷ's shape, n being the number of entries.

    In the denominators too, a probability below ε is read as ε.

    >>> binary_cross_entropy_prime(np.array([[1.0], [0.0]]), np.array([[0.5], [0.5]]))
    array([[-1.],
           [ 1.]])
    """
    return -(y / np.maximum(ŷ, ε) - (1 - y) / np.maximum(1 - ŷ, ε)) / ŷ.size


def cross_entropy(y, ŷ):
    """Return J = −(1/n)·Σ y·ln ŷ, a number, n being the number of samples.

    y (n, k) is one-hot: 1 in the column of the right class, 0 elsewhere. ŷ (n, k) are
    probabilities. The sum is over all entries, the mean over the samples only.
    A probability below ε is read as ε.

    >>> float(cross_entropy(np.array([[0.0, 1.0]]), np.array([[0.5, 0.5]])).round(9))
    0.693147181
    """
    surprise = -np.log(np.maximum(ŷ, ε))
    return (y * surprise).sum() / len(y)


def cross_entropy_prime(y, ŷ):
    """Return ∂J/∂ŷ = −(1/n)·y/ŷ, of ŷ's shape, n being the number of samples.

    In the denominator too, a probability below ε is read as ε.

    >>> cross_entropy_prime(np.array([[0.0, 1.0]]), np.array([[0.5, 0.5]]))
    array([[-0., -2.]])
    """
    return -y / np.maximum(ŷ, ε) / len(y)


COSTS = {
    "mse": (mse, mse_prime),
    "binary_cross_entropy": (binary_cross_entropy, binary_cross_entropy_prime),
    "cross_entropy": (cross_entropy, cross_entropy_prime),
}
