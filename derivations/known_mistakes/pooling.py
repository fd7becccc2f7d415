"""Mistakes in pooling: in blocks, in places, and in who gets the gradient."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from derivations.arrays import Array
from derivations.known_mistakes.known_mistake import KnownMistake


def blocks_of(X: Array, size: int) -> Array:
    """Return the blocks of one image (h, w), (h // size, w // size, size²)."""
    seen = sliding_window_view(X, (size, size))[::size, ::size]
    return seen.reshape(*seen.shape[:2], size * size)


def _whole(X: Array, size: int) -> Array:
    """Return an image without the rows and columns that belong to no block."""
    return X[: len(X) // size * size, : X.shape[1] // size * size]


def of_blocks(X: Array, size: int) -> list[KnownMistake]:
    """Return the blocks of an image, one a row, with a mistake in them."""
    right = blocks_of(X, size)
    rows, columns, _ = right.shape
    turned = right.reshape(rows, columns, size, size).swapaxes(2, 3)
    overlapping = sliding_window_view(X, (size, size)).reshape(-1, size * size)
    return [
        KnownMistake("columns", "a block is listed column by column",
                     turned.reshape(-1, size * size)),
        KnownMistake("columns", "the blocks are taken column by column",
                     right.swapaxes(0, 1).reshape(-1, size * size)),
        KnownMistake("reshaped", "the rows of the image are cut into pieces instead of into blocks",
                     _whole(X, size).reshape(-1, size * size)),
        KnownMistake("overlap", "the blocks overlap: they move by one pixel", overlapping),
    ]  # fmt: skip


def of_max_pool(X: Array, size: int) -> list[KnownMistake]:
    """Return the greatest entries of the blocks with a mistake.

    >>> [float(m.value[0, 0]) for m in of_max_pool(np.array([[1.0, 3.0], [2.0, 0.0]]), 2)][:3]
    [1.5, 0.0, 6.0]
    """
    seen = blocks_of(X, size)
    overlapping = sliding_window_view(X, (size, size)).max(axis=(2, 3))
    return [
        KnownMistake("mean", "the mean is kept instead of the greatest entry", seen.mean(axis=-1)),
        KnownMistake("least", "the least entry is kept", seen.min(axis=-1)),
        KnownMistake("sum", "the entries are added up", seen.sum(axis=-1)),
        KnownMistake("size", "the entry that is greatest in size is kept, whatever its sign",
                     np.abs(seen).max(axis=-1)),
        KnownMistake("first", "the first entry of each block is kept", seen[..., 0]),
        KnownMistake("whole", "the greatest entry of the whole image is kept",
                     np.full(seen.shape[:2], X.max())),
        KnownMistake("overlap", "the blocks overlap: they move by one pixel", overlapping),
    ]  # fmt: skip


def of_where(X: Array, size: int) -> list[KnownMistake]:
    """Return the places of the greatest entries with a mistake."""
    h, w = X.shape
    seen, places = blocks_of(X, size), blocks_of(np.arange(h * w).reshape(h, w), size)
    best = seen.argmax(axis=-1)
    where = np.take_along_axis(places, best[..., None], axis=-1)[..., 0]
    last = seen.shape[-1] - 1 - seen[..., ::-1].argmax(axis=-1)
    of_last = np.take_along_axis(places, last[..., None], axis=-1)[..., 0]
    of_least = np.take_along_axis(places, seen.argmin(axis=-1)[..., None], axis=-1)[..., 0]
    rows, columns = np.indices(best.shape)
    return [
        KnownMistake("in-block", "the place is counted in its block instead of in the image", best),
        KnownMistake("columns", "the places are counted column by column",
                     where % w * h + where // w),
        KnownMistake("from-1", "the places are counted from 1", where + 1),
        KnownMistake("last", "of equal entries the last one counts", of_last),
        KnownMistake("least", "it is the place of the least entry", of_least),
        KnownMistake("size-missing", "a block's row and column are not multiplied by size",
                     (rows + best // size) * w + columns + best % size),
        KnownMistake("height", "the rows are multiplied by the height instead of the width",
                     (size * rows + best // size) * h + size * columns + best % size),
        KnownMistake("turned", "in a block, row and column are exchanged",
                     (size * rows + best % size) * w + size * columns + best // size),
    ]  # fmt: skip


def _spread(shares: Array, shape: tuple[int, ...]) -> Array:
    """Return an image with a share for each entry of each block, and 0 in what is left over."""
    rows, columns, size = *shares.shape[:2], round(shares.shape[2] ** 0.5)
    sides = shares.reshape(rows, columns, size, size).swapaxes(1, 2)
    image = sides.reshape(rows * size, columns * size)
    spread = np.zeros(shape)
    spread[: image.shape[0], : image.shape[1]] = image
    return spread


def of_max_pool_back(X: Array, size: int, dY: Array) -> list[KnownMistake]:
    """Return what goes back through max pooling with a mistake.

    >>> X, dY = np.array([[1.0, 3.0], [3.0, 0.0]]), np.array([[8.0]])
    >>> [(m.code, m.value.tolist()) for m in of_max_pool_back(X, 2, dY)][:2]
    [('all-ties', [[0.0, 8.0], [8.0, 0.0]]), ('all-ties', [[0.0, 4.0], [4.0, 0.0]])]
    """
    seen, G = blocks_of(X, size), dY[..., None]
    best = seen.max(axis=-1, keepdims=True)
    ties, first = seen == best, np.arange(size * size) == seen.argmax(axis=-1)[..., None]
    return [
        KnownMistake("all-ties", "each of several equal entries gets the whole gradient",
                     _spread(G * ties, X.shape)),
        KnownMistake("all-ties", "equal entries share the gradient",
                     _spread(G * ties / ties.sum(axis=-1, keepdims=True), X.shape)),
        KnownMistake("all-entries", "all entries of a block get the gradient",
                     _spread(G + 0 * seen, X.shape)),
        KnownMistake("equal-shares", "all entries get equal shares, as in average pooling",
                     _spread(G / size**2 + 0 * seen, X.shape)),
        KnownMistake("times-value", "the gradient is multiplied by the entry",
                     _spread(G * first * best, X.shape)),
        KnownMistake("ones", "entries that are not the greatest get 1 instead of 0",
                     np.where(_spread(1.0 * first, X.shape) == 1, _spread(G * first, X.shape), 1)),
        KnownMistake("gradient-missing", "1 goes back, and not the gradient",
                     _spread(1.0 * first, X.shape)),
    ]  # fmt: skip


def of_average(X: Array, size: int) -> list[KnownMistake]:
    """Return the means of the blocks with a mistake."""
    seen = blocks_of(X, size)
    return [
        KnownMistake("sum", "the entries are added up and not averaged", seen.sum(axis=-1)),
        KnownMistake("max", "the greatest entry is kept instead of the mean", seen.max(axis=-1)),
        KnownMistake("side", "it is divided by the side of a block instead of by its entries",
                     seen.sum(axis=-1) / size),
    ]  # fmt: skip


def _tiled(shares: Array, size: int, shape: tuple[int, ...]) -> Array:
    """Return an image with the shares of all blocks side by side, again and again."""
    laid = np.tile(shares, (size, size))
    image = np.zeros(shape)
    image[: laid.shape[0], : laid.shape[1]] = laid
    return image


def of_average_back(dY: Array, size: int, shape: tuple[int, ...]) -> list[KnownMistake]:
    """Return what goes back through average pooling to an image of this shape with a mistake."""
    G = dY[..., None] + np.zeros(size * size)
    corner = np.arange(size * size) == 0
    return [
        KnownMistake("not-divided", "each entry gets the whole gradient", _spread(G, shape)),
        KnownMistake("side", "it is divided by the side of a block instead of by its entries",
                     _spread(G / size, shape)),
        KnownMistake("tiled", "the gradients are laid side by side instead of repeated",
                     _tiled(dY / size**2, size, shape)),
        KnownMistake("first", "only the first entry of a block gets it",
                     _spread(G * corner, shape)),
    ]  # fmt: skip
