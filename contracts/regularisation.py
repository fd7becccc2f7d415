"""Contracts of the penalty, of early stopping, and of dropout."""

from typing import Any

import numpy as np

from contracts.generalisation import COSTS, ROUNDS, costs
from contracts.networks import (
    ACTIVATIONS,
    STRAIGHT,
    Network,
    PerLayer,
    network,
    plus,
    samples,
    with_gradients,
)
from dojo.contracts.contract import Arguments, Contract
from dojo.contracts.draw import Draw
from dojo.contracts.kinds import ONE_HOT, Generator, Number, Numbers, Whole


def _dropped(draw: Draw) -> Arguments:
    """Return a network, samples, and a mask for each hidden layer."""
    return _with_masks(draw, draw.one_of(ACTIVATIONS))


def _classifier(draw: Draw) -> Arguments:
    """Return a classifier, samples, and a mask for each hidden layer."""
    drawn = _with_masks(draw, "softmax")
    _, Y = samples(draw, "cross_entropy")
    return {"network": drawn["network"], "X": drawn["X"], "Y": Y, "masks": drawn["masks"]}


def _with_masks(draw: Draw, output: str) -> Arguments:
    layers = network(draw, output, large=5, inner=STRAIGHT)
    X = np.tanh(Numbers("n, d_in").draw(draw) * 1.0)
    keep = draw.rng.uniform(0.3, 1.0)
    shapes = [(len(X), len(layer.fields[1])) for layer in layers[:-1]]
    masks = [
        draw.formed((draw.rng.random(shape) < keep) * draw.rng.uniform(0.5, 3.0, shape))
        for shape in shapes
    ]
    return {"network": layers, "X": X, "masks": masks}


def _shapes(draw: Draw) -> Arguments:
    """Return the shape of a mask; of one whose entries are counted, there are many rows."""
    axes = draw.one_of(["d", "nd", "mnd"])
    shape = tuple(draw.size(name) for name in axes) if draw.choice is None else (_ROWS, 2, 3)
    keep = draw.choice or KEEP.draw(draw)
    return {"rng": Generator().draw(draw), "shape": shape, "keep": keep}


def _counted(keep: float | None, mask: Any) -> list[Any]:
    """Return a mask's shape; of one with many rows the numbers, and whether each place is right.

    A place is kept in so many rows; six deviations from that share occur once in 500 million.
    """
    shape = list(np.shape(mask))
    if keep is None:
        return [shape]
    room = 6 * np.sqrt(keep * (1 - keep) / _ROWS)
    right = np.abs((np.asarray(mask) > 0).mean(axis=0) - keep) <= room
    return [
        shape,
        np.unique(mask),
        "each as often" if right.all() else "some too often, or too rarely",
    ]


def _course(draw: Draw) -> Arguments:
    """Return costs, some of them equal and some nearly so, and how long to wait."""
    return {"costs": costs(draw), "patience": PATIENCE.draw(draw)}


class Masks:
    """An argument that is drawn with others."""

    def draw(self, draw: Draw) -> None:
        """Never asked."""
        raise NotImplementedError

    def problem(self, value: object, sizes: dict[str, int]) -> str:
        """Say that it is neither a list nor a tuple."""
        right = isinstance(value, list | tuple)
        return "" if right else f"is a {type(value).__name__}, neither a list nor a tuple"


# Of so many rows a share of keep is seen to within a twentieth.
_ROWS, RIGHT_SHARES = 3000, "each place is kept with the probability keep"
PENALTY, KEEP, PATIENCE = Number(0.0, 5.0), Number(0.2, 1.0), Whole(1, 4, large=15)
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
    "stop_early": Contract([{"costs": COSTS, "patience": PATIENCE}], _course, ROUNDS),
    "dropout_mask": Contract(
        [{"rng": Generator(), "shape": Masks(), "keep": KEEP}],
        _shapes,
        [None, 0.25, 0.8, 1.0],
        [None],
        compared=_counted,
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
