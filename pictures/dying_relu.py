"""Networks that are born dead, by their depth."""

import numpy as np

from dojo.terminal.plot import bars

DEPTHS = (2, 5, 10, 20, 40)


def picture(kata):
    """Draw the share of dead networks of three units a layer, out of 100 each."""
    rng, X = np.random.default_rng(1), np.linspace(-1, 1, 21)[:, None]
    shares = [
        kata.dying_relu.born_dead_share(rng, kata.initialisation.he, 3, depth, X, 100)
        for depth in DEPTHS
    ]
    return [
        *bars([f"{depth} layers" for depth in DEPTHS], shares, 50),
        "",
        "The share of ReLU networks of three units a layer that are born dead.",
    ]
