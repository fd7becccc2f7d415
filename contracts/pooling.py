"""Contracts of blocks and of pooling."""

import numpy as np

from contracts.images import IMAGES, ImageShape, some
from dojo.contracts.contract import Arguments, Contract
from dojo.contracts.draw import Draw
from dojo.contracts.kinds import Numbers, Whole

POOLED = Numbers("n, h′, w′, c")


def _pooled(draw: Draw) -> Arguments:
    """Return images, and blocks that fit into them; some pixels may be left over.

    Of images of −1 and 1 many entries of a block are equal.
    """
    size = 3 if draw.choice == TIED else some(draw, "size", 1, 3, large=5)
    some(draw, "n", 1, 3, large=20)
    some(draw, "c", 1, 3, large=5)
    for side in "hw":
        blocks = some(draw, f"{side}′", 1, 3, large=5)
        draw.sizes[side] = size * blocks + int(draw.rng.integers(size))
    X = IMAGES.draw(draw)
    return {"X": np.sign(X) if draw.choice == TIED else X, "size": size}


def _max_back(draw: Draw) -> Arguments:
    """Return gradients, with one place in each block."""
    given = _pooled(draw)
    n, _, w, c = shape = given["X"].shape
    rows, columns, size = draw.sizes["h′"], draw.sizes["w′"], given["size"]
    i, j = (draw.rng.integers(size, size=(n, rows, columns, c)) for _ in "ij")
    row = size * np.arange(rows)[:, None, None] + i
    column = size * np.arange(columns)[:, None] + j
    return {"dY": POOLED.draw(draw), "where": draw.formed(row * w + column), "shape": shape}


def _average_back(draw: Draw) -> Arguments:
    """Return gradients, the size of blocks, and the shape of the images."""
    given = _pooled(draw)
    return {"dY": POOLED.draw(draw), "size": given["size"], "shape": given["X"].shape}


TIED = "many of one size"
BLOCKS = {"X": IMAGES, "size": Whole(1, 9)}
CONTRACTS = {
    "blocks": Contract([BLOCKS], _pooled, magnitudes=True),
    "max_pool": Contract([BLOCKS], _pooled, [None, TIED, TIED], [None], magnitudes=True),
    "max_pool_back": Contract([{"dY": POOLED, "where": POOLED, "shape": ImageShape(4)}], _max_back),
    "average_pool": Contract([BLOCKS], _pooled, magnitudes=True),
    "average_pool_back": Contract(
        [{"dY": POOLED, "size": Whole(1, 9), "shape": ImageShape(4)}], _average_back
    ),
}
