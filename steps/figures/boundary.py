"""XOR's decision boundary as it trains, and the plane as the hidden layer sees it."""

import numpy as np

from steps.figures import xor

CHAPTER = 12
EPOCHS, SEEN_AT, α = (0, 50, 100, 400), 100, 1.0
ACROSS = np.linspace(-0.5, 1.5, 41)
LINES, ALONG = np.linspace(-0.5, 1.5, 9), np.linspace(-0.5, 1.5, 33)
INSIDE = np.linspace(-1.1, 1.1, 23)


def data(kata):
    """Return ŷ over the plane at each of the epochs, and the last hidden layer's a in detail."""
    network, stages, costs, seen = xor.untrained(kata), [], [], None
    for before, epochs in zip((0, *EPOCHS), EPOCHS, strict=False):
        if epochs > before:
            network, _ = kata.gradient_descent.train(
                network, xor.X, xor.Y, xor.COST, α, epochs - before
            )
        seen = network if epochs == SEEN_AT else seen
        stages.append(over(kata, network, ACROSS))
        ŷ = kata.forward_propagation.predict(network, xor.X)
        costs.append(kata.cost[xor.COST](xor.Y, ŷ))
    see, first = kata.learning.hidden_features, xor.untrained(kata)
    return {
        "x": xor.X,
        "y": xor.Y.ravel(),
        "α": α,
        "epochs": EPOCHS,
        "J": costs,
        "ŷ": ŷ.ravel(),
        "across": ACROSS,
        "stages": stages,
        "hidden": {
            "samples before": see(first, xor.X),
            "epochs": SEEN_AT,
            "samples": see(seen, xor.X),
            "folded": [see(seen, line) for line in lines()],
            "across": INSIDE,
            "ŷ": over(kata, seen[1:], INSIDE),
        },
    }


def over(kata, network, across):
    """Return ŷ on a square grid: row after row from below, as (len(across), len(across))."""
    x1, x2 = np.meshgrid(across, across)
    ŷ = kata.forward_propagation.predict(network, np.column_stack([x1.ravel(), x2.ravel()]))
    return np.reshape(ŷ, x1.shape)


def lines():
    """Yield the lines of squared paper, first the upright ones: (len(ALONG), 2) each."""
    for at in LINES:
        yield np.column_stack([np.full(len(ALONG), at), ALONG])
    for at in LINES:
        yield np.column_stack([ALONG, np.full(len(ALONG), at)])
