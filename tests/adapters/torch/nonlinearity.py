"""A stack of linear layers is one affine map; its parts are read off by sending vectors through."""

import torch

from .tensors import array, tensor


def collapse(layers):
    layers = [(tensor(W), tensor(b)) for W, b in layers]

    def through(x):
        for W, b in layers:
            x = x @ W + b
        return x

    origin = torch.zeros(layers[0][0].shape[0], dtype=torch.float64)
    jacobian = torch.func.jacrev(through)(origin)
    return array(jacobian.T), array(through(origin))


def decide(ŷ):
    return array((tensor(ŷ) > 0.5).long())
