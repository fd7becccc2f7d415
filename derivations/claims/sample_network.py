"""Sample networks for claims: random weights, inputs and targets, in any convention.

One unit a layer is a network whose matrices are 1×1. Widths and the number of samples all differ,
so that a product in the wrong order does not fit. Some targets are 0 or 1, and some z exactly 0.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from derivations.arrays import Array
from derivations.claims.convention import (
    COLUMNS,
    HALF,
    HALF_MEAN,
    OUT_IN,
    ROWS,
    SAMPLE,
    TRANSPOSED,
    Convention,
)
from derivations.claims.evaluate import value
from derivations.claims.functions import formula
from derivations.claims.world import World
from derivations.notation.syntax import Syntax, number

POINTS = 12
WIDTHS = (4, 6, 7, 8, 9, 10, 11, 12)  # of the input and the hidden layers; each its own
CLASSES = 3
MOST_LAYERS = 8  # of a network that claims are about
FAR = 13.0  # a bias that takes z far out, where σ is almost flat but keeps ten digits
SAMPLES = 5
CONSTANTS = ("η", "α", "λ", "β", "γ", "ε", "κ", "ρ", "θ", "Δ", "c", "t", "τ")
COSTS = ("mse", "half_mse", "binary_cross_entropy", "cross_entropy")
NEAR = 0.05  # what x is multiplied by where z is far out, so that no sample goes farther


class Network(NamedTuple):
    """The network of a claim: one activation a layer, a cost, and the author's definitions."""

    activations: tuple[str, ...]
    cost: str
    defined: tuple[tuple[str, Syntax], ...] = ()

    @property
    def depth(self) -> int:
        """The number of layers."""
        return len(self.activations)

    @property
    def wide(self) -> int:
        """The number of outputs that compete, in softmax; 1 for others."""
        return CLASSES if self.activations[-1] == "softmax" else 1


def _name(text: str) -> Syntax:
    return ("name", text)


def output(layer: int, depth: int) -> str:
    """Return the name of a layer's output: x, a1, …, ŷ."""
    return "ŷ" if layer == depth else f"a{layer}" if layer else "x"


ERROR = "error"  # the name of y − ŷ
LOSS = "loss"  # the name of what one sample adds to the cost, before it is averaged


def definitions(network: Network, convention: Convention) -> dict[str, Syntax]:
    """Return what the network defines, {name: formula}, in the order in which it is computed."""
    made: dict[str, Syntax] = {}
    for layer, activation in enumerate(network.activations, 1):
        before, weight = _name(output(layer - 1, network.depth)), _name(f"W{layer}")
        if convention.layout == ROWS:
            z: Syntax = ("times", "@", before, weight)
        elif convention.layout == OUT_IN:
            z = ("times", "@", before, ("transpose", weight))
        elif convention.layout == COLUMNS:
            z = ("times", "@", weight, before)
        else:
            z = ("times", "@", ("transpose", weight), before)
        made[f"z{layer}"] = ("add", z, _name(f"b{layer}")) if convention.bias else z
        made[output(layer, network.depth)] = ("call", activation, 0, (_name(f"z{layer}"),))
    made[ERROR] = ("add", _name("y"), ("negate", _name("ŷ")))
    made["J"] = scaled_cost(network, convention)
    made[LOSS] = loss_of_one(network, convention)
    if convention.penalty:
        made["J"] = ("add", made["J"], _penalty(network, convention.penalty))
    made.update(adam())
    made.update(network.defined)
    return made


MOMENTS = ("m before", "v before", "θ before", "g", "β1", "β2")


