"""The mean: a sum, shared out evenly."""

import numpy as np


def mean(x):
    """Return the mean of x (n,): the sum of its numbers, divided by how many there are.

    >>> import numpy as np
    >>> float(mean(np.array([1.0, 2.0, 6.0])))
    3.0
    """
    return np.sum(x) / len(x)
