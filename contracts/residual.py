"""Contracts of residual blocks, of their paths, and of networks of them."""

from typing import Any

import numpy as np

from contracts.autodiff import Leaf
from contracts.nonlinearity import LinearLayers
from contracts.normalisation import ε
from dojo.contracts.contract import Arguments, Contract
from dojo.contracts.draw import Draw
from dojo.contracts.kinds import (
    ONE_HOT,
    Answered,
    Function,
    Generator,
    ListOf,
    Number,
    Numbers,
    Optional,
    Whole,
)

SIZE = Whole(1, 4, large=40)
SIZES = {"d_in": SIZE, "width": SIZE, "blocks": Whole(0, 3, large=20), "d_out": SIZE}


def _cube(node):
    """Return the node of a³, made by hand."""
    return type(node)(node.value**3, [node], [lambda G: G * 3 * node.value**2])


def _order(node):
    """Return all that a node is made of, each after its parents."""
    found: dict[Any, None] = {}

    def visit(n):
        if n not in found:
            for parent in n.parents:
                visit(parent)
            found[n] = None

    visit(node)
    return list(found)


def _value_and_leaves(_, node):
    """Return a node's value, and what comes back to the leaves that were given.

    What an implementation makes leaves of besides, such as γ and β, has equal entries.
    """
    order = _order(node)
    back = {n: np.zeros(np.shape(n.value)) for n in order}
    back[node] = 1.0 + np.arange(np.size(node.value)).reshape(np.shape(node.value))
    for n in order[::-1]:
        for parent, pull in zip(n.parents, n.pulls, strict=True):
            back[parent] = back[parent] + pull(back[n])
    given = [n for n in order if not n.parents and np.ptp(n.value) > 0]
    given.sort(key=lambda n: (np.shape(n.value), float(np.sum(n.value))))
    return [np.asarray(node.value), *(back[n] for n in given)]


def _real(draw: Draw, *shape: int) -> Any:
    """Return real numbers, of which none lies on a kink."""
    return draw.formed(draw.rng.normal(size=shape))


def _leaf(draw: Draw, *shape: int) -> Answered:
    return Answered("autodiff", "leaf", (_real(draw, *shape),))


def _block(draw: Draw) -> Arguments:
    """Return the nodes of a block; ε may be left out."""
    n, d = draw.size("n"), draw.size("d")
    nodes = {"a": _leaf(draw, n, d), "W": _leaf(draw, d, d), "b": _leaf(draw, d)}
    return nodes | ({"ε": ε.draw(draw)} if draw.rng.random() < 0.5 else {})


def _network(draw: Draw, targets: bool = True) -> Arguments:
    """Return parameters of a residual network whose blocks are not 0, and samples that fit.

    Where all of it is faint, ε counts as much as a variance.
    """
    d_in, width, d_out = (draw.some(1, 4, large=9) for _ in range(3))
    blocks = draw.some(0, 3, large=12)
    sizes = [(d_in, width), *[(width, width)] * blocks, (width, d_out)]
    parameters = [(_real(draw, *size) / size[0], _real(draw, size[1]) * 1.0) for size in sizes]
    if draw.choice == FAINT:
        parameters[:-1] = [(0.003 * W, 0.003 * b) for W, b in parameters[:-1]]
    draw.sizes.update(d_in=d_in, d_out=d_out)
    X = _real(draw, draw.size("n"), d_in)
    given = {"parameters": parameters, "X": X}
    return given | ({"Y": Numbers("n, d_out", ONE_HOT).draw(draw)} if targets else {})


def _drawn(kata: Any, rng: Any, d_in: int, width: int, blocks: int, d_out: int) -> Any:
    """Return the network of a first and a last layer that the implementation itself draws."""
    first, last = (kata.initialisation.he(rng, *ends) for ends in ((d_in, width), (width, d_out)))
    empty = [(np.zeros((width, width)), np.zeros(width)) for _ in range(blocks)]
    return [first, *empty, last]


def _learning(draw: Draw) -> Arguments:
    """Return samples and a way to learn: a short one, or a long one in large batches."""
    if draw.choice == LONG:
        draw.sizes.update(n=70, d_in=1, d_out=2)
    given = {name: kind.draw(draw) for name, kind in (SAMPLES | LEARNING).items()}
    # Many long steps would make a difference in the last digit a large one.
    special = {
        LONG: {"width": 2, "blocks": 1, "α": 0.02, "epochs": 40, "batch_size": 66},
        STEEP: {"α": 2.0, "epochs": 1, "batch_size": 66},
    }
    return given | special.get(draw.choice, {})


def _learned(kata, X, Y, width, blocks, α, epochs, batch_size, rng):
    """Return what the network that the generator draws is trained to."""
    made = kata.residual
    parameters = made.residual_network(rng, X.shape[1], width, blocks, Y.shape[1])
    for _ in range(epochs):
        for batch in kata.gradient_descent.minibatches(X, Y, batch_size, rng):
            _, found = made.residual_gradients(parameters, *batch)
            parameters = [
                (W - α * dW, b - α * db) for (W, b), (dW, db) in zip(parameters, found, strict=True)
            ]
    return parameters


FAINT, LONG, STEEP = "faint", "many epochs", "steep"
FADED: dict[str, Any] = {"choices": [None, FAINT], "usual": [None], "near": 1e-6}
NODE_OF: dict[str, Any] = {"near": 1e-6, "compared": _value_and_leaves}
SAMPLES = {"X": Numbers("n, d_in"), "Y": Numbers("n, d_out", ONE_HOT)}
LEARNING = {
    "width": Whole(2, 4),
    "blocks": Whole(0, 3),
    "α": Number(0.01, 0.5),
    "epochs": Whole(0, 3),
    "batch_size": Whole(1, 4),
    "rng": Generator(),
}
CONTRACTS = {
    "residual": Contract([{"a": Leaf("n, d"), "f": Function((_cube,))}], **NODE_OF),
    "path_sums": Contract(
        [{"slopes": Numbers("d")}, {"slopes": ListOf(Number(-1.5, 1.5), 1, 6, large=60)}]
    ),
    "residual_block": Contract(
        [
            {
                "a": Leaf("n, d", True),
                "W": Leaf("d, d", True),
                "b": Leaf("d"),
                "ε": Optional(ε),
            }
        ],
        _block,
        **NODE_OF,
    ),
    "residual_network": Contract([{"rng": Generator()} | SIZES], composed=_drawn),
    "residual_predict": Contract(
        [{"parameters": LinearLayers(), "X": Numbers("n, d_in")}],
        lambda draw: _network(draw, targets=False),
        **FADED,
    ),
    "residual_gradients": Contract([{"parameters": LinearLayers()} | SAMPLES], _network, **FADED),
    "learn_residual": Contract(
        [SAMPLES | LEARNING],
        _learning,
        [None, LONG, STEEP],
        [None],
        composed=_learned,
        largest="small",
        near=1e-6,
    ),
}
