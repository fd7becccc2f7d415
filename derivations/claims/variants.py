"""The ways in which a right formula goes wrong, derived from the formula itself.

A right answer is a product of factors along the chain (or a sum, for a weighted sum). Each variant
replaces one factor by what a person may have put there. Nothing here knows any exercise: a new
activation or cost brings its own variants with it.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from derivations.claims.edits import left_out, of_product_rule, signs_inside
from derivations.language.differentiate import differentiate
from derivations.language.parser import read
from derivations.language.phrases import instead
from derivations.language.tree import (
    ONE,
    Node,
    factors_of,
    multiply,
    names_in,
    replace,
    show,
    substitute,
)
from derivations.networks.scalar_network import ScalarNetwork
from derivations.rules.compiled import activations as known_activations
from derivations.rules.compiled import costs, fused, rules_once

CONTAINS = "the claim contains"


class Variant(NamedTuple):
    """One factor (its place among the factors) replaced, why, and how far-fetched that is."""

    place: int
    node: Node
    code: str
    sentence: str
    weight: float = 1.0


# Variants of factors that go together; mostly one alone.
Change = tuple[Variant, ...]


def variants_of(
    factors: Sequence[Node], quantity: Node | None, network: ScalarNetwork
) -> list[Change]:
    """Return every change of the factors: mostly a variant of one of them.

    >>> notes = ScalarNetwork()
    >>> found = variants_of([("call", "sigmoid", 1, ("name", "z2"))], None, notes)
    >>> {variant.code for variant, in found if variant.weight <= 1} >= {"value-for-slope"}
    True
    """
    found: list[Change] = []
    for place, factor in enumerate(factors):
        if factor[0] == "number" or not names_in(factor) - {"n"}:
            continue
        if quantity and quantity[0] == "derivative" and quantity[2][0] == "b":
            layer, letter = quantity[2][1:], show(("name", quantity[2]), network.spelled)
            sentence = f"there is an extra factor {letter}: ∂z{layer}/∂{letter} is 1"
            whole = multiply(factor, ("name", quantity[2]))
            found.append((Variant(place, whole, "factor-too-many", sentence, 0.9),))
        found += [(Variant(place, *rest),) for rest in _of_factor(factor, network, len(factors))]
    if quantity == ("derivative", "J", "ŷ") and (names := _fused_with(network.cost)):
        whole = ("divide", ("add", ("name", "ŷ"), ("negate", ("name", "y"))), ("name", "n"))
        sentence = f"{CONTAINS} (ŷ - y)/n, which is ∂J/∂z: the slope of {names} is already in it"
        blank = [Variant(place, ONE, "", "") for place in range(1, len(factors))]
        found.append((Variant(0, whole, "cancelled", sentence, 0.9), *blank))
    if quantity and quantity[0] == "derivative" and quantity[1] == "J":
        found += _of_the_cost(factors, network)
    return found


def _fused_with(cost):
    return " or ".join(name for name in known_activations() if fused(name, cost))


def _of_factor(factor, network, among):
    shown = show(factor, network.spelled)
    if among > 1:
        yield ONE, "factor-missing", f"the factor {shown} is missing"
        yield ("power", factor, 2), "factor-squared", f"the factor {shown} appears twice", 1.2
    if factor[0] == "call":
        yield from _of_call(factor, network, shown)
    elif factor[0] == "name":
        yield from _of_name(factor[1], network)
    else:
        for edit in signs_inside(factor, network.spelled):
            yield edit.node, edit.code, f"{CONTAINS} {edit.done}"
        if factor[0] == "add":
            yield from _terms_of(factor, network)
    if factor[0] in ("call", "name") and factor[:3] != ("call", "identity", 1):  # which is 1
        for other in _others(network):
            if other != factor:
                written = show(other, network.spelled)
                sentence = f"{CONTAINS} {instead(written, shown)}"
                yield other, "wrong-factor", sentence, 1.5


def _of_call(factor, network, shown):
    _, function, primed, argument = factor
    value, slope = ("call", function, 0, argument), ("call", function, 1, argument)
    other, code = (value, "value-for-slope") if primed else (slope, "slope-for-value")
    written = show(other, network.spelled)
    kind = "the activation" if primed else "the slope"
    yield other, code, f"{CONTAINS} {kind} {instead(written, shown)}"
    at = argument[1] if argument[0] == "name" else ""
    output = ("name", network.output(int(at[1:]))) if at[1:] else value
    if at[:1] == "z":
        moved = ("call", function, primed, output)
        sentence = f"{CONTAINS} {instead(show(moved, network.spelled), shown)}"
        yield moved, "slope-at-output" if primed else "value-at-output", sentence
    for name in network.path()[:-1] if argument[0] == "name" else ():
        moved = ("call", function, primed, ("name", name))
        if name not in (at, output[1]):
            sentence = f"{CONTAINS} {instead(show(moved, network.spelled), shown)}"
            yield moved, "wrong-argument", sentence
    if primed:
        yield from _parts_of_slope(function, argument, shown)
        yield from _mistakes_in_slope(function, argument, shown, network)
    for name in known_activations():
        if name not in (function, "softmax"):
            swapped = ("call", name, primed, argument)
            sentence = f"{CONTAINS} another activation, {instead(show(swapped), shown)}"
            yield swapped, "other-activation", sentence, 1.1


def _parts_of_slope(function, argument, shown):
    """Yield a slope with one of its own factors left out, as in ŷ for ŷ·(1 − ŷ)."""
    for text in dict.fromkeys(rules_once()["activations"][function]["slope_algebra"]):
        whole = _read(text)
        parts = factors_of(whole)
        for place, part in enumerate(parts):
            if not names_in(part):
                continue
            rest = multiply(*parts[:place], *parts[place + 1 :])
            bound = {("name", "z"): argument, ("name", "s"): ("call", "sigmoid", 0, argument)}
            rest = substitute(rest, bound)
            yield rest, "slope-incomplete", f"{CONTAINS} only a part of {shown}", 1.1
            halved = part[1] if part[0] == "power" and part[2] == 2 else None
            if halved:
                rest = multiply(*parts[:place], halved, *parts[place + 1 :])
                rest = substitute(rest, bound)
                yield rest, "slope-incomplete", f"{CONTAINS} only a part of {shown}", 1.1


def _mistakes_in_slope(function, argument, shown, network):
    """Yield a slope written by the activation's value, with a sign or a power wrong in it."""
    for text in filter(None, rules_once()["activations"][function]["slope_by_value"]):
        node = _read(text)
        mistakes = [edit.node for edit in signs_inside(node, network.spelled)]
        mistakes += [replace(node, _lowered)] if replace(node, _lowered) != node else []
        for mistake in mistakes:
            value = ("call", function, 0, argument)
            sentence = f"{CONTAINS} {instead(show(mistake), f'{shown} = {show(node)}')}"
            sentence += f", with a = {show(value)}"
            yield substitute(mistake, {("name", "a"): value}), "mistake-in-slope", sentence, 1.1
        at_z = substitute(node, {("name", "a"): argument})
        value = ("call", function, 0, argument)
        right = substitute(node, {("name", "a"): value})
        sentence = f"{CONTAINS} {instead(show(argument), show(value))} in {shown} = {show(right)}"
        yield at_z, "sum-for-output", sentence, 1.1
    product = substitute(
        _read(rules_once()["activations"][function]["value_algebra"][0]),
        {("name", "s"): ("call", "sigmoid", 0, ("name", "z"))},
    )
    if product[0] == "multiply":
        slope = differentiate(product, "z")
        for mistake, _, done in (*left_out(slope), *of_product_rule(product, "z")):
            mistake = substitute(mistake, {("name", "z"): argument})
            yield mistake, "mistake-in-slope", f"in {shown} = {show(slope)}, {done}", 1.1


