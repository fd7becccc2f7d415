"""Convolutions of jax.lax, and their gradients by jax.vjp."""

import functools

import jax
import jax.numpy as jnp

from .edges import inward, outward

IMAGES = "NHWC", "HWIO", "NHWC"


def output_size(n, k, padding, stride):
    slid = functools.partial(_slid, stride=stride, padding=padding)
    return jax.eval_shape(slid, jnp.ones(n), jnp.ones(k)).shape[0]


def _slid(x, k, stride=1, padding=0):
    ends = [(padding, padding)]
    return jax.lax.conv_general_dilated(x[None, None], k[None, None], (stride,), ends)[0, 0]


def correlate(x, k, stride=1, padding=0):
    return outward(_slid(*inward((x, k)), stride, padding))


def as_dense(k, n):
    k = inward(k)
    return outward(jax.vmap(lambda x: _slid(x, k))(jnp.eye(n)))


def correlate_back(δ, x, k):
    _, back = jax.vjp(_slid, *inward((x, k)))
    return outward(back(inward(δ)))


@jax.jit
def convolved(X, K, b):
    return jax.lax.conv_general_dilated(X, K, (1, 1), "VALID", dimension_numbers=IMAGES) + b


def conv(X, K, b):
    return outward(convolved(*inward((X, K, b))))


def conv_back(dZ, X, K):
    dZ, X, K = inward((dZ, X, K))
    _, back = jax.vjp(convolved, X, K, jnp.zeros(K.shape[-1]))
    return outward(back(dZ))


def conv_parameters(rows, columns, channels, count):
    shapes = {"K": (rows, columns, channels, count), "b": (count,)}
    return sum(functools.reduce(int.__mul__, shape) for shape in shapes.values())


def receptive_field(kernels, strides):
    ends = 0, 0
    for k, stride in zip(reversed(kernels), reversed(strides), strict=True):
        ends = ends[0] * stride, ends[1] * stride + k - 1
    return ends[1] - ends[0] + 1
