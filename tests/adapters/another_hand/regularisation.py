"""L2, early stopping and dropout; the masks go into the layers."""

import numpy as np

from .activations import SLOPES, softmax
from .forward_propagation import forward


def l2_cost(network, λ):
    return 0.5 * λ * float(sum(np.vdot(W, W) for W, _, _ in network))


def with_l2(network, gradients, λ):
    penalised = []
    for layer, (dW, db) in zip(network, gradients, strict=True):
        penalised.append((dW + np.multiply(λ, layer[0]), db.copy()))
    return penalised


def stop_early(costs, patience):
    least = np.minimum.accumulate(costs)
    for epoch in range(len(costs)):
        best = int(np.argmax(np.asarray(costs) == least[epoch]))
        if epoch >= best + patience:
            return best, epoch
    return best, epoch


def dropout_mask(rng, shape, keep):
    return np.where(rng.random(shape) < keep, 1 / keep, 0.0)


def _layers(network, X, masks):
    """Yield (input, z, a) of each layer."""
    for layer, mask in zip(network, [*masks, None], strict=True):
        [(z, a)] = forward([layer], X)
        a = a if mask is None else a * mask
        yield X, z, a
        X = a


def predict_dropped(network, X, masks):
    *_, (_, _, ŷ) = _layers(network, X, masks)
    return ŷ


def dropped_gradients(network, X, Y, masks):
    layers = list(_layers(network, X, masks))
    δ = (softmax(layers[-1][1]) - Y) / len(Y)
    gradients = []
    for i in range(len(network) - 1, -1, -1):
        x, _, _ = layers[i]
        gradients.append((x.T.dot(δ), δ.sum(0)))
        if i:
            z = layers[i - 1][1]
            δ = δ.dot(network[i][0].T) * masks[i - 1] * SLOPES[network[i - 1][2]](z)
    return gradients[::-1]
