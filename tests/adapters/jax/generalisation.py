"""Powers, parts and a choice on JAX arrays."""

import jax.numpy as jnp
import numpy as np

from .edges import inward, outward


def powers(x, degree):
    return outward(jnp.power(inward(x)[:, None], jnp.arange(1, degree + 1)))


def three_way(X, Y, validation, test, rng):
    order = rng.permutation(len(X))
    kept = len(X) - round(validation * len(X)) - round(test * len(X))
    ends = kept, kept + round(validation * len(X))
    return [(X[part], Y[part]) for part in np.split(order, ends)]


def choose(costs):
    return int(jnp.argmin(jnp.asarray(costs)))
