"""Mistakes in a cost and in its slope, from the formulas that SymPy derived."""

import math
from functools import cache

import numpy as np

from derivations.arrays import Array
from derivations.known_mistakes.formulas import at, changed
from derivations.known_mistakes.known_mistake import KnownMistake
from derivations.language.parser import read
from derivations.language.tree import show
from derivations.rules.compiled import (
    FLOOR,
    activation_value,
    activations,
    cost_slope,
    cost_value,
    fused,
    rules_once,
)

# A probability that is kept further than this from 0 and 1 is not the one that was predicted.
_FAR = 1e-6
_FOUR_DIGITS = 2e-4
_SAME = 1e-10
ADDED = "ε is added to every probability instead of replacing smaller ones"


def of_cost(name: str, y: Array, ŷ: Array) -> list[KnownMistake]:
    """Return what J(y, ŷ) comes to with one mistake in it.

    >>> y, ŷ = np.array([[1.0], [1.0]]), np.array([[0.0], [1.0]])
    >>> [mistake.done for mistake in of_cost("mse", y, ŷ) if np.all(mistake.value == 1.0)][0]
    'the sum is not divided by n'
    """
    J, n, k = cost_value(name)(y, ŷ), _number(name, y), y.shape[1]
    shares = activation_value("softmax" if k > 1 else "sigmoid")(ŷ)
    swapped, logarithmic = "y and ŷ are swapped", "log" in rules_once()["costs"][name]["value_text"]
    found = [
        KnownMistake("not-averaged", "the sum is not divided by n", J * n),
        KnownMistake("root", "the answer is the root of the mean", np.sqrt(np.abs(J))),
        KnownMistake("half", "the cost is halved, as in another convention", J / 2),
        KnownMistake("half", "the sum is halved instead of divided by n", J * n / 2),
        KnownMistake("swapped", swapped, cost_value(name)(ŷ, y)),
        KnownMistake(
            "applied-twice",
            "ŷ is turned into a probability a second time",
            cost_value(name)(y, shares),
        ),
        *_of_the_mean(name, k, J),
    ]
    node, points = _cost_node(name, "value_text"), {"y": y, "ŷ": ŷ}
    entries = _floored(y, ŷ, FLOOR, "1 - ŷ" in show(node)) if logarithmic else at(node, points)
    found.append(KnownMistake("not-summed", "the entries are not averaged", entries))
    for by in (n, len(y)):
        done = "each output is averaged on its own instead of all together"
        found.append(KnownMistake("wrong-axis", done, entries.sum(axis=0) / by))
    if logarithmic:
        for base in (10, 2):
            done = f"the logarithm has base {base}"
            found.append(KnownMistake(f"base-{base}", done, J / np.log(base)))
        found += _clipped(node, y, ŷ, lambda entries: np.sum(entries) / n)
        found += _of_logarithms(y, ŷ, n, "1 - ŷ" in show(node))
        points["ŷ"] = np.clip(ŷ, FLOOR, 1 - FLOOR)
    if node[0] == "power":
        done = "the mean is squared instead of each difference"
        found.append(KnownMistake("power", done, np.sum(at(node[1], points) / n) ** 2))
    # The mistakes are tried with ŷ kept off 0 and 1: that change alone is not a mistake.
    kept_off = J - np.sum(at(node, points)) / n
    return found + changed(node, points, lambda entries: np.sum(entries) / n + kept_off)


def _of_logarithms(y, ŷ, n, both):
    """Return the mistakes of taking logarithms of something else, or of other brackets."""
    log, log_other = np.log(np.maximum(ŷ, FLOOR)), np.log(np.maximum(1 - ŷ, FLOOR))
    if not both:
        done = "the logarithm is taken of y·ŷ, so each 0 of y counts, too"
        value = -np.log(np.maximum(y * ŷ, FLOOR)).sum() / n
        return [KnownMistake("logarithm", done, value)]
    return [
        KnownMistake(
            "brackets",
            "the brackets around both terms are missing, so - and the mean reach one term each",
            -y * log + np.sum((1 - y) * log_other) / n,
        ),
    ]


def _clipped(node, y, ŷ, whole):
    """Return the mistakes of keeping the logarithm from 0 otherwise than the book does."""
    both, found = "1 - ŷ" in show(node), []
    for ε in (10.0**-digits for digits in range(1, 17)):
        if not math.isclose(ε, FLOOR):
            said = f"smaller probabilities are replaced by {ε:g} instead of {FLOOR:g}"
            found.append(KnownMistake("clipped", said, whole(_floored(y, ŷ, ε, both))))
        clipped = whole(at(node, {"y": y, "ŷ": np.clip(ŷ, ε, 1 - ε)}))
        found.append(KnownMistake("clipped", _how_clipped(ε, both), clipped))
        added = -y * np.log(ŷ + ε) - both * (1 - y) * np.log(1 - ŷ + ε)
        found.append(KnownMistake("floor-added", ADDED, whole(added)))
    return found


