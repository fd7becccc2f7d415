"""The cost against the epochs, for a learning rate that crawls, one that arrives, one too large."""

from steps.figures import xor

CHAPTER = 9
RATES, EPOCHS = (0.1, 2.0, 8.0), 200


def data(kata):
    """Return the costs of XOR for each learning rate, from before the first epoch on."""
    train = kata.gradient_descent.train
    return {
        "rates": RATES,
        "costs": [train(xor.untrained(kata), xor.X, xor.Y, xor.COST, α, EPOCHS)[1] for α in RATES],
    }