def _lowered(node):
    """Turn a square into what it squares."""
    return node[1] if node[0] == "power" and node[2] == 2 else node


def _of_name(name, network):
    if name == "ŷ" or (name[0] == "a" and name[1:].isdecimal()):
        layer = network.depth if name == "ŷ" else int(name[1:])
        sentence = f"{CONTAINS} the pre-activation {instead(f'z{layer}', name)}"
        yield ("name", f"z{layer}"), "sum-for-output", sentence


def _terms_of(factor, network):
    """Yield a sum with one term left out, or with another name in one term."""
    terms = factor[1:]
    for at, term in enumerate(terms):
        rest = terms[:at] + terms[at + 1 :]
        left = rest[0] if len(rest) == 1 else ("add", *rest)
        shown = show(term, network.spelled).removeprefix("-")
        yield left, "term-missing", f"the term {shown} is missing"
        for name in sorted(names_in(term)):
            for other in _others(network):
                if other[0] == "name" and other[1] != name:
                    new = substitute(term, {("name", name): other})
                    wrong, right = (show(part, network.spelled) for part in (other, ("name", name)))
                    sentence = f"{CONTAINS} {instead(wrong, right)}"
                    whole = ("add", *terms[:at], new, *terms[at + 1 :])
                    yield whole, "wrong-factor", sentence, 1.5


def _others(network):
    """Return what a person might have put in a factor's place: everything else in sight."""
    for layer in range(1, network.depth + 1):
        name = network.activations[layer - 1]
        for letter in ("W", "z", "b"):
            yield ("name", f"{letter}{layer}")
        yield ("name", network.output(layer))
        yield ("call", name, 1, ("name", f"z{layer}"))
    yield ("name", "x")
    yield ("name", "y")


def _of_the_cost(factors, network):
    """Yield the chain with ∂J/∂ŷ of another cost, or with the cost itself in its place."""
    own = factors_of(network.local("J", "ŷ"))
    if factors[: len(own)] != own:
        return
    blank = [Variant(place, ONE, "", "") for place in range(1, len(own))]
    for cost in costs():
        shown = cost.replace("_", " ")
        if cost != network.cost:
            slope = ScalarNetwork(network.activations, cost).local("J", "ŷ")
            sentence = f"the cost's derivative is that of {shown} instead of "
            yield (
                Variant(0, slope, "other-cost", sentence + network.cost.replace("_", " "), 1.0),
                *blank,
            )
    value = network.definition("J")[1]
    sentence = f"{CONTAINS} the cost itself instead of its derivative ∂J/∂ŷ"
    yield (Variant(0, value, "value-for-slope", sentence), *blank)


@cache
def _read(text):
    """Read a rule that was derived here."""
    return read(text, {"z": "z", "s": "s", "a": "a"})
