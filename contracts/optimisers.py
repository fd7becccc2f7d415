"""Contracts of optimisers."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from contracts.gradient_descent import BATCHES, CASE
from contracts.networks import USUAL, PerLayer, case, plus, with_gradients
from dojo.contracts.contract import Contract
from dojo.contracts.draw import Draw
from dojo.contracts.kinds import Function, Generator, Number, Numbers, Optional, Whole

SHARE, RATE, STEPS = Number(0.1, 0.99), Number(0.01, 1.0), Whole(1, 30)


@dataclass(frozen=True)
class Squares:
    """An average of squares: an array without negative entries."""

    shape: str = "n, d"

    def draw(self, draw: Draw) -> Any:
        """Return squares."""
        return Numbers(self.shape).draw(draw) ** 2

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say that it is neither such an array nor 0."""
        return _same_shape_or_zero(value)


@dataclass(frozen=True)
class State:
    """An array that an optimiser keeps, or the number 0."""

    def draw(self, draw: Draw) -> Any:
        """Return an array of the parameter's shape."""
        return Numbers("n, d").draw(draw)

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say that it is neither an array nor 0."""
        return _same_shape_or_zero(value)


def _same_shape_or_zero(value: Any) -> str:
    right = isinstance(value, np.ndarray | np.floating) or value == 0
    return "" if right else f"is a {type(value).__name__}, neither an array nor 0"


@dataclass(frozen=True)
class Drawn(Optional):
    """An argument that may be left out; here it never is."""

    def draw(self, draw: Draw) -> Any:
        """Return it."""
        return self.kind.draw(draw)


@dataclass(frozen=True)
class Start:
    """A state of any kind."""

    def draw(self, draw: Draw) -> float:
        """Return 0."""
        return 0.0

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say nothing: what a step keeps is its own business."""
        return ""


def _heavy_ball(θ, g, state, t):
    """Return a step with momentum; the number of the step counts, too."""
    state = 0.5 * state + g
    return θ - 0.05 * state / t, state


def _training(draw):
    given = case(replace(draw, choice=draw.choice))
    batch_size = BATCHES["batch_size"].draw(draw)
    if batch_size:  # samples alike: how `rng` shuffles them is free
        given |= {name: np.repeat(given[name][:1], len(given[name]), axis=0) for name in "XY"}
    return {
        "step": _heavy_ball,
        "start": 0.0,
        **given,
        "epochs": Whole(0, 3).draw(draw),
        "batch_size": batch_size,
        "rng": Generator().draw(draw),
    }


def _adam(**more):
    """Return the kinds of Adam's arguments, in their order."""
    return {
        "θ": State(),
        "g": State(),
        "m": State(),
        "v": Squares(),
        "t": STEPS,
        "α": RATE,
        **more,
        "β1": Drawn(SHARE),
        "β2": Drawn(SHARE),
        "ε": Drawn(Number(1e-3, 1.0)),
    }


CONTRACTS = {
    "momentum": Contract(
        [{"θ": State(), "g": State(), "v": State(), "α": RATE, "β": SHARE}], magnitudes=True
    ),
    "rmsprop": Contract(
        [
            {
                "θ": State(),
                "g": State(),
                "s": Squares(),
                "α": RATE,
                "ρ": SHARE,
                "ε": Number(1e-3, 1.0),
            }
        ]
    ),
    "adam": Contract([_adam()]),
    "adamw": Contract([_adam(λ=RATE)]),
    "inverse_rate": Contract([{"α": RATE, "t": STEPS}]),
    "clip": Contract(
        [{"gradients": PerLayer(), "c": Number(0.1, 5.0)}],
        plus(lambda draw: {"gradients": with_gradients(draw)["gradients"]}, c=Number(0.1, 5.0)),
    ),
    "train_with": Contract(
        [
            {"step": Function((_heavy_ball,)), "start": Start(), **CASE}
            | {"epochs": Whole(0, 10**6)}
            | BATCHES
        ],
        _training,
        USUAL,
        USUAL,
    ),
}
