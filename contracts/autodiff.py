"""Contracts of nodes, of what they send back, and of what is made of them."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from contracts.networks import samples
from contracts.nonlinearity import LinearLayers
from dojo.contracts.contract import Arguments, Contract
from dojo.contracts.draw import Draw
from dojo.contracts.kinds import ANY_AXES, ONE_HOT, Answered, Function, Numbers


@dataclass(frozen=True)
class Leaf:
    """A node; one without parents is drawn, whose value has a shape."""

    shape: str
    matrix: bool = False

    def draw(self, draw: Draw) -> Answered:
        """Return what makes one."""
        return Answered("autodiff", "leaf", (Numbers(self.shape).draw(draw),))

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say that it is not a node, or what is wrong with its value."""
        if not hasattr(value, "pulls"):
            return f"is a {type(value).__name__}, not a node"
        of_matrix = np.ndim(value.value) == 2 or not self.matrix
        return "" if of_matrix else f"has a value of the shape {np.shape(value.value)}, no matrix"


ALONE, TWINS, THREE, CHAIN = "a leaf", "equal leaves", "three parents", "a long chain"
_LINKS = 120


@dataclass(frozen=True)
class AnyNode:
    """A node that is made of others."""

    def draw(self, draw: Draw) -> Answered:
        """Return what makes one of leaves, some of them used more than once; or what is chosen."""
        a, b = (Leaf("n, d").draw(draw) for _ in "ab")
        match draw.choice:
            case "a leaf":
                return a
            case "equal leaves":
                b = Answered("autodiff", "leaf", (np.array(a.arguments[0]),))
            case "three parents":
                return Answered("autodiff", "multiply", (a, b), _with_three_parents)
            case "a long chain":
                return Answered("autodiff", "multiply", (a, b), _chained)
        inner = Answered("autodiff", "multiply", (a, b), _squared)
        return Answered("autodiff", "add", (inner, Leaf("d").draw(draw)), _squared)

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say that it is not a node."""
        return "" if hasattr(value, "pulls") else f"is a {type(value).__name__}, not a node"


def _squared(node):
    """Return a node's square plus the node: it is used three times."""
    square = type(node)(node.value**2, [node, node], [lambda G: G * node.value] * 2)
    return type(node)(square.value + node.value, [square, node], [lambda G: G] * 2)


def _with_three_parents(product):
    """Return the node ab + 2a + 3c of the node ab: one of its parents is also that one's."""
    a = product.parents[0]
    c = type(product)(5 * product.value, [], [])
    value = product.value + 2 * a.value + 3 * c.value
    pulls = [lambda G: G, lambda G: 2 * G, lambda G: 3 * G]
    return type(product)(value, [product, a, c], pulls)


def _chained(node):
    """Return a node that is many links away from its leaves."""
    for _ in range(_LINKS):
        node = type(node)(0.99 * node.value, [node], [lambda G: 0.99 * G])
    return node


def _tanh(node):
    """Return a hidden layer's activation, made by hand."""
    a = np.tanh(node.value)
    return type(node)(a, [node], [lambda G: G * (1 - a**2)])


def _value_and_back(_, node):
    """Return a node's value, and what it sends back of a gradient of different entries."""
    G = 2.0 + np.arange(np.size(node.value)).reshape(np.shape(node.value))
    return [np.asarray(node.value), *(np.asarray(pull(G)) for pull in node.pulls)]


def _length_if_in_order(_, order):
    """Return how many nodes there are, each once and after its parents; else none."""
    places = {node: i for i, node in enumerate(order)}
    right = all(places[parent] < i for node, i in places.items() for parent in node.parents)
    return len(order) if right and len(places) == len(order) else 0


def _by_walk(_, found):
    """Return the gradients in the order in which one comes to the nodes from the last one."""
    used = {parent for node in found for parent in node.parents}
    (last,) = [node for node in found if node not in used]
    nodes = [last]
    for node in nodes:
        nodes += [parent for parent in dict.fromkeys(node.parents) if parent not in nodes]
    return [np.asarray(found[node]) for node in nodes]


def _broadcast(draw: Draw) -> Arguments:
    """Return a gradient of two axes or three, and the shape of what was broadcast to its shape."""
    G = Numbers(draw.one_of(["n, d", "m, n, d"])).draw(draw)
    kept = G.shape[int(draw.rng.integers(G.ndim + 1)) :]
    return {"G": G, "shape": tuple(draw.one_of([size, 1]) for size in kept)}


