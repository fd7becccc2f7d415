"""The check of a dense network's gradients by numbers alone, by the checker for any function."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from derivations.arrays import Array, PairsLike
from derivations.gradient_checker import GradientReport, check_gradient
from derivations.networks.derivation import CostFunction


def check_numerically(
    J: CostFunction, parameters: PairsLike, claimed: PairsLike, seed: int = 0
) -> GradientReport:
    """Check claimed gradients [(dW, db), …] against the cost function J(parameters) -> number.

    `parameters` is [(W, b), …]; J is called with lists of the same form and must not change them.
    It should let complex arrays through; if it does not, differences are used. Returns a
    `GradientReport`. Raises ValueError for shapes that do not fit, TypeError for no real numbers.

    >>> parameters = [(np.array([[2.0]]), np.array([1.0]))]
    >>> J = lambda parameters: ((parameters[0][0] * 3 + parameters[0][1]) ** 2).sum()
    >>> check_numerically(J, parameters, [(np.array([[42.0]]), np.array([14.0]))]).status
    'right'
    >>> check_numerically(J, parameters, [(np.array([[42.0]]), np.array([15.0]))]).findings
    [Finding(parameter='b1', index=(0,), claimed=15.0, numeric=14.0, verdict='wrong')]
    """
    tensors, gradients = _named(parameters, "parameters"), _named(claimed, "gradients")
    if len(tensors) != len(gradients):
        raise ValueError(f"{len(tensors)} parameters, but {len(gradients)} gradients")

    def cost(arrays: dict[str, Array]) -> Any:
        flat = list(arrays.values())
        return J(list(zip(flat[::2], flat[1::2], strict=True)))

    return check_gradient(cost, tensors, gradients, seed=seed)


def _named(pairs: Iterable[Any], what: str) -> dict[str, Array]:
    """Return the arrays of [(W, b), …] as float64, by the names W1, b1, …."""
    named = {}
    for layer, pair in enumerate(pairs, 1):
        for letter, value in zip("Wb", pair, strict=True):
            array = np.asarray(value)
            if array.dtype.kind not in "fiub":
                name = f"{letter}{layer} among the {what}"
                raise TypeError(f"{name} contains {array.dtype} instead of real numbers")
            named[f"{letter}{layer}"] = array.astype(float)
    return named
