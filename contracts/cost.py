"""Contracts of the costs: targets and predictions of one shape."""

from dojo.contracts.contract import Contract
from dojo.contracts.kinds import ONE_HOT, PROBABILITY, TARGET, Numbers

QUANTITIES = {"y": Numbers("n, d_out"), "ŷ": Numbers("n, d_out")}
ANSWERS = {"y": Numbers("n, d_out", TARGET), "ŷ": Numbers("n, d_out", PROBABILITY)}
SOFT_ANSWERS = {name: Numbers("n, d_out", PROBABILITY) for name in ("y", "ŷ")}
CLASSES = {"y": Numbers("n, k", ONE_HOT), "ŷ": Numbers("n, k", PROBABILITY)}

CONTRACTS = {
    name: Contract(signatures, magnitudes=cost == "mse")
    for cost, signatures in {
        "mse": [QUANTITIES],
        "binary_cross_entropy": [ANSWERS, SOFT_ANSWERS],
        "cross_entropy": [CLASSES],
    }.items()
    for name in (cost, f"{cost}_prime")
}
