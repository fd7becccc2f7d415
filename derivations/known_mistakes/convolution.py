"""Mistakes in convolutions: in places, in kernels that are turned round, and on the way back."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from derivations.arrays import Array, alike
from derivations.known_mistakes.known_mistake import NONE, KnownMistake, Maker, Remark
from derivations.language.phrases import listed, matches

TURNED = "turned", "the kernel is turned round"


def of_output_size(n: int, k: int, padding: int, stride: int) -> list[KnownMistake]:
    """Return in how many places a kernel fits with a mistake in the count.

    >>> [(m.code, m.value) for m in of_output_size(9, 3, 1, 2)][:3]
    [('padding', 4), ('padding', 4), ('one-missing', 4)]
    """
    return [
        KnownMistake("padding", "the padding is counted once and not twice",
                     (n + padding - k) // stride + 1),
        KnownMistake("padding", "the padding is left out", (n - k) // stride + 1),
        KnownMistake("one-missing", "1 is not added", (n + 2 * padding - k) // stride),
        KnownMistake("one-missing", "1 is added before it is divided by the stride",
                     (n + 2 * padding - k + 1) // stride),
        KnownMistake("stride", "the stride is left out", n + 2 * padding - k + 1),
        KnownMistake("stride", "both the padding and the stride are left out", n - k + 1),
        KnownMistake("kernel", "the kernel is not subtracted", (n + 2 * padding) // stride + 1),
        KnownMistake("kernel", "the kernel is not subtracted, and 1 is not added",
                     (n + 2 * padding) // stride),
        KnownMistake("padding", "the padding is subtracted", (n - 2 * padding - k) // stride + 1),
        KnownMistake("parentheses", "the kernel alone is divided by the stride",
                     n + 2 * padding - k // stride + 1),
        KnownMistake("rounded-up", "it is rounded up", -(-(n + 2 * padding - k) // stride) + 1),
        KnownMistake("not-rounded", "it is not rounded down", (n + 2 * padding - k) / stride + 1),
    ]  # fmt: skip


def _slid(x, k, stride=1, padding=(0, 0), mode="constant"):
    """Return what a kernel finds in each place."""
    return sliding_window_view(np.pad(x, padding, mode=mode), len(k))[::stride] @ k


def of_correlated(x: Array, k: Array, stride: int = 1, padding: int = 0) -> list[KnownMistake]:
    """Return what a kernel finds in x with a mistake.

    >>> [m.value.tolist() for m in of_correlated(np.arange(3.0), np.array([1.0, 3.0]))][:2]
    [[1.0, 5.0], [3.0]]
    """
    pad = padding, padding
    right = _slid(x, k, stride, pad)
    wrong = [
        (*TURNED, lambda: _slid(x, k[::-1], stride, pad)),
        ("place-missing", "the last place is missing", lambda: right[:-1]),
        ("mean", "the products are averaged instead of added", lambda: right / len(k)),
        ("not-weighed", "the entries are added without their weights",
         lambda: _slid(x, np.ones(len(k)), stride, pad)),
        ("added", "entries and weights are added instead of multiplied",
         lambda: _slid(x, np.ones(len(k)), stride, pad) + np.sum(k)),
        ("dense", "the kernel is repeated side by side, and not moved by one entry",
         lambda: _slid(x, k, len(k), pad)),
    ]  # fmt: skip
    if stride > 1:
        wrong += [
            ("stride", "the stride is left out", lambda: _slid(x, k, 1, pad)),
            ("stride", "x is thinned out by the stride instead of the places",
             lambda: _slid(np.pad(x, pad)[::stride], k)),
        ]  # fmt: skip
    if padding:
        wrong += [
            ("padding", "the padding is left out", lambda: _slid(x, k, stride)),
            ("padding", "zeros are added in front only", lambda: _slid(x, k, stride, (padding, 0))),
            ("padding", "zeros are added behind only", lambda: _slid(x, k, stride, (0, padding))),
            ("padding", "the ends are repeated instead of padding with zeros",
             lambda: _slid(x, k, stride, pad, "edge")),
            ("padding", "the other end is put there instead of zeros",
             lambda: _slid(x, k, stride, pad, "wrap")),
        ]  # fmt: skip
    return _worked_out(wrong)


def _worked_out(wrong):
    """Return the mistakes that can be worked out, of (code, what was done, a maker)."""
    found = []
    for code, done, make in wrong:
        with suppress(ValueError, IndexError):  # the shapes need not go together
            found.append(KnownMistake(code, done, make()))
    return found


def _dense(k, n):
    W = np.zeros((n, n - len(k) + 1))
    for j in range(W.shape[1]):
        W[j : j + len(k), j] = k
    return W


def of_dense(k: Array, n: int) -> list[KnownMistake]:
    """Return the weights of a kernel's dense layer with a mistake."""
    W = _dense(k, n)
    still = np.zeros(W.shape)
    still[: len(k)] = np.asarray(k)[:, None]
    return [
        KnownMistake(*TURNED, _dense(k[::-1], n)),
        KnownMistake("transposed", "rows and columns are exchanged", W.T),
        KnownMistake("not-moved", "the kernel stands in the same rows of each column", still),
        KnownMistake("order", "the last place comes first", W[:, ::-1]),
    ]


