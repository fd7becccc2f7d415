"""Optimisers on JAX arrays; clipping and training go through trees."""

import jax
import jax.numpy as jnp

from .backpropagation import backpropagate
from .cost import binary_cross_entropy, cross_entropy, mse
from .edges import inward, outward
from .forward_propagation import predict
from .gradient_descent import minibatches

WHOLE = {
    "mse": mse,
    "binary_cross_entropy": binary_cross_entropy,
    "cross_entropy": cross_entropy,
}


def momentum(θ, g, v, α, β):
    θ, g, v = inward((θ, g, v))
    v = β * v + g
    return outward((θ - α * v, v))


def rmsprop(θ, g, s, α, ρ, ε):
    θ, g, s = inward((θ, g, s))
    s = ρ * s + (1 - ρ) * jnp.square(g)
    return outward((θ - α * g / (jnp.sqrt(s) + ε), s))


def _moved(θ, g, m, v, t, α, β1, β2, ε):
    m, v = β1 * m + (1 - β1) * g, β2 * v + (1 - β2) * jnp.square(g)
    size = jnp.sqrt(v / (1 - β2**t)) + ε
    return θ - α * m / (1 - β1**t) / size, m, v


def adam(θ, g, m, v, t, α, β1=0.9, β2=0.999, ε=1e-8):
    return outward(_moved(*inward((θ, g, m, v)), t, α, β1, β2, ε))


def adamw(θ, g, m, v, t, α, λ, β1=0.9, β2=0.999, ε=1e-8):
    θ, g, m, v = inward((θ, g, m, v))
    moved, m, v = _moved(θ, g, m, v, t, α, β1, β2, ε)
    return outward((moved - α * λ * θ, m, v))


def inverse_rate(α, t):
    return α / t


def clip(gradients, c):
    slopes = inward(gradients)
    norm = jnp.sqrt(sum(jnp.vdot(g, g) for g in jax.tree.leaves(slopes)))
    factor = jnp.where(norm <= c, 1.0, c / jnp.where(norm == 0, 1.0, norm))
    return outward(jax.tree.map(lambda g: g * factor, slopes))


def train_with(step, start, network, X, Y, cost, epochs, batch_size=None, rng=None):
    whole = WHOLE[cost]
    costs, t = [whole(Y, predict(network, X))], 0
    states = [(start, start) for _ in network]
    for _ in range(epochs):
        for batch in [(X, Y)] if batch_size is None else minibatches(X, Y, batch_size, rng):
            t += 1
            slopes = backpropagate(network, *batch, cost)
            pairs = [
                (step(W, dW, old_W, t), step(b, db, old_b, t))
                for (W, b, _), (dW, db), (old_W, old_b) in zip(network, slopes, states, strict=True)
            ]
            names = [name for *_, name in network]
            network = [(W, b, name) for ((W, _), (b, _)), name in zip(pairs, names, strict=True)]
            states = [(new_W, new_b) for (_, new_W), (_, new_b) in pairs]
        costs.append(whole(Y, predict(network, X)))
    return network, costs
