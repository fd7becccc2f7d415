"""Contracts of gradient descent."""

from dataclasses import replace

from contracts.networks import COST, USUAL, Network, PerLayer, case, plus, with_gradients
from dojo.contracts.contract import Contract
from dojo.contracts.draw import ONE
from dojo.contracts.kinds import Answered, Generator, Number, Numbers, Optional, Whole

RATE = Number(0.01, 0.5)
CASE = {"network": Network(), "X": Numbers("n, d_in"), "Y": Numbers("n, d_out"), "cost": COST}
BATCHES = {"batch_size": Optional(Whole(1, 100)), "rng": Optional(Generator())}
EPOCHS = Whole(1, 3)
ARRIVED = "arrived"


def _training(draw):
    """Return a training; one that has arrived starts with a network that is right already."""
    arrived = draw.choice == ARRIVED
    drawn = case(replace(draw, choice=("identity", "mse") if arrived else draw.choice))
    if arrived:
        drawn["Y"] = Answered("forward_propagation", "predict", (drawn["network"], drawn["X"]))
    return drawn | {"α": RATE.draw(draw), "epochs": 0 if draw.scale == ONE else EPOCHS.draw(draw)}


CONTRACTS = {
    "update": Contract(
        [{"network": Network(), "gradients": PerLayer(), "α": RATE}],
        plus(with_gradients, α=RATE),
    ),
    "descend": Contract([CASE | {"α": RATE}], plus(case, α=RATE), USUAL, USUAL),
    "minibatches": Contract(
        [
            {
                "X": Numbers("n, d_in"),
                "Y": Numbers("n, d_out"),
                "size": Whole(1, 5, large=16),
                "rng": Generator(),
            }
        ]
    ),
    "train": Contract(
        [CASE | {"α": RATE, "epochs": Whole(0, 10**6)} | BATCHES],
        _training,
        [*USUAL, ARRIVED],
        USUAL,
    ),
}
