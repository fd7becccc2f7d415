"""The end of the course: the learner's own network, trained on digits, reads what is drawn."""

import numpy as np

from steps.digits import CLASSES, INK, SIDE, load, pixels_and_classes

HELD_OUT, SPLIT_SEED = 1 / 2, 16
HIDDEN, α, EPOCHS, BATCH, SEED = [64], 0.5, 15, 8, 1

TITLE = "The course is finished: your network reads"
NEXT = """\
Read next: Goodfellow, Bengio, Courville: Deep Learning (deeplearningbook.org), chapters 6 to 9.
Nielsen: Neural Networks and Deep Learning (neuralnetworksanddeeplearning.com).
Build next: convolutions for images; momentum and Adam; then the same in PyTorch."""


def trained(kata):
    """Return a network that has learned half of the digits, and the other half with its classes."""
    X, Y = pixels_and_classes(kata, load())
    split, rng = (np.random.default_rng(seed) for seed in (SPLIT_SEED, SEED))
    *training, X_test, Y_test = kata.learning.hold_out(X, Y, HELD_OUT, split)
    network, _ = kata.learning.learn(*training, HIDDEN, α, EPOCHS, BATCH, rng)
    return network, X_test, Y_test


class Reader:
    """A network of the learner's that reads images."""

    def __init__(self, kata):
        """Train it."""
        self._kata = kata
        self._network, X, Y = trained(kata)
        ŷ = kata.forward_propagation.predict(self._network, X)
        self.accuracy = float(kata.learning.accuracy(ŷ, Y))
        read, right = np.argmax(ŷ, axis=1), np.argmax(Y, axis=1)
        self.count = len(X)
        self.mistakes = [
            {
                "image": np.reshape(X[i], (SIDE, SIDE)).tolist(),
                "said": f"It reads a {read[i]}, and it is a {right[i]}.",
            }
            for i in np.flatnonzero(read != right)
        ]

    def told(self):
        """Say how well it reads, and give a line to share."""
        share = f"{self.accuracy:.1%}"
        return {
            "said": f"It reads {share} of {self.count} digits that it has never seen right, and "
            f"mistakes {len(self.mistakes)}.",
            "share": f"I wrote a neural network from nothing but NumPy. It reads {share} of "
            "handwritten digits it has never seen. #DeepLearningDojo",
            "mistakes": self.mistakes,
        }

    def read(self, drawn):
        """Return how sure it is of each digit, of a drawing: rows of 0 and 1."""
        image = smaller(np.asarray(drawn, dtype=float)) / INK
        ŷ = np.ravel(self._kata.forward_propagation.predict(self._network, image.reshape(1, -1)))
        return {"names": [str(digit) for digit in range(CLASSES)], "shares": ŷ.tolist()}


def smaller(drawn):
    """Return a drawing as the digits were made: its frame fitted, then the ink of 4 × 4 dots each.

    The result is (8, 8), each number from 0 to 16.
    """
    size = 4 * SIDE
    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    if not len(rows):
        return np.zeros((SIDE, SIDE))
    cut = drawn[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = size / max(cut.shape)
    high, wide = (max(1, round(length * scale)) for length in cut.shape)
    fitted = cut[
        np.ix_(
            (np.arange(high) / scale).astype(int).clip(0, len(cut) - 1),
            (np.arange(wide) / scale).astype(int).clip(0, cut.shape[1] - 1),
        )
    ]
    page = np.zeros((size, size))
    top, left = (size - high) // 2, (size - wide) // 2
    page[top : top + high, left : left + wide] = fitted
    return page.reshape(SIDE, 4, SIDE, 4).sum(axis=(1, 3))
