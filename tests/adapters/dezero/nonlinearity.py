"""A stack of linear layers: its b is what becomes of 0, its W what becomes of the unit vectors."""

import numpy as np
from dezero import functions

from .variables import array, variable


def collapse(layers):
    d_in = len(layers[0][0])
    x = variable(np.vstack([np.zeros(d_in), np.eye(d_in)]))
    for W, b in layers:
        x = functions.linear(x, variable(W), variable(b))
    origin, *units = array(x)
    return np.array(units) - origin, origin


def decide(ŷ):
    return np.array(np.asarray(ŷ) > 0.5) * 1


def best_linear_fit(X, y):
    inputs = np.c_[X, np.ones(len(X))]
    solution = np.linalg.lstsq(inputs, y, rcond=None)[0]
    return solution[:-1], solution[-1]
