"""The cost over one weight, and the slope that backpropagation finds without drawing it."""

import numpy as np

from dojo.terminal.plot import curve, over


def picture(kata):
    """Draw J over w in the first layer of 2-2-1, with the tangent at w = 1."""
    layer, forward = kata.forward_propagation.Layer, kata.forward_propagation
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    Y = np.array([[0.0], [1.0], [1.0], [0.0]])

    def network(w):
        hidden = layer(np.array([[w, 0.8], [0.3, -1.3]]), np.array([0.9, 0.4]), "tanh")
        return [hidden, layer(np.array([[-1.5], [1.6]]), np.array([0.4]), "sigmoid")]

    ws = np.linspace(-4, 6, 61)
    J = [float(kata.cost.mse(Y, forward.predict(network(w), X))) for w in ws]
    at = int(np.argmin(np.abs(ws - 1)))
    (dW, _), *_ = kata.backpropagation.backpropagate(network(ws[at]), X, Y, "mse")
    tangent = J[at] + dW[0, 0] * (ws - ws[at])
    low, high = min(J), max(J)
    lines = over(curve(ws, J, 60, 12, low, high), curve(ws, tangent, 60, 12, low, high))
    said = f"J over one weight; your ∂J/∂w at 1 is {dW[0, 0]:.4f}: the straight line."
    return [*lines, "", said]
