"""Generalisation: what holds for samples that were not seen, and how it is measured."""

import numpy as np


def powers(x, degree):
    """Return the powers of x as columns, (n, degree): x, x², and so on, up to x to the degree.

    x (n,), degree a whole number from 0 on.

    >>> powers(np.array([2.0, 3.0]), 3)
    array([[ 2.,  4.,  8.],
           [ 3.,  9., 27.]])
    """
    return x[:, None] ** np.arange(1, degree + 1)


def three_way(X, Y, validation, test, rng):
    """Return [(X, Y), (X, Y), (X, Y)]: samples for training, for validation and for the test.

    X (n, d_in), Y (n, k). validation and test are shares, from 0 to 1 and together at most 1; each
    share times n is rounded to the nearest whole number, and the rest is for training. rng shuffles
    the samples first. None is in two parts, and each keeps its target.

    >>> X = np.arange(10)[:, None]
    >>> parts = three_way(X, 10 * X, 0.2, 0.3, np.random.default_rng(0))
    >>> [len(X) for X, Y in parts], all((Y == 10 * X).all() for X, Y in parts)
    ([5, 2, 3], True)
    """
    order = rng.permutation(len(X))
    n_validation, n_test = round(validation * len(X)), round(test * len(X))
    ends = [n_validation, n_validation + n_test]
    for_validation, for_test, for_training = np.split(order, ends)
    return [(X[part], Y[part]) for part in (for_training, for_validation, for_test)]


def choose(costs):
    """Return the place of the least cost, counted from 0; of equal ones, the first.

    costs are those of several candidates on the validation set, a list.

    >>> choose([0.3, 0.1, 0.2])
    1
    """
    return int(np.argmin(costs))
