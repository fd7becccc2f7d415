"""Pooling by loops over the entries of a block."""

import numpy as np


def cut(X, size):
    """Return one array for each entry of a block: row by row."""
    h, w = X.shape[1] // size * size, X.shape[2] // size * size
    return [X[:, i:h:size, j:w:size] for i in range(size) for j in range(size)]


def blocks(X, size):
    return np.stack(cut(X, size), axis=-1)


def max_pool(X, size):
    places = np.arange(X.shape[1] * X.shape[2]).reshape(1, *X.shape[1:3], 1)
    Y, where = None, None
    for seen, place in zip(cut(X, size), cut(places, size), strict=True):
        place = np.broadcast_to(place, seen.shape)
        if Y is None:
            Y, where = seen.copy(), place.copy()
        where, Y = np.where(seen > Y, place, where), np.maximum(seen, Y)
    return Y, where


def max_pool_back(dY, where, shape):
    dX = np.zeros(shape)
    for place, value in np.ndenumerate(dY):
        row, column = divmod(int(where[place]), shape[2])
        dX[place[0], row, column, place[3]] += value
    return dX


def average_pool(X, size):
    return sum(cut(X, size)) / size**2


def average_pool_back(dY, size, shape):
    dX = np.zeros(shape)
    for part in cut(dX, size):
        part[...] = dY / size**2
    return dX
