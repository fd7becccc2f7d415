"""Operations that lists lack: entry-by-entry functions, sums that broadcast, matrix products."""

import functools
import math

import numpy as np


def lists(values):
    """Turn an array, or whatever can be one, into nested lists of floats; a number stays one."""
    if isinstance(values, list | tuple):
        return [lists(value) for value in values]
    return np.asarray(values, dtype=float).tolist()


def on_lists(function):
    """Let a function of lists take arrays and return one; what is given by name stays as it is."""

    @functools.wraps(function)
    def call(*arrays, **options):
        return np.array(function(*map(lists, arrays), **options))

    return call


def depth(values):
    return 1 + depth(values[0]) if isinstance(values, list) else 0


def each(function, *values):
    """Apply a function entry by entry; of two depths, the shallower goes along with every row."""
    deepest = max(map(depth, values))
    if deepest == 0:
        return function(*values)
    length = max(len(value) for value in values if depth(value) == deepest)
    rows = [_rows(value, deepest, length) for value in values]
    return [each(function, *row) for row in zip(*rows, strict=True)]


def _rows(value, deepest, length):
    if depth(value) < deepest:
        return [value] * length
    return value * length if len(value) == 1 else value


def flat(values):
    if not isinstance(values, list):
        return [values]
    return [entry for value in values for entry in flat(value)]


def total(values):
    """Add up without losing a bit on the way."""
    return math.fsum(flat(values))


def columns(matrix):
    return [list(column) for column in zip(*matrix, strict=True)]


def product(x, W):
    """Multiply vectors, matrices, and stacks of matrices, as @ does."""
    if depth(W) > 2:
        stack = x if depth(x) > 2 else [x] * len(W)
        return [product(one, other) for one, other in zip(stack, W, strict=True)]
    if depth(x) > 1:
        return [product(row, W) for row in x]
    if depth(W) == 1:
        return math.sumprod(x, W) if hasattr(math, "sumprod") else _dot(x, W)
    return [_dot(x, column) for column in zip(*W, strict=True)]


def _dot(x, w):
    return sum(a * b for a, b in zip(x, w, strict=True))


def plus(one, other):
    return each(lambda a, b: a + b, one, other)


def minus(one, other):
    return each(lambda a, b: a - b, one, other)


def times(one, other):
    return each(lambda a, b: a * b, one, other)
