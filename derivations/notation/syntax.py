"""The tree of what was typed: names with their marks, products with their signs, nothing decided.

    ("number", Fraction)                 ("name", Name)
    ("add", node, …)                     ("negate", node)
    ("times", sign, node, node)          sign: "" side by side, "·", "*", "×", "⊙", "@"
    ("divide", node, node)               ("power", node, node)
    ("transpose", node)                  ("norm", node)
    ("call", function, primes, nodes)    ("bare", function, primes)    σ′ without brackets
    ("derivative", order, node, node)    ("gradient", node)            dW, ∇_W J, grad_W
    ("sum", index, node)                 ("total", axis, node)         np.sum(node, axis)
    ("mean", axis, node)                 ("largest", axis, node)       each with "kept" for keepdims
    ("size", node, axis)                 ("where", condition, node, node)
    ("compare", sign, node, node)        ("indicator", condition)

What a name or a product stands for is decided later, once for each way to read it.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

Syntax = tuple[Any, ...]


class Index(NamedTuple):
    """An index: a letter and what is added to it, such as l + 1; a plain number has no letter."""

    letter: str
    offset: int

    def __str__(self) -> str:
        """Write the index as it was typed."""
        if not self.letter:
            return str(self.offset)
        return self.letter + (f"{self.offset:+d}" if self.offset else "")


class Name(NamedTuple):
    """A name: its letter or word, its hat, and its indices.

    `below` are subscripts; `above` superscripts that are not powers; `in_brackets` tells that the
    superscript stood in round or square brackets, as in a^{(2)} or Z^{[1]}.
    """

    base: str
    hat: str = ""
    below: tuple[Index, ...] = ()
    above: tuple[Index, ...] = ()
    in_brackets: str = ""

    def __str__(self) -> str:
        """Write the name."""
        text = f"{self.base}{'̂' if self.hat else ''}"
        if self.below:
            text += "_" + ",".join(map(str, self.below))
        if self.above:
            opening, closing = tuple(self.in_brackets) or ("", "")
            text += f"^{opening}{','.join(map(str, self.above))}{closing}"
        return text


def number(value: int | str) -> Syntax:
    """Make the node of a number."""
    return ("number", Fraction(value))


def every(node: Syntax) -> list[Syntax]:
    """Return a node and all that is inside it, from left to right."""
    found, waiting = [], [node]
    while waiting:
        part = waiting.pop()
        found.append(part)
        waiting += [*inside(part)][::-1]
    return found


def inside(node: Syntax) -> list[Syntax]:
    """Return the nodes directly inside a node, those of a call's arguments included."""
    found: list[Syntax] = []
    for part in node:
        # Names and indices are tuples of a type of their own.
        if type(part) is tuple and part:
            if type(part[0]) is str:
                found.append(part)
            elif type(part[0]) is tuple:
                found += part
    return found


def names(node: Syntax) -> list[Name]:
    """Return every name in a node, in order."""
    return [part[1] for part in every(node) if part[0] == "name"]


def rebuilt(node: Syntax, change: Callable[[Syntax], Syntax]) -> Syntax:
    """Rebuild a node from the leaves up, giving each rebuilt part to `change`."""
    return change(tuple([_rebuilt(part, change) for part in node]))


def _rebuilt(part, change):
    if type(part) is not tuple or not part:
        return part
    if type(part[0]) is str:
        return rebuilt(part, change)
    if type(part[0]) is tuple:
        return tuple([rebuilt(one, change) for one in part])
    return part


def fraction_of(node: Syntax) -> Fraction | None:
    """Return the value of a node that is a plain number, else None."""
    if node[0] == "number":
        return Fraction(node[1])
    if node[0] == "negate" and (inner := fraction_of(node[1])) is not None:
        return -inner
    if node[0] == "divide":
        above, below = fraction_of(node[1]), fraction_of(node[2])
        return above / below if above is not None and below else None
    return None
