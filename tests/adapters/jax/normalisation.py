"""Normalisation by jax.numpy; every way back is that of jax.vjp, the Hessian jax.hessian's."""

import jax
import jax.numpy as jnp

from .autodiff import node_of
from .edges import inward, on_jax, outward


@on_jax
def curvatures(X):
    def mse(parameters):
        return jnp.mean((X @ parameters[:-1] + parameters[-1]) ** 2)

    return jnp.linalg.eigvalsh(jax.hessian(mse)(jnp.zeros(X.shape[1] + 1)))


def mean_and_deviation(X):
    X = inward(X)
    return outward((jnp.mean(X, axis=0), jnp.std(X, axis=0)))


@on_jax
def standardise(X, mean, deviation):
    return jnp.where(deviation == 0, X - mean, (X - mean) / jnp.where(deviation == 0, 1, deviation))


def _along(axis):
    """Return a normalisation along an axis, on JAX arrays."""

    def norm(X, γ, β, ε):
        X_hat = jax.nn.standardize(X, axis=axis, epsilon=ε)
        return γ * X_hat + β

    return norm


def _forward(function):
    def norm(X, γ, β, ε):
        return outward(function(inward(X), inward(γ), inward(β), ε))

    return norm


def _back(function):
    def back(dY, X, γ, ε):
        X, γ = inward(X), inward(γ)
        _, pull = jax.vjp(lambda *given: function(*given, ε), X, γ, jnp.zeros_like(γ))
        return tuple(outward(list(pull(inward(dY)))))

    return back


def _node(function):
    return lambda a, ε: node_of(lambda X: function(X, 1.0, 0.0, ε), a)


batch_norm, batch_norm_back, batch_norm_node = (by(_along(0)) for by in (_forward, _back, _node))
layer_norm, layer_norm_back, layer_norm_node = (by(_along(1)) for by in (_forward, _back, _node))


def running(kept, new, ρ):
    average = outward(inward(kept) + ρ * (inward(new) - inward(kept)))
    return average if average.ndim else float(average)


def batch_norm_predict(X, γ, β, ε, mean, variance):
    X, γ, β, mean, variance = map(inward, (X, γ, β, mean, variance))
    return outward((X - mean) * (γ * jax.lax.rsqrt(variance + ε)) + β)
