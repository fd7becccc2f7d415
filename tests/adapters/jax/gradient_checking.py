"""Gradient checking: every entry of every parameter is moved at once, under vmap."""

import functools
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax.flatten_util import ravel_pytree

from .cost import FUNCTIONS
from .edges import inward, on_jax, outward
from .forward_propagation import parts, signals_of


class Finding(NamedTuple):
    layer: int
    parameter: str
    index: tuple
    analytic: float
    numeric: float
    verdict: str


def numerical_gradient(J, θ, ε=1e-5):
    """J is a function of ndarrays, which cannot be traced: it is asked one entry at a time."""
    θ = np.asarray(θ, dtype=float)
    steps = outward(ε * jnp.eye(θ.size)).reshape(-1, *θ.shape)
    return np.array([(J(θ + h) - J(θ - h)) / (2 * ε) for h in steps]).reshape(θ.shape)


@on_jax
def relative_error(analytic, numeric):
    larger = jnp.maximum(jnp.abs(analytic), jnp.abs(numeric))
    return jnp.abs(analytic - numeric) / jnp.where(larger == 0, 1, larger)


@functools.partial(jax.jit, static_argnames=("form", "names", "cost"))
def _walk(flat, form, names, X, Y, cost, steps):
    """Return J, and on which side of its kink each unit that has one is, after each step."""

    def look(step):
        signals = signals_of(form(flat + step), names, X)
        sides = [
            (z > 0).ravel()
            for name, (z, _) in zip(names, signals, strict=True)
            if name in ("relu", "leaky_relu")
        ]
        return FUNCTIONS[cost](Y, signals[-1][1]), jnp.concatenate([jnp.zeros(0, bool), *sides])

    return jax.vmap(look)(steps)


def measured_gradients(network, X, Y, cost, ε=1e-5):
    parameters, names = parts(network)
    flat, form = ravel_pytree(parameters)
    ahead = ε * np.eye(flat.size)
    costs, _ = _walk(flat, form, names, inward(X), inward(Y), cost, np.vstack([ahead, -ahead]))
    above, below = np.split(outward(costs), 2)
    return outward(form(jnp.asarray((above - below) / (2 * ε))))


def crosses_kink(network, X, layer, parameter, index, ε=1e-5):
    parameters, names = parts(network)
    flat, form = ravel_pytree(parameters)
    at = list(_places(parameters)).index((layer, parameter, tuple(index)))
    step = ε * np.eye(flat.size)[at]
    Y = signals_of(parameters, names, inward(X))[-1][1]  # any will do
    _, (right, left) = _walk(flat, form, names, inward(X), Y, "mse", np.stack([step, -step]))
    return bool((right != left).any())


def check_gradients(network, X, Y, cost, gradients, ε=1e-5, tolerance=1e-6):
    parameters, names = parts(network)
    analytic = inward([tuple(pair) for pair in gradients])
    if jax.tree.map(jnp.shape, analytic) != jax.tree.map(jnp.shape, parameters):
        raise ValueError("a gradient does not have its parameter's shape")
    flat, form = ravel_pytree(parameters)
    ahead = ε * np.eye(flat.size)
    steps = np.vstack([ahead, -ahead, np.zeros((1, flat.size))])
    costs, sides = outward(_walk(flat, form, names, inward(X), inward(Y), cost, steps))
    (above, below, (J,)), (right, left, _) = (np.split(a, [flat.size, -1]) for a in (costs, sides))
    numeric, kinked = (above - below) / (2 * ε), (right != left).any(axis=1)
    claimed = outward(ravel_pytree(analytic)[0])
    noise = 10 * np.finfo(float).eps * (J / ε + 1)
    near = tolerance * np.maximum(np.abs(claimed), np.abs(numeric)) + noise
    found = [
        Finding(*place, float(claimed[i]), float(numeric[i]), "kink" if kinked[i] else "wrong")
        for i, place in enumerate(_places(parameters))
        if not (abs(claimed[i] - numeric[i]) <= near[i] and np.isfinite(claimed[i]))
    ]
    return sorted(found, key=_rank)


def _places(parameters):
    """Yield (layer, name, index) of every entry, in the order in which they are laid end to end."""
    for layer, pair in enumerate(parameters, start=1):
        for name, θ in zip("Wb", pair, strict=True):
            yield from ((layer, name, index) for index in np.ndindex(θ.shape))


def _rank(finding):
    error = float(relative_error(finding.analytic, finding.numeric))
    return finding.verdict == "kink", -np.nan_to_num(error, nan=np.inf)
