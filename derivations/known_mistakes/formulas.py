"""Mistakes inside a formula: a sign turned round, a term, a factor or a square left out."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeVar

import numpy as np

from derivations.arrays import Array
from derivations.claims.edits import left_out, signs_inside
from derivations.claims.sampling import Points, formula_value
from derivations.known_mistakes.known_mistake import KnownMistake
from derivations.language.phrases import instead
from derivations.language.tree import Node, multiply, number, show

T = TypeVar("T")
SAMPLES = np.array([0.1, 0.3, 0.45, 0.6, 0.85, 0.2, 0.75])


def changed(node: Node, points: Points, whole: Callable[[Array], Any]) -> list[KnownMistake]:
    """Return a formula's mistakes; `whole` makes answers of a formula's values.

    >>> from derivations.language.parser import read
    >>> for mistake in changed(read("1 - a^2", {"a": "a"}), {"a": 0.5}, whole=float):
    ...     print(mistake.value, mistake.done)
    1.25 `1 + a^2` instead of `1 - a^2`
    -0.25 the term 1 is missing
    1.0 the term a^2 is missing
    0.5 a is not squared
    0.25 1 - a is squared instead of a alone
    0.25 a^2 is not subtracted from 1
    0.0 a is multiplied by 2 instead of squared
    """
    return [
        KnownMistake(code, done, whole(at(wrong, points)))
        for wrong, code, done in _told_apart(node, tuple(points))
    ]


@cache
def _told_apart(node, names):
    """Return the (changed formula, code, what was done) that differ somewhere."""
    samples = {name: np.roll(SAMPLES, i) for i, name in enumerate(names)}
    found = [(at(mistake[0], samples), mistake) for mistake in _mistakes(node)]
    return [mistake for _, mistake in first_of_equals(found, lambda pair: pair[0])]


def first_of_equals(mistakes: Iterable[T], values: Callable[[T], Array]) -> list[T]:
    """Return the mistakes without those whose values an earlier one has."""
    kept: dict[bytes, T] = {}
    for mistake in mistakes:
        # Adding 0 makes −0 the 0 that it is.
        kept.setdefault((np.round(values(mistake), 9) + 0.0).tobytes(), mistake)
    return list(kept.values())


def at(node: Node, points: Points) -> Array:
    """Return what a formula is worth where its letters are these arrays, in their common shape."""
    shape = np.broadcast_shapes(*(np.shape(value) for value in points.values()))
    with np.errstate(all="ignore"):
        return np.broadcast_to(formula_value(node, points), shape).astype(float)


def _mistakes(node):
    """Yield (changed formula, code, what was done) for every mistake in a formula."""
    yield from signs_inside(node)
    yield from left_out(node)
    yield from _opened(node)
    yield from _mistyped(node)


def _mistyped(node):
    """Yield (changed formula, code, what was done) for another operation, or another sign in f(z).

    >>> for wrong, _, done in _mistyped(("multiply", ("name", "z"), ("name", "a"))):
    ...     print(show(wrong), "-", done)
    z + a - `+` instead of `·` between z and a
    """
    if node[0] == "power" and node[2] == 2:
        done = f"{show(node[1])} is multiplied by 2 instead of squared"
        yield ("multiply", number(2), node[1]), "power", done
        if node[1][0] == "add":
            *terms, last = node[1]
            square = (
                ("negate", ("power", last[1], 2)) if last[0] == "negate" else ("power", last, 2)
            )
            alone = show(last).removeprefix("-")
            done = f"the brackets around {show(node[1])} are missing, so {alone} alone is squared"
            yield (*terms, square), "brackets", done
    if node[0] == "add":
        for i, term in enumerate(node[1:], start=1):
            square = term[1] if term[0] == "negate" else term
            if square[0] == "power" and square[2] == 2:
                root = ("negate", square[1]) if term[0] == "negate" else square[1]
                whole = (*node[:i], root, *node[i + 1 :])
                done = f"{show(whole)} is squared instead of {show(square[1])} alone"
                yield ("power", whole, 2), "power", done
    if node[0] == "add" and len(node) == 3 and node[2][0] == "negate":
        first, last = show(node[1]), show(node[2][1])
        yield node[2][1], "term-missing", f"{last} is not subtracted from {first}"
    if node[0] == "multiply" and len(node) == 3:
        done = f"{instead('+', '·')} between {show(node[1])} and {show(node[2])}"
        yield ("add", *node[1:]), "added", done
        first, second = node[1:]
        if first[0] == "add":
            loose = (*first[:-1], multiply(first[-1], second))
            yield loose, "brackets", f"the brackets around {show(first)} are missing"
    if node[0] == "call":
        *function, inside = node
        turned = (*function, inside[1] if inside[0] == "negate" else ("negate", inside))
        yield turned, "sign-inside", instead(show(turned), show(node))
    for i, part in enumerate(node):
        if i and isinstance(part, tuple):
            for inside, code, done in _mistyped(part):
                yield (*node[:i], inside, *node[i + 1 :]), code, done


def _opened(node):
    """Yield (changed formula, code, what was done) for a quotient without its brackets."""
    if node[0] == "divide":
        _, above, below = node
        sums = [part for part in (above, below) if part[0] == "add"]
        if above[0] == below[0] == "add":
            middle = ("divide", above[-1], below[1])
            done = f"the brackets around {show(above)} and {show(below)} are missing"
            yield ("add", *above[1:-1], middle, *below[2:]), "brackets", done
        for part in sums:
            loose = (
                ("add", ("divide", above, below[1]), *below[2:])
                if part is below
                else ("add", *above[1:-1], ("divide", above[-1], below))
            )
            yield loose, "brackets", f"the brackets around {show(part)} are missing"
    for i, part in enumerate(node):
        if i and isinstance(part, tuple):
            for inside, code, done in _opened(part):
                yield (*node[:i], inside, *node[i + 1 :]), code, done
