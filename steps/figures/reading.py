"""A network that has learnt to read digits: what it reads, what it mistakes, what it looks for."""

import numpy as np

from steps import digits

CHAPTER = 12
HELD_OUT, SPLIT_SEED = 1 / 2, 16
HIDDEN, α, EPOCHS, BATCH, SEED = [64], 0.5, 15, 8, 1
SHOWN, UNITS = 20, 16


def data(kata):
    """Return the first images held out, all that were mistaken, and the counts of what was read."""
    X, Y = digits.pixels_and_classes(kata, digits.load())
    split, rng = (np.random.default_rng(seed) for seed in (SPLIT_SEED, SEED))
    *training, X_test, Y_test = kata.learning.hold_out(X, Y, HELD_OUT, split)
    network, costs = kata.learning.learn(*training, HIDDEN, α, EPOCHS, BATCH, rng)
    ŷ = kata.forward_propagation.predict(network, X_test)
    read, right = np.argmax(ŷ, axis=1), np.argmax(Y_test, axis=1)
    counts = np.zeros((digits.CLASSES, digits.CLASSES), dtype=int)
    np.add.at(counts, (right, read), 1)
    images = [
        {"pixels": pixels, "digit": digit, "read": answer, "sure": sure}
        for pixels, digit, answer, sure in zip(X_test, right, read, np.max(ŷ, axis=1), strict=True)
    ]
    W, _, _ = network[0]
    return {
        "epochs": EPOCHS,
        "costs": costs,
        "accuracy": kata.learning.accuracy(ŷ, Y_test),
        "shown": images[:SHOWN],
        "mistakes": [image for image in images if image["digit"] != image["read"]],
        "counts": counts,
        "weights": np.reshape(W, (digits.SIDE**2, -1)).T[:UNITS],
    }
