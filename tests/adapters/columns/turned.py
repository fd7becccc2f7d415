"""The door: rows become columns; a layer (d_in, d_out) turns, and its biases become a column."""

import functools

import numpy as np


def turned(batch):
    """Turn rows into columns, or back."""
    return np.swapaxes(batch, -1, -2)


def upright(W, b):
    """Return a layer as the textbooks write it."""
    return turned(W), np.reshape(b, (-1, 1))


def flat(W, b):
    """Return a layer as everybody else here expects it."""
    return turned(W), b[:, 0]


def on_columns(function):
    """Let a function of columns take and return batches of rows; a vector is left as it is."""

    @functools.wraps(function)
    def call(z, *parameter, **named):
        z = np.asarray(z)
        if z.ndim < 2:
            return function(z, *parameter, **named)
        return turned(function(turned(z), *parameter, **named))

    return call
