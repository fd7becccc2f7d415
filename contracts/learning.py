"""Contracts of classes, shares and features."""

from contracts.networks import ACTIVATIONS, Network, network
from dojo.contracts.contract import Contract
from dojo.contracts.draw import SMALL
from dojo.contracts.kinds import (
    LABEL,
    ONE_HOT,
    PROBABILITY,
    Generator,
    ListOf,
    Number,
    Numbers,
    Optional,
    Size,
    Whole,
)


def _hidden(draw):
    return {
        "network": network(draw, draw.one_of(ACTIVATIONS), hidden=1),
        "X": Numbers("n, d_in").draw(draw),
    }


def _drawn_and_trained(kata, X, Y, hidden, α, epochs, batch_size, rng):
    """Return what the weights that the generator draws are trained to."""
    widths = [X.shape[1], *hidden, Y.shape[1]]
    activations = ["relu"] * len(hidden) + ["softmax"]
    network = kata.initialisation.random_network(rng, widths, activations)
    train = kata.gradient_descent.train
    return train(network, X, Y, "cross_entropy", α, epochs, batch_size, rng)


LEARN = {
    "X": Numbers("n, d_in"),
    "Y": Numbers("n, k", ONE_HOT),
    "hidden": ListOf(Whole(1, 4), 0, 4),
    "α": Number(0.01, 1.5),
    "epochs": Whole(0, 3),
    "batch_size": Optional(Whole(1, 4)),
    "rng": Generator(),
}
CONTRACTS = {
    "one_hot": Contract([{"labels": Numbers("n", LABEL), "classes": Size("k")}]),
    "accuracy": Contract([{"ŷ": Numbers("n, k", PROBABILITY), "Y": Numbers("n, k", ONE_HOT)}]),
    "hold_out": Contract(
        [
            {
                "X": Numbers("n, d_in"),
                "Y": Numbers("n, k"),
                "share": Number(0.0, 1.0),
                "rng": Generator(),
            }
        ]
    ),
    "learn": Contract([LEARN], largest=SMALL, composed=_drawn_and_trained),
    "hidden_features": Contract([{"network": Network(hidden=1), "X": Numbers("n, d_in")}], _hidden),
}
