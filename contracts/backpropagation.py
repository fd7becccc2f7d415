"""Contracts of the backward pass: every activation, every cost, any depth."""

from contracts.networks import COST, PAIRS, USUAL, Network, PerLayer, case, with_signals
from dojo.contracts.contract import Contract
from dojo.contracts.kinds import Numbers

CASE = {"network": Network(), "X": Numbers("n, d_in"), "Y": Numbers("n, d_out")}
CONTRACTS = {
    "backward": Contract(
        [CASE | {"signals": PerLayer(), "cost": COST}], with_signals, PAIRS, USUAL, magnitudes=True
    ),
    "backpropagate": Contract([CASE | {"cost": COST}], case, PAIRS, magnitudes=True),
}
