"""Gradients by jax.grad, through a forward pass and a cost of its own."""

import functools

import jax

from .cost import FUNCTIONS, FUSED
from .edges import inward, outward
from .forward_propagation import parts, signals_of


def loss(parameters, names, X, Y, cost):
    """Return J, from the last z where a fused cost is known, else from ŷ."""
    z, ŷ = signals_of(parameters, names, X)[-1]
    fused = FUSED.get((names[-1], cost))
    return fused(Y, z) if fused else FUNCTIONS[cost](Y, ŷ)


gradients = jax.jit(jax.grad(loss), static_argnames=("names", "cost"))


def backpropagate(network, X, Y, cost):
    parameters, names = parts(network)
    return outward(gradients(parameters, names, inward(X), inward(Y), cost))


def backward(network, X, Y, signals, cost):
    """A function is what JAX differentiates, not arrays: the signals are worked out again."""
    return backpropagate(network, X, Y, cost)


@functools.partial(jax.jit, static_argnames=("names", "cost"))
def step(parameters, names, X, Y, cost, α):
    """Return the parameters after one step of gradient descent, compiled once a shape."""
    slopes = gradients(parameters, names, X, Y, cost)
    return jax.tree.map(lambda θ, dθ: θ - α * dθ, parameters, slopes)
