"""Arithmetic of arrays, in which a wrong shape is an error: NumPy's broadcasting does not hide it.

Only a number and a bias are repeated. The functions take complex arguments, for complex steps.
"""

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from derivations.arrays import Array
from derivations.claims.world import ShapeError

_erf = np.vectorize(math.erf, otypes=[float])
# What each size of a sample network counts: all sizes differ, so a size tells.
SIZES = {5: "n", 13: "n", 4: "d0", 6: "d1", 7: "d2", 8: "d3", 9: "d4", 10: "d5", 11: "d6", 12: "d7",
         2: "k", 3: "k"}  # fmt: skip
LEGEND = "n samples, d0 inputs, d1 units in layer 1, k outputs"


def shape(array: Array) -> str:
    """Write an array's shape in what its sizes count: (n, d1) for n samples of d1 units.

    >>> shape(np.zeros((6, 5, 4)))
    '(n, d0)'
    """
    rows, columns = (SIZES.get(size, str(size)) for size in array.shape[-2:])
    return f"({rows}, {columns})"


def is_number(array: Array) -> bool:
    """Say whether an array is one number at each point."""
    return array.shape[-2:] == (1, 1)


def product(left: Array, right: Array, sign: str = "", loose: bool = True) -> Array:
    """Multiply two arrays as the sign says; ShapeError where that is not possible.

    Arrays of one shape side by side are multiplied entry by entry, where that is `loose`.
    """
    if is_number(left) or is_number(right):
        return left * right
    if sign == "np*":
        try:
            return left * right
        except ValueError:
            raise ShapeError(f"{shape(left)} * {shape(right)} is not possible in NumPy") from None
    if sign != "⊙" and left.shape[-1] == right.shape[-2]:
        if object in (left.dtype, right.dtype):  # NumPy's own product hides what an entry raises
            return (left[..., :, :, None] * right[..., None, :, :]).sum(axis=-2)
        return left @ right
    if (sign in ("⊙", "*") or (sign in ("", "·", "×") and loose)) and left.shape[
        -2:
    ] == right.shape[-2:]:
        return left * right
    what = {"⊙": "entry by entry"}.get(sign, "as matrices")
    raise ShapeError(f"{shape(left)} and {shape(right)} cannot be multiplied {what}")


def added_up(left: Array, right: Array, layout: str) -> Array:
    """Add two arrays; a bias is repeated for each sample, in its layout."""
    if is_number(left) or is_number(right) or left.shape[-2:] == right.shape[-2:]:
        return left + right
    along = -2 if layout == "rows" else -1
    other = -3 - along
    if 1 in (left.shape[along], right.shape[along]) and left.shape[other] == right.shape[other]:
        return left + right
    raise ShapeError(f"{shape(left)} and {shape(right)} cannot be added")


def diagonal(vector: Array) -> Array:
    """Return the square matrix with a vector on its diagonal."""
    if 1 not in vector.shape[-2:]:
        raise ShapeError(f"diag takes a vector, not a matrix of shape {shape(vector)}")
    flat = vector.reshape(*vector.shape[:-2], -1)
    return flat[..., :, None] * np.eye(flat.shape[-1])


def entrywise(left: Array, right: Array, function: Callable[..., Array], sign: str) -> Array:
    """Apply a function of two numbers entry by entry; `sign` stands for it in a message."""
    if is_number(left) or is_number(right) or left.shape[-2:] == right.shape[-2:]:
        return function(left, right)
    raise ShapeError(f"{shape(left)} {sign} {shape(right)} is not possible entry by entry")


def powered(base: Array, exponent: Array) -> Array:
    """Raise to any power, by the logarithm; not a number where the base is not positive."""
    return np.exp(exponent * _ln(base))


def _ln(inner):
    if inner.dtype == object:
        return np.log(inner)
    safe = np.where(np.real(inner) > 0, inner, 1)
    return np.where(np.real(inner) > 0, np.log(safe), np.nan)


def _erf_of(inner):
    real = np.real(inner)
    found = _erf(real)
    if not np.iscomplexobj(inner):
        return found
    return found + 1j * np.imag(inner) * 2 / np.sqrt(np.pi) * np.exp(-real * real)


def _sqrt(inner):
    return np.exp(0.5 * _ln(inner))


NUMPY: dict[str, Callable[..., Array]] = {
    "exp": np.exp,
    "ln": _ln,
    "tanh": np.tanh,
    "sigmoid": lambda inner: 1 / (1 + np.exp(-inner)),
    "erf": _erf_of,
    "sqrt": _sqrt,
    "abs": lambda inner: np.where(np.real(inner) < 0, -inner, inner),
}
REDUCED: dict[str, Callable[..., Array]] = {"total": np.sum, "mean": np.mean, "largest": np.max}


def compared(sign: str, left: Array, right: Array) -> npt.NDArray[np.bool_]:
    """Compare the real parts of two arrays; ShapeError where that is not possible."""
    compare: Callable[..., npt.NDArray[np.bool_]] = {
        "<": np.less, ">": np.greater, "≤": np.less_equal, "≥": np.greater_equal,
        "=": np.equal, "≠": np.not_equal,
    }[sign]  # fmt: skip
    try:
        return compare(np.real(left), np.real(right))
    except ValueError:
        raise ShapeError(f"{shape(left)} and {shape(right)} cannot be compared") from None


def choice(condition: npt.NDArray[np.bool_], yes: Array, no: Array) -> Array:
    """Return one array where a condition holds, else the other; ShapeError if they do not fit."""
    try:
        return np.where(condition, yes, no)
    except ValueError:
        raise ShapeError(f"cases of the shapes {shape(yes)} and {shape(no)} do not fit") from None
