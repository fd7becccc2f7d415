"""L2 as weight decay of a gradient, and dropout whose backward pass is torch's own."""

import numpy as np
import torch

from .activations import FUNCTIONS
from .forward_propagation import layers_of
from .tensors import array, tensor


def l2_cost(network, λ):
    return λ / 2 * sum(tensor(W).square().sum().item() for W, _, _ in network)


def with_l2(network, gradients, λ):
    return [
        (array(tensor(dW).add(tensor(W), alpha=λ)), db)
        for (W, _, _), (dW, db) in zip(network, gradients, strict=True)
    ]


def stop_early(costs, patience):
    best = 0
    for epoch in range(1, len(costs)):
        best = epoch if costs[epoch] < costs[best] else best
        if epoch == best + patience:
            return best, epoch
    return best, len(costs) - 1


def dropout_mask(rng, shape, keep):
    return np.array(rng.random(shape) < keep, dtype=float) / keep


def last(layers, X, masks):
    """Return the last layer's z and a on tensors."""
    a = tensor(X)
    for (W, b, activation), mask in zip(layers, [*map(tensor, masks), 1.0], strict=True):
        z = a @ W + b
        a = FUNCTIONS[activation](z) * mask
    return z, a


def predict_dropped(network, X, masks):
    return array(last(layers_of(network), X, masks)[1])


def dropped_gradients(network, X, Y, masks):
    layers = layers_of(network, trainable=True)
    z, _ = last(layers, X, masks)
    J = torch.nn.functional.cross_entropy(z, tensor(Y))
    parameters = [θ for W, b, _ in layers for θ in (W, b)]
    arrays = map(array, torch.autograd.grad(J, parameters))
    return list(zip(arrays, arrays, strict=True))
