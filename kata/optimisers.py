"""Optimisers: steps that are wiser than −α times the gradient."""

import numpy as np

from .backpropagation import backpropagate
from .cost import COSTS
from .forward_propagation import Layer, predict
from .gradient_descent import minibatches


def momentum(θ, g, v, α, β):
    """Return (θ, v) after one step with momentum: v ← βv + g, then θ ← θ − αv.

    θ, its gradient g and its velocity v have one shape, v may also be the number 0; α is the
    learning rate, β is from 0 to below 1.

    >>> momentum(np.array([3.0]), np.array([1.0]), np.array([2.0]), 0.1, 0.5)
    (array([2.8]), array([2.]))
    """
    v = β * v + g
    return θ - α * v, v


def rmsprop(θ, g, s, α, ρ, ε):
    """Return (θ, s) after one step of RMSProp: s ← ρs + (1 − ρ)g², then θ ← θ − αg/(√s + ε).

    θ, g and s have one shape, s may also be the number 0; ρ is from 0 to below 1. Squares, roots
    and quotients are entry by entry.

    >>> rmsprop(np.array([3.0]), np.array([2.0]), 0, 0.5, 0.75, 0)
    (array([2.]), array([1.]))
    """
    s = ρ * s + (1 - ρ) * g**2
    return θ - α * g / (np.sqrt(s) + ε), s


def adam(θ, g, m, v, t, α, β1=0.9, β2=0.999, ε=1e-8):
    """Return (θ, m, v) after the t-th step of Adam, where the first has t = 1.

    θ, g, m and v have one shape, m and v may also be the number 0. Everything is entry by entry:

        m ← β₁m + (1 − β₁)g             the average of the gradients
        v ← β₂v + (1 − β₂)g²            the average of their squares
        m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ)
        θ ← θ − αm̂/(√v̂ + ε)

    From Kingma and Ba, arXiv 1412.6980.

    >>> adam(np.array([3.0]), np.array([2.0]), 0, 0, 1, 0.5, 0.5, 0.75, 0)
    (array([2.5]), array([1.]), array([1.]))
    """
    m = β1 * m + (1 - β1) * g
    v = β2 * v + (1 - β2) * g**2
    corrected_m = m / (1 - β1**t)
    corrected_v = v / (1 - β2**t)
    return θ - α * corrected_m / (np.sqrt(corrected_v) + ε), m, v


def adamw(θ, g, m, v, t, α, λ, β1=0.9, β2=0.999, ε=1e-8):
    """Return (θ, m, v) after the t-th step of AdamW: Adam's step, and θ less by α·λ·θ.

    Shapes as in adam. The decay takes the θ from before the step, and is not part of m and v. From
    Loshchilov and Hutter, arXiv 1711.05101.

    >>> adamw(np.array([3.0]), np.array([2.0]), 0, 0, 1, 0.5, 0.1, 0.5, 0.75, 0)
    (array([2.35]), array([1.]), array([1.]))
    """
    moved, m, v = adam(θ, g, m, v, t, α, β1, β2, ε)
    return moved - α * λ * θ, m, v


def inverse_rate(α, t):
    """Return the learning rate of the t-th step, α/t, where the first has t = 1.

    >>> inverse_rate(0.5, 2)
    0.25
    """
    return α / t


def clip(gradients, c):
    """Return the gradients [(dW, db), ...], shortened together to the norm c if it is greater.

    The norm is that of all their entries in one long vector: its direction stays.

    >>> clip([(np.array([[3.0]]), np.array([4.0]))], 1.0)
    [(array([[0.6]]), array([0.8]))]
    """
    norm = np.sqrt(sum((dW**2).sum() + (db**2).sum() for dW, db in gradients))
    shorter = 1.0 if norm <= c else c / norm
    return [(shorter * dW, shorter * db) for dW, db in gradients]


def train_with(step, start, network, X, Y, cost, epochs, batch_size=None, rng=None):
    """Return (network, costs) as train does, where each step is one of an optimiser.

    X (n, d_in), Y (n, d_out), cost a name in COSTS. step(θ, g, state, t) returns (θ, state). Each
    W and each b has a state of its own, at first start; t counts the steps of the whole training
    from 1. batch_size, rng and costs are as in train.

    >>> def falling(θ, g, state, t):
    ...     return θ - g / (4 * t), state
    >>> network = [Layer(np.array([[0.0]]), np.array([0.0]), "identity")]
    >>> X = np.array([[-1.0], [1.0]])
    >>> network, costs = train_with(falling, None, network, X, 2 * X, "mse", 2)
    >>> [float(J) for J in costs]
    [4.0, 1.0, 0.5625]
    """
    J, _ = COSTS[cost]
    costs = [J(Y, predict(network, X))]
    states = [(start, start) for _ in network]
    t = 0
    for _ in range(epochs):
        batches = [(X, Y)] if batch_size is None else minibatches(X, Y, batch_size, rng)
        for X_batch, Y_batch in batches:
            t += 1
            gradients = backpropagate(network, X_batch, Y_batch, cost)
            layers = zip(network, gradients, states, strict=True)
            moved = [
                (step(W, dW, state_W, t), step(b, db, state_b, t), activation)
                for (W, b, activation), (dW, db), (state_W, state_b) in layers
            ]
            network = [Layer(W, b, activation) for (W, _), (b, _), activation in moved]
            states = [(state_W, state_b) for (_, state_W), (_, state_b), _ in moved]
        costs.append(J(Y, predict(network, X)))
    return network, costs
