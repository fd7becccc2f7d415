"""Values of a formula at sample points, to refute it: NumPy on our own nodes, nothing else.

The points are fixed, so that a verdict never depends on luck. The free names are n, x, y, the
weights and every z; a bias is what is left of z once a·W is taken away.
"""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from derivations.arrays import Array
from derivations.language.tokens import UnreadableError
from derivations.language.tree import Node, children
from derivations.rules.compiled import activation_slope, activation_value

# What each name is worth: a number, or one number a point.
Points = Mapping[str, Array | float]
POINTS = 48
CLOSE = 1e-9


@lru_cache(maxsize=64)
def sample_points(activations: tuple[str, ...]) -> dict[str, Array]:
    """Return {name: array (48,)} of consistent values for a network with these activations.

    >>> points = sample_points(("sigmoid", "sigmoid"))
    >>> bool(np.allclose(points["z2"], points["a1"] * points["W2"] + points["b2"]))
    True
    """
    rng = np.random.default_rng(20260)
    points = {"n": np.resize([2.0, 3.0, 5.0, 7.0, 11.0, 13.0], POINTS), "e": np.full(POINTS, np.e)}
    points["x"] = _away_from_zero(rng, 0.3, 2.0)
    points["y"] = rng.uniform(0.1, 0.9, POINTS)
    points["z"] = _away_from_zero(rng, 0.2, 2.5)
    points["a"] = activation_value(activations[-1])(points["z"])
    a = points["x"]
    for layer, name in enumerate(activations, 1):
        z = points[f"z{layer}"] = _away_from_zero(rng, 0.2, 2.5)
        W = points[f"W{layer}"] = _away_from_zero(rng, 0.3, 2.0)
        points[f"b{layer}"] = z - a * W
        a = activation_value(name)(z)
        points["ŷ" if layer == len(activations) else f"a{layer}"] = a
    return points


def _away_from_zero(rng, low, high):
    return rng.uniform(low, high, POINTS) * rng.choice([-1.0, 1.0], POINTS)


def values(node: Node, points: Points) -> Array:
    """Return a formula's values at the points; where it has none, inf or NaN, without a warning."""
    with np.errstate(all="ignore"):
        return np.broadcast_to(formula_value(node, points), (POINTS,)).astype(float)


def formula_value(node: Node, points: Points) -> Array | float:
    """Return what a formula is worth where its names have the values in `points`, of any shape."""
    kind = node[0]
    if kind == "number":
        return float(node[1])
    if kind == "name":
        return points[node[1]]
    if kind == "call":
        _, function, primed, inner = node
        inner = np.asarray(formula_value(inner, points), dtype=float)
        if function in ("exp", "ln"):
            return np.exp(inner) if function == "exp" else np.log(inner)
        return (activation_slope if primed else activation_value)(function)(inner)
    parts = [formula_value(part, points) for part in children(node)]
    if kind == "add":
        return sum(parts[1:], parts[0])
    if kind == "multiply":
        return np.prod(np.broadcast_arrays(*parts), axis=0)
    if kind == "divide":
        return parts[0] / np.asarray(parts[1], dtype=float)
    if kind == "negate":
        return -parts[0]
    if kind == "power":
        return np.asarray(parts[0], dtype=float) ** node[2]
    if not parts:
        raise UnreadableError("this formula is not about one sample's numbers")
    return parts[0]  # a sum: one sample's part of it


def largest_term(node: Node, points: Points) -> Array:
    """Return the largest size, at each point, of any term that a formula adds up.

    Terms much larger than their sum leave it few right digits.
    """
    sizes = [largest_term(part, points) for part in children(node)]
    if node[0] == "add":
        with np.errstate(all="ignore"):
            sizes += [np.abs(formula_value(part, points)) for part in node[1:]]
    return np.max(np.broadcast_arrays(np.zeros(POINTS), *sizes), axis=0)


def agree(left: Array, right: Array) -> npt.NDArray[np.bool_]:
    """Say at which points two arrays of values agree, relatively."""
    size = np.maximum(np.abs(left), np.abs(right))
    return np.abs(left - right) <= CLOSE * size + 1e-13