def of_correlate_back(δ: Array, x: Array, k: Array, part: int) -> list[KnownMistake]:
    """Return ∂J/∂x (part 0) or ∂J/∂k (part 1) with a mistake."""
    W, seen = _dense(k, len(x)), sliding_window_view(x, len(δ))
    wrong: list[Maker] = [
        (*TURNED, lambda: _dense(k[::-1], len(x)) @ δ),
        ("not-spread", "δ is not spread, but stands once in the first places",
         lambda: np.pad(δ, (0, len(k) - 1))),
        ("weights", "only the weights are added up, without δ", lambda: W.sum(axis=1)),
        ("cut-off", "only places where the kernel lies within δ are counted",
         lambda: _slid(δ, k[::-1])),
    ] if part == 0 else [
        ("turned", "the gradient of the kernel is turned round", lambda: (seen @ δ)[::-1]),
        ("turned", "δ is turned round", lambda: seen @ δ[::-1]),
        (
            "averaged",
            "it is averaged over the places instead of added up",
            lambda: seen @ δ / len(δ),
        ),
        ("one-place", "only the first place is counted", lambda: δ[0] * x[: len(k)]),
        ("one-place", "only the last place is counted", lambda: δ[-1] * x[-len(k) :]),
        ("δ-missing", "only the inputs are added up, without δ", lambda: seen.sum(axis=1)),
    ]  # fmt: skip
    other = [seen @ δ, W @ δ][part]
    wrong.append(("exchanged", "the two gradients are exchanged", lambda: other))
    return _worked_out(wrong)


def convolved(X: Array, K: Array, b: Array) -> Array:
    """Return Z (n, h′, w′, f) of images X (n, h, w, c) and kernels K (kh, kw, c, f)."""
    seen = sliding_window_view(X, K.shape[:2], axis=(1, 2))
    Z: Array = np.einsum("nhwcij,ijcf->nhwf", seen, K) + b
    return Z


def convolutions(X: Array, K: Array, b: Array) -> Iterator[Maker]:
    """Yield (code, what was done, make): a maker of what a convolution gives with a mistake."""
    channels = K.shape[2]
    yield *NONE, lambda: convolved(X, K, b)
    yield *TURNED, lambda: convolved(X, K[::-1, ::-1], b)
    yield "turned", "the kernel's rows are turned round", lambda: convolved(X, K[::-1], b)
    yield "turned", "the kernel's columns are turned round", lambda: convolved(X, K[:, ::-1], b)
    yield (
        "rows-columns",
        "rows and columns of the kernel are exchanged",
        lambda: convolved(X, K.transpose(1, 0, 2, 3), b),
    )
    yield "bias-missing", "the bias is missing", lambda: convolved(X, K, 0 * b)
    yield "bias-sign", "the bias is subtracted", lambda: convolved(X, K, -b)
    yield "bias-summed", "all biases are added to each kernel", lambda: convolved(X, K, b.sum())
    if len(X) > 1:
        done = "all images are added up"
        yield (
            "images-summed",
            done,
            lambda: convolved(X, K, 0 * b).sum(axis=0) + b + 0 * X[:, :1, :1, :1],
        )
    size = K.shape[0] * K.shape[1] * channels
    yield "mean", "the products are averaged instead of added", lambda: convolved(X, K / size, b)
    if channels > 1:
        for i, which in ((0, "first"), (-1, "last")):
            one = [range(channels)[i]]
            done = f"only the {which} channel is seen"
            yield "one-channel", done, partial(convolved, X[..., one], K[:, :, one], b)
        yield (
            "channels-averaged",
            "the channels are averaged instead of added up",
            lambda: convolved(X, K / channels, b),
        )
        yield (
            "bias-per-channel",
            "the bias is added once for each channel",
            lambda: convolved(X, K, channels * b),
        )
        yield (
            "channels-turned",
            "the channels are taken in reverse",
            lambda: convolved(X, K[:, :, ::-1], b),
        )


