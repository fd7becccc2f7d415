"""Conversion of ndarrays to tensors, and of tensors to ndarrays."""

import functools

import mygrad as mg
import numpy as np


def tensor(values):
    """Copy numbers into a float64 tensor, so that the guard on a graph's memory locks no other."""
    return mg.tensor(np.asarray(values), dtype=float)


def array(values):
    return np.array(values.data if isinstance(values, mg.Tensor) else values)


def on_tensors(function):
    """Let a function of tensors take and return ndarrays; what is given by name stays."""

    @functools.wraps(function)
    def call(*arrays, **options):
        return array(function(*map(tensor, arrays), **options))

    return call


def slope(function, at, *rest):
    """Return ∂f/∂z of a function that works entry by entry, or ∂J/∂ŷ of a cost, by backward()."""
    at = tensor(at.data)
    mg.sum(function(at, *rest)).backward()
    return at.grad
