"""Mistakes in counting inactive and dead units, and in the laws of being born dead."""

from collections.abc import Callable, Sequence
from functools import cache, partial

import numpy as np

from derivations.arrays import Array, Pair
from derivations.known_mistakes.known_mistake import NONE, KnownMistake


def of_silence(signals: Sequence[Pair], layer: int) -> list[KnownMistake]:
    """Return what one layer's inactive shares come to with a mistake; signals are [(z, a), …].

    >>> z = np.array([[-1.0], [0.0], [1.0], [2.0]])
    >>> [float(mistake.value[0]) for mistake in of_silence([(z, np.maximum(z, 0))], 0)[1:4]]
    [0.5, 0.25, 0.5]
    """
    z, a = signals[layer]
    silent = a == 0
    return [
        KnownMistake(*NONE, silent.mean(axis=0)),
        KnownMistake(
            "below-zero", "a ≤ 0 counts as inactive, not only a = 0", (a <= 0).mean(axis=0)
        ),
        KnownMistake("kink", "z = 0 does not count as inactive", (z < 0).mean(axis=0)),
        KnownMistake(
            "below-zero", "z ≤ 0 counts as inactive, whatever a is", (z <= 0).mean(axis=0)
        ),
        KnownMistake(
            "turned-round",
            "the samples are counted on which it is not inactive",
            1 - silent.mean(axis=0),
        ),
        KnownMistake(
            "not-averaged",
            "inactive samples are counted, and not divided by all",
            silent.sum(axis=0),
        ),
        KnownMistake(
            "wrong-axis", "the share is one of the units, for each sample", silent.mean(axis=1)
        ),
        KnownMistake("first-sample", "the first sample alone is looked at", 1.0 * silent[0]),
        KnownMistake("first-sample", "the last sample alone is looked at", 1.0 * silent[-1]),
    ]


def dead(shares: Sequence[Array]) -> np.float64:
    """Return the share of dead units that follows from each layer's shares of inactive samples.

    >>> float(dead([np.array([1.0, 0.5]), np.array([1.0, 0.0])]))
    0.5
    """
    return (np.concatenate(shares) == 1).mean()


def of_death(signals: Sequence[Pair]) -> list[KnownMistake]:
    """Return what the share of dead units comes to with a mistake; signals are [(z, a), …]."""
    *hidden, output = ((a == 0).mean(axis=0) for _, a in signals)
    silent = np.concatenate(hidden)
    is_dead = silent == 1
    by_layer = [(share == 1).mean() for share in hidden]
    on_first, on_last = (
        np.mean(np.concatenate([a[at] == 0 for _, a in signals[:-1]])) for at in (0, -1)
    )
    return [
        KnownMistake(*NONE, is_dead.mean()),
        KnownMistake(
            "one-sample", "a unit that is inactive once is taken for dead", (silent > 0).mean()
        ),
        KnownMistake("first-sample", "the first sample alone is looked at", on_first),
        KnownMistake("first-sample", "the last sample alone is looked at", on_last),
        KnownMistake(
            "output-counted",
            "the units of the output layer are counted too",
            dead([*hidden, output]),
        ),
        KnownMistake(
            "not-averaged", "dead units are counted, and not divided by all", is_dead.sum()
        ),
        KnownMistake(
            "list-compared", "a list, not an array, is compared with 1, which is False", 0.0
        ),
        KnownMistake("turned-round", "the living units are counted", (~is_dead).mean()),
        KnownMistake(
            "silence", "the share of inactive samples is averaged over the units", silent.mean()
        ),
        KnownMistake(
            "by-layer", "the layers' shares are averaged, whatever their widths", np.mean(by_layer)
        ),
        KnownMistake("one-layer", "the first hidden layer alone is looked at", by_layer[0]),
        KnownMistake("one-layer", "the last hidden layer alone is looked at", by_layer[-1]),
    ]


