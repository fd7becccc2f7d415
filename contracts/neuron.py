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
    """Return z by rows, as softmax does: no entry alone has a result."""
    return z / (1.0 + np.abs(z).sum(axis=-1, keepdims=True))


BY_ROWS = {"f": Function((_shares,))}
CONTRACTS = {
    "weighted_sum": Contract([NEURON, NEURONS, LAYER_OF_ONE, LAYER], magnitudes=True),
    "neuron": Contract(
        [
            *(kinds | F for kinds in (NEURON, NEURONS, LAYER_OF_ONE, LAYER)),
            *(kinds | BY_ROWS for kinds in (LAYER_OF_ONE, LAYER)),
        ],
        magnitudes=True,
    ),
}
