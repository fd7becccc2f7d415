"""The error of a measured gradient against ε: too long a step errs, and so does too short a one."""

import numpy as np

from steps.networks import random_layers

CHAPTER = 8
STEPS_PER_DECADE, DECADES, SEED = 3, 12, 10


def data(kata):
    """Return each ε, and the largest relative error among the entries of W₁ in a network 2-3-1."""
    rng = np.random.default_rng(SEED)
    (W, b, f), *others = random_layers(kata, rng, [2, 3, 1], ["sigmoid", "sigmoid"])
    X, Y = rng.normal(size=(4, 2)), rng.uniform(size=(4, 1))
    layer = kata.forward_propagation.Layer

    def J(θ):
        return kata.cost.mse(Y, kata.forward_propagation.predict([layer(θ, b, f), *others], X))

    (dW, _), *_ = kata.backpropagation.backpropagate([layer(W, b, f), *others], X, Y, "mse")
    εs = np.logspace(0, -DECADES, STEPS_PER_DECADE * DECADES + 1)
    measured = [kata.gradient_checking.numerical_gradient(J, W, ε) for ε in εs]
    return {
        "ε": εs,
        "errors": [np.max(kata.gradient_checking.relative_error(dW, each)) for each in measured],
    }
