"""Contracts of standardising, and of batch and layer normalisation."""

import numpy as np

from contracts.autodiff import BACK, Leaf
from contracts.optimisers import Squares
from dojo.contracts.contract import Arguments, Contract
from dojo.contracts.draw import Draw
from dojo.contracts.kinds import Number, Numbers

# Far enough from 0 that rounding is not multiplied where all numbers of a column are equal.
ε = Number(0.01, 2.0)
UNITS = {"γ": Numbers("d"), "β": Numbers("d"), "ε": ε}
NORM = Contract([{"X": Numbers("n, d")} | UNITS])
NORM_BACK = Contract(
    [{"dY": Numbers("n, d"), "X": Numbers("n, d"), "γ": Numbers("d"), "ε": ε}], near=1e-6
)
NODE = Contract([{"a": Leaf("n, d", True), "ε": ε}], **BACK)


def _measured(draw: Draw) -> Arguments:
    """Return samples, a mean, and deviations of which some may be 0."""
    mean, deviation = Numbers("d").draw(draw), np.abs(Numbers("d").draw(draw)) + 1
    deviation[: draw.one_of([0, 1])] = 0
    return {"X": Numbers("n, d").draw(draw), "mean": mean, "deviation": draw.formed(deviation)}


CONTRACTS = {
    "curvatures": Contract([{"X": Numbers("n, d")}], near=1e-6),
    "mean_and_deviation": Contract([{"X": Numbers("n, d")}]),
    "standardise": Contract(
        [{"X": Numbers("n, d"), "mean": Numbers("d"), "deviation": Numbers("d")}], _measured
    ),
    "batch_norm": NORM,
    "batch_norm_back": NORM_BACK,
    "running": Contract(
        [
            {"kept": Numbers("d"), "new": Numbers("d"), "ρ": Number(0.0, 1.0)},
            {"kept": Number(), "new": Number(), "ρ": Number(0.0, 1.0)},
        ],
    ),
    "batch_norm_predict": Contract(
        [{"X": Numbers("n, d")} | UNITS | {"mean": Numbers("d"), "variance": Squares("d")}]
    ),
    "batch_norm_node": NODE,
    "layer_norm": NORM,
    "layer_norm_back": NORM_BACK,
    "layer_norm_node": NODE,
}
