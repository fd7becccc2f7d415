"""A formula once it is read: nested tuples, and how to write them back.

A node is one of

    ("number", Fraction)                 ("name", "a1")
    ("add", node, …)                     ("multiply", node, …)
    ("divide", above, below)             ("negate", node)
    ("power", node, whole number)        ("call", function, primed, node)
    ("derivative", "J", "ŷ")             ("held", "J", "W2", "ŷ")    with ŷ held fixed
    ("sum", node)                        the sum over the batch's samples

Tuples of this shape are all that any other module sees of what a person typed.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

# Of the shapes above: a tag, then what belongs to it.
Node = tuple[Any, ...]

ZERO: Node = ("number", Fraction(0))
ONE: Node = ("number", Fraction(1))


def number(value: int | float | Fraction) -> Node:
    """Make the node of a whole number or fraction."""
    return ("number", Fraction(value))


def multiply(*factors: Node) -> Node:
    """Make a product, of however many factors.

    >>> multiply(("name", "x"))
    ('name', 'x')
    """
    kept = [factor for factor in factors if factor != ONE]
    return ("multiply", *kept) if len(kept) > 1 else kept[0] if kept else ONE


def children(node: Node) -> list[Node]:
    """Return the nodes directly inside a node."""
    return [part for part in node[1:] if isinstance(part, tuple)]


def names_in(node: Node) -> set[str]:
    """Return the set of names that a node mentions, derivatives' included."""
    if node[0] == "name":
        return {node[1]}
    if node[0] == "derivative":
        return {node[1], node[2]}
    return set().union(*map(names_in, children(node)))


def functions_in(node: Node) -> set[str]:
    """Return the names of the functions that a formula calls."""
    found = {node[1]} if node[0] == "call" else set()
    return found.union(*(functions_in(part) for part in node[1:] if isinstance(part, tuple)))


def factors_of(truth: Node) -> list[Node]:
    """Return the factors of a right formula; a quotient's divisor is a factor too.

    >>> len(factors_of(("multiply", ("name", "a"), ("divide", ("name", "y"), ("name", "n")))))
    3
    """
    if truth[0] == "multiply":
        return [factor for part in truth[1:] for factor in factors_of(part)]
    if truth[0] == "divide":
        return [*factors_of(truth[1]), ("divide", ONE, truth[2])]
    if truth[0] == "negate":
        return [number(-1), *factors_of(truth[1])]
    return [truth]


def holds(node: Node, wanted: Node) -> bool:
    """Say whether a node is, or has inside it, the node that is wanted."""
    return node == wanted or any(holds(part, wanted) for part in children(node))


def depth(node: Node) -> int:
    """Return how deeply a node is nested."""
    return 1 + max(map(depth, children(node)), default=0)


def replace(node: Node, change: Callable[[Node], Node]) -> Node:
    """Rebuild a node from the leaves up, giving each rebuilt part to `change`."""
    parts = (replace(part, change) if isinstance(part, tuple) else part for part in node)
    return change(tuple(parts))


def substitute(node: Node, put: Mapping[Node, Node]) -> Node:
    """Rebuild a node with other parts in the place of some, wherever they stand.

    >>> show(substitute(("add", ("name", "a"), ("name", "b")), {("name", "a"): number(2)}))
    '2 + b'
    """
    return replace(node, lambda part: put.get(part, part))


def show(node: Node, spelled: Mapping[str, str] | None = None) -> str:
    """Write a node for a person; `spelled` maps the house's names to the reader's.

    >>> show(("multiply", number(2), ("power", ("add", ("name", "y"), number(-1)), 2)))
    '2·(y - 1)^2'
    """
    return _show(node, 0, spelled or {})


def _show(node, inside, spelled):
    """Write a node; `inside` is how tightly the surroundings bind (0 sum, 1 product, 2 power)."""
    kind, *parts = node
    match kind:
        case "number":
            value = parts[0]
            decimal = 10**12 % value.denominator == 0
            text = f"{float(value):.12g}" if decimal else str(value)
            binds = 3 if decimal and value >= 0 else 0.5
        case "name":
            text, binds = spelled.get(parts[0], parts[0]), 3
        case "add":
            text, binds = _show(parts[0], 0, spelled), 0
            for part in parts[1:]:
                term = _show(part, 0.5, spelled)
                text += f" - {term[1:]}" if term.startswith("-") else f" + {term}"
        case "multiply":
            first, *others = parts
            text = "·".join([_show(first, 0.5, spelled), *(_show(o, 1, spelled) for o in others)])
            binds = 0.5 if text.startswith("-") else 1
        case "divide":
            text = f"{_show(parts[0], 0.5, spelled)}/{_show(parts[1], 2, spelled)}"
            binds = 0.5 if text.startswith("-") else 1
        case "negate":
            text, binds = f"-{_show(parts[0], 1, spelled)}", 0.5
        case "power":
            text, binds = f"{_show(parts[0], 3, spelled)}^{parts[1]}", 2
        case "call":
            function, primed, inner = parts
            function = {"sigmoid": "σ"}.get(function, function)
            text, binds = f"{function}{'′' * primed}({_show(inner, 0, spelled)})", 3
        case "derivative":
            above, below = (spelled.get(part, part) for part in parts)
            text, binds = f"∂{above}/∂{below}", 2
        case "held":
            above, below, held = (spelled.get(part, part) for part in parts)
            text, binds = f"∂{above}/∂{below} with {held} held", 0
        case "sum":
            text, binds = f"Σ {_show(parts[0], 1, spelled)}", 1
    return f"({text})" if binds < inside else text


def add(*terms: Node) -> Node:
    """Add terms; what is 0 is left out."""
    kept = [term for term in terms if term != ZERO]
    return ("add", *kept) if len(kept) > 1 else kept[0] if kept else ZERO


def divide(above: Node, below: Node) -> Node:
    """Divide; 0 by anything stays 0."""
    return ZERO if above == ZERO else ("divide", above, below)


def factors(node: Node) -> tuple[Node, ...]:
    """Return the factors of a product, or the node itself as the only one."""
    return node[1:] if node[0] == "multiply" else (node,)
