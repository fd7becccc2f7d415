"""Gradient descent by compiled steps."""

import functools

import jax

from .backpropagation import step
from .cost import FUNCTIONS
from .edges import inward, outward
from .forward_propagation import parts, signals_of, whole


def update(network, gradients, α):
    parameters, names = parts(network)
    slopes = [inward((dW, db)) for dW, db in gradients]
    return whole(jax.tree.map(lambda θ, dθ: θ - α * dθ, parameters, slopes), names)


def descend(network, X, Y, cost, α):
    parameters, names = parts(network)
    return whole(step(parameters, names, inward(X), inward(Y), cost, α), names)


def minibatches(X, Y, size, rng):
    order = rng.permutation(len(X))
    while len(order):
        yield X[order[:size]], Y[order[:size]]
        order = order[size:]


@functools.partial(jax.jit, static_argnames=("names", "cost"))
def _cost_of_all(parameters, names, X, Y, cost):
    return FUNCTIONS[cost](Y, signals_of(parameters, names, X)[-1][1])


def train(network, X, Y, cost, α, epochs, batch_size=None, rng=None):
    parameters, names = parts(network)
    everything = inward((X, Y))
    costs = [_cost_of_all(parameters, names, *everything, cost)]
    for _ in range(epochs):
        batches = [everything] if batch_size is None else minibatches(X, Y, batch_size, rng)
        for batch in batches:
            parameters = step(parameters, names, *inward(tuple(batch)), cost, α)
        costs.append(_cost_of_all(parameters, names, *everything, cost))
    return whole(parameters, names), outward(costs)
