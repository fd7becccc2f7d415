"""Optimisers as running averages, and a training whose state lies in one list."""

import numpy as np

from .backpropagation import backpropagate
from .cost import binary_cross_entropy, cross_entropy, mse
from .forward_propagation import predict
from .gradient_descent import minibatches

WHOLE = {
    "mse": mse,
    "binary_cross_entropy": binary_cross_entropy,
    "cross_entropy": cross_entropy,
}


def towards(old, new, share):
    return share * old + (1 - share) * new


def momentum(θ, g, v, α, β):
    velocity = v * β + g
    return θ - velocity * α, velocity


def rmsprop(θ, g, s, α, ρ, ε):
    size = towards(s, np.square(g), ρ)
    return θ - g * (α / (size**0.5 + ε)), size


def adam(θ, g, m, v, t, α, β1=0.9, β2=0.999, ε=1e-8):
    mean, size = towards(m, g, β1), towards(v, np.square(g), β2)
    step = mean / (1 - β1**t) / (np.sqrt(size / (1 - β2**t)) + ε)
    return θ - α * step, mean, size


def adamw(θ, g, m, v, t, α, λ, β1=0.9, β2=0.999, ε=1e-8):
    moved, mean, size = adam(θ, g, m, v, t, α, β1, β2, ε)
    return moved - θ * (α * λ), mean, size


def inverse_rate(α, t):
    return α * (1 / t)


def clip(gradients, c):
    norm = np.linalg.norm(np.concatenate([np.ravel(part) for pair in gradients for part in pair]))
    factor = min(1.0, c / norm) if norm else 1.0
    return [(dW * factor, db * factor) for dW, db in gradients]


def train_with(step, start, network, X, Y, cost, epochs, batch_size=None, rng=None):
    states, t = [start] * (2 * len(network)), 0
    costs = [WHOLE[cost](Y, predict(network, X))]
    for _ in range(epochs):
        for batch in [(X, Y)] if batch_size is None else minibatches(X, Y, batch_size, rng):
            t += 1
            slopes = [g for pair in backpropagate(network, *batch, cost) for g in pair]
            values = [θ for W, b, _ in network for θ in (W, b)]
            moved = [step(*each, t) for each in zip(values, slopes, states, strict=True)]
            states = [state for _, state in moved]
            names = [name for *_, name in network]
            values = [θ for θ, _ in moved]
            network = list(zip(values[::2], values[1::2], names, strict=True))
        costs.append(WHOLE[cost](Y, predict(network, X)))
    return network, costs
