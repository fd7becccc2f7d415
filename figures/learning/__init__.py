"""Learning: XOR's plane as it trains, digits read, a sheet to write on, and gradients derived."""

from figures.backward_pass import backward_pass
from figures.learning import digits, reading, xor_plane

FIGURES = (*xor_plane.FIGURES, *digits.FIGURES)
TOYS = (reading.TOY,)


def proofs():
    """Yield the backward pass of the network that reads the digits."""
    yield backward_pass([64, 64, 10], ["relu", "softmax"], "cross_entropy")
