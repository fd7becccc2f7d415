"""Backpropagation, derived for two small networks."""

from figures.backward_pass import backward_pass


def proofs():
    """Yield the backward pass of two networks, each with another activation and cost."""
    yield backward_pass([2, 3, 1], ["sigmoid", "sigmoid"], "mse")
    yield backward_pass([2, 3, 1], ["tanh", "sigmoid"], "binary_cross_entropy")
