"""Steps about pooling: blocks, the greatest entry and the mean, and what goes back."""

from functools import partial

import numpy as np
from pytest_bdd import then

from derivations.known_mistakes import pooling as mistakes


def as_image(matrix):
    """Return a matrix as one image of one channel."""
    return matrix[None, :, :, None]


def as_matrix(images):
    """Return the one channel of one image; anything else as it is."""
    return images[0, :, :, 0] if np.ndim(images) == 4 else images


@then("the blocks of an image are")
def _(sheet, kata):
    for row in sheet:
        X, size = row.matrix("X"), row.integer("size")
        found = kata.pooling.blocks(as_image(X), size)
        # One image and one channel: the blocks alone, one a row.
        listed = found[0].reshape(-1, size * size) if np.ndim(found) == 5 else found
        row.answer("blocks?", listed, mistakes=partial(mistakes.of_blocks, X, size))


@then("max pooling gives")
def _(sheet, kata):
    for row in sheet:
        X, size = row.matrix("X"), row.integer("size")
        Y, where = kata.pooling.max_pool(as_image(X), size)
        row.answer("Y?", as_matrix(Y), mistakes=partial(mistakes.of_max_pool, X, size))
        row.answer("where?", as_matrix(where), mistakes=partial(mistakes.of_where, X, size))


@then("back through max pooling comes")
def _(sheet, kata):
    for row in sheet:
        X, size, dY = row.matrix("X"), row.integer("size"), row.matrix("∂J/∂Y")
        _, where = kata.pooling.max_pool(as_image(X), size)
        dX = kata.pooling.max_pool_back(as_image(dY), where, (1, *X.shape, 1))
        wrong = partial(mistakes.of_max_pool_back, X, size, dY)
        row.answer("∂J/∂X?", as_matrix(dX), mistakes=wrong)


@then("average pooling gives")
def _(sheet, kata):
    for row in sheet:
        X, size, dY = row.matrix("X"), row.integer("size"), row.matrix("∂J/∂Y")
        Y = kata.pooling.average_pool(as_image(X), size)
        row.answer("Y?", as_matrix(Y), mistakes=partial(mistakes.of_average, X, size))
        dX = kata.pooling.average_pool_back(as_image(dY), size, (1, *X.shape, 1))
        wrong = partial(mistakes.of_average_back, dY, size, X.shape)
        row.answer("∂J/∂X?", as_matrix(dX), mistakes=wrong)


@then("correlated, and pooled two by two, it is")
def _(sheet, kata):
    for row in sheet:
        z = kata.convolution.correlate(row.vector("x"), row.vector("k"))
        # Two equal rows: pooling of 2×2 then looks along the row alone.
        Y, _ = kata.pooling.max_pool(as_image(np.tile(z, (2, 1))), 2)
        row.answer("pooled?", Y[0, 0, :, 0])
