"""Mistakes in residual connections: in the block, in the paths, and in what a network returns."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from derivations.arrays import Array, Pair
from derivations.known_mistakes.known_mistake import KnownMistake, Remark


def of_block(f: Callable[[Array], Array], a: Array) -> list[KnownMistake]:
    """Return what a + f(a) comes to with a mistake."""
    return [
        KnownMistake("skip-missing", "the input is not added: f(a) alone is returned", f(a)),
        KnownMistake("f-missing", "f is left out", a),
        KnownMistake("f-missing", "the input is added to itself", a + a),
        KnownMistake("around", "f is applied to the sum", f(a + f(a))),
        KnownMistake("multiplied", "the input is multiplied by f(a) instead of added", a * f(a)),
        KnownMistake("twice", "f(a) is added to itself", f(a) + f(a)),
    ]


def of_block_slope(f_prime: Callable[[Array], Array], a: Array, G: Array) -> list[KnownMistake]:
    """Return what goes back through a + f(a) with a mistake."""
    return [
        KnownMistake("skip-missing", "what goes round f does not come back", G * f_prime(a)),
        KnownMistake("branch-missing", "what goes through f does not come back", G + 0 * a),
    ]


def seen_without_gradient(found: Mapping[Any, Any], node: Any) -> list[Remark]:
    """Return (code, sentence) pairs on a node that has no gradient."""
    said = "a has no gradient: what the block returns is not made of the node a."
    return [] if node in found else [("not-made-of-a", said)]


def of_path_sums(slopes: Array) -> list[KnownMistake]:
    """Return what the sums of paths by length come to with a mistake.

    >>> [m.code for m in of_path_sums(np.array([0.25, 0.25]))]
    ['longest-first', 'empty-path', 'prefixes', 'counts', 'in-all', 'plain']
    """
    sums, counts = np.ones(1), np.ones(1)
    for slope in slopes:
        sums = np.append(sums, 0) + slope * np.append(0, sums)
        counts = np.append(counts, 0) + np.append(0, counts)
    return [
        KnownMistake("longest-first", "the longest paths come first", sums[::-1]),
        KnownMistake("empty-path", "the path round all blocks is left out", sums[1:]),
        KnownMistake("prefixes", "only paths through the first blocks are there",
                     np.cumprod([1.0, *slopes])),
        KnownMistake("counts", "paths are counted, whatever their slopes", counts),
        KnownMistake("in-all", "all paths are added up", np.prod(1 + slopes)),
        KnownMistake("plain", "only the path through all blocks is there", np.prod(slopes)),
    ]  # fmt: skip


def _normalised(a: Array, ε: float, axis: int = 1) -> Array:
    root = np.sqrt(a.var(axis=axis, keepdims=True) + ε)
    return (a - a.mean(axis=axis, keepdims=True)) / root


def _relu(z: Array) -> Array:
    return np.maximum(z, 0)


def of_weights(a: Array, W: Array, b: Array, ε: float) -> list[KnownMistake]:
    """Return what a block of weights gives with a mistake."""
    with np.errstate(all="ignore"):
        X_hat, columns = _normalised(a, ε), _normalised(a, ε, axis=0)
        branch = _relu(X_hat) @ W + b
        found = [
            ("skip-missing", "the input is not added", branch),
            ("skip-normalised", "the input is normalised before it is added", X_hat + branch),
            ("relu-missing", "relu is left out", a + X_hat @ W + b),
            ("relu-last", "relu comes after the weights", a + _relu(X_hat @ W + b)),
            ("relu-last", "relu comes after the sum", _relu(a + branch)),
            ("relu-first", "relu comes before the normalisation",
             a + _normalised(_relu(a), ε) @ W + b),
            ("norm-missing", "the input is not normalised", a + _relu(a) @ W + b),
            ("norm-missing", "the input is not normalised, and relu comes after the weights",
             a + _relu(a @ W + b)),
            ("bias-with-weights", "the bias is added to the weights", a + _relu(X_hat) @ (W + b)),
            ("batch-norm", "the columns are normalised instead of the rows",
             a + _relu(columns) @ W + b),
            ("bias-missing", "the bias is left out", a + _relu(X_hat) @ W),
            ("ε", "ε is not handed on", a + _relu(_normalised(a, 1e-5)) @ W + b),
        ]  # fmt: skip
    return [KnownMistake(*each) for each in found if np.isfinite(each[2]).all()]


def of_weight_gradient(a: Array, W: Array, ε: float) -> list[KnownMistake]:
    """Return what goes back to the weights of a block with a mistake, where G is 1."""
    ones = np.ones((len(a), W.shape[1]))
    inputs = [
        ("norm-missing", "the input is not normalised", _relu(a)),
        ("relu-missing", "relu is left out", _normalised(a, ε)),
    ]
    return [KnownMistake(code, done, h.T @ ones) for code, done, h in inputs]


def _softmax(z: Array) -> Array:
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return np.asarray(e / e.sum(axis=-1, keepdims=True))


def of_answer(parameters: Sequence[Pair], X: Array) -> list[KnownMistake]:
    """Return what a residual network answers with a mistake in it.

    >>> parameters = [(np.eye(2), np.zeros(2)), (np.eye(2), np.zeros(2))]
    >>> [m.code for m in of_answer(parameters, np.array([[-1.0, 1.0]]))][:3]
    ['first-relu', 'not-normalised', 'not-normalised']
    """
    (W, b), *blocks, (W_last, b_last) = parameters

    def last(a, blocks=blocks, normalised=True):
        for W, b in blocks:
            a = a + _relu(_normalised(a, 1e-5) if normalised else a) @ W + b
        return a

    a = X @ W + b
    wrong = [
        ("first-relu", "the first layer has an activation, too", _normalised(last(_relu(a)), 1e-5)),
        ("not-normalised", "what the last block returns is not normalised", last(a)),
        ("not-normalised", "nothing is normalised", last(a, normalised=False)),
        ("last-relu", "relu comes before the last layer", _relu(_normalised(last(a), 1e-5))),
    ]
    if blocks:
        none, turned = last(a, blocks=[]), last(a, blocks=blocks[::-1])
        wrong.append(("no-blocks", "the blocks are left out", _normalised(none, 1e-5)))
        wrong.append(("order", "the blocks come in reverse", _normalised(turned, 1e-5)))
    found = [KnownMistake(code, done, _softmax(h @ W_last + b_last)) for code, done, h in wrong]
    z = _normalised(last(a), 1e-5) @ W_last + b_last
    return [*found, KnownMistake("softmax-missing", "softmax is left out", z)]


def seen_in_blocks(blocks: Sequence[Pair]) -> list[Remark]:
    """Return (code, sentence) pairs on the blocks of a network that was just drawn."""
    if any(np.any(W) for W, _ in blocks):
        return [("blocks-drawn", "The weights of the blocks are not 0: each changes what it gets.")]
    if any(np.any(b) for _, b in blocks):
        return [("blocks-drawn", "The biases of the blocks are not 0: each changes what it gets.")]
    return []


def seen_in_training(parameters: Sequence[Pair], epochs: int) -> list[Remark]:
    """Return (code, sentence) pairs on a residual network that has learned for so many epochs."""
    if epochs and len(parameters) > 2 and not any(np.any(W) for W, _ in parameters[1:-1]):
        return [("blocks-stay", "The weights of the blocks are still 0: they take no step.")]
    return []


def seen_in_gradients(parameters: Sequence[Pair], found: Sequence[Pair]) -> list[Remark]:
    """Return (code, sentence) pairs on gradients that are not those of their layers."""
    shapes = [[np.shape(array) for array in pair] for pair in parameters]
    came = [[np.shape(array) for array in pair] for pair in found]
    if shapes != came and shapes == came[::-1]:
        return [("reversed", "The gradients of the last layer come first.")]
    if len(came) < len(shapes) and all(b[0] == a[1] for a, b in pairwise(came)):
        return [("layers", f"There are {len(shapes)} layers, and gradients of {len(came)}.")]
    return []
