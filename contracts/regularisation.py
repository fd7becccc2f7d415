"""Contracts of the penalty, of early stopping, and of dropout."""

import numpy as np

from contracts.networks import (
    ACTIVATIONS,
    Network,
    PerLayer,
    network,
    plus,
    samples,
    with_gradients,
)
from dojo.contracts.contract import Arguments, Contract
from dojo.contracts.draw import Draw
from dojo.contracts.kinds import ONE_HOT, Generator, ListOf, Number, Numbers, Whole


def _dropped(draw: Draw) -> Arguments:
    """Return a network, samples, and a mask for each hidden layer."""
    return _with_masks(draw, draw.one_of(ACTIVATIONS))


def _classifier(draw: Draw) -> Arguments:
    """Return a classifier, samples, and a mask for each hidden layer."""
    drawn = _with_masks(draw, "softmax")
    _, Y = samples(draw, "cross_entropy")
    return {"network": drawn["network"], "X": drawn["X"], "Y": Y, "masks": drawn["masks"]}


def _with_masks(draw: Draw, output: str) -> Arguments:
    layers = network(draw, output, hidden=1, large=5)
    while any(layer.fields[2] == "softmax" for layer in layers[:-1]):
        layers = network(draw, output, hidden=1, large=5)
    X = np.tanh(Numbers("n, d_in").draw(draw) * 1.0)
    keep = draw.rng.uniform(0.3, 1.0)
    shapes = [(len(X), len(layer.fields[1])) for layer in layers[:-1]]
    masks = [draw.formed((draw.rng.random(shape) < keep) * 2.0) for shape in shapes]
    return {"network": layers, "X": X, "masks": masks}


def _shapes(draw: Draw) -> Arguments:
    return {
        "rng": Generator().draw(draw),
        "shape": (draw.size("n"), draw.size("d")),
        "keep": Number(0.2, 1.0).draw(draw),
    }


class Masks:
    """An argument that is drawn with others."""

    def draw(self, draw: Draw) -> None:
        """Never asked."""
        raise NotImplementedError

    def problem(self, value: object, sizes: dict[str, int]) -> str:
        """Say that it is neither a list nor a tuple."""
        right = isinstance(value, list | tuple)
        return "" if right else f"is a {type(value).__name__}, neither a list nor a tuple"


PENALTY = Number(0.0, 1.0)
CONTRACTS = {
    "l2_cost": Contract(
        [{"network": Network(), "λ": PENALTY}],
        lambda draw: {
            "network": network(draw, draw.one_of(ACTIVATIONS)),
            "λ": PENALTY.draw(draw),
        },
    ),
    "with_l2": Contract(
        [{"network": Network(), "gradients": PerLayer(), "λ": PENALTY}],
        plus(with_gradients, λ=PENALTY),
        magnitudes=True,
    ),
    "stop_early": Contract([{"costs": ListOf(Number(0.0, 3.0), 1, 12), "patience": Whole(1, 4)}]),
    "dropout_mask": Contract(
        [{"rng": Generator(), "shape": Masks(), "keep": Number(0.2, 1.0)}], _shapes
    ),
    "predict_dropped": Contract(
        [{"network": Network(), "X": Numbers("n, d_in"), "masks": Masks()}], _dropped
    ),
    "dropped_gradients": Contract(
        [
            {
                "network": Network(),
                "X": Numbers("n, d_in"),
                "Y": Numbers("n, d_out", ONE_HOT),
                "masks": Masks(),
            }
        ],
        _classifier,
    ),
}
