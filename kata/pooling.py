"""Pooling: of each block of an image one number is kept."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def blocks(X, size):
    """Return the blocks of images, (n, h // size, w // size, c, size²), side by side.

    X (n, h, w, c); a block has size rows and size columns of one channel, listed row by row. Rows
    and columns that are left over at the end belong to no block.

    >>> blocks(np.array([[1, 2, 3], [4, 5, 6]]).reshape(1, 2, 3, 1), 2)[0, 0, 0, 0]
    array([1, 2, 4, 5])
    """
    seen = sliding_window_view(X, (size, size), axis=(1, 2))[:, ::size, ::size]
    return seen.reshape(*seen.shape[:4], size * size)


def max_pool(X, size):
    """Return (Y, where): the greatest entry of each block, and its place in its image.

    X (n, h, w, c), both results (n, h // size, w // size, c). A place is a whole number: the h·w
    places of an image are counted from 0, row by row. Of equal entries the first one counts.

    >>> X = np.array([[1.0, 3.0, 5.0], [7.0, 0.0, 9.0]]).reshape(1, 2, 3, 1)
    >>> Y, where = max_pool(X, 2)
    >>> float(Y.item()), int(where.item())
    (7.0, 3)
    """
    seen = blocks(X, size)
    best = seen.argmax(axis=-1)
    _, rows, columns, _ = best.shape
    row = size * np.arange(rows)[:, None, None] + best // size
    column = size * np.arange(columns)[:, None] + best % size
    return seen.max(axis=-1), row * X.shape[2] + column


def max_pool_back(dY, where, shape):
    """Return dX of this shape, (n, h, w, c): each gradient goes to where its maximum came from.

    dY, the gradient with respect to Y, and where are as max_pool returns them. All other entries
    get 0.

    >>> dY, where = np.array([[[[5.0]]]]), np.array([[[[3]]]])
    >>> max_pool_back(dY, where, (1, 2, 3, 1)).reshape(2, 3)
    array([[0., 0., 0.],
           [5., 0., 0.]])
    """
    n, h, w, c = shape
    dX = np.zeros((n, h * w, c))
    np.put_along_axis(dX, where.reshape(n, -1, c), dY.reshape(n, -1, c), axis=1)
    return dX.reshape(shape)


def average_pool(X, size):
    """Return the mean of each block, (n, h // size, w // size, c); X (n, h, w, c).

    >>> average_pool(np.array([[1.0, 3.0], [2.0, 0.0]]).reshape(1, 2, 2, 1), 2).item()
    1.5
    """
    return blocks(X, size).mean(axis=-1)


def average_pool_back(dY, size, shape):
    """Return dX of this shape, (n, h, w, c): a gradient goes to all of its block in equal shares.

    dY is the gradient with respect to what average_pool returns. What belongs to no block gets 0.

    >>> average_pool_back(np.array([[[[8.0]]]]), 2, (1, 2, 3, 1)).reshape(2, 3)
    array([[2., 2., 0.],
           [2., 2., 0.]])
    """
    shares = (dY / size**2).repeat(size, axis=1).repeat(size, axis=2)
    dX = np.zeros(shape)
    dX[:, : shares.shape[1], : shares.shape[2]] = shares
    return dX
