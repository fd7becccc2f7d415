"""Convolutions of torch.nn.functional, and their gradients by torch.autograd."""

import torch
from torch.nn import functional

from .tensors import array, tensor


def output_size(n, k, padding, stride):
    layer = torch.nn.Conv1d(1, 1, k, stride, padding, device="meta")
    return layer(torch.empty(1, 1, n, device="meta")).shape[-1]


def slid(x, k, stride=1, padding=0):
    return functional.conv1d(x[None, None], k[None, None], stride=stride, padding=padding)[0, 0]


def correlate(x, k, stride=1, padding=0):
    return array(slid(tensor(x), tensor(k), stride, padding))


def as_dense(k, n):
    k = tensor(k)
    return array(torch.func.jacrev(lambda x: slid(x, k))(torch.zeros(n, dtype=k.dtype))).T


def correlate_back(δ, x, k):
    x, k = tensor(x).requires_grad_(), tensor(k).requires_grad_()
    return tuple(map(array, torch.autograd.grad(slid(x, k), (x, k), tensor(δ))))


def convolved(X, K, b):
    """Return Z of tensors: torch has the channels in front."""
    X, K = (
        part.permute(order).contiguous() for part, order in ((X, (0, 3, 1, 2)), (K, (3, 2, 0, 1)))
    )
    Z = functional.conv2d(X, K, b)
    return Z.permute(0, 2, 3, 1)


def conv(X, K, b):
    return array(convolved(tensor(X), tensor(K), tensor(b)))


def conv_back(dZ, X, K):
    given = tensor(X), tensor(K), torch.zeros(K.shape[3], dtype=torch.float64)
    given = tuple(part.requires_grad_() for part in given)
    return tuple(map(array, torch.autograd.grad(convolved(*given), given, tensor(dZ))))


def conv_parameters(rows, columns, channels, count):
    layer = torch.nn.Conv2d(channels, count, (rows, columns), device="meta")
    return sum(θ.numel() for θ in layer.parameters())


def receptive_field(kernels, strides):
    """Return how far apart the first and the last input are that one output depends on."""
    width = 1
    for k, stride in zip(reversed(kernels), reversed(strides), strict=True):
        width = (width - 1) * stride + k
    x = torch.ones(1, 1, width, dtype=torch.float64, requires_grad=True)
    z = x
    for k, stride in zip(kernels, strides, strict=True):
        z = functional.conv1d(z, torch.ones(1, 1, k, dtype=torch.float64), stride=stride)
    (slope,) = torch.autograd.grad(z.sum(), x)
    (seen,) = torch.nonzero(slope[0, 0], as_tuple=True)
    return int(seen[-1] - seen[0] + 1)
