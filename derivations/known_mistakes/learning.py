"""Mistakes in one-hot rows, accuracy, held-out samples and hidden features."""

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from derivations.arrays import Array, Pair, alike
from derivations.known_mistakes.known_mistake import NONE, KnownMistake, Remark

_FEWEST = 2


def of_one_hot(labels: npt.NDArray[np.integer], classes: int) -> list[KnownMistake]:
    """Return what one-hot rows come to with a mistake in them.

    >>> [m.code for m in of_one_hot(np.array([0]), 2) if np.array_equal(m.value, [[0, 1]])]
    ['from-one', 'mirrored', 'swapped']
    """
    rows = np.eye(classes)
    return [
        KnownMistake("from-one", "the classes are counted from 1", rows[labels - 1]),
        KnownMistake("mirrored", "the classes run from right to left", rows[:, ::-1][labels]),
        KnownMistake("swapped", "0 and 1 are swapped", 1 - rows[labels]),
        KnownMistake("transposed", "classes are in rows and samples in columns", rows[:, labels]),
        KnownMistake(
            "all-rows", "each label's column is 1 in every row", 1.0 * _every_row(labels, rows)
        ),
        KnownMistake(
            "labels",
            "the label itself is in its column instead of 1",
            rows[labels] * labels[:, None],
        ),
    ]


def _every_row(labels, rows):
    return np.ones((len(labels), 1)) * rows[labels].max(axis=0)


def of_accuracy(ŷ: Array, Y: Array) -> list[KnownMistake]:
    """Return what the accuracy comes to with a mistake in it.

    >>> ŷ, Y = np.array([[0.2, 0.8], [0.6, 0.4]]), np.array([[0.0, 1.0], [1.0, 0.0]])
    >>> [m.done for m in of_accuracy(ŷ, Y) if m.value == 2]
    ['the number of hits is not divided by the number of samples']
    """
    hits, k = ŷ.argmax(axis=1) == Y.argmax(axis=1), Y.shape[1]
    decided = ŷ > 1 / 2
    whole = float(ŷ.argmax() == Y.argmax())
    columns = (ŷ.argmax(axis=0) == Y.argmax(axis=0)).mean()
    return [
        KnownMistake(
            "not-averaged", "the number of hits is not divided by the number of samples", hits.sum()
        ),
        KnownMistake(
            "mean",
            "the number of hits is divided by all entries instead of the samples",
            hits.sum() / Y.size,
        ),
        KnownMistake(
            "scores",
            "probabilities are compared instead of the places of the largest ones",
            (ŷ == Y).mean(),
        ),
        KnownMistake(
            "scores",
            "probabilities are compared instead of the places of the largest ones",
            (ŷ == Y).all(axis=1).mean(),
        ),
        KnownMistake(
            "wrong-axis",
            "the largest value is searched in each column instead of each row",
            columns,
        ),
        KnownMistake("turned-round", "misses are counted instead of hits", 1 - hits.mean()),
        KnownMistake(
            "threshold",
            "a probability counts only if it is above 1/2",
            (decided == Y).all(axis=1).mean(),
        ),
        KnownMistake(
            "entries", "each entry is decided and counted on its own", (decided == Y).mean()
        ),
        KnownMistake(
            "no-axis", "the largest value is searched in the whole array instead of each row", whole
        ),
        KnownMistake("percent", "the share is in percent", 100 * hits.mean()),
    ][: None if k > 1 else 5]


def of_features(X: Array, signals: Sequence[Pair]) -> list[KnownMistake]:
    """Return what the hidden features come to with a mistake; signals are the forward pass's."""
    found = [
        KnownMistake(*NONE, signals[-2][1]),
        KnownMistake(
            "output", "the output is used instead of the last hidden layer", signals[-1][1]
        ),
        KnownMistake(
            "sum-for-output", "z of the last hidden layer is used instead of its a", signals[-2][0]
        ),
        KnownMistake("sum-for-output", "z of the output layer is used", signals[-1][0]),
        KnownMistake("wrong-input", "the samples themselves are used", X),
    ]
    if len(signals) > 2:
        found.append(
            KnownMistake(
                "first-layer", "the first hidden layer is used instead of the last", signals[0][1]
            )
        )
    return found


