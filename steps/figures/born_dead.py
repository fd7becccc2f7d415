"""The probability that a network is born dead against its depth: simulated, between its bounds."""

import numpy as np

CHAPTER = 10
WIDTHS, DEPTHS = (2, 3, 5), (2, 3, 5, 8, 12, 16, 20)
NETWORKS, SEED = 2000, 0
EVERY_DEPTH = tuple(range(2, DEPTHS[-1] + 1))


def data(kata):
    """Return, for each width, the bounds at every depth and the simulated share at some."""
    X = np.array([[-1.0], [1.0]])
    rng, he = np.random.default_rng(SEED), kata.initialisation.he
    share, bounds = kata.dying_relu.born_dead_share, kata.dying_relu.born_dead_bounds
    return {
        "depths": DEPTHS,
        "every depth": EVERY_DEPTH,
        "networks": NETWORKS,
        "widths": [
            {
                "width": width,
                "bounds": [bounds(width, depth) for depth in EVERY_DEPTH],
                "born dead": [share(rng, he, width, depth, X, NETWORKS) for depth in DEPTHS],
            }
            for width in WIDTHS
        ],
    }
