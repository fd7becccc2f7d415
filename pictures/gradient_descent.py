"""The cost while a network learns XOR."""

import numpy as np

from dojo.terminal.plot import curve

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
Y = np.array([[0.0], [1.0], [1.0], [0.0]])


def picture(kata):
    """Draw the cost of 600 epochs."""
    layer = kata.forward_propagation.Layer
    network = [
        layer(np.array([[0.3, 0.8], [0.3, -1.3]]), np.array([0.9, 0.4]), "tanh"),
        layer(np.array([[-0.5], [0.6]]), np.array([0.4]), "sigmoid"),
    ]
    network, costs = kata.gradient_descent.train(network, X, Y, "binary_cross_entropy", 0.5, 600)
    ŷ = ", ".join(f"{each:.2f}" for each in np.ravel(kata.forward_propagation.predict(network, X)))
    lines = curve(np.arange(len(costs)), np.asarray(costs), 64, 12, 0)
    return [*lines, "", f"J over 600 epochs of XOR, from {costs[0]:.2f} down; ŷ is now {ŷ}."]
