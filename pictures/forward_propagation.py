"""A landscape: what a network with random weights answers for every pair of inputs."""

import numpy as np

from dojo.terminal.plot import surface


def picture(kata):
    """Draw ŷ of a network 2-16-16-1 over the square from −3 to 3."""
    rng, layer = np.random.default_rng(5), kata.forward_propagation.Layer
    widths, names = (2, 16, 16, 1), ("tanh", "tanh", "sigmoid")
    network = [
        layer(rng.normal(0, 1.2 / np.sqrt(m) * 2, (m, n)), rng.normal(0, 0.3, n), name)
        for m, n, name in zip(widths[:-1], widths[1:], names, strict=True)
    ]
    x1, x2 = np.meshgrid(np.linspace(-3, 3, 64), np.linspace(3, -3, 14))
    ŷ = kata.forward_propagation.predict(network, np.stack([x1.ravel(), x2.ravel()], axis=1))
    return [
        *surface(np.reshape(ŷ, x1.shape)),
        "",
        "Three layers with random weights: each place is an input, each shade your ŷ.",
    ]
