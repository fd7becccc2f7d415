"""Contracts of gradient descent."""

from dataclasses import replace

import numpy as np

from contracts.networks import (
    COST,
    USUAL,
    Network,
    PerLayer,
    case,
    layers_of,
    plus,
    samples,
    with_gradients,
)
from contracts.split import gathered
from dojo.contracts.contract import Contract
from dojo.contracts.draw import LARGE, ONE
from dojo.contracts.kinds import Answered, Generator, Number, Numbers, Optional, Whole

# Many steps lead far away where they are long; one does not.
RATE, ONE_STEP = Number(0.01, 0.5), Number(0.01, 20.0)
CASE = {"network": Network(), "X": Numbers("n, d_in"), "Y": Numbers("n, d_out"), "cost": COST}
BATCHES = {"batch_size": Optional(Whole(1, 100)), "rng": Optional(Generator())}
EPOCHS = Whole(1, 3)
ARRIVED, ALIKE, LONG, AT_REST = "arrived", "samples alike", "many epochs", "at rest"
MANY_EPOCHS = 1_050


def _training(draw):
    """Return a training, of many pairs of activation and cost.

    One that has arrived starts with a network that is right already. Where all samples are alike,
    it does not matter which of them make a batch.
    """
    if draw.choice in (ALIKE, LONG, AT_REST):
        return simple(draw)
    arrived = draw.choice == ARRIVED
    drawn = case(replace(draw, choice=("identity", "mse") if arrived else draw.choice))
    if arrived:
        drawn["Y"] = Answered("forward_propagation", "predict", (drawn["network"], drawn["X"]))
    epochs = {ONE: 0, LARGE: 1}.get(draw.scale, EPOCHS.draw(draw))
    return drawn | {"α": RATE.draw(draw), "epochs": epochs}


def simple(draw):
    """Return a training of one neuron: of many epochs, or on large batches of samples alike.

    A batch of one sample may be left over. With long steps the cost comes to rest, above 0.
    """
    draw.sizes.update(d_in=1, d_out=1, n=131 if draw.choice == ALIKE else 3)
    drawn = layers_of(draw, ["identity"])
    X, Y = samples(draw, "mse")
    given = {"network": drawn, "X": X, "Y": Y, "cost": "mse", "α": 0.001, "epochs": MANY_EPOCHS}
    if draw.choice == AT_REST:
        return given | {"α": 0.2, "epochs": MANY_EPOCHS // 2}
    if draw.choice == LONG:
        return given
    alike = {name: np.repeat(given[name][:1], len(X), axis=0) for name in "XY"}
    return given | alike | {"epochs": 2, "batch_size": 130, "rng": BATCHES["rng"].kind.draw(draw)}


CONTRACTS = {
    "update": Contract(
        [{"network": Network(), "gradients": PerLayer(), "α": ONE_STEP}],
        plus(with_gradients, α=ONE_STEP),
        magnitudes=True,
    ),
    "descend": Contract(
        [CASE | {"α": ONE_STEP}], plus(case, α=ONE_STEP), USUAL, USUAL, magnitudes=True
    ),
    "minibatches": Contract(
        [
            {
                "X": Numbers("n, d_in"),
                "Y": Numbers("n, d_out"),
                "size": Whole(1, 5, large=130),
                "rng": Generator(),
            }
        ],
        near=1e-9,
        compared=lambda _, batches: gathered(batches),
    ),
    "train": Contract(
        [CASE | {"α": RATE, "epochs": Whole(0, 10**6)} | BATCHES],
        _training,
        [*USUAL, ARRIVED, ALIKE, LONG, AT_REST],
        USUAL,
    ),
}
