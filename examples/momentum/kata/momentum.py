"""Momentum: each step keeps some of the step before."""

from .backpropagation import backpropagate
from .forward_propagation import Layer


def velocity(v, gradient, α, β):
    """Return the new velocity β·v − α·gradient, entry by entry.

    v and gradient are arrays of one shape, α the learning rate, β says how much of v is kept.

    >>> import numpy as np
    >>> velocity(np.array([2.0]), np.array([5.0]), 0.1, 0.5)
    array([0.5])
    """
    return β * v - α * gradient


def roll(network, velocities, X, Y, cost, α, β):
    """Return (network, velocities) after one step with momentum: each layer moves by its velocity.

    velocities are [(vW, vb), ...], one pair a layer. X (n, d_in), Y (n, d_out), cost a name in
    COSTS, α the learning rate, β how much of a velocity is kept. All gradients are taken first.

    >>> import numpy as np
    >>> network = [Layer(np.array([[3.0]]), np.array([0.0]), "identity")]
    >>> rest = [(np.array([[0.0]]), np.array([0.0]))]
    >>> X = np.array([[1.0], [2.0]])
    >>> network, velocities = roll(network, rest, X, 2 * X, "mse", 0.1, 0.9)
    >>> network[0].W, velocities[0][0]
    (array([[2.5]]), array([[-0.5]]))
    """
    new = [
        (velocity(vW, dW, α, β), velocity(vb, db, α, β))
        for (vW, vb), (dW, db) in zip(velocities, backpropagate(network, X, Y, cost), strict=True)
    ]
    moved = [
        Layer(W + vW, b + vb, activation)
        for (W, b, activation), (vW, vb) in zip(network, new, strict=True)
    ]
    return moved, new
