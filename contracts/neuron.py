"""Contracts of one neuron and of a layer of them."""

import numpy as np

from dojo.contracts.contract import Contract
from dojo.contracts.kinds import Function, Number, Numbers

NEURON = {"x": Numbers("d_in"), "W": Numbers("d_in"), "b": Number()}
NEURONS = {"x": Numbers("n, d_in"), "W": Numbers("d_in"), "b": Number()}
LAYER_OF_ONE = {"x": Numbers("d_in"), "W": Numbers("d_in, d_out"), "b": Numbers("d_out")}
LAYER = {"x": Numbers("n, d_in"), "W": Numbers("d_in, d_out"), "b": Numbers("d_out")}
F = {"f": Function((np.abs, np.square, np.negative))}


def _shares(z):
    """Return z by rows, as softmax does: no entry alone says what comes of it."""
    return z / (1.0 + np.abs(z).sum(axis=-1, keepdims=True))


BY_ROWS = {"f": Function((_shares,))}
FITS = [{"X": Numbers("n, d_in"), "y": Numbers(shape)} for shape in ("n", "n, k")]
SMALL_INPUT = "one input is small"


def _fit(draw):
    """Return samples and targets; an input of small numbers counts as much as the others."""
    if draw.choice == SMALL_INPUT:
        draw.sizes.update(n=12, d_in=3)
    drawn = {name: kind.draw(draw) for name, kind in FITS[draw.signature].items()}
    if draw.choice == SMALL_INPUT:
        drawn["X"] = drawn["X"] * [1.0, 1.0, 1e-4]
    return drawn


CONTRACTS = {
    "weighted_sum": Contract([NEURON, NEURONS, LAYER_OF_ONE, LAYER], magnitudes=True),
    "neuron": Contract(
        [
            *(kinds | F for kinds in (NEURON, NEURONS, LAYER_OF_ONE, LAYER)),
            *(kinds | BY_ROWS for kinds in (LAYER_OF_ONE, LAYER)),
        ],
        magnitudes=True,
    ),
    "best_linear_fit": Contract(FITS, _fit, [None, SMALL_INPUT], [None], near=1e-6),
}
