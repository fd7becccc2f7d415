"""A network for images whose gradients torch.autograd derives."""

import numpy as np
import torch
from torch.nn import functional

from .convolution import convolved, output_size
from .gradient_descent import minibatches
from .tensors import array, tensor


def random_image_network(rng, shape, count, size, classes):
    *sides, channels = shape
    rows, columns = (output_size(side, size, 0, 1) // 2 for side in sides)
    shapes = (size, size, channels, count), (rows * columns * count, classes)
    return [
        (rng.standard_normal(each) * np.sqrt(2 / np.prod(each[:-1])), np.zeros(each[-1]))
        for each in shapes
    ]


def parts_of(parameters, X):
    """Return Z, the places, P and the scores, of tensors."""
    (K, b_K), (W, b) = parameters
    Z = convolved(X, K, b_K)
    a = torch.relu(Z).permute(0, 3, 1, 2).contiguous()
    pooled, where = functional.max_pool2d(a, 2, return_indices=True)
    P = pooled.permute(0, 2, 3, 1).flatten(1)
    return Z, where.permute(0, 2, 3, 1), P, torch.addmm(b, P, W)


def tensors_of(parameters):
    return [tuple(tensor(θ).requires_grad_() for θ in pair) for pair in parameters]


def image_forward(parameters, X):
    *parts, scores = parts_of(tensors_of(parameters), tensor(X))
    return tuple(map(array, (*parts, torch.softmax(scores, dim=1))))


def slopes_of(parameters, X, Y):
    *_, scores = parts_of(parameters, tensor(X))
    J = functional.cross_entropy(scores, tensor(Y))
    found = torch.autograd.grad(J, [θ for pair in parameters for θ in pair])
    return [found[:2], found[2:]]


def image_gradients(parameters, X, Y):
    found = slopes_of(tensors_of(parameters), X, Y)
    return [tuple(map(array, pair)) for pair in found]


def learn_images(X, Y, count, size, α, epochs, batch_size, rng):
    parameters = tensors_of(random_image_network(rng, X.shape[1:], count, size, Y.shape[1]))

    def whole():
        *_, scores = parts_of(parameters, tensor(X))
        return functional.cross_entropy(scores, tensor(Y)).item()

    optimiser = torch.optim.SGD([θ for pair in parameters for θ in pair], lr=α)
    costs = [whole()]
    for _ in range(epochs):
        for x, y in minibatches(X, Y, batch_size, rng):
            for pair, slopes in zip(parameters, slopes_of(parameters, x, y), strict=True):
                for θ, slope in zip(pair, slopes, strict=True):
                    θ.grad = slope
            optimiser.step()
        costs.append(whole())
    return [tuple(map(array, pair)) for pair in parameters], costs
