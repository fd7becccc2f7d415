"""Gradients by autograd.grad, through a forward pass and a cost of its own."""

from autograd import grad

from .cost import COSTS, FUSED
from .forward_propagation import signals_of


def loss(parameters, names, X, Y, cost):
    """Return J, from the last z where a fused cost is known, else from ŷ."""
    z, ŷ = signals_of(parameters, names, X)[-1]
    fused = FUSED.get((names[-1], cost))
    return fused(Y, z) if fused else COSTS[cost](Y, ŷ)


def backpropagate(network, X, Y, cost):
    parameters = [(W, b) for W, b, _ in network]
    return grad(loss)(parameters, [name for _, _, name in network], X, Y, cost)


def backward(network, X, Y, signals, cost):
    """A function is what autograd differentiates, not arrays: the signals are worked out again."""
    return backpropagate(network, X, Y, cost)
