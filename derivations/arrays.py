"""Arrays of real numbers: how signatures name them, and the check that something is one."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
# A layer's two arrays: (W, b), (dW, db) or (z, a).
Pair = tuple[Array, Array]
# What is taken for the parameters or gradients [(W, b), …] of a network: lists of numbers will do.
PairsLike = Sequence[Sequence[npt.ArrayLike]]


def real_array(values: object, what: str) -> Array:
    """Return `values` as a float64 array, or raise a TypeError that says what they are."""
    try:
        array = np.asarray(values)
    except ValueError:  # rows of unequal length
        array = np.empty(0, dtype=object)
    if array.dtype.kind not in "fiub":
        kind = {"c": "complex numbers", "U": "text", "O": "objects or rows of unequal length"}
        found = kind.get(array.dtype.kind, str(array.dtype))
        raise TypeError(f"{what} must contain real numbers instead of {found}")
    return array.astype(float, copy=False)


def alike(one: npt.ArrayLike, other: npt.ArrayLike) -> bool:
    """Tell whether two arrays agree to nine digits: a sum may come in another order.

    >>> alike([1.0, 2.0], [1.0 + 1e-12, 2.0]), alike([1.0], [1.0, 1.0]), alike([1.0], [1.001])
    (True, False, False)
    """
    return np.shape(one) == np.shape(other) and np.allclose(one, other, rtol=1e-9, atol=1e-12)


def told_apart(one: float, other: float) -> tuple[str, str]:
    """Write two numbers in as many digits as it takes to see that they differ.

    >>> told_apart(0.5, 0.25), told_apart(8.00000001, 8.0)
    (('0.5', '0.25'), ('8.00000001', '8'))
    """
    for digits in (6, 9, 12, 17):
        written = f"{one + 0.0:.{digits}g}", f"{other + 0.0:.{digits}g}"
        if written[0] != written[1]:
            break
    return written
