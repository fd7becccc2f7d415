"""The signal that is left after twelve layers, by the variance of the weights."""

import numpy as np

from dojo.terminal.plot import bars

LAYERS, WIDTH = 12, 64
DRAWN = ("he", "xavier")


def picture(kata):
    """Draw the root of the mean square of z in three layers, for two initialisations."""
    X, shares = np.random.default_rng(3).normal(size=(50, WIDTH)), []
    for name in DRAWN:
        rng, draw = np.random.default_rng(3), kata.initialisation[name]
        network = kata.initialisation.random_network(
            rng, [WIDTH] * (LAYERS + 1), ["relu"] * LAYERS, draw=draw
        )
        z = [z for z, _ in kata.forward_propagation.forward(network, X)]
        shares += [float(np.sqrt((z[i] ** 2).mean() / (z[0] ** 2).mean())) for i in (0, 5, 11)]
    names = [f"{name}, layer {i}" for name in DRAWN for i in (1, 6, 12)]
    return [
        *bars(names, shares, 50),
        "",
        "The size of z, divided by layer 1's: he keeps it, xavier does not.",
    ]
