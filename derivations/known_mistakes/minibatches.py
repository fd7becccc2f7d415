"""Mistakes in mini-batches, as one sees by looking at them."""

from collections.abc import Sequence

import numpy as np

from derivations.arrays import Array, alike
from derivations.known_mistakes.known_mistake import Batch, Remark

_FEW = 3
_UNUSED = "The order does not come from the argument rng"


def of_batches(batches: Sequence[Batch], X: Array, Y: Array) -> list[Remark]:
    """Return (code, sentence) pairs on the mini-batches of X and Y, no two rows of X alike.

    >>> X = np.arange(4)[:, None]
    >>> of_batches([(X[:2], X[:2]), (X[2:], X[2:])], X, X)[0][0]
    'not-shuffled'
    """
    places = [[_places(X, x) for x in X_batch] for X_batch, _ in batches]
    order = [place for batch in places for place in batch]
    if None in order:
        return []
    missing = sorted(set(range(len(X))) - set(order))
    if missing and len(order) == len(set(order)):
        sizes = [len(batch) for batch in places]
        smaller = len(set(sizes)) == 1 and len(missing) < sizes[0]
        last = " The last, smaller batch is missing." if smaller else ""
        return [("left-out", f"{len(missing)} of {len(X)} samples are in no batch.{last}")]
    if missing:
        return [("drawn-anew", "Some samples appear several times, and others are missing.")]
    targets = np.concatenate([Y_batch for _, Y_batch in batches])
    if targets.shape == Y.shape and not alike(targets, Y[order]):
        return [
            ("shuffled-apart", "X and Y are in different orders, so samples get wrong targets.")
        ]
    if order == sorted(order):
        remark = ("not-shuffled", "The samples keep the order of X: nothing is shuffled.")
        # A few batches in order are also what may come of shuffling whole batches.
        return [remark, ("batches-shuffled", "")] if len(places) <= _FEW else [remark]
    if max(map(len, places)) > 1 and all(np.all(np.diff(batch) == 1) for batch in places):
        return [
            ("batches-shuffled", "The batches are shuffled, but the samples inside them are not.")
        ]
    return []


def of_orders(one: Array, other: Array, same_seed: bool) -> list[Remark]:
    """Return (code, sentence) pairs on two orders, drawn with one seed or with two."""
    if np.array_equal(one, np.sort(one)) and alike(one, other):
        return [("not-shuffled", "Both orders are that of the samples, so nothing is shuffled.")]
    if alike(one, other) and not same_seed:
        return [("own-generator", f"{_UNUSED}: two seeds give the same order.")]
    if same_seed and not alike(one, other):
        done = "The order comes from the argument rng and from another source of chance"
        return [("own-generator", f"{done}: the same seed gives two different orders.")]
    return []


def _places(X, x):
    found = np.flatnonzero((x == X).all(axis=1))
    return int(found[0]) if len(found) else None
