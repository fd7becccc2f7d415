"""Silent units, counted on JAX arrays."""

import jax
import jax.numpy as jnp

from .edges import inward, outward
from .forward_propagation import parts, signals_of


def silent_share(network, X):
    hidden = signals_of(*parts(network), inward(X))[:-1]
    return outward([jnp.mean(a == 0, axis=0, dtype=float) for _, a in hidden])


def dead_share(network, X):
    return float(jnp.mean(jnp.concatenate(inward(silent_share(network, X))) == 1, dtype=float))


def born_dead_share(rng, draw, width, depth, X, nets):
    a, alive = inward(X), jnp.ones(nets, dtype=bool)
    for _ in range(depth - 1):
        W, b = inward(draw(rng, a.shape[-1], width, size=(nets,)))
        a = jax.nn.relu(a @ W + b)
        alive &= (a > 0).any(axis=(1, 2))
    return float(1 - jnp.mean(alive, dtype=float))


def born_dead_bounds(width, depth):
    half = 2.0**-width
    first, second = 1 - half, 1 - 2 * half - (width - 1) * half * half
    share = (1 - 2 * half) * first / (1 + (width - 1) * half)
    upper = 1 - first ** (depth - 2)
    return upper - share * (first ** (depth - 2) - second ** (depth - 2)), upper


def single_input_death(width, depth):
    return 1 - (1 - 2.0**-width) ** (depth - 1)
