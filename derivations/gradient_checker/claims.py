"""Claimed arrays, brought into one vector: each array looked at before anything is measured."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from derivations.arrays import Array
from derivations.gradient_checker.landscape import SMALLEST, Landscape
from derivations.gradient_checker.report import MOST_FINDINGS, WRONG, Finding
from derivations.gradient_checker.structure import AnyArray, matched, rebuilt


def claimed_arrays(landscape: Landscape, claims: Any, what: str) -> list[AnyArray]:
    """Return the claimed arrays in the landscape's order; their shapes may still be wrong.

    Raises TypeError or ValueError, naming the array, for what is no array of real numbers.
    """
    found = []
    for leaf, value in zip(landscape.leaves, matched(landscape.arrays, claims, what), strict=True):
        name = f"{what} of {leaf.name}"
        if value is None:
            raise TypeError(
                f"{name} is None: return an array of zeros if f does not depend on {leaf.name}, or "
                "leave it out of arrays."
            )
        if hasattr(value, "detach"):  # a tensor of PyTorch
            value = value.detach()
        try:
            array = np.asarray(value)
        except (ValueError, TypeError):
            raise TypeError(f"{name} is no array: its rows differ in length.") from None
        if array.dtype.kind != "f":
            raise TypeError(f"{name} holds {array.dtype}, where {leaf.array.dtype} belongs.")
        found.append(array)
    return found


def unit_of(arrays: list[AnyArray]) -> float:
    """Return the coarsest rounding among arrays.

    >>> unit_of([np.ones(1), np.ones(1, dtype=np.float32)])
    1.1920928955078125e-07
    """
    return max(SMALLEST, *(float(np.finfo(array.dtype).eps) for array in arrays))


def as_vector(arrays: list[AnyArray]) -> Array:
    """Return arrays as one vector of float64."""
    return np.concatenate([array.ravel() for array in arrays]).astype(float)


def not_finite(landscape: Landscape, claimed: Array) -> list[Finding]:
    """Return the first entries that are no finite numbers."""
    places = np.flatnonzero(~np.isfinite(claimed))[:MOST_FINDINGS]
    return [
        Finding(*landscape.place(int(at)), float(claimed[at]), float("nan"), WRONG) for at in places
    ]


def structured_cotangent(value: Any, cotangent: Array | None) -> Any:
    """Return a cotangent in the structure, shapes and dtypes of what f returns.

    >>> structured_cotangent((1.0, np.zeros((1, 2))), np.array([1.0, 2.0, 3.0]))
    (array(1.), array([[2., 3.]]))
    """
    assert cotangent is not None
    start = 0

    def parts() -> Iterator[AnyArray]:
        nonlocal start
        for array in flat(value):
            yield (cotangent[start : start + array.size].reshape(array.shape).astype(array.dtype))
            start += array.size

    return rebuilt(value, parts())


def flat(value: Any) -> list[AnyArray]:
    """Return the arrays of an answer, in order."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [array for part in value for array in flat(part)]
    return [np.asarray(value)]
