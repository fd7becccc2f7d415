"""Mistakes in counting inactive and dead units, and in the laws of being born dead."""

from collections.abc import Callable, Sequence
from functools import cache, partial

import numpy as np

from derivations.arrays import Array, Pair
from derivations.known_mistakes.known_mistake import NONE, KnownMistake
from derivations.language.phrases import instead


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
            "below-zero", "z ≤ 0 counts as inactive, even where a is not 0", (z <= 0).mean(axis=0)
        ),
        KnownMistake(
            "turned-round",
            "active samples are counted instead of inactive ones",
            1 - silent.mean(axis=0),
        ),
        KnownMistake(
            "not-averaged",
            "the number of inactive samples is not divided by the number of all",
            silent.sum(axis=0),
        ),
        KnownMistake(
            "wrong-axis",
            "the share is computed over the units of each sample, not over the samples",
            silent.mean(axis=1),
        ),
        KnownMistake("first-sample", "only the first sample is used", 1.0 * silent[0]),
        KnownMistake("first-sample", "only the last sample is used", 1.0 * silent[-1]),
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
            "one-sample",
            "a unit that is inactive on one sample counts as dead",
            (silent > 0).mean(),
        ),
        KnownMistake("first-sample", "only the first sample is used", on_first),
        KnownMistake("first-sample", "only the last sample is used", on_last),
        KnownMistake(
            "output-counted",
            "the units of the output layer are counted, too",
            dead([*hidden, output]),
        ),
        KnownMistake(
            "not-averaged",
            "the number of dead units is not divided by the number of all",
            is_dead.sum(),
        ),
        KnownMistake(
            "list-compared",
            "a list is compared with 1, which is always False; compare an array",
            0.0,
        ),
        KnownMistake(
            "turned-round", "living units are counted instead of dead ones", (~is_dead).mean()
        ),
        KnownMistake("silence", "the answer is the mean share of inactive samples", silent.mean()),
        KnownMistake(
            "by-layer", "the layers' shares are averaged without their widths", np.mean(by_layer)
        ),
        KnownMistake("one-layer", "only the first hidden layer is used", by_layer[0]),
        KnownMistake("one-layer", "only the last hidden layer is used", by_layer[-1]),
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
            "depth", "the depth counts only the hidden layers", partial(share, depth, whole)
        ),
        KnownMistake("depth", "one hidden layer is missing", partial(share, hidden - 1, whole)),
        KnownMistake(
            "one-unit",
            "one inactive unit is enough to call a network dead",
            partial(share, hidden, lambda silent: silent.all(axis=-2).any(axis=-1)),
        ),
        KnownMistake(
            "one-sample",
            "a layer that is inactive on one sample is enough to call a network dead",
            partial(share, hidden, lambda silent: silent.all(axis=-1).any(axis=-1)),
        ),
        KnownMistake(
            "all-layers",
            "a network is called dead only if all its layers are",
            lambda: np.mean([*np.all([whole(silent) for silent in outputs(hidden)], axis=0)]),
        ),
        KnownMistake(
            "activation-missing",
            "relu is missing, so negative values stay negative",
            lambda: np.mean([*np.any([whole(s) for s in outputs(hidden, -np.inf)], axis=0)]),
        ),
        KnownMistake(
            "last-layer",
            "only the last hidden layer is used",
            lambda: whole(outputs(hidden)[-1]).mean(),
        ),
        KnownMistake(
            "last-layer",
            "inactive samples are counted instead of dead networks",
            lambda: outputs(hidden)[-1].all(axis=-1).mean(),
        ),
        KnownMistake(
            "first-layer",
            "only the first hidden layer is used",
            lambda: whole(outputs(hidden)[0]).mean(),
        ),
        KnownMistake(
            "turned-round",
            "living networks are counted instead of dead ones",
            lambda: 1 - share(hidden, whole),
        ),
    ]


def of_single_input(width: int, depth: int) -> list[KnownMistake]:
    """Return what the probability of an inactive layer on one input comes to with a mistake.

    >>> [mistake.done for mistake in of_single_input(1, 2) if mistake.value == 0.75]
    ['the exponent is L, which counts the output layer, too']
    """
    living = 1 - 2.0**-width
    return [
        KnownMistake(
            "depth", "the exponent is L, which counts the output layer, too", 1 - living**depth
        ),
        KnownMistake("depth", "the exponent is L - 2", 1 - living ** (depth - 2)),
        KnownMistake(
            "turned-round", "the answer is the probability of staying alive", living ** (depth - 1)
        ),
        KnownMistake("no-power", "the number of layers is not used", 1 - living),
        KnownMistake(
            "added",
            "the layers' probabilities are added, though two layers can be inactive at once",
            2.0**-width * (depth - 1),
        ),
        KnownMistake(
            "no-power",
            "the width is not used, though a layer has several units",
            1 - 0.5 ** (depth - 1),
        ),
        KnownMistake(
            "turned-round",
            "2⁻ᴺ is used as the probability of staying alive",
            1 - (2.0**-width) ** (depth - 1),
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
        KnownMistake("depth", "the exponent is L - 1 instead of L - 2", bounds(depth - 1)[name]),
        KnownMistake("depth", "the exponent is L instead of L - 2", bounds(depth)[name]),
        KnownMistake("sign-inside", instead("-", "+") + " before c", bounds(depth - 2, -c)[name]),
        KnownMistake("factor-missing", "c is missing", bounds(depth - 2, 1)[name]),
    ]