def of_activations(hidden: int) -> list[KnownMistake]:
    """Return what the activations of a classifier come to with a mistake, as words."""
    inside = ["relu"] * hidden
    others = ("sigmoid", "tanh", "identity")
    done = "the output layer's activation does not give probabilities"
    outputs = [
        KnownMistake("output-activation", done, ", ".join([*inside, f])) for f in (*others, "relu")
    ]
    done = "the hidden layers are not ReLU, for which he is made"
    return outputs + [
        KnownMistake("hidden-activation", done, ", ".join([f] * hidden + ["softmax"]))
        for f in others
    ]


def of_last_cost(
    Y: Array, ŷ: Array, costs: Mapping[str, Callable[[Array, Array], float]]
) -> list[KnownMistake]:
    """Return by what the last cost differs from cross-entropy's with another cost in its place.

    `costs` are the implementation's own, by name.
    """
    right = costs["cross_entropy"](Y, ŷ)
    return [
        KnownMistake("other-cost", f"{name} is the cost", J(Y, ŷ) - right)
        for name, J in costs.items()
        if name != "cross_entropy"
    ]


def of_two_goes(one: npt.ArrayLike, other: npt.ArrayLike, same_seed: bool) -> list[Remark]:
    """Return (code, sentence) pairs on the costs that one seed leads to twice, or two seeds."""
    equal = alike(one, other)
    if equal and not same_seed:
        return [
            ("own-generator", "Every seed gives the same result, so the argument rng is not used.")
        ]
    if same_seed and not equal:
        return [
            (
                "own-generator",
                "The same seed gives two results, so not all chance comes from rng.",
            )
        ]
    return []


def of_parts(parts: Sequence[npt.ArrayLike], n: int, share: float) -> list[Remark]:
    """Return (code, sentence) pairs on X_train, Y_train, X_test, Y_test of n numbered samples.

    >>> X = np.arange(4)[:, None]
    >>> of_parts((X, X, X[:1], X[:1]), 4, 0.25)[0][0]
    'test-leaks'
    """
    X_train, Y_train, X_test, Y_test = (np.ravel(part) for part in parts)
    # A tie may be rounded to either side.
    wanted = {math.floor(share * n + 0.5), math.ceil(share * n - 0.5)}
    sizes = len(X_train), len(X_test)
    both = np.intersect1d(X_train, X_test)
    if sum(sizes) == n and sizes[0] in wanted and sizes[1] not in wanted:
        return [("swapped", "The two parts are swapped: the share belongs to the test set.")]
    if len(both):
        return [
            (
                "test-leaks",
                f"{len(both)} samples are in both parts, so the test set is not new.",
            )
        ]
    if sum(sizes) < n:
        return [("left-out", f"{n - sum(sizes)} of {n} samples are in neither part.")]
    if sizes[1] in (int(share * n), int(share * n) + 1) and sizes[1] not in wanted:
        return [("not-rounded", f"{share:g} of {n} is not rounded to the nearest whole number.")]
    numbers, targets = np.append(X_train, X_test), np.append(Y_train, Y_test)
    if not np.array_equal(np.argsort(numbers), np.argsort(targets)):
        return [("shuffled-apart", "X and Y are split differently, so samples get wrong targets.")]
    return []


def of_held_out(one: Array, other: Array, same_seed: bool) -> list[Remark]:
    """Return (code, sentence) pairs on the numbers of two held-out parts, by one seed or two."""
    for held in (one, other):
        if len(held) < _FEWEST:  # by luck, or because there are none
            return []
        if np.array_equal(np.sort(held), np.arange(len(held))):
            return [
                ("not-shuffled", "The held-out samples are the first ones, so nothing is shuffled.")
            ]
        if np.all(np.diff(np.sort(held)) == 1):
            return [
                ("not-shuffled", "The held-out samples are neighbours, so nothing is shuffled.")
            ]
    if alike(one, other) and not same_seed:
        return [("own-generator", "The choice does not come from the argument rng.")]
    if same_seed and not alike(one, other):
        return [
            (
                "own-generator",
                "The choice does not come from the argument rng alone.",
            )
        ]
    return []