def _conv_back(dZ, X, K):
    (kh, kw, *_), (_, h, w, _) = K.shape, dZ.shape
    seen = sliding_window_view(X, (kh, kw), axis=(1, 2))
    dK = np.einsum("nhwcij,nhwf->ijcf", seen, dZ)
    dX = np.zeros(X.shape)
    for i in range(kh):
        for j in range(kw):
            dX[:, i : i + h, j : j + w] += dZ @ K[i, j].T
    return dX, dK, dZ.sum(axis=(0, 1, 2))


def ways_back(dZ: Array, X: Array, K: Array) -> Iterator[Maker]:
    """Yield (code, what was done, make): a maker of (dX, dK, db) with a mistake in one of them."""
    n, places = len(X), dZ.shape[1] * dZ.shape[2]
    dX, dK, db = _conv_back(dZ, X, K)
    yield *NONE, lambda: (dX, dK, db)
    done = "the kernel is turned round on the way back to X"
    yield "turned", done, lambda: (_conv_back(dZ, X, K[::-1, ::-1])[0], dK, db)
    done = "the gradient of the kernel is turned round"
    yield "turned", done, lambda: (dX, dK[::-1, ::-1], db)
    if places > 1:
        yield from _averaged("places", places, dX, dK, db)
        done = "∂J/∂K is that of the first place alone"
        yield "one-place", done, lambda: (dX, _conv_back(dZ[:, :1, :1], _corner(X, K), K)[1], db)
        done = "∂J/∂X is overwritten in each place instead of added to"
        yield "overwritten", done, lambda: (_overwritten(dZ, X, K), dK, db)
        done = "each entry of the kernel overwrites ∂J/∂X instead of adding to it"
        yield "overwritten", done, lambda: (_last_entry(dZ, X, K), dK, db)
    if n > 1:
        yield from _averaged("images", n, dX, dK, db)
        done = "only the last image counts for ∂J/∂K"
        yield "one-image", done, lambda: (dX, _conv_back(dZ[-1:], X[-1:], K)[1], db)
        done = "each pixel gets what all images send back"
        yield "images-summed", done, lambda: (dX.sum(axis=0) + 0 * X, dK, db)
    if n > 1 and places > 1:
        done = "∂J/∂K is averaged over the images and ∂J/∂b over images and places"
        yield "averaged", done, lambda: (dX, dK / n, db / (n * places))
    if K.shape[2] == K.shape[3] > 1:
        done = "each K[i, j] is not transposed on the way back to X"
        turned = K.transpose(0, 1, 3, 2)
        yield "not-transposed", done, lambda: (_conv_back(dZ, X, turned)[0], dK, db)
    done = "∂J/∂b has one number for each place"
    yield "bias-per-place", done, lambda: (dX, dK, dZ.sum(axis=0))
    yield "bias-total", "∂J/∂b adds up the kernels as well", lambda: (dX, dK, db.sum() + 0 * db)


def _averaged(over, count, dX, dK, db):
    """Yield makers in which dK, db or both are averaged over so many places or images."""
    how = f"averaged over the {over} instead of added up"
    yield "averaged", f"∂J/∂K is {how}", lambda: (dX, dK / count, db)
    yield "bias", f"∂J/∂b is {how}", lambda: (dX, dK, db / count)
    yield "averaged", f"both ∂J/∂K and ∂J/∂b are {how}", lambda: (dX, dK / count, db / count)


def _corner(X, K):
    """Return what the first place of each image sees."""
    return X[:, : K.shape[0], : K.shape[1]]


def _overwritten(dZ, X, K):
    """Return dX where each place writes over what those before it have sent back."""
    (kh, kw, *_), (_, h, w, _) = K.shape, dZ.shape
    dX = np.zeros(X.shape)
    for i in range(h):
        for j in range(w):
            dX[:, i : i + kh, j : j + kw] = np.einsum("nf,ijcf->nijc", dZ[:, i, j], K)
    return dX


