"""A stack of linear layers is one affine map: its W is its Jacobian, its b what it makes of 0."""

import autograd.numpy as np
from autograd import jacobian


def collapse(layers):
    def through(x):
        for W, b in layers:
            x = np.dot(x, W) + b
        return x

    origin = np.zeros(len(layers[0][0]))
    return jacobian(through)(origin).T, through(origin)


def decide(ŷ):
    return np.where(np.array(ŷ) > 0.5, 1, 0)
