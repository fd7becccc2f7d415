"""Slopes by central differences: what the truths of the written documents are checked by.

A network is a function of shifts, {name: what is added to that quantity}; it returns every quantity
by its name. A slope by any quantity, also one in the middle, is then a shift of that quantity.
"""

import numpy as np

STEP = 1e-5


def slope(network, of, by):
    """Return the slope of the scalar `of` by every entry of `by`."""
    shape = np.shape(network({})[by])
    slopes = np.zeros(shape)
    for place in np.ndindex(shape):
        shift = np.zeros(shape)
        shift[place] = STEP
        up, down = (network({by: sign * shift})[of] for sign in (1, -1))
        slopes[place] = (up - down) / (2 * STEP)
    return slopes


def derivative(function, at):
    """Return the slope of a function that acts on each entry by itself."""
    return (function(at + STEP) - function(at - STEP)) / (2 * STEP)


def same(claimed, actual):
    """Tell whether a claim and the truth are one array, in shape and in every entry."""
    claimed, actual = np.asarray(claimed, float), np.asarray(actual, float)
    return claimed.shape == actual.shape and np.allclose(claimed, actual, rtol=1e-5, atol=1e-7)


class Quantities(dict):
    """The quantities of a network, each shifted as it is set."""

    def __init__(self, shifts):
        super().__init__()
        self.shifts = shifts

    def __setitem__(self, name, value):
        super().__setitem__(name, value + self.shifts.get(name, 0.0))
