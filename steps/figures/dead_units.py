"""The share of hidden units that gradient descent kills, against the learning rate."""

import numpy as np

CHAPTER = 10
RATES = (0.01, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
NETWORKS, STEPS, SEED = 16, 200, 0


def data(kata):
    """Return, for each learning rate, the dead share of each of so many networks 1-16-1."""
    X = np.linspace(-1, 1, 9)[:, None]
    Y = X**2 + 1
    rng, draw = np.random.default_rng(SEED), kata.initialisation.random_network
    networks = [draw(rng, [1, 16, 1], ["relu", "identity"]) for _ in range(NETWORKS)]

    def dead(network, α):
        trained, _ = kata.gradient_descent.train(network, X, Y, "mse", α, STEPS)
        return kata.dying_relu.dead_share(trained, X)

    return {
        "rates": RATES,
        "untrained": [kata.dying_relu.dead_share(network, X) for network in networks],
        "dead": [[dead(network, α) for network in networks] for α in RATES],
        "steps": STEPS,
    }
