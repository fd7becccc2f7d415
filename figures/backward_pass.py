"""Proof of a network's backward pass: derived in matrices, each line checked as a student's."""

from functools import cache
from itertools import pairwise

import numpy as np

import derivations
from dojo.book.figure import DEFINITION, DERIVED, MEASURED, Line, Proof


def backward_pass(widths, activations, cost):
    """Derive a network of dense layers as it is computed, in matrices."""
    derivation = derivations.derive(widths, activations, cost)
    layout, lines = "-".join(map(str, widths)), []
    for step in derivation.steps:
        verdict = checked(step, tuple(activations), cost)
        lines.append(Line(step.number, step.latex, step.because, verdict, step.rests_on))
    about = f"{', '.join(activations)}, cost {cost}".replace("_", " ")
    return Proof(f"The backward pass of a {layout} network", about, lines)


def checked(step, activations, cost):
    """Check a step as a claim about one entry; measure it where it cannot be written as one."""
    status = "cannot read"
    if "softmax" not in activations:
        claim = step.right.replace("Σ over the samples of", "Σ")
        status = derivations.check_claim(claim, step.left, (activations, cost)).status
    if status != "cannot read":
        return status
    if step.rule:
        return DERIVED
    if step.left[0] not in "∂δ":
        return DEFINITION
    return MEASURED if measured(activations, cost) else "wrong"


@cache
def is_proved(claim, derivative):
    """Tell whether SymPy proves a claim about the network of one unit a layer."""
    return derivations.check_claim(claim, derivative).status == "proved"


@cache
def measured(activations, cost):
    """Compare a small network's derived gradients with measured ones, entry by entry."""
    rng = np.random.default_rng(0)
    widths = [3, *[4] * len(activations)]
    derivation = derivations.derive(widths, activations, cost)
    shapes = pairwise(widths)
    parameters = [(rng.normal(size=shape), rng.normal(size=shape[1])) for shape in shapes]
    X, Y = rng.normal(size=(5, 3)), np.eye(4)[rng.integers(4, size=5)]
    derived = derivation.gradients(parameters, X, Y)
    found = derivations.check_every_entry(derivation, parameters, X, Y, derived)
    return found.status == "right"