def _logits(draw: Draw) -> Arguments:
    """Return a node z with targets; if they are far out, the right class is the likely one."""
    Y = Numbers("n, k", ONE_HOT).draw(draw)
    if draw.choice == FAR_OUT:
        return {"z": Answered("autodiff", "leaf", (1500.0 * Y - 300.0,)), "Y": Y}
    return {"z": Leaf("n, k", True).draw(draw), "Y": Y}


def _classifier(draw: Draw) -> Arguments:
    """Return the arrays of some layers, and samples that fit; two layers may share their arrays."""
    parameters = LinearLayers().draw(draw)
    if draw.choice == SHARED:
        pair = np.eye(3) - 0.3, np.array([0.1, 0.2, -0.1])
        parameters = [pair, pair]
    draw.sizes.update(d_in=len(parameters[0][0]), d_out=len(parameters[-1][1]))
    X, Y = samples(draw, "cross_entropy")
    return {"parameters": parameters, "X": X, "Y": Y, "f": _tanh}


@dataclass(frozen=True)
class Dual:
    """A pair of numbers, or of arrays of one shape."""

    shape: str = "n"

    def draw(self, draw: Draw) -> tuple[Any, Any]:
        """Return one."""
        v, dv = (Numbers(self.shape).draw(draw) for _ in "12")
        return v, dv

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say that it is not a pair."""
        right = isinstance(value, tuple) and len(value) == 2
        return "" if right else f"is a {type(value).__name__}, not a pair"


@dataclass(frozen=True)
class Shape:
    """The shape of an array."""

    def draw(self, draw: Draw) -> tuple[int, ...]:
        """Never asked: it is drawn together with the gradient."""
        raise NotImplementedError

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say that it is none."""
        return "" if isinstance(value, tuple) else f"is a {type(value).__name__}, not a shape"


@dataclass(frozen=True)
class Grid:
    """An array of any shape."""

    def draw(self, draw: Draw) -> Any:
        """Return a matrix."""
        return Numbers("n, d").draw(draw)

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say that it is not an array."""
        right = isinstance(value, np.ndarray | np.floating)
        return "" if right else f"is a {type(value).__name__}, not an array"


FAR_OUT, SHARED = "far out", "shared arrays"
# So many times another shape is broadcast.
SHAPES = tuple(range(12))
GRAPHS = [None, ALONE, TWINS, THREE, CHAIN]
# Which of two shapes is broadcast to the other's: the one, the other, or both.
BROADCAST = [
    ("n, d", "n, d"),
    ("n, d", "d"),
    ("d", "n, d"),
    ("n, 1", "n, d"),
    ("1, d", "n, 1"),
    ("n, d", ""),
    ("", "d"),
    ("m, n, d", "n, 1"),
    ("m, 1, d", "m, n, d"),
]
BACK = {"near": 1e-6, "compared": _value_and_back}
BOTH = Contract([{"a": Leaf(a), "b": Leaf(b)} for a, b in BROADCAST], **BACK)
CONTRACTS = {
    "leaf": Contract([{"value": Grid()}], **BACK),
    "unbroadcast": Contract([{"G": Grid(), "shape": Shape()}], _broadcast, SHAPES),
    "add": BOTH,
    "multiply": BOTH,
    "matmul": Contract([{"a": Leaf("n, k", True), "b": Leaf("k, d", True)}], **BACK),
    "apply": Contract(
        [
            {"f": Function((np.sin,)), "f_prime": Function((np.cos,)), "a": Leaf(shape)}
            for shape in (*ANY_AXES, "")
        ],
        **BACK,
    ),
    "softmax_cross_entropy": Contract(
        [{"z": Leaf("n, k", True), "Y": Numbers("n, k", ONE_HOT)}],
        _logits,
        [None, None, FAR_OUT],
        [None],
        **BACK,
    ),
    "topological_order": Contract(
        [{"node": AnyNode()}], choices=GRAPHS, usual=[None], compared=_length_if_in_order
    ),
    "gradients": Contract([{"node": AnyNode()}], choices=GRAPHS, usual=[None], compared=_by_walk),
    "classifier_gradients": Contract(
        [
            {
                "parameters": LinearLayers(),
                "X": Numbers("n, d_in"),
                "Y": Numbers("n, d_out", ONE_HOT),
                "f": Function((_tanh,)),
            }
        ],
        _classifier,
        [None, SHARED],
        [None],
    ),
}
