"""Mistakes in automatic differentiation: in pulls, in the order, and in adding up."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import numpy as np

from derivations.arrays import Array
from derivations.known_mistakes.known_mistake import KnownMistake, Remark

# f and f′.
Function = tuple[Callable[[Array], Array], Callable[[Array], Array]]
Functions = Mapping[str, Function]


class Line(NamedTuple):
    """A line of a computation: a node's name, what makes it of which others, a leaf's value."""

    name: str
    operation: str
    of: tuple[str, ...]
    value: Array | None


_VALUES = {"add": np.add, "multiply": np.multiply, "matmul": np.matmul}


def _unbroadcast(G, shape):
    G = np.asarray(G, dtype=float)
    G = G.sum(axis=tuple(range(G.ndim - len(shape))))
    return G.sum(axis=tuple(i for i, size in enumerate(shape) if size == 1), keepdims=True)


def of_value(lines: Sequence[Line], asked: str) -> list[KnownMistake]:
    """Return what the value of a sum or of a product comes to with a mistake."""
    values: dict[str, Any] = {}
    for line in lines:
        parts = [values[name] for name in line.of]
        values[line.name] = (
            line.value if line.operation == "leaf" else _VALUES[line.operation](*parts)
        )
        if line.name == asked and line.operation in ("add", "multiply"):
            other = {"add": "multiply", "multiply": "add"}[line.operation]
            done = "the rules of sum and product are swapped"
            return [KnownMistake("exchanged", done, _VALUES[other](*parts))]
    return []


def of_pull(operation: str, a: Array, b: Array, G: Array, parent: int) -> list[KnownMistake]:
    """Return what an operation sends back to one of its parents, with a mistake in it.

    >>> one = np.array(1.0)
    >>> [float(m.value) for m in of_pull("multiply", 2 * one, 3 * one, 10 * one, 0)][::2][:3]
    [20.0, 3.0, 10.0]
    """
    own, other = (a, b) if parent == 0 else (b, a)
    wrong: list[tuple[str, str, Callable[[], Array]]] = []
    if operation == "multiply":
        wrong = [
            ("own-factor", "G is multiplied by the node's own value instead of the other factor",
             lambda: G * own),
            ("G-missing", "the slope is not multiplied by G", lambda: other + 0 * G),
            ("slope-missing", "G is passed on unchanged, as for a sum", lambda: G + 0 * other),
            ("G-missing", "the slope is not multiplied by G", lambda: other),
            ("value", "G is multiplied by the product", lambda: G * a * b),
            ("added", "G is added to the slope instead of multiplied", lambda: G + other),
        ]  # fmt: skip
    if operation == "add":
        wrong = [
            ("G-missing", "1 is passed back instead of G", lambda: np.ones(np.shape(G))),
            ("G-missing", "1 is passed back instead of G", lambda: np.ones(())),
            ("as-product", "G is multiplied by the other value, as for a product",
             lambda: G * other),
            ("value", "G is multiplied by the sum", lambda: G * (a + b)),
        ]  # fmt: skip
    if operation == "matmul":
        ones, AT, BT = np.ones(np.shape(G)), np.transpose(a), np.transpose(b)
        products = {
            "not-transposed": ("a matrix is not transposed", (lambda: G @ b, lambda: a @ G)),
            "order": (
                "the matrices are multiplied in the wrong order",
                (lambda: BT @ G, lambda: G @ AT),
            ),
            "G-transposed": ("G is transposed as well", (lambda: G.T @ BT, lambda: AT @ G.T)),
            "G-missing": ("G is left out", (lambda: ones @ BT, lambda: AT @ ones)),
            "exchanged": ("the two gradients are swapped", (lambda: AT @ G, lambda: G @ BT)),
        }
        wrong = [(code, done, makers[parent]) for code, (done, makers) in products.items()]
    found = []
    for code, done, make in wrong:
        with suppress(ValueError):  # the shapes need not go together
            value = make()
            if operation != "matmul":  # what was broadcast need not have come back yet
                found.append(KnownMistake(code, done, _unbroadcast(value, np.shape(own))))
            found.append(KnownMistake(code, done, value))
    return found


def seen_in_parents(node: Any, line: Line) -> list[Remark]:
    """Return (code, sentence) pairs on a node whose parents are not those that it is made of."""
    if not isinstance(node.parents, Sequence):
        return [("parents", "The parents of the node are not a list. Write [ ] around them.")]
    if node.parents and not line.of:
        return [("parents", "A leaf has no parents: Node takes its value alone.")]
    if line.of and not node.parents:
        return [("parents", "A node has no parents. Node takes them after the value: [a, b].")]
    return []


def seen_in_node(node: Any) -> list[Remark]:
    """Return (code, sentence) pairs on a node whose parents and pulls do not go together.

    >>> from types import SimpleNamespace
    >>> [(_, said)] = seen_in_node(SimpleNamespace(parents=[1], pulls=[1.0]))
    >>> said
    'A pull of the node is not a function. Write `lambda G:` in front of what it sends back.'
    """
    for name in ("parents", "pulls"):
        if not isinstance(getattr(node, name), Sequence):
            return [(name, f"The {name} of the node are not a list. Write [ ] around them.")]
    if not all(map(callable, node.pulls)):
        fix = "Write `lambda G:` in front of what it sends back."
        return [("pulls", f"A pull of the node is not a function. {fix}")]
    if len(node.pulls) == len(node.parents):
        return []
    parents, pulls = len(node.parents), len(node.pulls)
    return [
        ("pulls", f"The node has {parents} parents and {pulls} pulls. Each parent needs one pull.")
    ]


def of_function(f: Any, f_prime: Any, a: Array) -> list[KnownMistake]:
    """Return what the value of f(a) comes to with a mistake."""
    return [
        KnownMistake("slope-for-value", "the slope is used as the value", f_prime(a)),
        KnownMistake("not-applied", "f is not applied", a),
    ]


def of_function_pull(f: Any, f_prime: Any, a: Array, G: Array) -> list[KnownMistake]:
    """Return what a function sends back with a mistake."""
    with np.errstate(all="ignore"):
        return [
            KnownMistake(
                "slope-at-output", "the slope is computed at f(a) instead of a",
                G * f_prime(f(a)),
            ),
            KnownMistake("G-missing", "the slope is not multiplied by G", f_prime(a)),
            KnownMistake("slope-at-G", "the slope is computed at G instead of a", f_prime(G)),
            KnownMistake("value", "G is multiplied by f(a) instead of the slope", G * f(a)),
            KnownMistake("slope-missing", "G is passed on unchanged", G),
        ]  # fmt: skip


def of_unbroadcast(G: Array, shape: tuple[int, ...]) -> list[KnownMistake]:
    """Return what a broadcast gradient comes to with a mistake on its way back.

    >>> [m.done for m in of_unbroadcast(np.ones((3, 2)), (2,))]
    ['nothing is summed', 'the gradients are averaged instead of summed', 'all entries are summed']
    """
    right = _unbroadcast(G, shape)
    repeats = G.size / max(right.size, 1)
    front = G.sum(axis=tuple(range(G.ndim - len(shape))))
    flat = _unbroadcast(G, shape).reshape([size for size in shape if size != 1])
    found = [
        KnownMistake("not-summed", "nothing is summed", G),
        KnownMistake("averaged", "the gradients are averaged instead of summed", right / repeats),
        KnownMistake("all-summed", "all entries are summed", G.sum()),
    ]
    if 1 in shape:
        only = "only the first axes are summed, not the axes of size 1"
        found.append(KnownMistake("axis-of-1", only, front))
        found.append(KnownMistake("axis-lost", "an axis of size 1 is lost", flat))
    return found


def of_cost_pull(z: Array, ŷ: Array, Y: Array, G: Array) -> list[KnownMistake]:
    """Return what softmax with cross-entropy sends back to z with a mistake."""
    return [
        KnownMistake("softmax-missing", "z stands in the place of ŷ", G * (z - Y) / len(Y)),
        KnownMistake("sign", "Y and ŷ are swapped", G * (Y - ŷ) / len(Y)),
        KnownMistake(
            "not-averaged", "the result is not divided by the number of samples", G * (ŷ - Y)
        ),
        KnownMistake(
            "mean", "the result is divided by the number of all entries", G * (ŷ - Y) / Y.size
        ),
        KnownMistake("G-missing", "the result is not multiplied by G", (ŷ - Y) / len(Y)),
        KnownMistake("target-missing", "the target is not subtracted", G * ŷ / len(Y)),
    ]


def _paths(lines, asked):
    """Count the visits of a search that follows every path back."""
    parents = {line.name: line.of for line in lines}
    return 1 + sum(_paths(lines, name) for name in parents[asked])


def of_order(lines: Sequence[Line], asked: str) -> list[KnownMistake]:
    """Return how many nodes an order has with a mistake in it."""
    parents = {line.name: line.of for line in lines}
    return [
        KnownMistake("paths", "a node is listed once for each path to it", _paths(lines, asked)),
        *(KnownMistake("parents-only", "only the node and its parents are listed", 1 + count)
          for count in (len(parents[asked]), len(set(parents[asked])))),
        KnownMistake("itself-missing", "the node itself is left out",
                     len(_ordered(lines, asked)) - 1),
    ]  # fmt: skip


def seen_in_order(order: Sequence[Any], node: Any) -> list[Remark]:
    """Return (code, sentence) pairs on an order that has all nodes, but not in their places."""
    if order and order[0] is node and len(order) > 1:
        return [("reversed", "The node itself comes first: the order is reversed.")]
    if len(set(order)) < len(order):
        return [("paths", "A node that is used twice is listed twice.")]
    return []


def _ordered(lines, asked):
    """Return the names of all that a node is made of, each after its parents."""
    parents = {line.name: line.of for line in lines}
    order: list[str] = []

    def visit(name):
        if name not in order:
            for parent in parents[name]:
                visit(parent)
            if name not in order:
                order.append(name)

    visit(asked)
    return order


def _breadth_first(lines, root):
    """Return the names in the order in which a search from the last node finds them."""
    parents, found = {line.name: line.of for line in lines}, [root]
    for name in found:
        found += [parent for parent in dict.fromkeys(parents[name]) if parent not in found]
    return found


def _depth_first(lines, root):
    parents, found = {line.name: line.of for line in lines}, []

    def visit(name):
        if name not in found:
            found.append(name)
            for parent in parents[name]:
                visit(parent)

    visit(root)
    return found


class _Tape:
    """A computation's values, and the way back through it."""

    def __init__(self, lines: Sequence[Line], functions: Functions) -> None:
        self.lines, self.functions = {line.name: line for line in lines}, functions
        self.values: dict[str, Array] = {}
        for line in lines:
            parts = [self.values[name] for name in line.of]
            if line.operation == "leaf":
                self.values[line.name] = np.asarray(line.value)
            elif line.operation in _VALUES:
                self.values[line.name] = np.asarray(_VALUES[line.operation](*parts))
            else:
                self.values[line.name] = np.asarray(functions[line.operation][0](*parts))

    def share(self, name: str, i: int, G: Array) -> Array:
        """Return what a node hands to one of its parents."""
        line = self.lines[name]
        parts = [self.values[parent] for parent in line.of]
        match line.operation:
            case "matmul":
                return G @ parts[1].T if i == 0 else parts[0].T @ G
            case "add":
                share = G
            case "multiply":
                share = G * parts[1 - i]
            case operation:
                share = G * self.functions[operation][1](*parts)
        same = np.shape(share) == parts[i].shape
        return share if same else _unbroadcast(share, parts[i].shape)

    def gradients(
        self,
        order: Iterable[str],
        seed: Array,
        collect: Callable[[Any, Array], Array],
        before: Mapping[str, Array] | None = None,
        passed: Mapping[str, Array] | None = None,
    ) -> dict[str, Array]:
        """Return each node's gradient by its name, if they are passed on in this order.

        `before` is what the nodes have already, `passed` what they pass on in place of it.
        """
        order = list(order)
        found: dict[str, Array] = {**(before or {}), order[0]: seed}
        for name in order:
            for i, parent in enumerate(self.lines[name].of):
                share = self.share(name, i, (passed or found).get(name, np.zeros(())))
                found[parent] = collect(found.get(parent), share)
        return found


