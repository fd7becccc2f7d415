"""A claimed array of a wrong shape: the sentence about it, with what would make it right."""

from collections.abc import Iterator

import numpy as np

from derivations.gradient_checker.engine import Check
from derivations.gradient_checker.structure import AnyArray


def shape_sentence(check: Check, which: int, array: AnyArray, what: str) -> str:
    """Return a sentence about the shape of a claimed array.

    It says what is to be done to the array where that was tried, and gives the right gradient.
    """
    leaf = check.landscape.leaves[which]
    shapes = f"{what} of {leaf.name} has shape {array.shape} instead of {leaf.array.shape}"
    part = check.landscape.only(which)
    for said, made in _remedies(array, leaf.array.shape):
        if np.isfinite(made).all() and check.of(part, made.ravel().astype(float)).fits():
            return f"{shapes}. If it is {said}, it is right."
    return f"{shapes}."


def _remedies(array: AnyArray, shape: tuple[int, ...]) -> Iterator[tuple[str, AnyArray]]:
    """Yield what can be done to the array so that it has this shape, and what it gives."""
    if array.T.shape == shape:
        yield "transposed", array.T
    for axis, length in enumerate(array.shape):
        if array.sum(axis).shape == shape:
            yield f"summed over axis {axis} (of length {length})", array.sum(axis)
            yield f"averaged over axis {axis} (of length {length})", array.mean(axis)
    if array.ndim > len(shape) and array.size:
        extra = tuple(range(array.ndim - len(shape)))
        if len(extra) > 1 and array.sum(extra).shape == shape:
            yield f"summed over the axes {', '.join(map(str, extra))}", array.sum(extra)
    if array.ndim == len(shape):
        grown = tuple(
            axis for axis, (a, b) in enumerate(zip(array.shape, shape, strict=True)) if a != b == 1
        )
        if array.sum(grown, keepdims=True).shape == shape:
            axes = ", ".join(map(str, grown))
            yield f"summed over axis {axes} (keepdims=True)", array.sum(grown, keepdims=True)
    if array.size == np.prod(shape, dtype=int):
        yield "reshaped", array.reshape(shape)
