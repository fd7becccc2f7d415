"""Activations with their slopes: drawn over one stretch of z, and derived from the definitions."""

from itertools import pairwise

import numpy as np

import derivations
from derivations.rules.compiled import rules_once
from dojo.book.colours import C1, C2, MUTED
from dojo.book.figure import DEFINITION, DERIVED, Figure, Line, Proof

NAMES = ("identity", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "swish")


def data(kata):
    """Return z, and for each activation its values a and its slopes, all of z's length."""
    z = np.linspace(-4, 4, 161)
    curves = {
        name: {
            "a": on_each(z, kata.activations[name](z.copy())),
            "slope": on_each(z, kata.activations[f"{name}_prime"](z.copy())),
        }
        for name in NAMES
    }
    return {"z": z, "curves": curves}


def on_each(z, values):
    """Return values that must be one number for each z."""
    answers = np.empty(len(z))
    if np.shape(values) != answers.shape:
        raise ValueError(f"shape {np.shape(values)} instead of {answers.shape}")
    answers[:] = values
    return answers


def draw(canvas, data):
    """Draw a small plot for each activation: a as a line, its slope dashed."""
    canvas.set_size_inches(6.1, 9.4)
    axes = canvas.subplots(4, 2).ravel()
    z = data["z"]
    for ax, (name, curve) in zip(axes, data["curves"].items(), strict=False):
        for piece in unbroken(z, curve["slope"]):
            ax.plot(*piece, color=C2, linestyle=(0, (4, 2)))
        ax.plot(z, curve["a"], color=C1, linewidth=2.4)
        ax.set(title=name.replace("_", " "), xlim=(-4, 4), ylim=(-1.5, 2.2), xlabel="z")
        ax.set(xticks=range(-4, 5, 2), yticks=(-1, 0, 1, 2))
        ax.axhline(0, color=MUTED, linewidth=0.8)
        ax.axvline(0, color=MUTED, linewidth=0.8)
    key = axes[7]
    key.axis("off")
    key.plot([-3.6, -1.8], [0.6, 0.6], color=C1, linewidth=2.4)
    key.plot([-3.6, -1.8], [-0.4, -0.4], color=C2, linestyle=(0, (4, 2)))
    for y, what in ((0.6, "activation a = f(z)"), (-0.4, "slope f′(z)")):
        key.text(-1.5, y, what, va="center", in_layout=False)
    key.set(xlim=(-4, 4), ylim=(-1.2, 1.4))


def unbroken(z, values, jump=0.5):
    """Part a curve where it jumps, so that no line is drawn through what it never is.

    >>> list(unbroken([0, 1, 2], [0, 0, 1]))
    [([0, 1], [0, 0]), ([2], [1])]
    """
    steps = pairwise(values)
    cuts = [i for i, (a, b) in enumerate(steps, start=1) if abs(b - a) > jump]
    for first, last in pairwise([0, *cuts, len(z)]):
        yield z[first:last], values[first:last]


def words(data):
    """Say what to see, and the values at three points."""
    caption = (
        "Where the solid line is curved, the dashed one moves. Sigmoid and tanh go flat on both "
        "sides, and their slopes go to 0: there is little to learn from there. The slope of ReLU "
        "is 0 or 1 and nothing between; leaky ReLU, ELU and swish keep a little of it where z is "
        "negative."
    )
    z = data["z"]
    at = [min(range(len(z)), key=lambda i: abs(z[i] - here)) for here in (-2, 0, 2)]
    each = [
        f"{name.replace('_', ' ')}: "
        + ", ".join(
            f"a = {c['a'][i]:.3g} and slope {c['slope'][i]:.3g} at z = {z[i]:g}" for i in at
        )
        for name, c in data["curves"].items()
    ]
    return caption, f"Activations and their slopes from z = −4 to 4. {'. '.join(each)}."


FIGURES = (Figure("activations-and-slopes", "Each activation with its slope", data, draw, words),)


def proofs():
    """Yield each slope from its definition, checked as a claim about it."""
    for name, rule in rules_once()["activations"].items():
        f = r"\sigma" if name == "sigmoid" else rf"\mathrm{{{name}}}".replace("_", r"\_")
        value, slope = (rule[f"{what}_latex"] for what in ("value", "slope"))
        lines = [
            Line(1, f"{f}(z) = {value}", "the definition", DEFINITION),
            Line(2, f"{f}'(z) = {slope}", "SymPy's derivative of it", checked(name), (1,)),
        ]
        by_value = rule["slope_by_value"]
        if by_value[0] and by_value[0] == by_value[1]:
            verdict = derivations.check_claim(by_value[0].replace("a", f"{name}(z)"), f"{name}'(z)")
            formula = f"{f}'(z) = {in_latex(by_value[0])}"
            because = "the same, written with the output a = f(z)"
            lines.append(Line(3, formula, because, verdict.status, (1, 2)))
        yield Proof(f"The slope of {name.replace('_', ' ')}", "from its definition", lines)


def checked(name):
    """Check the text of a slope as a claim, where it can be written as one formula."""
    text = rules_once()["activations"][name]["slope_text"]
    status = derivations.check_claim(text, f"{name}'(z)").status
    return DERIVED if status == "cannot read" else status


def in_latex(text):
    """Write a polynomial as LaTeX.

    >>> in_latex("a*(1 - a)**2")
    'a \\\\cdot (1 - a)^2'
    """
    return text.replace("**", "^").replace("*", r" \cdot ")
