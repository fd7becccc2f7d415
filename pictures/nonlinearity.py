"""XOR on the unit square: what a plane makes of it, and what a hidden layer does."""

import numpy as np

from dojo.terminal.plot import beside, surface

XOR = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0.0, 1.0, 1.0, 0.0])


def picture(kata):
    """Draw ŷ over the two inputs, x₁ to the right and x₂ upwards."""
    x1, x2 = np.meshgrid(np.linspace(0, 1, 26), np.linspace(1, 0, 11))
    X, layer = np.stack([x1.ravel(), x2.ravel()], axis=1), kata.neuron.weighted_sum
    plane = layer(X, *kata.nonlinearity.best_linear_fit(*XOR))
    hidden = kata.activations.relu(layer(X, np.ones((2, 2)), np.array([0.0, -1.0])))
    bent = layer(hidden, np.array([1.0, -2.0]), 0.0)
    maps = [
        [f"{name:^26}", *surface(np.reshape(ŷ, x1.shape))]
        for name, ŷ in (("the best plane", plane), ("two ReLU units between", bent))
    ]
    return [
        *beside(*maps, gap=6),
        "",
        "XOR is dark in two corners that face each other. A plane is grey everywhere.",
    ]
