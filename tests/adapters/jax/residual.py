"""Residual networks that jax.value_and_grad differentiates as a whole."""

import jax
import jax.numpy as jnp

from .autodiff import node_of
from .edges import inward, outward
from .gradient_descent import minibatches
from .initialisation import he


def residual(a, f):
    return node_of(jnp.add, a, f(a))


def path_sums(slopes):
    sums = jnp.ones(1)
    for slope in inward(slopes):
        sums = jnp.convolve(sums, jnp.array([1.0, slope]))
    return outward(sums)


def _block(a, W, b, ε):
    return a + jax.nn.relu(jax.nn.standardize(a, axis=1, epsilon=ε)) @ W + b


def residual_block(a, W, b, ε=1e-5):
    return node_of(lambda *given: _block(*given, ε), a, W, b)


def residual_network(rng, d_in, width, blocks, d_out):
    ends = [he(rng, d_in, width), he(rng, width, d_out)]
    ends[1:1] = [outward((jnp.zeros((width, width)), jnp.zeros(width))) for _ in range(blocks)]
    return ends


def _last_z(parameters, X):
    (W, b), *blocks, (W_last, b_last) = parameters
    a = X @ W + b
    for W, b in blocks:
        a = _block(a, W, b, 1e-5)
    return jax.nn.standardize(a, axis=1, epsilon=1e-5) @ W_last + b_last


def _cost(parameters, X, Y):
    return -(Y * jax.nn.log_softmax(_last_z(parameters, X))).sum() / len(Y)


_slopes = jax.value_and_grad(_cost)
# For as many equal steps as a training takes; compiling costs more than one of them.
_compiled_slopes = jax.jit(_slopes)


def residual_predict(parameters, X):
    return outward(jax.nn.softmax(_last_z(inward(parameters), inward(X))))


def residual_gradients(parameters, X, Y):
    parameters = [tuple(pair) for pair in inward(parameters)]
    J, found = _slopes(parameters, inward(X), inward(Y))
    return float(J), [tuple(outward(list(pair))) for pair in found]


def learn_residual(X, Y, width, blocks, α, epochs, batch_size, rng):
    parameters = inward(residual_network(rng, X.shape[1], width, blocks, Y.shape[1]))
    slopes = _compiled_slopes if len(X) > 100 else _slopes
    for _ in range(epochs):
        for batch in minibatches(X, Y, batch_size, rng):
            _, found = slopes(parameters, *map(inward, batch))
            parameters = jax.tree.map(lambda θ, dθ: θ - α * dθ, parameters, found)
    return [tuple(outward(list(pair))) for pair in parameters]