def _how_clipped(ε, both):
    """Say to what ŷ is clipped, and what is wrong with that."""
    clipped = f"ŷ is clipped to {ε:g} and 1 - {ε:g}"
    if ε > _FAR:
        return f"{clipped}, too far from 0 and 1"
    if math.isclose(ε, FLOOR):
        if not both:
            return clipped
        least = f"1 - ŷ is then at least {1 - (1 - ε):.6g} instead of {FLOOR:g}"
        return f"{clipped}, but {least}; np.maximum(1 - ŷ, ε) is exact"
    return f"{clipped}, so a perfect prediction costs {-np.log(1 - ε):.3g}"


def _floored(y, ŷ, ε, both):
    """Return the surprise of each entry, with each probability read as ε where it is smaller."""
    surprise = -y * np.log(np.maximum(ŷ, ε))
    return surprise - (1 - y) * np.log(np.maximum(1 - ŷ, ε)) if both else surprise


def of_cost_slope(name: str, y: Array, ŷ: Array) -> list[KnownMistake]:
    """Return what ∂J/∂ŷ comes to with one mistake in it."""
    slope, n, k = cost_slope(name)(y, ŷ), _number(name, y), y.shape[1]
    found = [
        KnownMistake("sign", "the sign is wrong", -slope),
        KnownMistake("not-averaged", "the slope is not divided by n", slope * n),
        *_of_the_mean(name, k, slope),
    ]
    if any(fused(activation, name) for activation in activations()):
        found.append(
            KnownMistake("cancelled", "the answer is (ŷ - y)/n, which is ∂J/∂z", (ŷ - y) / n)
        )
        done = "the answer is ŷ - y, which is ∂J/∂z without the average over n"
        found.append(KnownMistake("cancelled", done, ŷ - y))
    node = _cost_node(name, "slope_text")
    if node[0] in ("multiply", "negate") and "2" in show(node):
        found += [
            KnownMistake("brackets", "the brackets around y - ŷ are missing", -2 / n * y - ŷ),
            KnownMistake("brackets", "the brackets around ŷ - y are missing", 2 / n * ŷ - y),
            KnownMistake("brackets", "the brackets around ŷ - y are missing", 2 * ŷ - y / n),
            KnownMistake("power", "ŷ - y is squared", 2 / n * (ŷ - y) ** 2),
            KnownMistake("constant-factor", "the factor 2 is missing", slope / 2),
            KnownMistake("constant-factor", "the factor -2/n is missing", slope * -n / 2),
            KnownMistake("constant-factor", "the factor 2/n is missing", slope * n / 2),
        ]
    if name != "mse":
        found += _slopes_kept_finite(name, y, ŷ, n)
    if name == "cross_entropy":
        kept = np.maximum(ŷ, FLOOR)
        done = "ln(ŷ) is kept instead of its slope 1/ŷ"
        found.append(KnownMistake("not-differentiated", done, -y * np.log(kept) / n))
        found.append(KnownMistake("factor-missing", "the factor y is missing", -1 / kept / n))
    points = {"y": y, "ŷ": ŷ if name == "mse" else np.clip(ŷ, FLOOR, 1 - FLOOR)}
    kept_off = slope - at(node, points) / n
    inside = changed(node, points, lambda entries: entries / n + kept_off)
    if name != "mse" and np.any(ŷ > 1 - 2 * FLOOR):
        # Of 1 - ŷ four digits are left there.
        inside = [mistake._replace(near=_FOUR_DIGITS) for mistake in inside]
    return found + inside


def _slopes_kept_finite(name, y, ŷ, n):
    """Return the mistakes of keeping the denominators from 0 otherwise than the book does."""
    both, found, product = name == "binary_cross_entropy", [], ŷ * (1 - ŷ)

    def slope(below, below_other):
        return (-y / below + both * (1 - y) / below_other) / n

    for ε in (10.0**-digits for digits in range(1, 17)):
        near = np.clip(ŷ, ε, 1 - ε)
        if math.isclose(ε, FLOOR):
            ways = [(_how_clipped(ε, both), slope(near, 1 - near))]
        else:
            done = f"the denominators are at least {ε:g} instead of {FLOOR:g}"
            floored = slope(np.maximum(ŷ, ε), np.maximum(1 - ŷ, ε))
            ways = [(done, floored), (done, slope(near, 1 - near))]
        if both:
            done = "the product ŷ·(1 - ŷ) is kept away from 0 instead of ŷ and 1 - ŷ"
            ways.append((done, (ŷ - y) / (product + ε) / n))
            ways.append((done, (ŷ - y) / np.maximum(product, ε) / n))
        found += [KnownMistake("clipped", done, value) for done, value in ways]
        found.append(KnownMistake("floor-added", ADDED, slope(ŷ + ε, 1 - ŷ + ε)))
    # Far from 0 and 1 it makes no difference how the denominators are kept from 0.
    right = cost_slope(name)(y, ŷ)
    return [one for one in found if not np.allclose(one.value, right, rtol=_SAME, atol=0)]


def _of_the_mean(name, k, value):
    if rules_once()["costs"][name]["over"] == "predictions":
        return [KnownMistake("mean", "n counts the samples instead of all predictions", value * k)]
    return [KnownMistake("mean", "n counts all predictions instead of the samples", value / k)]


def _number(name, y):
    return y.size if rules_once()["costs"][name]["over"] == "predictions" else len(y)


@cache
def _cost_node(name, what):
    text = rules_once()["costs"][name][what].replace("·", "*").replace("log(", "ln(")
    return read(text, {"y": "y", "ŷ": "ŷ"})