def _add(so_far, share):
    return share if so_far is None else so_far + share


def _add_in_place(so_far, share):
    if so_far is None or np.shape(so_far) != np.shape(share):
        return _add(so_far, share)
    so_far += share  # of an array it changes the array that others have as well
    return so_far


def of_gradient(lines: Sequence[Line], asked: str, functions: Functions) -> list[KnownMistake]:
    """Return what the gradient of the last node with respect to another comes to with a mistake.

    >>> x = Line("x", "leaf", (), np.array(3.0))
    >>> square = [x, Line("y", "multiply", ("x", "x"), None)]
    >>> [(m.code, float(m.value)) for m in of_gradient(square, "x", {})][0]
    ('overwritten', 3.0)
    """
    tape, root = _Tape(lines, functions), lines[-1].name
    one = np.ones(np.shape(tape.values[root]))
    right = _ordered(lines, root)[::-1]
    early = "a node passes its gradient on before all parts of it have arrived"
    wrong = [
        ("overwritten", "each new gradient replaces the one before instead of being added",
         right, one, lambda so_far, share: share),
        ("first-share", "only the first gradient that arrives is kept",
         right, one, lambda so_far, share: share if so_far is None else so_far),
        ("too-early", early, _breadth_first(lines, root), one, _add),
        ("too-early", early, _depth_first(lines, root), one, _add),
        ("seed", "the last node's own gradient begins with its value, not with 1",
         right, tape.values[root] * 1.0, _add),
        ("seed", "the last node's own gradient begins with 0", right, 0 * one, _add),
        ("in-place", "gradients are added in place, to an array that other nodes share",
         right, one.copy(), _add_in_place),
        ("averaged", "the gradients are averaged instead of summed", right, one,
         lambda so_far, share: share if so_far is None else (so_far + share) / 2),
        ("multiplied", "the gradients are multiplied instead of summed", right, one,
         lambda so_far, share: share if so_far is None else so_far * share),
    ]  # fmt: skip
    found = []
    for code, done, order, seed, collect in wrong:
        with suppress(ValueError, TypeError):  # what is wrong need not fit
            value = tape.gradients(order, seed, collect).get(asked)
            if value is not None:
                found.append(KnownMistake(code, done, value))
    done = "a pull gets the node's value instead of its gradient"
    with suppress(ValueError, TypeError):
        value = tape.gradients(right, one, _add, passed=tape.values).get(asked)
        if value is not None:
            found.append(KnownMistake("value-for-gradient", done, value))
    return found


def of_second_gradient(
    lines: Sequence[Line], asked: str, functions: Functions
) -> list[KnownMistake]:
    """Return what the gradient comes to when it is asked for again, with a mistake."""
    tape, root = _Tape(lines, functions), lines[-1].name
    one = np.ones(np.shape(tape.values[root]))
    order = _ordered(lines, root)[::-1]
    once = tape.gradients(order, one, _add)
    twice = tape.gradients(order, one, _add, once)
    left = "the gradients of the first call are still stored"
    again = [KnownMistake("left-over", left, twice.get(asked))]
    if asked != root:
        again.append(KnownMistake("left-over", left, 2 * once[asked]))
    return [*again, *of_gradient(lines, asked, functions)]
