"""Mistakes in the gradients that automatic differentiation finds for a classifier."""

from collections.abc import Callable, Sequence

import numpy as np

from derivations.arrays import Array, Pair
from derivations.known_mistakes.known_mistake import KnownMistake, Remark


def greatest_difference(found: Sequence[Pair], right: Sequence[Pair]) -> float:
    """Return the greatest difference of two lists of gradients; ∞ if they differ in form."""
    arrays, wanted = ([np.asarray(g) for pair in pairs for g in pair] for pairs in (found, right))
    if [g.shape for g in arrays] != [g.shape for g in wanted]:
        return np.inf
    return max(float(np.abs(a - b).max()) for a, b in zip(arrays, wanted, strict=True))


def of_classifier_cost(
    parameters: Sequence[Pair], X: Array, Y: Array, f: Callable[[Array], Array]
) -> list[KnownMistake]:
    """Return by how much a classifier's cost is off with a mistake in its forward pass."""

    def cost(hidden, last=lambda z: z, biased=1.0):
        a = X
        for i, (W, b) in enumerate(parameters, 1):
            z = a @ W + (biased * b if i < len(parameters) else b)
            a = hidden(z) if i < len(parameters) else last(z)
        e = np.exp(a - a.max(axis=1, keepdims=True))
        return -(Y * np.log(e / e.sum(axis=1, keepdims=True))).sum() / len(Y)

    right = cost(f)
    wrong = [
        ("activation-missing", "f is not applied in the hidden layers", cost(lambda z: z)),
        ("activation-last", "f is applied to the last layer as well", cost(f, f)),
        ("bias-missing", "the biases of the hidden layers are missing", cost(f, biased=0.0)),
    ]
    return [KnownMistake(code, done, value - right, near=1e-6) for code, done, value in wrong]


def seen_in_classifier(found: Sequence[Pair], right: Sequence[Pair]) -> list[Remark]:
    """Return (code, sentence) pairs on a classifier's gradients."""
    if len(found) == len(right) > 1 and all(
        np.shape(a) == np.shape(b) for a, b in zip(found[0], right[-1], strict=True)
    ):
        return [("reversed", "The gradients of the last layer come first.")]
    return []
