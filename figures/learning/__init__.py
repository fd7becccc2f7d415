"""Learning: XOR's plane as it trains, handwritten digits, and a reader's gradients derived."""

from figures.backward_pass import backward_pass
from figures.learning import digits, xor_plane

FIGURES = (*xor_plane.FIGURES, *digits.FIGURES)


def proofs():
    """Yield the backward pass of the network that reads the digits."""
    yield backward_pass([64, 64, 10], ["relu", "softmax"], "cross_entropy")
