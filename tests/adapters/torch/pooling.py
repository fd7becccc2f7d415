"""Pooling of torch.nn.functional, and its gradients by torch.autograd."""

import torch
from torch.nn import functional

from .tensors import array, tensor


def in_front(X):
    """Return a tensor with the channels in front, as torch has them."""
    return tensor(X).permute(0, 3, 1, 2).contiguous()


def behind(X):
    return X.permute(0, 2, 3, 1)


def blocks(X, size):
    unfolded = in_front(X).unfold(2, size, size).unfold(3, size, size)
    return array(
        behind(unfolded.flatten(4).movedim(-1, 0).flatten(0, 1))
        .unflatten(0, (-1, len(X)))
        .movedim(0, -1)
    )


def max_pool(X, size):
    return tuple(
        array(behind(part))
        for part in functional.max_pool2d(in_front(X), size, return_indices=True)
    )


def max_pool_back(dY, where, shape):
    n, h, w, c = shape
    places = torch.from_numpy(where.copy()).permute(0, 3, 1, 2).flatten(2)
    dX = torch.zeros(n, c, h * w, dtype=torch.float64)
    dX.scatter_(2, places, in_front(dY).flatten(2))
    return array(behind(dX.unflatten(2, (h, w))))


def average_pool(X, size):
    return array(behind(functional.avg_pool2d(in_front(X), size)))


def average_pool_back(dY, size, shape):
    n, h, w, c = shape
    X = torch.zeros(n, c, h, w, dtype=torch.float64, requires_grad=True)
    (dX,) = torch.autograd.grad(functional.avg_pool2d(X, size), X, in_front(dY))
    return array(behind(dX))
