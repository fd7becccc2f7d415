"""Contracts of classes, shares and features."""

from contracts.networks import ACTIVATIONS, Network, network
from contracts.split import gathered
from dojo.contracts.contract import Contract
from dojo.contracts.draw import SMALL
from dojo.contracts.kinds import (
    LABEL,
    ONE_HOT,
    PROBABILITY,
    REAL,
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


def _learning(draw):
    """Return samples and a way to learn; without batches there are more samples than in most."""
    if draw.choice == NO_BATCHES:
        draw.sizes.update(n=40, d_in=2)
    if draw.choice in (TWO_CLASSES, WIDE_AND_LONG):
        draw.sizes.update(k=2)
    drawn = {name: kind.draw(draw) for name, kind in LEARN.items()}
    match draw.choice:
        case "no batches":
            drawn |= {"epochs": 2, "batch_size": None}
        case "wide and long":
            drawn |= {"hidden": [130, 3, 4, 3, 4, 3], "epochs": 25, "batch_size": None, "α": 0.1}
    return drawn


NO_BATCHES, TWO_CLASSES, WIDE_AND_LONG = "no batches", "two classes", "wide and long"
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
    "accuracy": Contract(
        [{"ŷ": Numbers("n, k", of), "Y": Numbers("n, k", ONE_HOT)} for of in (PROBABILITY, REAL)]
    ),
    "hold_out": Contract(
        [
            {
                "X": Numbers("n, d_in"),
                "Y": Numbers("n, k"),
                "share": Number(0.0, 1.0),
                "rng": Generator(),
            }
        ],
        near=1e-9,
        compared=lambda _, parts: gathered([parts[:2], parts[2:]]),
    ),
    "learn": Contract(
        [LEARN],
        _learning,
        [NO_BATCHES, TWO_CLASSES, WIDE_AND_LONG],
        [None],
        largest=SMALL,
        composed=_drawn_and_trained,
    ),
    "hidden_features": Contract([{"network": Network(hidden=1), "X": Numbers("n, d_in")}], _hidden),
}
