"""Bounds on a formula before any work is done: its degree, and its value if constant."""

from fractions import Fraction

from derivations.language.tree import Node


def degree(node: Node) -> int:
    """Bound the degree of a formula as a rational function, to bound the work of a proof.

    >>> degree(("power", ("name", "x"), -3))
    3
    """
    kind, *parts = node
    match kind:
        case "number":
            return 0
        case "name" | "derivative":
            return 1
        case "power":
            return abs(parts[1]) * degree(parts[0])
        case "multiply" | "divide":
            return sum(map(degree, parts))
        case "add":
            return max(map(degree, parts)) + sum(map(_below, parts))
        case "call":
            return max(1, 2 * degree(parts[2]))
        case _:
            return degree(parts[0])


def _below(node):
    """Bound the degree of a formula's denominator."""
    kind, *parts = node
    if kind == "divide":
        return degree(parts[1]) + _below(parts[0])
    if kind == "power":
        return degree(node) if parts[1] < 0 else parts[1] * _below(parts[0])
    return sum(_below(part) for part in parts if isinstance(part, tuple))


def constant(node: Node) -> Fraction | None:
    """Return the value of a formula without names or functions, or None.

    >>> constant(("negate", ("number", Fraction(1, 2))))
    Fraction(-1, 2)
    """
    kind, *parts = node
    if kind == "number":
        return parts[0]
    if kind == "negate":
        inner = constant(parts[0])
        return None if inner is None else -inner
    if kind == "divide":
        above, below = map(constant, parts)
        return above / below if above is not None and below else None
    if kind in ("add", "multiply"):
        total = Fraction(kind == "multiply")
        for value in map(constant, parts):
            if value is None:
                return None
            total = total * value if kind == "multiply" else total + value
        return total
    return None
