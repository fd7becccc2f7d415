"""Normalisation by torch.nn.functional; every way back is torch.autograd.grad's."""

import torch
from torch.nn import functional

from .autodiff import node_of
from .tensors import array, on_tensors, tensor


@on_tensors
def curvatures(X):
    def mse(parameters):
        return (X @ parameters[:-1] + parameters[-1]).square().mean()

    hessian = torch.func.hessian(mse)(X.new_zeros(X.shape[1] + 1))
    return torch.linalg.eigvalsh(hessian)


def mean_and_deviation(X):
    deviation, mean = torch.std_mean(tensor(X), dim=0, correction=0)
    return array(mean), array(deviation)


@on_tensors
def standardise(X, mean, deviation):
    return (X - mean) / deviation.masked_fill(deviation == 0, 1.0)


def batched(X, γ, β, ε):
    """Normalise columns, of a batch of one as well, which functional.batch_norm refuses."""
    variance, mean = torch.var_mean(X, dim=0, correction=0)
    return (X - mean) / torch.sqrt(variance + ε) * γ + β


def layered(X, γ, β, ε):
    return functional.layer_norm(X, X.shape[1:], γ, β, eps=ε)


def forward_by(function):
    def norm(X, γ, β, ε):
        return array(function(tensor(X), tensor(γ), tensor(β), ε))

    return norm


def back_by(function):
    def back(dY, X, γ, ε):
        inputs = [tensor(X), tensor(γ), torch.zeros_like(tensor(γ))]
        for given in inputs:
            given.requires_grad_()
        Y = function(*inputs, ε)
        return tuple(array(found) for found in torch.autograd.grad(Y, inputs, tensor(dY)))

    return back


def node_by(function):
    def node(a, ε):
        units = torch.ones(a.value.shape[1], dtype=torch.float64)
        return node_of(lambda X: function(X, units, 0 * units, ε), a)

    return node


batch_norm, batch_norm_back, batch_norm_node = (
    by(batched) for by in (forward_by, back_by, node_by)
)
layer_norm, layer_norm_back, layer_norm_node = (
    by(layered) for by in (forward_by, back_by, node_by)
)


def running(kept, new, ρ):
    average = torch.lerp(tensor(kept), tensor(new), ρ)
    return array(average) if average.ndim else average.item()


def batch_norm_predict(X, γ, β, ε, mean, variance):
    given = map(tensor, (X, mean, variance, γ, β))
    return array(functional.batch_norm(*given, training=False, eps=ε))
