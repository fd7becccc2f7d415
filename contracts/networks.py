"""Networks with samples that fit: drawn for each pair of activation and cost, and checked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from dojo.contracts.contract import Arguments
from dojo.contracts.draw import ALL_WHOLE, FAR, YES_NO, Draw
from dojo.contracts.kinds import (
    ONE_HOT,
    PROBABILITY,
    REAL,
    TARGET,
    Answered,
    Numbers,
    Record,
    Word,
)

ACTIVATIONS = ("identity", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "swish", "softmax")
COSTS = ("mse", "binary_cross_entropy", "cross_entropy")
SOFTMAX = "softmax"
# Going back through softmax needs its Jacobian, which is optional: but not where it cancels.
STRAIGHT = tuple(activation for activation in ACTIVATIONS if activation != SOFTMAX)
PAIRS = [
    *((activation, cost) for cost in COSTS for activation in STRAIGHT),
    (SOFTMAX, "cross_entropy"),
]
USUAL = [
    ("identity", "mse"),
    ("sigmoid", "binary_cross_entropy"),
    (SOFTMAX, "cross_entropy"),
]
# Whose outputs lie between -1 and 1.
WITHIN = ("tanh", "sigmoid", SOFTMAX)
COST = Word(COSTS)
LAYER = "forward_propagation", "Layer"


@dataclass(frozen=True)
class Network:
    """A list of layers (W, b, the activation's name) from d_in to d_out, with hidden ones."""

    hidden: int = 0

    def draw(self, draw: Draw) -> list[Record]:
        """Return one whose output activation is any."""
        return network(draw, draw.one_of(ACTIVATIONS), self.hidden)

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say what is wrong with the first layer that does not fit."""
        if not isinstance(value, list) or len(value) <= self.hidden:
            return f"is not a list of {self.hidden + 1} layers or more"
        d_in = "d_in"
        for number, layer in enumerate(value, 1):
            d_out = "d_out" if number == len(value) else f"d{number}"
            if not isinstance(layer, tuple) or len(layer) != 3:
                return f"holds something other than layers (W, b, activation): {layer!r}"
            W, b, activation = layer
            for letter, array, shape in (("W", W, f"{d_in}, {d_out}"), ("b", b, d_out)):
                if found := Numbers(shape).problem(array, sizes):
                    return f"of layer {number}: {letter} {found}"
            if activation not in ACTIVATIONS:
                return f"of layer {number}: {activation!r} is not an activation"
            d_in = d_out
        return ""


@dataclass(frozen=True)
class PerLayer:
    """A list with a pair of arrays for each layer: gradients, or signals."""

    def draw(self, draw: Draw) -> Any:
        """Never asked: they are drawn together with the network."""
        raise NotImplementedError

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say that it is not a list of pairs of arrays."""
        right = isinstance(value, list) and all(
            isinstance(pair, tuple)
            and len(pair) == 2
            and all(isinstance(array, np.ndarray | np.floating) for array in pair)
            for pair in value
        )
        return "" if right else "is not a list of pairs of arrays"


def network(
    draw: Draw,
    output: str,
    hidden: int = 0,
    within: bool = False,
    large: int = 16,
    inner: Sequence[str] = ACTIVATIONS,
) -> list[Record]:
    """Return a network with these hidden activations; `within`: its outputs lie between 0 and 1.

    It is deep rather than wide where it is large: so many layers.
    """
    count = max(draw.some(hidden + 1, 3, large=large), hidden + 1)
    if within:
        inner = [f for f in inner if f in WITHIN]
    layers = layers_of(draw, [draw.one_of(inner) for _ in range(count - 1)] + [output])
    return _between_0_and_1(draw, layers) if within else layers


def within_reach(draw: Draw, output: str, cost: str) -> list[Record]:
    """Return a small network of two layers, so that each of its slopes is soon measured."""
    inner = STRAIGHT if cost == "mse" else ("tanh", "sigmoid")
    layers = layers_of(draw, [draw.one_of(inner), output], inside=2)
    return layers if cost == "mse" else _between_0_and_1(draw, layers)


def _between_0_and_1(draw: Draw, layers: list[Record]) -> list[Record]:
    """Return layers whose outputs lie between 0 and 1, given inputs that do not leave ±1."""
    output = layers[-1].fields[2]
    if output not in ("sigmoid", "softmax"):
        W, b, _ = layers[-1].fields
        W = draw.formed(draw.rng.uniform(-0.3, 0.3, W.shape) / (1 + len(W)))
        b = draw.formed(draw.rng.uniform(0.4, 0.6, b.shape))
        layers[-1] = Record(*LAYER, (W, b, output))
    return layers


def layers_of(draw: Draw, activations: Sequence[str], inside: int = 0) -> list[Record]:
    """Return layers from d_in to d_out with these activations, and so many units inside, or any."""
    hidden = (inside or draw.some(1, 4, large=5) for _ in activations[1:])
    widths = [draw.size("d_in"), *hidden, draw.size("d_out")]
    return [
        Record(
            *LAYER,
            (_drawn(draw, (d_in, d_out), 1 / np.sqrt(d_in)), _drawn(draw, (d_out,), 0.5), f),
        )
        for (d_in, d_out), f in zip(pairwise(widths), activations, strict=True)
    ]


def _drawn(draw: Draw, shape: Sequence[int], scale: float) -> Any:
    """Return parameters, or gradients of them: real numbers in every form."""
    array = draw.rng.normal(size=shape) * scale
    return draw.formed(array) if draw.form not in ALL_WHOLE else array


def samples(draw: Draw, cost: str) -> tuple[Any, Any]:
    """Return X (n, d_in) and targets Y (n, d_out) for a cost; of 0 and 1, or between."""
    of = {"mse": REAL, "binary_cross_entropy": TARGET, "cross_entropy": ONE_HOT}[cost]
    if of == TARGET and draw.form not in (*ALL_WHOLE, YES_NO) and draw.rng.random() < 0.5:
        of = PROBABILITY
    X, Y = Numbers("n, d_in").draw(draw), Numbers("n, d_out", of).draw(draw)
    return np.tanh(X) if X.dtype.kind == "f" else np.clip(X, -1, 1), Y


def case(draw: Draw, hidden: int = 0, inner: Sequence[str] = STRAIGHT) -> Arguments:
    """Return a network, samples and a cost: the pair of `draw.choice`, or any."""
    output, cost = draw.choice or draw.one_of(PAIRS)
    if draw.form == FAR:
        cost = "mse"  # of no other cost are there targets far out
        output = draw.one_of(STRAIGHT) if SOFTMAX not in inner else output
    drawn = network(draw, output, hidden, within=cost != "mse", inner=inner)
    X, Y = samples(draw, cost)
    return {"network": drawn, "X": X, "Y": Y, "cost": cost}


def with_gradients(draw: Draw) -> Arguments:
    """Return a network, and arrays of the shapes of its parameters."""
    drawn = network(draw, draw.one_of(ACTIVATIONS))
    gradients = [
        tuple(draw.magnified(_drawn(draw, array.shape, 1.0)) for array in (W, b))
        for W, b, _ in (layer.fields for layer in drawn)
    ]
    return {"network": drawn, "gradients": gradients}


def with_signals(draw: Draw, case: Callable[[Draw], Arguments] = case) -> Arguments:
    """Return what `backward` takes: a case, and what the forward pass makes of it."""
    drawn = case(draw)
    given = drawn["network"], drawn["X"]
    signals = Answered("forward_propagation", "forward", given)
    return {**dict(zip(("network", "X"), given, strict=True)), "Y": drawn["Y"],
            "signals": signals, "cost": drawn["cost"]}  # fmt: skip


def plus(make: Callable[[Draw], Arguments], **kinds: Any) -> Callable[[Draw], Arguments]:
    """Return `make` with more arguments after its own."""
    return lambda draw: make(draw) | {name: kind.draw(draw) for name, kind in kinds.items()}
