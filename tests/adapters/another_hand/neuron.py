"""One neuron, or a layer of them, by np.dot."""

import numpy as np


def weighted_sum(x, W, b):
    return np.dot(x, W) + b


def neuron(x, W, b, f):
    return f(weighted_sum(x, W, b))
