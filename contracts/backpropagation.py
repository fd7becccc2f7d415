"""Contracts of the backward pass: every activation, every cost, any depth."""

from functools import partial

from contracts.networks import (
    COST,
    COSTS,
    PAIRS,
    SOFTMAX,
    USUAL,
    Network,
    PerLayer,
    case,
    with_signals,
)
from dojo.contracts.contract import Contract
from dojo.contracts.kinds import Numbers

CASE = {"network": Network(), "X": Numbers("n, d_in"), "Y": Numbers("n, d_out")}
BACKWARD = CASE | {"signals": PerLayer(), "cost": COST}
BACKPROPAGATE = CASE | {"cost": COST}
# In hidden layers, and in the last one under every cost.
EVERYWHERE = [(SOFTMAX, cost) for cost in COSTS]
through_softmax = partial(case, inner=(SOFTMAX,))

CONTRACTS = {
    "backward": Contract(
        [BACKWARD],
        with_signals,
        PAIRS,
        USUAL,
        magnitudes=True,
        special={
            SOFTMAX: Contract(
                [BACKWARD], partial(with_signals, case=through_softmax), EVERYWHERE, magnitudes=True
            )
        },
    ),
    "backpropagate": Contract(
        [BACKPROPAGATE],
        case,
        PAIRS,
        magnitudes=True,
        special={SOFTMAX: Contract([BACKPROPAGATE], through_softmax, EVERYWHERE, magnitudes=True)},
    ),
}
