"""One neuron, or a layer of them; linear regression by jnp.linalg."""

import jax.numpy as jnp

from .edges import on_jax


@on_jax
def weighted_sum(x, W, b):
    return jnp.matmul(x, W) + b


def neuron(x, W, b, f):
    return f(weighted_sum(x, W, b))


@on_jax
def best_linear_fit(X, y):
    inputs = jnp.hstack([X, jnp.ones((len(X), 1))])
    solution = jnp.linalg.pinv(inputs) @ y
    return solution[:-1], solution[-1]
