"""Gains and costs of layers, on JAX arrays."""

import jax.numpy as jnp

from .backpropagation import backpropagate
from .edges import inward
from .forward_propagation import parts, signals_of, whole


def count_layers(network):
    return len(network)


def count_parameters(network):
    return [W.size + b.size for W, b in parts(network)[0]]


def gradient_norms(network, X, Y, cost):
    return [float(jnp.linalg.norm(inward(dW))) for dW, _ in backpropagate(network, X, Y, cost)]


def tent_network(folds):
    tent, bends = jnp.array([[2.0], [-4.0]]), jnp.array([0.0, -0.5])
    hidden = [(jnp.ones((1, 2)), bends)] + [(jnp.tile(tent, 2), bends)] * (folds - 1)
    return whole([*hidden, (tent, jnp.zeros(1))], ["relu"] * folds + ["identity"])


def shallow_tent_network(folds):
    units = 2**folds
    k = jnp.arange(units)
    slopes = jnp.where(k % 2 == 0, float(units), -float(units))
    changes = jnp.diff(slopes, prepend=0.0)[:, None]
    hidden = jnp.ones((1, units)), -k / units
    return whole([hidden, (changes, jnp.zeros(1))], ["relu", "identity"])


def linear_pieces(network, low, high, points):
    x = jnp.linspace(low, high, points)[:, None]
    ŷ = signals_of(*parts(network), x)[-1][1].ravel()
    bends = jnp.diff(ŷ, 2)
    signs = jnp.where(jnp.abs(bends) <= 1e-9 * jnp.abs(ŷ).max(), 0, jnp.sign(bends))
    new = jnp.diff(signs, prepend=0) != 0
    return 1 + int(jnp.sum(new & (signs != 0)))
