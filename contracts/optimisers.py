"""Contracts of optimisers."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from contracts.gradient_descent import ALIKE, ARRIVED, AT_REST, BATCHES, CASE, LONG, simple
from contracts.networks import USUAL, PerLayer, case, with_gradients
from dojo.contracts.contract import Arguments, Contract
from dojo.contracts.draw import Draw
from dojo.contracts.kinds import (
    ANY_AXES,
    Answered,
    Function,
    Generator,
    Kind,
    Number,
    Numbers,
    Optional,
    Whole,
)

# A share of 0 keeps nothing. Of an average of squares some is kept: where next to nothing is left,
# rounding is multiplied.
SHARE, SQUARED = Number(0.0, 0.99), Number(0.1, 0.99)
RATE, STEPS = Number(0.01, 20.0), Whole(1, 30, large=3000)


TINY, NORM = Number(1e-8, 1.0, by_size=True), Number(1e-3, 1e3, by_size=True)
SILENT, RECORDED, UPHILL = "silent", "a state that records", "uphill"
START = (2.0, 0)


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
    """An array of the parameter's shape, which an optimiser keeps; it may be the number 0."""

    shape: str = "n, d"

    def draw(self, draw: Draw) -> Any:
        """Return an array."""
        return Numbers(self.shape).draw(draw)

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say that it is neither an array nor 0."""
        return _same_shape_or_zero(value)


def _same_shape_or_zero(value: Any) -> str:
    right = isinstance(value, np.ndarray | np.floating) or value == 0
    return "" if right else f"is a {type(value).__name__}, neither an array nor 0"


@dataclass(frozen=True)
class Zero:
    """The number 0, from which a state begins."""

    def draw(self, draw: Draw) -> int:
        """Return it."""
        return 0

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say that it is neither an array nor 0."""
        return _same_shape_or_zero(value)


@dataclass(frozen=True)
class LeftOut(Optional):
    """An argument that may be left out; here it always is."""

    def draw(self, draw: Draw) -> None:
        """Return nothing."""


@dataclass(frozen=True)
class Given(Optional):
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


def _recorded(θ, g, state, t):
    """Return a step with momentum whose state is a tuple, and None at times."""
    velocity = 0.5 * (state[0] if state else 0.0) + g
    return θ - 0.05 * velocity / t, None if t % 3 == 0 else (velocity, t)


def _uphill(θ, g, state, t):
    """Return a step to where the cost is greater."""
    return θ + 0.01 * g, state


def _training(draw):
    """Return a training of the pair of activation and cost, or one that is special."""
    if draw.choice in (ALIKE, LONG, AT_REST):
        given = simple(draw)
        del given["α"]
        return {"step": _recorded, "start": START, **given}
    step, start = STEPS_OF.get(draw.choice, (_heavy_ball, 0.0))
    pair = draw.choice if draw.choice in USUAL else USUAL[0]
    given = case(replace(draw, choice=pair))
    if draw.choice == ARRIVED:
        given["Y"] = Answered("forward_propagation", "predict", (given["network"], given["X"]))
    batch_size = BATCHES["batch_size"].draw(draw)
    if batch_size and draw.choice != ARRIVED:  # samples alike: how `rng` shuffles them is free
        given |= {name: np.repeat(given[name][:1], len(given[name]), axis=0) for name in "XY"}
    return {
        "step": step,
        "start": start,
        **given,
        "epochs": 5 if draw.choice in (UPHILL, ARRIVED) else Whole(0, 3).draw(draw),
        "batch_size": batch_size,
        "rng": Generator().draw(draw),
    }


def _steps(*states: str, squares: str, **more: Kind) -> list[dict[str, Kind]]:
    """Return signatures of a step: θ and g of any shape, with states like them, or of 0 at first.

    The last of the states is an average of `squares`; what comes after them has its default, where
    there is one.
    """
    kinds: dict[str, Kind]
    signatures = []
    for shape in ANY_AXES:
        kinds = {name: State(shape) for name in ("θ", "g", *states)}
        signatures.append(kinds | ({squares: Squares(shape)} if squares else {}) | more)
    kinds = {name: State() for name in "θg"}
    kept = [*states, *([squares] if squares else [])]
    first = {SQUARED: SHARE}
    defaults = {
        name: LeftOut(kind.kind) if isinstance(kind, Optional) else first.get(kind, kind)
        for name, kind in more.items()
    }
    signatures.append(kinds | dict.fromkeys(kept, Zero()) | defaults)
    return signatures


def _adam(**more: Kind) -> Contract:
    """Return the contract of Adam, with more arguments after α."""
    usual = {"β1": Given(SHARE), "β2": Given(SQUARED), "ε": Given(TINY)}
    return Contract(_steps("m", squares="v", t=STEPS, α=RATE, **more, **usual))


def _clipped(draw: Draw) -> Arguments:
    """Return gradients, or such as are 0 everywhere, and the norm that they may have."""
    gradients = with_gradients(draw)["gradients"]
    if draw.choice == SILENT:
        gradients = [(0.0 * dW, 0.0 * db) for dW, db in gradients]
    return {"gradients": gradients, "c": NORM.draw(draw)}


STEPS_OF = {RECORDED: (_recorded, START), UPHILL: (_uphill, None)}
CONTRACTS = {
    "momentum": Contract(_steps("v", squares="", α=RATE, β=SHARE), magnitudes=True),
    "rmsprop": Contract(_steps(squares="s", α=RATE, ρ=SQUARED, ε=TINY)),
    "adam": _adam(),
    "adamw": _adam(λ=RATE),
    "inverse_rate": Contract([{"α": RATE, "t": STEPS}]),
    "clip": Contract(
        [{"gradients": PerLayer(), "c": NORM}], _clipped, [None, SILENT], [None], magnitudes=True
    ),
    "train_with": Contract(
        [
            {"step": Function((_heavy_ball,)), "start": Start(), **CASE}
            | {"epochs": Whole(0, 10**6)}
            | BATCHES
        ],
        _training,
        [*USUAL, *STEPS_OF, ARRIVED, ALIKE, LONG, AT_REST],
        USUAL,
    ),
}
