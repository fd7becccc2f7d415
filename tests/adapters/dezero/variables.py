"""Conversion of ndarrays to DeZero's variables, and of variables to ndarrays."""

import functools

import numpy as np
from dezero import Variable, functions


def variable(values):
    """Copy numbers into a float64 variable."""
    return Variable(np.array(values, dtype=float))


def array(values):
    return np.array(values.data)


def on_variables(function):
    """Let a function of variables take and return ndarrays; what is given by name stays."""

    @functools.wraps(function)
    def call(*arrays, **options):
        return array(function(*map(variable, arrays), **options))

    return call


def slope(function, at, *rest):
    """Return ∂f/∂z of a function that works entry by entry, or ∂J/∂ŷ of a cost, by backward()."""
    at = variable(at.data)
    functions.sum(function(at, *rest)).backward()
    return at.grad
