"""Gradient descent by torch.optim.SGD."""

import torch

from .backpropagation import loss
from .cost import FUNCTIONS
from .forward_propagation import layers_of, network_of, signals_of
from .tensors import tensor


def update(network, gradients, α):
    layers = layers_of(network)
    for (W, b, _), (dW, db) in zip(layers, gradients, strict=True):
        W.sub_(tensor(dW), alpha=α)
        b.sub_(tensor(db), alpha=α)
    return network_of(layers)


def descend(network, X, Y, cost, α):
    network, _ = train(network, X, Y, cost, α, 1)
    return network


def minibatches(X, Y, size, rng):
    order = rng.permutation(len(X))
    for batch in torch.split(torch.from_numpy(order), size):
        yield X[batch.numpy()], Y[batch.numpy()]


def train(network, X, Y, cost, α, epochs, batch_size=None, rng=None):
    layers, X, Y = layers_of(network, trainable=True), tensor(X), tensor(Y)
    optimiser = torch.optim.SGD([θ for W, b, _ in layers for θ in (W, b)], lr=α)

    def whole():
        with torch.no_grad():
            return FUNCTIONS[cost](signals_of(layers, X)[-1][1], Y).item()

    costs = [whole()]
    for _ in range(epochs):
        batches = [(X, Y)] if batch_size is None else minibatches(X, Y, batch_size, rng)
        for X_batch, Y_batch in batches:
            optimiser.zero_grad()
            loss(layers, X_batch, Y_batch, cost).backward()
            optimiser.step()
        costs.append(whole())
    return network_of(layers), costs
