"""One neuron, or a layer of them."""

import jax.numpy as jnp

from .edges import on_jax


@on_jax
def weighted_sum(x, W, b):
    return jnp.matmul(x, W) + b


def neuron(x, W, b, f):
    return f(weighted_sum(x, W, b))
