"""Mistakes in folding a stack of linear layers into one, in deciding, and in a linear fit."""

from collections.abc import Sequence
from contextlib import suppress

import numpy as np

from derivations.arrays import Array, Pair
from derivations.known_mistakes.known_mistake import KnownMistake


def of_decision(ŷ: Array) -> list[KnownMistake]:
    """Return what decisions come to with one mistake in them.

    >>> [m.done for m in of_decision(np.array([0.25, 0.75])) if list(m.value) == [1, 1]]
    ['every value above 0 counts as 1']
    """
    return [
        KnownMistake("threshold", "every value above 0 counts as 1", np.where(ŷ > 0, 1, 0)),
        KnownMistake("threshold", "exactly 1/2 counts as 1", np.where(ŷ >= 1 / 2, 1, 0)),
        KnownMistake("threshold", "only values of 1 and more count as 1", np.where(ŷ >= 1, 1, 0)),
        KnownMistake("swapped", "0 and 1 are swapped", np.where(ŷ > 1 / 2, 0, 1)),
        KnownMistake("swapped", "0 and 1 are swapped", np.where(ŷ < 1 / 2, 1, 0)),
        KnownMistake("rounded", "ŷ is rounded, so a class can be above 1 or below 0", np.round(ŷ)),
    ]


def of_kind() -> list[KnownMistake]:
    """Return what the kind of the decisions comes to with one mistake in them, as words."""
    return [
        KnownMistake("kind", "True and False are returned instead of 1 and 0", "True and False"),
        KnownMistake("kind", "the classes are floats instead of integers", "decimals"),
    ]


def of_collapse(name: str, layers: Sequence[Pair]) -> list[KnownMistake]:
    """Return what the W or the b of the single layer comes to with one mistake in it."""
    (W, b), *others = layers
    right_W, right_b = W, b
    for V, c in others:
        right_W, right_b = right_W @ V, right_b @ V + c
    swapped = KnownMistake(
        "swapped", "b and W are swapped", right_b if name == "W" else right_W, whole=True
    )
    last_W, last_b = layers[-1]
    if name == "W":
        found = [("copied", "only the last layer's W is used", last_W)]
        found.append(("copied", "only the first layer's W is used", W))
        if len({np.shape(V) for V, _ in layers}) == 1:
            backwards, entrywise, added = W, W, W
            for V, _ in others:
                backwards, entrywise, added = V @ backwards, entrywise * V, added + V
            found += [
                ("order", "the matrices are multiplied in the wrong order", backwards),
                ("entrywise", "the matrices are multiplied entry by entry", entrywise),
                ("added", "the matrices are added", added),
            ]
        return [swapped, *(KnownMistake(*mistake) for mistake in found)]
    found = [("term-missing", "only the last layer's bias is used", last_b)]
    through = b
    for V, _ in others:
        through = through @ V
    if len(layers) > 1:
        done = "the biases are summed without passing through the later layers"
        with suppress(ValueError):  # they need not be equally many
            found.append(("added", done, sum((c for _, c in others), b)))
    done = "only the first layer's bias is used, passed through the later layers"
    found.append(("term-missing", done, through))
    return [swapped, *(KnownMistake(*mistake) for mistake in found)]


def of_fit(name: str, X: Array, y: Array) -> list[KnownMistake]:
    """Return what w or b of the best line comes to with one mistake in the fit."""
    w, *_ = np.linalg.lstsq(X, y, rcond=None)
    value = {"w": w, "b": np.zeros(np.shape(y)[1:])}[name]
    done = "the bias is missing, so the line goes through the origin"
    return [KnownMistake("term-missing", done, value, whole=True)]
