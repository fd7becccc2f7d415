"""Pooling by reshaping, and its way back by jax.vjp."""

import functools

import jax
import jax.numpy as jnp

from .edges import inward, outward


def cut(X, size):
    """Return the blocks of images (n, h′, w′, c, size²)."""
    n, h, w, c = X.shape
    whole = X[:, : h // size * size, : w // size * size]
    parted = whole.reshape(n, h // size, size, w // size, size, c)
    return jnp.moveaxis(parted, (2, 4), (4, 5)).reshape(n, h // size, w // size, c, size * size)


def blocks(X, size):
    return outward(cut(inward(X), size))


def greatest(X, size):
    """Return the greatest of each block, and its place."""
    _, h, w, _ = X.shape
    seen, places = cut(X, size), cut(jnp.arange(h * w).reshape(1, h, w, 1), size)
    best = jnp.argmax(seen, axis=-1, keepdims=True)
    where = jnp.take_along_axis(jnp.broadcast_to(places, seen.shape), best, axis=-1)
    return jnp.take_along_axis(seen, best, axis=-1)[..., 0], where[..., 0]


def max_pool(X, size):
    return outward(greatest(inward(X), size))


def max_pool_back(dY, where, shape):
    n, h, w, c = shape
    where = jnp.asarray(where).reshape(n, -1, c)
    image, channel = jnp.arange(n)[:, None, None], jnp.arange(c)
    zeros = jnp.zeros((n, h * w, c))
    spread = zeros.at[image, where, channel].set(inward(dY).reshape(n, -1, c))
    return outward(spread.reshape(shape))


def _averages(X, size):
    return cut(X, size).mean(axis=-1)


def average_pool(X, size):
    return outward(_averages(inward(X), size))


def average_pool_back(dY, size, shape):
    _, back = jax.vjp(functools.partial(_averages, size=size), jnp.zeros(shape))
    return outward(back(inward(dY))[0])