def _last_entry(dZ, X, K):
    """Return dX where each entry of the kernel writes over what those before it have sent back."""
    (kh, kw, *_), (_, h, w, _) = K.shape, dZ.shape
    dX = np.zeros(X.shape)
    for i in range(kh):
        for j in range(kw):
            dX[:, i : i + h, j : j + w] = dZ @ K[i, j].T
    return dX


def of_receptive_field(kernels: Sequence[int], strides: Sequence[int]) -> list[KnownMistake]:
    """Return how far one output sees with a mistake in it.

    >>> [(m.code, m.value) for m in of_receptive_field((3, 2, 3), (1, 2, 1))][:3]
    [('strides', 6), ('own-stride', 9), ('added-up', 8)]
    """

    def field(sizes, steps, start=1):
        return start + sum((k - 1) * step for k, step in zip(sizes, steps, strict=True))

    added = [1 + sum(strides[:i]) for i in range(len(kernels))]
    before = [int(np.prod(strides[:i])) for i in range(len(kernels))]
    own = [int(np.prod(strides[: i + 1])) for i in range(len(kernels))]
    last = [1, *strides[:-1]][: len(kernels)]
    return [
        KnownMistake("strides", "the strides are left out", field(kernels, [1] * len(kernels))),
        KnownMistake("own-stride", "a layer's own stride is counted as well", field(kernels, own)),
        KnownMistake("added-up", "the kernels are added up", sum(kernels)),
        KnownMistake("multiplied", "the kernels are multiplied", int(np.prod(kernels))),
        KnownMistake("own-stride", "a layer's own stride is used instead of those before it",
                     field(kernels, strides)),
        KnownMistake("last-stride", "only the stride of the layer before is counted instead of all",
                     field(kernels, last)),
        KnownMistake("added-up", "the strides are added up instead of multiplied",
                     field(kernels, added)),
        KnownMistake("whole-kernel", "k is added and not k − 1",
                     field([k + 1 for k in kernels], before)),
        KnownMistake("start", "it begins with 0 entries", field(kernels, before, 0)),
    ]  # fmt: skip


def of_count(k: int, channels: int, kernels: int) -> list[KnownMistake]:
    """Return how many parameters kernels of k×k have with a mistake."""
    weights = k * k * channels * kernels
    return [
        KnownMistake("bias", "the biases are not counted", weights),
        KnownMistake("bias", "there is only one bias", weights + 1),
        KnownMistake("bias", "each channel has a bias of its own", weights + channels * kernels),
        KnownMistake(
            "bias", "each kernel has a bias for each of its places", weights + k * k * kernels
        ),
        KnownMistake(
            "kernels", "the weights of one kernel are counted", k * k * channels + kernels
        ),
        KnownMistake(
            "added", "the numbers are added instead of multiplied", k + k + channels + kernels
        ),
        KnownMistake("channels", "the channels are left out", k * k * kernels + kernels),
        KnownMistake("square", "k is counted once and not twice", k * channels * kernels + kernels),
    ]


def furthest(found: Any, right: Array) -> float:
    """Return the greatest difference of two arrays; ∞ if their shapes differ."""
    if np.shape(found) != right.shape:
        return np.inf
    return float(np.abs(found - right).max())


def seen_in_gradients(
    names: Sequence[str],
    found: Sequence[Any],
    wanted: Sequence[Array],
    ways: Callable[[], Iterable[Maker]],
) -> list[Remark]:
    """Return (code, sentence) pairs on gradients that are not those measured.

    ways() yields makers of all of them with a mistake in it.
    """
    pairs = list(zip(names, found, wanted, strict=True))
    shapes = [
        ("shape", f"{name} has shape {np.shape(g)} instead of {right.shape}.")
        for name, g, right in pairs
        if np.shape(g) != right.shape
    ]
    if shapes:
        return shapes
    for code, done, make in ways():
        with suppress(ValueError, IndexError):
            gradients = make()
            if code and all(alike(*pair) for pair in zip(gradients, found, strict=True)):
                wrong = [name for name, g, right in pairs if not np.allclose(g, right, atol=1e-5)]
                verb = "match" if len(wrong) > 1 else "matches"
                return [(code, matches(f"Your {listed(wrong)}", [done], verb))]
    return []
