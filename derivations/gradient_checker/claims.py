"""Claimed arrays, brought into one vector: each array looked at before anything is measured."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from derivations.arrays import Array
from derivations.gradient_checker.direction import random_cotangent
from derivations.gradient_checker.landscape import SMALLEST, Landscape, outputs
from derivations.gradient_checker.purity import SAME, Watched
from derivations.gradient_checker.report import MOST_FINDINGS, WRONG, Finding
from derivations.gradient_checker.structure import AnyArray, matched, rebuilt


def claimed_arrays(landscape: Landscape, claims: Any, what: str) -> list[AnyArray]:
    """Return the claimed arrays in the landscape's order; their shapes may still be wrong.

    Raises TypeError or ValueError, naming the array, for what is not an array of real numbers.
    """
    found = []
    for leaf, value in zip(landscape.leaves, matched(landscape.arrays, claims, what), strict=True):
        name = f"{what} of {leaf.name}"
        if value is None:
            raise TypeError(
                f"{name} is None. If f does not depend on {leaf.name}, return an "
                "array of zeros or remove it from arrays."
            )
        if hasattr(value, "detach"):  # a tensor of PyTorch
            value = value.detach()
        try:
            array = np.asarray(value)
        except (ValueError, TypeError):
            raise TypeError(f"{name} is not an array: its rows differ in length.") from None
        if array.dtype.kind != "f":
            raise TypeError(f"{name} contains {array.dtype} instead of {leaf.array.dtype}.")
        found.append(array)
    return found


def unit_of(arrays: Sequence[AnyArray]) -> float:
    """Return the coarsest rounding among arrays.

    >>> unit_of([np.ones(1), np.ones(1, dtype=np.float32)])
    1.1920928955078125e-07
    """
    kinds = {array.dtype for array in arrays}
    return max(SMALLEST, *(float(np.finfo(kind).eps) for kind in kinds))


def as_vector(arrays: Sequence[AnyArray]) -> Array:
    """Return arrays as one vector of float64."""
    return np.concatenate([array.ravel() for array in arrays]).astype(float)


def not_finite(landscape: Landscape, claimed: Array) -> list[Finding]:
    """Return the first entries that are not finite numbers."""
    if np.isfinite(claimed).all():
        return []
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


def asked(landscape: Landscape, claims: Any, what: str) -> Any:
    """Return what is claimed; a function is asked for it, twice to see that it keeps nothing."""
    if not callable(claims):
        return claims
    function = Watched(claims, what, [leaf.name for leaf in landscape.leaves])
    return _twice(landscape, lambda: function(landscape.fresh()), what)


def by_vjp(landscape: Landscape, vjp: Callable[[Any, Any], Any], rng: np.random.Generator) -> Any:
    """Return the gradient that a vjp gives for a random cotangent."""
    value = landscape.value()
    landscape.cotangent = random_cotangent(outputs(value).size, rng)
    function = Watched(vjp, "vjp", [leaf.name for leaf in landscape.leaves])

    def asked() -> Any:
        return function(landscape.fresh(), structured_cotangent(value, landscape.cotangent))

    return _twice(landscape, asked, "vjp")


def _twice(landscape: Landscape, ask: Callable[[], Any], what: str) -> Any:
    """Return the first of two answers, if the second is the same."""
    first = ask()
    try:
        before = [np.array(part, copy=True) for part in claimed_arrays(landscape, first, what)]
    except (TypeError, ValueError):
        return first  # what is wrong with its form is said later
    require_alike(landscape, before, claimed_arrays(landscape, ask(), what), what)
    return rebuilt(landscape.arrays, iter(before))


def require_alike(
    landscape: Landscape, before: Sequence[AnyArray], after: Sequence[AnyArray], what: str
) -> None:
    """Raise ValueError if two answers to the same question differ."""
    if all(old.tobytes() == new.tobytes() for old, new in zip(before, after, strict=True)):
        return
    for leaf, old, new in zip(landscape.leaves, before, after, strict=True):
        if old.shape == new.shape:
            size = np.abs(old).max(initial=0.0)
            room = (SAME + 8 * np.finfo(old.dtype).eps) * size
            if not np.abs(new - old).max(initial=0.0) > room:
                continue
        said = f"{what} gives another answer for {leaf.name} in a second call"
        adds = old.shape == new.shape and np.allclose(new, 2 * old, rtol=1e-6, atol=0)
        why = (
            "it adds to its earlier answer"
            if adds
            else "it is random, or it stores something between calls"
        )
        raise ValueError(f"{said}: {why}.")
