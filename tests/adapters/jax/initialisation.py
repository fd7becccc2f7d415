"""Random layers, drawn from NumPy's generator."""

import jax.numpy as jnp

from .edges import inward, outward
from .forward_propagation import Layer


def _normal(rng, d_in, d_out, size, variance):
    W = jnp.sqrt(variance) * inward(rng.standard_normal((*size, d_in, d_out)))
    return outward((W, jnp.zeros((*size, 1, d_out) if size else d_out)))


def he(rng, d_in, d_out, size=()):
    return _normal(rng, d_in, d_out, size, 2 / d_in)


def xavier(rng, d_in, d_out, size=()):
    return _normal(rng, d_in, d_out, size, 2 / (d_in + d_out))


def rai(rng, d_in, d_out, size=()):
    V = inward(rng.standard_normal((*size, d_in + 1, d_out))) * 0.6007 / jnp.sqrt(d_in)
    chosen = rng.integers(d_in + 1, size=(*size, 1, d_out))
    positive = inward(rng.beta(2, 1, size=chosen.shape))
    V = jnp.where(jnp.arange(d_in + 1)[:, None] == chosen, positive, V)
    W, b = outward((V[..., :-1, :], V[..., -1:, :]))
    return W, b if size else b[0]


def random_network(rng, widths, activations, draw=he):
    layers = []
    for d_in, d_out, activation in zip(widths[:-1], widths[1:], activations, strict=True):
        W, b = draw(rng, d_in, d_out)
        layers.append(Layer(W, b, activation))
    return layers