@cache
def adam() -> dict[str, Syntax]:
    """Return the definitions of Adam's quantities (Kingma and Ba 2015, algorithm 1)."""
    one, two = number(1), number(2)

    def blend(old: str, decay: str, new: Syntax) -> Syntax:
        rest: Syntax = ("add", one, ("negate", _name(decay)))
        return ("add", ("times", "·", _name(decay), _name(old)), ("times", "·", rest, new))

    def unbiased(moment: str, decay: str) -> Syntax:
        left: Syntax = ("add", one, ("negate", ("power", _name(decay), _name("t"))))
        return ("divide", _name(moment), left)

    below: Syntax = ("add", ("call", "sqrt", 0, (_name("v̂"),)), _name("ε"))
    step: Syntax = ("times", "·", _name("α"), ("divide", _name("m̂"), below))
    return {
        "m": blend("m before", "β1", _name("g")),
        "v": blend("v before", "β2", ("power", _name("g"), two)),
        "m̂": unbiased("m", "β1"),
        "v̂": unbiased("v", "β2"),
        "θ after": ("add", _name("θ before"), ("negate", step)),
    }


def _penalty(network, kind):
    """Return λ‖W‖² of all layers, times what the kind says."""
    squares = [
        ("power", ("norm", _name(f"W{layer}")), number(2)) for layer in range(1, network.depth + 1)
    ]
    total: Syntax = ("times", "·", _name("λ"), ("add", *squares))
    below: dict[str, Syntax] = {"λ/2": number(2), "λ/(2n)": ("times", "·", number(2), _name("n"))}
    return ("divide", total, below[kind]) if kind in below else total


def loss_of_one(network: Network, convention: Convention) -> Syntax:
    """Return the formula of each sample's loss, which J adds up."""
    axis = 1 if convention.side == ROWS else 0
    total: Syntax = ("total", axis, _term(network))
    halved = convention.scale in (HALF, HALF_MEAN) or network.cost == "half_mse"
    return ("divide", total, number(2)) if halved else total


def _term(network: Network) -> Syntax:
    """Return the formula of what one prediction adds to the cost."""
    y, ŷ = _name("y"), _name("ŷ")
    one_minus = [("add", number(1), ("negate", part)) for part in (y, ŷ)]
    log = [("call", "ln", 0, (part,)) for part in (ŷ, one_minus[1])]
    term: Syntax
    if network.cost in ("mse", "half_mse"):
        term = ("power", _name(ERROR), number(2))
    elif network.cost == "binary_cross_entropy":
        halves = (("times", "⊙", y, log[0]), ("times", "⊙", one_minus[0], log[1]))
        term = ("negate", ("add", *halves))
    else:
        term = ("negate", ("times", "⊙", y, log[0]))
    return term


def scaled_cost(network: Network, convention: Convention) -> Syntax:
    """Return the formula of J in the convention's scale."""
    total: Syntax = ("total", None, _term(network))
    if convention.scale in (HALF, HALF_MEAN) or network.cost == "half_mse":
        total = ("divide", total, number(2))
    if convention.scale in (SAMPLE, HALF):
        return total
    return ("divide", total, _name("n"))


def sizes(network: Network, convention: Convention) -> list[int]:
    """Return the widths: of the input, and of each layer."""
    wide = network.activations[-1] == "softmax"
    if not convention.many:
        return [1] * network.depth + [CLASSES if wide else 1]
    hidden = [WIDTHS[at % len(WIDTHS)] for at in range(network.depth)]
    if convention.inputs:
        hidden[0] = convention.inputs
    return [*hidden, CLASSES if wide else convention.outputs]


def predictions(network: Network, convention: Convention, samples: int) -> int:
    """Return n, what J averages over: all predictions, or the samples for cross-entropy."""
    if network.cost == "cross_entropy":
        return samples
    return samples * sizes(network, convention)[-1]


