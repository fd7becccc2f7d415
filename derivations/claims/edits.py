"""Mistakes that a formula may have in it: a sign, a term, a factor, a square, the product rule."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from derivations.language.differentiate import differentiate
from derivations.language.phrases import instead
from derivations.language.tree import ONE, Node, multiply, show, substitute


class Edit(NamedTuple):
    """A formula with one mistake in it, the mistake's stable code, and what was done, in words."""

    node: Node
    code: str
    done: str


def left_out(node: Node, put: Callable[[Node], Node] = lambda whole: whole) -> Iterator[Edit]:
    """Yield an `Edit` for all that may be left out of a formula."""
    kind, parts = node[0], node[1:]
    if kind in ("add", "multiply"):
        for i, part in enumerate(parts):
            rest = parts[:i] + parts[i + 1 :]
            left = rest[0] if len(rest) == 1 else (kind, *rest)
            what = "term" if kind == "add" else "factor"
            yield Edit(put(left), f"{what}-missing", _missing(what, part))
    if kind == "multiply":
        for i, part in enumerate(parts):
            if part[0] == "add":
                rest = multiply(*parts[:i], *parts[i + 1 :])
                loose = ("add", multiply(rest, part[1]), *part[2:])
                done = f"the brackets around {show(part)} are missing"
                yield Edit(put(loose), "brackets", done)
    if kind == "divide":
        above, below = parts
        yield Edit(put(("divide", ONE, below)), "factor-missing", _missing("factor", above))
        yield Edit(put(above), "factor-missing", _missing("divisor", below))
    if kind == "power":
        yield Edit(put(parts[0]), "power-missing", f"{show(parts[0])} is not squared")
        absolute = ("power", ("power", parts[0], 2), 0.5)
        done = instead(f"|{show(parts[0])}|", f"({show(parts[0])})^2")
        yield Edit(put(absolute), "power-missing", done)
    for i, part in enumerate(node):
        if i and isinstance(part, tuple):
            yield from left_out(part, _put_in(node, i, put))


def _put_in(node, place, put):
    """Return how a new part in this place of a node changes the formula that the node is in."""
    return lambda new: put((*node[:place], new, *node[place + 1 :]))


def of_product_rule(node: Node, name: str) -> Iterator[Edit]:
    """Yield an `Edit` for each mistake in the derivative of a product z·g(z) by z.

    >>> from derivations.language.parser import read
    >>> for wrong, _, done in of_product_rule(read("z * exp(z)", {"z": "z"}), "z"):
    ...     print(show(wrong), "-", done)
    z·exp(z) + z·exp(z) - z is not differentiated
    exp(z) + z·exp(z) - exp(z) is not differentiated
    exp(z) - each factor is differentiated on its own, without the product rule
    """
    if node[0] == "divide" and node[1] != ONE:
        node = ("multiply", node[1], ("divide", ONE, node[2]))
    if node[0] != "multiply" or len(node) != 3:
        return
    f, g = node[1:]
    if ("name", name) not in (f, g):  # what else is equal to it has a simpler name
        return
    df, dg = differentiate(f, name), differentiate(g, name)
    for wrong, factor in ((("add", node, multiply(f, dg)), f), (("add", multiply(df, g), node), g)):
        yield Edit(wrong, "not-differentiated", f"{show(factor)} is not differentiated")
    done = "each factor is differentiated on its own, without the product rule"
    yield Edit(multiply(df, dg), "product-rule", done)


def _missing(what, part):
    return f"the {what} {show(part).removeprefix('-')} is missing"


def signs_inside(factor: Node, spelled: Mapping[str, str] | None = None) -> Iterator[Edit]:
    """Yield an `Edit` for each term whose sign may be turned round, as in y + ŷ for y − ŷ."""
    for node in _sums_in(factor):
        for at in range(2, len(node)):
            term = node[at]
            turned = term[1] if term[0] == "negate" else ("negate", term)
            new = (*node[:at], turned, *node[at + 1 :])
            changed = substitute(factor, {node: new})
            wrong, right = (show(part, spelled) for part in (new, node))
            yield Edit(changed, "sign-inside", instead(wrong, right))


def _sums_in(node):
    if node[0] == "add":
        yield node
    for part in node[1:]:
        if isinstance(part, tuple):
            yield from _sums_in(part)
