"""Residual networks whose whole backward pass is torch's own."""

import torch
from torch.nn import functional

from .autodiff import node_of
from .gradient_descent import minibatches
from .initialisation import he
from .normalisation import layered
from .tensors import array, tensor


def residual(a, f):
    return node_of(torch.add, a, f(a))


def path_sums(slopes):
    sums = torch.ones(1, dtype=torch.float64)
    for slope in slopes:
        sums = functional.pad(sums, (0, 1)) + float(slope) * functional.pad(sums, (1, 0))
    return array(sums)


def normalised(a, ε):
    units = a.new_ones(a.shape[1])
    return layered(a, units, 0 * units, ε)


def block(a, W, b, ε=1e-5):
    return a + torch.relu(normalised(a, ε)) @ W + b


def residual_block(a, W, b, ε=1e-5):
    return node_of(lambda *inputs: block(*inputs, ε), a, W, b)


def residual_network(rng, d_in, width, blocks, d_out):
    first, last = he(rng, d_in, width), he(rng, width, d_out)
    empty = [
        (array(torch.zeros(width, width).double()), array(torch.zeros(width).double()))
        for _ in range(blocks)
    ]
    return [first, *empty, last]


def tensors_of(parameters):
    return [(tensor(W).requires_grad_(), tensor(b).requires_grad_()) for W, b in parameters]


def last_z(layers, X):
    (W, b), *blocks, (W_last, b_last) = layers
    a = X @ W + b
    for W, b in blocks:
        a = block(a, W, b)
    return normalised(a, 1e-5) @ W_last + b_last


def residual_predict(parameters, X):
    return array(torch.softmax(last_z(tensors_of(parameters), tensor(X)), dim=1))


def residual_gradients(parameters, X, Y):
    layers = tensors_of(parameters)
    J = functional.cross_entropy(last_z(layers, tensor(X)), tensor(Y))
    found = map(array, torch.autograd.grad(J, [θ for pair in layers for θ in pair]))
    return J.item(), list(zip(found, found, strict=True))


def learn_residual(X, Y, width, blocks, α, epochs, batch_size, rng):
    layers = tensors_of(residual_network(rng, X.shape[1], width, blocks, Y.shape[1]))
    optimiser = torch.optim.SGD([θ for pair in layers for θ in pair], lr=α)
    for _ in range(epochs):
        for X_batch, Y_batch in minibatches(tensor(X), tensor(Y), batch_size, rng):
            optimiser.zero_grad()
            functional.cross_entropy(last_z(layers, X_batch), Y_batch).backward()
            optimiser.step()
    return [(array(W).copy(), array(b).copy()) for W, b in layers]
