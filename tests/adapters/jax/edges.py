"""Conversion of ndarrays to JAX arrays, and of JAX arrays to ndarrays of the caller's own."""

import functools

import jax
import jax.numpy as jnp
import numpy as np


def inward(values):
    """Turn every array in lists and tuples into a float64 JAX array."""
    return jax.tree.map(_float, values)


def _float(values):
    return jnp.asarray(np.asarray(values), dtype=jnp.float64)


def outward(values):
    return jax.tree.map(np.array, values)


def on_jax(function):
    """Let a function of JAX arrays take and return ndarrays; what is given by name stays."""

    @functools.wraps(function)
    def call(*arrays, **options):
        return outward(function(*map(_float, arrays), **options))

    return call
