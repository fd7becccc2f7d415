"""Mistakes in a network for images: in how it is drawn, in its rows, and on its way back."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from derivations.arrays import Array, Pair, alike
from derivations.known_mistakes.convolution import convolved
from derivations.known_mistakes.known_mistake import NONE, KnownMistake, Maker, Remark
from derivations.known_mistakes.pooling import blocks_of
from derivations.language.phrases import matches


class Parts(NamedTuple):
    """What an image network is made of, and the steps of its way back.

    pool_back(dP) takes the gradient of the pooled numbers, in rows, back to Z's shape;
    conv_back(dZ) gives (dK, db).
    """

    Z: Array
    P: Array
    ŷ: Array
    Y: Array
    W: Array
    pool_back: Callable[[Array], Array]
    conv_back: Callable[[Array], Pair]


def ways_back(parts: Parts) -> Iterator[Maker]:
    """Yield (code, what was done, make): a maker of [dK, db, dW, db] with a mistake."""
    Z, P, ŷ, Y, W, pool_back, conv_back = parts
    n = len(Y)

    def back(δ, slope=lambda Z: Z > 0, top=lambda δ: [P.T @ δ, δ.sum(axis=0)], below=None):
        dZ = pool_back((δ if below is None else below) @ W.T) * slope(Z)
        return [*conv_back(dZ), *top(δ)]

    δ = (ŷ - Y) / n
    yield *NONE, lambda: back(δ)
    yield "not-averaged", "it is not divided by the images", lambda: back(n * δ)
    yield "sign", "Y and ŷ are exchanged", lambda: back(-δ)
    yield "slope-missing", "ReLU's slope is left out", lambda: back(δ, lambda Z: 1.0)
    yield "slope-is-value", "relu is taken for its slope", lambda: back(δ, lambda Z: Z * (Z > 0))
    done = "the bias of the last layer is averaged instead of added up"
    yield "bias", done, lambda: back(δ, top=lambda δ: [P.T @ δ, δ.mean(axis=0)])
    done = "only the last layer is divided by the images"
    yield "half-averaged", done, lambda: back(δ, below=n * δ)


def of_found(image: Array, K: Array, b: Array, kernel: int) -> list[KnownMistake]:
    """Return what one kernel finds in one image (h, w, c) with a mistake."""
    Z = convolved(image[None], K, b)[0, :, :, kernel]
    done = "relu is applied already"
    return [KnownMistake("relu", done, np.maximum(Z, 0))]


def of_pooled(image: Array, K: Array, b: Array) -> list[KnownMistake]:
    """Return the pooled numbers of one image (h, w, c) in a row, with a mistake on the way."""
    Z = convolved(image[None], K, b)[0]

    def pooled(a, keep=np.max):
        return np.stack([keep(blocks_of(m, 2), axis=-1) for m in a.transpose(2, 0, 1)], axis=-1)

    right = pooled(np.maximum(Z, 0))
    return [
        KnownMistake("kernel-order", "all numbers of one kernel stand together",
                     right.transpose(2, 0, 1).ravel()),
        KnownMistake("columns", "rows and columns are exchanged",
                     right.transpose(1, 0, 2).ravel()),
        KnownMistake("relu-missing", "ReLU is left out", pooled(Z).ravel()),
        KnownMistake("mean", "the mean is pooled instead of the greatest entry",
                     pooled(np.maximum(Z, 0), np.mean).ravel()),
        KnownMistake("pooling", "the pooling is left out", np.maximum(Z, 0).ravel()),
    ]  # fmt: skip


def of_drawn_sizes(
    shape: Sequence[int], kernels: int, size: int, classes: int
) -> list[KnownMistake]:
    """Return the shape of W, as a table writes it, with a mistake in it."""
    h, w, c = shape
    rows, columns = h - size + 1, w - size + 1

    def wrong(code, done, count):
        return KnownMistake(code, done, f"{count}, {classes}")

    return [
        wrong("pooling", "the pooling is left out", rows * columns * kernels),
        wrong("pooling", "only one side is halved", rows // 2 * columns * kernels),
        wrong("places", "the image's size is taken instead of how many places there are",
              (h // 2) * (w // 2) * kernels),
        wrong("places", "1 is not added where places are counted",
              ((rows - 1) // 2) * ((columns - 1) // 2) * kernels),
        wrong("kernels", "the kernels are left out", (rows // 2) * (columns // 2)),
        wrong("channels", "the channels of the image are counted again",
              (rows // 2) * (columns // 2) * kernels * c),
    ]  # fmt: skip


def of_drawn_kernels(channels: int, kernels: int, size: int) -> list[KnownMistake]:
    """Return the shape of K, as a table writes it, with its axes in another order."""
    orders = {
        "the kernels come first instead of last": (kernels, size, size, channels),
        "the channels come after the kernels": (size, size, kernels, channels),
        "the channels come first": (channels, size, size, kernels),
    }
    return [
        KnownMistake("order", done, ", ".join(map(str, shape))) for done, shape in orders.items()
    ]


def of_counts(epochs: int) -> list[KnownMistake]:
    """Return how many costs there are with a mistake."""
    return [KnownMistake("first-cost", "the cost before the first step is missing", epochs)]


def same(one: Sequence[Pair], other: Sequence[Pair]) -> bool:
    """Tell whether two networks have the same parameters."""
    pairs = zip(one, other, strict=True)
    return all(alike(a[part], b[part]) for a, b in pairs for part in (0, 1))


def seen_in_learned(
    network: Sequence[Pair],
    how: tuple[float, int, int],
    learn: Callable[[float, int, int], Sequence[Pair]],
) -> list[Remark]:
    """Return (code, sentence) pairs on a network that has not learned what it should.

    how is (α, epochs, batch size), and learn(α, epochs, batch size) returns what it should be.
    """
    α, epochs, size = how
    ways = {
        ("uphill", "each step goes with the gradient instead of against it"): (-α, epochs, size),
        ("epochs", "there is one epoch too few"): (α, max(epochs - 1, 0), size),
        ("epochs", "there is one epoch too many"): (α, epochs + 1, size),
        ("α", "each step is twice as long"): (2 * α, epochs, size),
        ("batches", "each epoch is one step on all images"): (α, epochs, 10**6),
    }
    drawn = learn(0.0, 0, size)
    if all(alike(b, first) for (_, b), (_, first) in zip(network, drawn, strict=True)) and epochs:
        return [("bias", "The biases are still what they were at the start: they take no step.")]
    for (code, done), given in ways.items():
        if same(network, learn(*given)):
            return [(code, matches("Your parameters", [done], "match"))]
    return []


def of_read(P: Array, W: Array, b: Array) -> list[KnownMistake]:
    """Return what the last layer makes of one image's pooled numbers with a mistake."""
    return [KnownMistake("softmax-missing", "softmax is missing", P @ W + b)]


def of_variance(inputs: int, outputs: int, channels: int = 1) -> list[KnownMistake]:
    """Return about which variance weights have that are drawn with a mistake."""
    variances = {
        "the weights have variance 1": 1.0,
        "the weights have variance 1/d instead of 2/d": 1 / inputs,
        "d counts the outputs instead of the inputs": 2 / outputs,
        "2/d is the deviation instead of the variance": (2 / inputs) ** 2,
    }
    if channels > 1:
        variances["d does not count the channels"] = 2 * channels / inputs
    return [KnownMistake("variance", done, v, near=0.2) for done, v in variances.items()]
