"""Contracts of standardising, and of batch and layer normalisation."""

from contracts.autodiff import BACK, Leaf
from contracts.optimisers import Squares
from dojo.contracts.contract import Arguments, Contract
from dojo.contracts.draw import Draw
from dojo.contracts.kinds import ANY_AXES, Number, Numbers

# Equal numbers of a column are their mean to the last digit, so that ε may be next to 0.
ε = Number(1e-8, 2.0, by_size=True)
FAR_OFF = "far from their mean of 0"
UNITS = {"γ": Numbers("d"), "β": Numbers("d"), "ε": ε}
NORM_BACK = Contract(
    [{"dY": Numbers("n, d"), "X": Numbers("n, d"), "γ": Numbers("d"), "ε": ε}], near=1e-6
)
NODE = Contract([{"a": Leaf("n, d", True), "ε": ε}], **BACK)


def _samples(draw: Draw) -> Arguments:
    """Return samples; where they are far from 0, their squares lose what their distances keep."""
    X = Numbers("n, d").draw(draw)
    return {"X": X + 1e5 if draw.choice == FAR_OFF else X}


def _norm(draw: Draw) -> Arguments:
    """Return samples with γ, β and ε."""
    return _samples(draw) | {name: kind.draw(draw) for name, kind in UNITS.items()}


def _measured(draw: Draw) -> Arguments:
    """Return samples, a mean, and deviations of any size, of which some may be 0."""
    mean = Numbers("d").draw(draw)
    deviation = 10 ** draw.rng.uniform(-6, 2, mean.shape)
    deviation[: draw.one_of([0, 1])] = 0
    return {"X": Numbers("n, d").draw(draw), "mean": mean, "deviation": draw.formed(deviation)}


NORM = Contract([{"X": Numbers("n, d")} | UNITS], _norm, [None, FAR_OFF], [None])


CONTRACTS = {
    "curvatures": Contract([{"X": Numbers("n, d")}], near=1e-6),
    "mean_and_deviation": Contract([{"X": Numbers("n, d")}], _samples, [None, FAR_OFF], [None]),
    "standardise": Contract(
        [{"X": Numbers("n, d"), "mean": Numbers("d"), "deviation": Numbers("d")}],
        _measured,
        entries=True,
    ),
    "batch_norm": NORM,
    "batch_norm_back": NORM_BACK,
    "running": Contract(
        [
            *(
                {"kept": Numbers(shape), "new": Numbers(shape), "ρ": Number(0.0, 1.0)}
                for shape in ANY_AXES
            ),
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
