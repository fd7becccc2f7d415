"""Costs on JAX arrays; their slopes are jax.grad's."""

import jax
import jax.numpy as jnp

from .edges import on_jax

FLOOR = 1e-12


def _floored(probability):
    """Read a probability below the floor as the floor, in value; its slope is left at 1."""
    lift = jnp.maximum(probability, FLOOR) - probability
    return probability + jax.lax.stop_gradient(lift)


def _mse(y, ŷ):
    return jnp.mean(jnp.square(y - ŷ))


def _binary_cross_entropy(y, ŷ):
    return -jnp.mean(y * jnp.log(_floored(ŷ)) + (1 - y) * jnp.log(_floored(1 - ŷ)))


def _cross_entropy(y, ŷ):
    return -jnp.vdot(y, jnp.log(_floored(ŷ))) / len(y)


def _with_logits(y, z):
    """Sigmoid and binary cross-entropy in one: −ln σ(z) and −ln σ(−z) by a stable log-sigmoid."""
    return -jnp.mean(y * jax.nn.log_sigmoid(z) + (1 - y) * jax.nn.log_sigmoid(-z))


def _with_scores(y, z):
    """Softmax and cross-entropy in one."""
    return -jnp.sum(y * jax.nn.log_softmax(z)) / len(y)


FUNCTIONS = {
    "mse": _mse,
    "binary_cross_entropy": _binary_cross_entropy,
    "cross_entropy": _cross_entropy,
}
FUSED = {
    ("sigmoid", "binary_cross_entropy"): _with_logits,
    ("softmax", "cross_entropy"): _with_scores,
}

mse, mse_prime = on_jax(_mse), on_jax(jax.grad(_mse, argnums=1))
binary_cross_entropy = on_jax(_binary_cross_entropy)
binary_cross_entropy_prime = on_jax(jax.grad(_binary_cross_entropy, argnums=1))
cross_entropy, cross_entropy_prime = on_jax(_cross_entropy), on_jax(jax.grad(_cross_entropy, 1))
