"""Conversion of ndarrays to tensors, and of tensors to ndarrays."""

import functools

import numpy as np
import torch


def tensor(values):
    """Copy numbers into a float64 tensor."""
    return torch.tensor(np.array(values), dtype=torch.float64)


def array(values):
    return values.detach().numpy()


def on_tensors(function):
    """Let a function of tensors take and return ndarrays; what is given by name stays."""

    @functools.wraps(function)
    def call(*arrays, **options):
        return array(function(*map(tensor, arrays), **options))

    return call


def slope(function, at, *rest):
    """Return ∂f/∂z of a function that works entry by entry, or ∂J/∂ŷ of a cost, by autograd."""
    at = at.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(function(at, *rest).sum(), at)
    return gradient
