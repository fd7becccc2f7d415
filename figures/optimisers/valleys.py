"""Two valleys, each the cost of a small network over two of its weights, and four optimisers."""

import numpy as np

from dojo.book.colours import MUTED
from steps.optimisers import with_adam, with_momentum

# Samples come in pairs, x with y and −x with −y: every bias has the gradient 0 and stays 0.
PAIRS = ((1.0, 2 * np.tanh(0.5)), (2.0, 2 * np.tanh(1.0)))
PLACES = 61  # along each side of a valley
CURVED = {
    "called": "a curved valley: ŷ = w₂·tanh(w₁x)",
    "samples": [[sign * x, round(float(sign * y), 6)] for x, y in PAIRS for sign in (-1, 1)],
    "widths": [1, 1, 1],
    "activations": ["tanh", "identity"],
    "names": ["W1_1_1", "W2_1_1"],
    "start": [2.5, 0.2],
    "lowest": [0.5, 2],
    "box": [0, 3.6, -0.2, 3],
    "levels": [0.003, 0.015, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4],
    "rates": {"descent": 0.1, "momentum": 0.02, "RMSProp": 0.05, "Adam": 0.1},
}
NARROW = {
    "called": "the narrow valley: J = (w₁² + 9w₂²)/2",
    "samples": [[-1, 0, 0], [1, 0, 0], [0, -3, 0], [0, 3, 0]],
    "widths": [2, 1],
    "activations": ["identity"],
    "names": ["W1_1_1", "W1_2_1"],
    "start": [9, 1],
    "lowest": [0, 0],
    "box": [-3, 10, -2.5, 2.5],
    "levels": [0.3, 1.5, 4, 8, 14, 22, 32, 45, 60],
    "rates": {"descent": 0.2, "momentum": 0.02, "RMSProp": 0.2, "Adam": 0.5},
}
KEPT, ε = 0.9, 1e-8


def samples(valley):
    """Return X and Y of a valley.

    >>> X, Y = samples(NARROW)
    >>> X.shape, Y.shape
    ((4, 2), (4, 1))
    """
    rows = np.array(valley["samples"], dtype=float)
    return rows[:, :-1], rows[:, -1:]


def network(kata, valley, w):
    """Return the network whose two weights are w; in the second valley both are in one layer."""
    layer, names = kata.forward_propagation.Layer, valley["activations"]
    shapes = [(1, 1)] * 2 if len(names) == 2 else [(2, 1)]
    weights = np.split(np.asarray(w, dtype=float), len(names))
    return [
        layer(part.reshape(shape), np.zeros(1), name)
        for part, shape, name in zip(weights, shapes, names, strict=True)
    ]


def place(network):
    """Return the two weights of a network."""
    return np.concatenate([np.ravel(W) for W, _, _ in network]).tolist()


def optimisers(kata, rates):
    """Return {name: (step, start)} with the usual settings, each with its own rate."""

    def rmsprop(θ, g, s, t):
        return kata.optimisers.rmsprop(θ, g, s, rates["RMSProp"], KEPT, ε)

    return {
        "descent": (lambda θ, g, state, t: (θ - rates["descent"] * g, state), 0.0),
        "momentum": (with_momentum(kata, rates["momentum"], KEPT), 0.0),
        "RMSProp": (rmsprop, 0.0),
        "Adam": (with_adam(kata, rates["Adam"]), (0.0, 0.0)),
    }


def path(kata, valley, step, start, count):
    """Return the places of so many steps, from the start on, and J at each."""
    X, Y = samples(valley)
    layers = network(kata, valley, valley["start"])
    states, places, costs = [start] * len(layers), [], []
    for t in range(count + 1):
        if t:
            gradients = kata.backpropagation.backpropagate(layers, X, Y, "mse")
            moved = [
                step(W, dW, state, t)
                for (W, _, _), (dW, _), state in zip(layers, gradients, states, strict=True)
            ]
            states = [state for _, state in moved]
            layers = network(kata, valley, np.concatenate([np.ravel(W) for W, _ in moved]))
        places.append(place(layers))
        costs.append(kata.cost.mse(Y, kata.forward_propagation.predict(layers, X)))
    return {"places": places, "J": costs}


def surface(kata, valley):
    """Return J over a grid of both weights within the valley's box."""
    X, Y = samples(valley)
    left, right, bottom, top = valley["box"]
    across, up = np.linspace(left, right, PLACES), np.linspace(bottom, top, PLACES)
    J = [
        [kata.cost.mse(Y, kata.forward_propagation.predict(network(kata, valley, (w1, w2)), X))
         for w1 in across]
        for w2 in up
    ]  # fmt: skip
    return {"w1": across, "w2": up, "J": J}


def contours(ax, grid, levels):
    """Draw thin lines through places of one cost."""
    style = {"colors": [MUTED], "linewidths": 0.8, "alpha": 0.7}
    ax.contour(grid["w1"], grid["w2"], grid["J"], levels, **style)
    ax.set(xlabel="w₁", ylabel="w₂")
    ax.set(xlim=(grid["w1"][0], grid["w1"][-1]), ylim=(grid["w2"][0], grid["w2"][-1]))
    ax.grid(visible=False)