def of_born_dead(
    draw: Callable[..., Pair],
    generator: Callable[[], np.random.Generator],
    width: int,
    depth: int,
    X: Array,
    nets: int,
) -> list[KnownMistake]:
    """Return what the share of networks born dead comes to with a mistake.

    `draw(rng, d_in, d_out, size)` is the implementation's own, `generator()` a fresh rng. What is
    drawn in another order comes out otherwise, and nothing is said.
    """

    @cache
    def outputs(layers, lowest=0.0):
        rng, a, found = generator(), X, []
        for _ in range(layers):
            W, b = draw(rng, a.shape[-1], width, size=(nets,))
            a = np.maximum(a @ W + b, lowest)
            found.append(a == 0)
        return found

    def share(layers, dead):
        return np.mean([*np.any([dead(silent) for silent in outputs(layers)], axis=0)])

    def whole(silent):
        return silent.all(axis=(-2, -1))

    hidden = depth - 1
    return [
        KnownMistake(*NONE, partial(share, hidden, whole)),
        KnownMistake(
            "depth", "the depth counts the hidden layers alone", partial(share, depth, whole)
        ),
        KnownMistake("depth", "one hidden layer is missing", partial(share, hidden - 1, whole)),
        KnownMistake(
            "one-unit",
            "one inactive unit makes a network dead",
            partial(share, hidden, lambda silent: silent.all(axis=-2).any(axis=-1)),
        ),
        KnownMistake(
            "one-sample",
            "a layer that is inactive on one sample makes a network dead",
            partial(share, hidden, lambda silent: silent.all(axis=-1).any(axis=-1)),
        ),
        KnownMistake(
            "all-layers",
            "all layers have to be dead, not one of them",
            lambda: np.mean([*np.all([whole(silent) for silent in outputs(hidden)], axis=0)]),
        ),
        KnownMistake(
            "activation-missing",
            "relu is missing: nothing is cut off at 0",
            lambda: np.mean([*np.any([whole(s) for s in outputs(hidden, -np.inf)], axis=0)]),
        ),
        KnownMistake(
            "last-layer",
            "the last hidden layer alone is looked at",
            lambda: whole(outputs(hidden)[-1]).mean(),
        ),
        KnownMistake(
            "last-layer",
            "the samples are counted on which the last hidden layer is inactive, not the networks",
            lambda: outputs(hidden)[-1].all(axis=-1).mean(),
        ),
        KnownMistake(
            "first-layer",
            "the first hidden layer alone is looked at",
            lambda: whole(outputs(hidden)[0]).mean(),
        ),
        KnownMistake(
            "turned-round", "the networks that live are counted", lambda: 1 - share(hidden, whole)
        ),
    ]


def of_single_input(width: int, depth: int) -> list[KnownMistake]:
    """Return what the probability of an inactive layer on one input comes to with a mistake.

    >>> [mistake.done for mistake in of_single_input(1, 2) if mistake.value == 0.75]
    ['L stands in the exponent, which counts the output layer']
    """
    living = 1 - 2.0**-width
    return [
        KnownMistake(
            "depth", "L stands in the exponent, which counts the output layer", 1 - living**depth
        ),
        KnownMistake("depth", "L - 2 stands in the exponent", 1 - living ** (depth - 2)),
        KnownMistake(
            "turned-round", "the probability is that of staying alive", living ** (depth - 1)
        ),
        KnownMistake("no-power", "the number of layers is left out", 1 - living),
        KnownMistake(
            "added",
            "the layers' probabilities are added, as if no two layers could be inactive at once",
            2.0**-width * (depth - 1),
        ),
        KnownMistake(
            "no-power",
            "the width is left out: a layer has more units than one",
            1 - 0.5 ** (depth - 1),
        ),
        KnownMistake(
            "turned-round", "2⁻ᴺ is taken for the chance to live", 1 - (2.0**-width) ** (depth - 1)
        ),
    ]


def of_bounds(name: str, width: int, depth: int) -> list[KnownMistake]:
    """Return what the lower or upper bound of being born dead comes to with a mistake."""
    N = width
    a1, a2 = 1 - 2.0**-N, 1 - 2.0 ** (1 - N) - (N - 1) * 4.0**-N
    c = (1 - 2.0 ** (1 - N)) * (1 - 2.0**-N) / (1 + (N - 1) * 2.0**-N)

    def bounds(power, factor=c):
        upper = 1 - a1**power
        return {"lower?": upper + factor * (a2**power - a1**power), "upper?": upper}

    right = bounds(depth - 2)
    other = right["upper?" if name == "lower?" else "lower?"]
    return [
        KnownMistake("swapped", "the two bounds are swapped", other, whole=True),
        KnownMistake("depth", "L - 1 stands for L - 2", bounds(depth - 1)[name]),
        KnownMistake("depth", "L stands for L - 2", bounds(depth)[name]),
        KnownMistake(
            "sign-inside", "- stands where + belongs before c", bounds(depth - 2, -c)[name]
        ),
        KnownMistake("factor-missing", "c is missing", bounds(depth - 2, 1)[name]),
    ]
