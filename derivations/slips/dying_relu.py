"""Slips in measuring silence and death, and in the laws of being born dead."""

from functools import cache, partial

import numpy as np

from .slip import NONE, Slip


def of_silence(signals, layer):
    """Return what one layer's shares of silence come to with a slip; signals are [(z, a), …].

    >>> z = np.array([[-1.0], [0.0], [1.0], [2.0]])
    >>> [float(slip.value[0]) for slip in of_silence([(z, np.maximum(z, 0))], 0)[1:4]]
    [0.5, 0.25, 0.5]
    """
    z, a = signals[layer]
    silent = a == 0
    return [
        Slip(*NONE, silent.mean(axis=0)),
        Slip("below-zero", "a ≤ 0 counts as silent, not only a = 0", (a <= 0).mean(axis=0)),
        Slip("kink", "z = 0 does not count as silent", (z < 0).mean(axis=0)),
        Slip("below-zero", "z ≤ 0 counts as silent, whatever a is", (z <= 0).mean(axis=0)),
        Slip(
            "turned-round",
            "the samples are counted on which it is not silent",
            1 - silent.mean(axis=0),
        ),
        Slip(
            "not-averaged", "silent samples are counted, and not divided by all", silent.sum(axis=0)
        ),
        Slip("wrong-axis", "the share is one of the units, for each sample", silent.mean(axis=1)),
    ]


def dead(shares):
    """Return the share of dead units that follows from each layer's shares of silence.

    >>> float(dead([np.array([1.0, 0.5]), np.array([1.0, 0.0])]))
    0.5
    """
    return (np.concatenate(shares) == 1).mean()


def of_death(signals):
    """Return what the share of dead units comes to with a slip; signals are [(z, a), …]."""
    *hidden, output = ((a == 0).mean(axis=0) for _, a in signals)
    silent = np.concatenate(hidden)
    is_dead = silent == 1
    by_layer = [(share == 1).mean() for share in hidden]
    return [
        Slip(*NONE, is_dead.mean()),
        Slip("one-sample", "a unit that is silent once is taken for dead", (silent > 0).mean()),
        Slip(
            "output-counted",
            "the units of the output layer are counted too",
            dead([*hidden, output]),
        ),
        Slip("not-averaged", "dead units are counted, and not divided by all", is_dead.sum()),
        Slip("list-compared", "a list, not an array, is compared with 1, which is False", 0.0),
        Slip("turned-round", "the living units are counted", (~is_dead).mean()),
        Slip("silence", "the share of silence is averaged over the units", silent.mean()),
        Slip(
            "by-layer", "the layers' shares are averaged, whatever their widths", np.mean(by_layer)
        ),
        Slip("one-layer", "the first hidden layer alone is looked at", by_layer[0]),
        Slip("one-layer", "the last hidden layer alone is looked at", by_layer[-1]),
    ]


def of_born_dead(draw, generator, width, depth, X, nets):
    """Return what the share of networks born dead comes to with a slip.

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
        Slip(*NONE, partial(share, hidden, whole)),
        Slip("depth", "the depth counts the hidden layers alone", partial(share, depth, whole)),
        Slip("depth", "one hidden layer is missing", partial(share, hidden - 1, whole)),
        Slip(
            "one-unit",
            "one silent unit makes a network dead",
            partial(share, hidden, lambda silent: silent.all(axis=-2).any(axis=-1)),
        ),
        Slip(
            "one-sample",
            "a layer that is silent on one sample makes a network dead",
            partial(share, hidden, lambda silent: silent.all(axis=-1).any(axis=-1)),
        ),
        Slip(
            "all-layers",
            "all layers have to be dead, not one of them",
            lambda: np.mean([*np.all([whole(silent) for silent in outputs(hidden)], axis=0)]),
        ),
        Slip(
            "activation-missing",
            "relu is missing: nothing is cut off at 0",
            lambda: np.mean([*np.any([whole(s) for s in outputs(hidden, -np.inf)], axis=0)]),
        ),
        Slip(
            "last-layer",
            "the last hidden layer alone is looked at",
            lambda: whole(outputs(hidden)[-1]).mean(),
        ),
        Slip(
            "turned-round", "the networks that live are counted", lambda: 1 - share(hidden, whole)
        ),
    ]


def of_single_input(width, depth):
    """Return what the probability of silence on one input comes to with a slip.

    >>> [slip.done for slip in of_single_input(1, 2) if slip.value == 0.75]
    ['L stands in the exponent, which counts the output layer']
    """
    living = 1 - 2.0**-width
    return [
        Slip("depth", "L stands in the exponent, which counts the output layer", 1 - living**depth),
        Slip("depth", "L - 2 stands in the exponent", 1 - living ** (depth - 2)),
        Slip("turned-round", "the probability is that of staying alive", living ** (depth - 1)),
        Slip("no-power", "the number of layers is left out", 1 - living),
        Slip(
            "no-power",
            "the width is left out: a layer has more units than one",
            1 - 0.5 ** (depth - 1),
        ),
        Slip(
            "turned-round", "2⁻ᴺ is taken for the chance to live", 1 - (2.0**-width) ** (depth - 1)
        ),
    ]


def of_bounds(name, width, depth):
    """Return what the lower or upper bound of being born dead comes to with a slip."""
    N = width
    a1, a2 = 1 - 2.0**-N, 1 - 2.0 ** (1 - N) - (N - 1) * 4.0**-N
    c = (1 - 2.0 ** (1 - N)) * (1 - 2.0**-N) / (1 + (N - 1) * 2.0**-N)

    def bounds(power, factor=c):
        upper = 1 - a1**power
        return {"lower?": upper + factor * (a2**power - a1**power), "upper?": upper}

    right = bounds(depth - 2)
    other = right["upper?" if name == "lower?" else "lower?"]
    return [
        Slip("swapped", "the two bounds are swapped", other),
        Slip("depth", "L - 1 stands for L - 2", bounds(depth - 1)[name]),
        Slip("depth", "L stands for L - 2", bounds(depth)[name]),
        Slip("sign-inside", "- stands where + belongs before c", bounds(depth - 2, -c)[name]),
        Slip("factor-missing", "c is missing", bounds(depth - 2, 1)[name]),
    ]
