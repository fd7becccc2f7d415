"""Mistakes in counting layers, parameters and pieces, in gradient norms, and in folding."""

from collections.abc import Sequence

import numpy as np

from derivations.arrays import Array, Pair
from derivations.known_mistakes.known_mistake import NONE, KnownMistake, Network, Pick


def of_layers(network: Network) -> list[KnownMistake]:
    """Return what the number of layers comes to with a mistake."""
    return [
        KnownMistake(*NONE, len(network)),
        KnownMistake("input-counted", "the input is counted as a layer", len(network) + 1),
        KnownMistake("output-left-out", "the output layer is not counted", len(network) - 1),
        KnownMistake(
            "units", "units are counted instead of layers", sum(np.size(b) for _, b, _ in network)
        ),
    ]


def of_parameters(network: Network, pick: Pick = np.array) -> list[KnownMistake]:
    """Return what the number of parameters of each layer comes to with a mistake, or their sum.

    >>> [m.value for m in of_parameters([(np.ones((2, 3)), np.ones(3), "relu")], sum)]
    [9, 6, 3, 8, 5]
    """
    shapes = [np.shape(W) for W, _, _ in network]
    right = KnownMistake(*NONE, pick([i * o + o for i, o in shapes]))
    wrong = {
        "the biases are not counted": [d_in * d_out for d_in, d_out in shapes],
        "only the biases are counted": [d_out for _, d_out in shapes],
        "a bias is counted for each input instead of each unit": [i * o + i for i, o in shapes],
        "inputs and units are added instead of multiplied": [
            d_in + d_out for d_in, d_out in shapes
        ],
    }
    return [right, *(KnownMistake("count", done, pick(counts)) for done, counts in wrong.items())]


def of_norms(gradients: Sequence[Pair], pick: Pick = np.array) -> list[KnownMistake]:
    """Return what the norms of ∂J/∂W come to with a mistake, or what is picked from them.

    >>> [float(m.value[0]) for m in of_norms([(np.array([[3.0, 4.0]]), np.array([12.0]))])]
    [5.0, 25.0, 7.0, 13.0, 12.0, 4.0, 3.5355339059327378, 5.0]
    """
    lengths = {
        "the root is not taken": lambda dW, db: (dW**2).sum(),
        "the absolute values are added, without squares and root": lambda dW, db: np.abs(dW).sum(),
        "the bias is counted too": lambda dW, db: np.sqrt((dW**2).sum() + (db**2).sum()),
        "the answer is the norm of ∂J/∂b instead of ∂J/∂W": lambda dW, db: np.linalg.norm(db),
        "the answer is the largest entry instead of the norm": lambda dW, db: np.abs(dW).max(),
        "the squares are averaged instead of added": lambda dW, db: np.sqrt((dW**2).mean()),
    }
    found = [
        KnownMistake("length", done, pick([length(*pair) for pair in gradients]))
        for done, length in lengths.items()
    ]
    right = [np.linalg.norm(dW) for dW, _ in gradients]
    backwards = KnownMistake("reversed", "the last layer comes first", pick(right[::-1]))
    return [KnownMistake(*NONE, pick(right)), *found, backwards]


def of_tents(folds: int, x: Array) -> list[KnownMistake]:
    """Return what a folded line comes to with a mistake, at each x."""
    risen = lambda x: 2 * np.maximum(x, 0) - 2 * np.maximum(x - 1 / 2, 0)  # noqa: E731
    units, slopes = 2**folds, np.where(np.arange(2**folds) % 2, -1.0, 1.0) * 2**folds
    added = np.maximum(x[:, None] - np.arange(units) / units, 0) @ slopes
    return [
        KnownMistake("folds", "one fold is missing", _folded(tent, folds - 1, x)),
        KnownMistake("folds", "one fold is missing", _folded(tent, max(folds - 1, 1), x)),
        KnownMistake("folds", "the line is folded only once", tent(x)),
        KnownMistake("folds", "there is one fold too many", _folded(tent, folds + 1, x)),
        KnownMistake(
            "no-fall",
            "the second unit stops the rise instead of reversing it",
            _folded(risen, folds, x),
        ),
        KnownMistake("slopes", "the weights are the slopes instead of the changes of slope", added),
        *(KnownMistake(code, done, _line(layers, x)) for code, done, layers in _wrong_tents(folds)),
    ]


def _wrong_tents(folds):
    """Yield (code, what was done, [(W, b), ...]) of tents that are put together wrongly."""
    rise, late = np.array([[2.0], [-4.0]]), np.array([0.0, -0.5])
    into, fold, out = np.ones((1, 2)), np.hstack([rise, rise]), np.zeros(1)
    for code, done, W, b in (
        ("transposed", "the weights from fold to fold are transposed", fold.T, late),
        ("sign-inside", "the second unit's bias is 1/2 instead of -1/2", fold, -late),
        ("term-missing", "the second unit's bias is missing", fold, 0 * late),
    ):
        yield code, done, [(into, b)] + [(W, b)] * (folds - 1) + [(rise, out)]


def _line(layers, x):
    *hidden, (W, b) = layers
    a = x[:, None]
    for V, c in hidden:
        a = np.maximum(a @ V + c, 0)
    return (a @ W + b)[:, 0]


def tent(x: Array) -> Array:
    """Fold a line: up from 0 at x = 0 to 1 at x = 1/2, and down."""
    return 2 * np.maximum(x, 0) - 4 * np.maximum(x - 1 / 2, 0)


def _folded(fold, folds, x):
    for _ in range(folds):
        x = fold(x)
    return x


def of_pieces(ŷ: Array) -> list[KnownMistake]:
    """Return what the number of straight pieces comes to with a mistake, from even spacing.

    >>> for mistake in of_pieces(np.array([0.0, 1.0, 1.5, 1.0, 0.0]))[1:3]:
    ...     print(mistake.value, mistake.done)
    1 kinks are counted instead of the pieces between them
    4 a kink between two points is counted twice
    """
    kinks, size = np.diff(ŷ, 2), np.abs(ŷ).max()
    turns = np.count_nonzero(np.diff(np.sign(np.diff(ŷ)))) + 1
    flat = "the kinks of a flat line are ignored as rounding"
    return [
        KnownMistake(*NONE, _seen(kinks, 1e-9 * size) + 1),
        KnownMistake(
            "bends",
            "kinks are counted instead of the pieces between them",
            _seen(kinks, 1e-9 * size),
        ),
        KnownMistake(
            "between-points",
            "a kink between two points is counted twice",
            np.count_nonzero(np.abs(kinks) > 1e-9 * size) + 1,
        ),
        KnownMistake("no-bends", "differences are computed along the wrong axis", 1),
        KnownMistake("rounding", "rounding is counted as a kink", _seen(kinks, 0) + 1),
        KnownMistake("rounding", "rounding is counted as a kink", np.count_nonzero(kinks) + 1),
        KnownMistake(
            "rounding",
            "different slopes are counted, down to their last digits, instead of pieces",
            len(set(np.diff(ŷ).tolist())),
        ),
        KnownMistake("turns", "only changes between rising and falling are counted", turns),
        *(
            KnownMistake("absolute", flat, _seen(kinks, 10.0**-digits) + 1)
            for digits in range(3, 13)
        ),
    ]


def _seen(kinks, rounding):
    """Count the kinks; one between two points shows twice in a row, with one sign."""
    signs = np.where(np.abs(kinks) > rounding, np.sign(kinks), 0)
    return int(np.count_nonzero(signs[signs != np.append(0, signs[:-1])]))