@lru_cache(maxsize=512)
def world(network: Network, convention: Convention, batch: int = SAMPLES) -> World:
    """Return a sample network in a convention, at random points that are always the same."""
    points = POINTS if not (convention.many or convention.batch) else POINTS // 2
    rng = np.random.default_rng(20260)
    samples = batch if convention.batch else 1
    widths = sizes(network, convention)

    def draw(*shape: int, low: float = 0.3, high: float = 1.5) -> Array:
        return rng.uniform(low, high, (points, *shape)) * rng.choice([-1.0, 1.0], (points, *shape))

    leaves: dict[str, Array] = {"x": draw(samples, widths[0])}
    leaves["y"] = _targets(rng, points, samples, widths[-1], network)
    for layer in range(1, network.depth + 1):
        before, after = widths[layer - 1 : layer + 1]
        leaves[f"W{layer}"] = draw(before, after) / np.sqrt(before)
        leaves[f"b{layer}"] = draw(1, after, high=1.0)
    turned = [name for name in leaves if is_turned(name, convention.layout)]
    leaves |= {name: np.swapaxes(leaves[name], -1, -2) for name in turned}
    counts = np.full(points, float(predictions(network, convention, samples)))
    if not convention.batch:
        counts = np.resize([2.0, 3.0, 5.0, 7.0, 11.0, 13.0], points)
    leaves["n"] = counts.reshape(points, 1, 1)
    leaves["e"] = np.full((1, 1, 1), np.e)
    leaves["π"] = np.full((1, 1, 1), np.pi)
    for constant in (*CONSTANTS, *MOMENTS):
        leaves[constant] = rng.uniform(0.1, 0.9, (points, 1, 1))
    if not convention.many:
        leaves["x"][1:3] *= NEAR
    made = World(leaves, definitions(network, convention), convention.side, samples, value)
    if not convention.many and convention.bias:
        for layer in range(1, network.depth + 1):
            _put_at(made, layer, {1: FAR * (-1) ** layer, 2: -FAR * (-1) ** layer})
        for layer in range(1, min(network.depth, 4) + 1):  # exactly on the kink
            _put_at(made, layer, {-layer: 0.0})
    return made


def is_turned(name: str, layout: str) -> bool:
    """Say whether a quantity is transposed in a layout, compared with the course's.

    >>> is_turned("W1", "out, in"), is_turned("x", "out, in"), is_turned("W1", "transposed")
    (True, False, False)
    """
    weights = layout in (COLUMNS, OUT_IN)
    return weights if name[0] == "W" else layout in (COLUMNS, TRANSPOSED)


def _targets(rng, points, samples, width, network):
    if network.activations[-1] == "softmax":
        drawn = rng.uniform(0.1, 1.0, (points, samples, width))
        return drawn / drawn.sum(axis=-1, keepdims=True)
    drawn = rng.uniform(-2.0, 2.0, (points, samples, width)) if network.cost == "mse" else None
    if drawn is None:
        drawn = rng.uniform(0.1, 0.9, (points, samples, width))
    drawn[1] = 0.0
    drawn[2] = 1.0
    return drawn


def _put_at(made, layer, places):
    """Choose biases so that a layer's z of the first sample has these values, {point: z}."""
    made.known.clear()
    z, name = made.value(f"z{layer}"), f"b{layer}"
    bias = made.leaves[name].copy()
    for point, wanted in places.items():
        bias[point] += wanted - z[point].reshape(-1)[0]
    made.leaves[name] = bias
    made.known.clear()


def without_kinks(made: World, network: Network) -> World:
    """Return a world without the points at which some z is exactly 0."""
    points = made.leaves["x"].shape[0] - min(network.depth, 4)
    kept = {
        name: array[:points] if len(array) > 1 else array for name, array in made.leaves.items()
    }
    return World(kept, made.definitions, made.layout, made.samples, value)


def with_definitions(base: World, defined: Mapping[str, Syntax]) -> World:
    """Return a world with an author's definitions beside the network's own."""
    return World(base.leaves, {**base.definitions, **defined}, base.layout, base.samples, value)


def known_function(name: str) -> bool:
    """Say whether a function has a formula."""
    try:
        formula(name)
    except ValueError:
        return False
    return True
