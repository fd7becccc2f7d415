"""Gains and costs of layers, on tensors."""

import torch

from .backpropagation import backpropagate
from .forward_propagation import layers_of, network_of, signals_of
from .tensors import tensor


def count_layers(network):
    return len(network)


def count_parameters(network):
    return [W.numel() + b.numel() for W, b, _ in layers_of(network)]


def gradient_norms(network, X, Y, cost):
    return [torch.linalg.norm(tensor(dW)).item() for dW, _ in backpropagate(network, X, Y, cost)]


def tent_network(folds):
    tent, bends = torch.tensor([[2.0], [-4.0]]).double(), torch.tensor([0.0, -0.5]).double()
    first = (torch.ones(1, 2).double(), bends, "relu")
    again = (tent.expand(2, 2), bends, "relu")
    return network_of([first, *[again] * (folds - 1), (tent, torch.zeros(1).double(), "identity")])


def shallow_tent_network(folds):
    units = 2**folds
    bends = torch.arange(units).double() / units
    slopes = units * torch.tensor([1.0, -1.0]).double().repeat(units // 2)
    changes = torch.diff(slopes, prepend=torch.zeros(1).double())
    hidden = torch.ones(1, units).double(), -bends, "relu"
    return network_of([hidden, (changes[:, None], torch.zeros(1).double(), "identity")])


def linear_pieces(network, low, high, points):
    x = torch.linspace(low, high, points, dtype=torch.float64)[:, None]
    ŷ = signals_of(layers_of(network), x)[-1][1].flatten()
    bends = torch.diff(ŷ, n=2)
    signs = torch.where(bends.abs() <= 1e-9 * ŷ.abs().max(), 0.0, bends.sign())
    before = torch.cat([torch.zeros(1), signs[:-1]])
    return ((signs != 0) & (signs != before)).sum().item() + 1
