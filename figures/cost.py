"""Costs over a prediction: drawn for one answer, and derived with their slopes."""

import numpy as np

import derivations
from derivations.rules.compiled import rules_once
from dojo.book.colours import C1, C2, MUTED
from dojo.book.figure import Figure, Line, Proof
from figures import squares

RULE = "Cross-entropy charges more for a confident mistake than the squared error does"
NAMES = ("mse", "binary_cross_entropy")
ŷ, MARKED = np.concatenate([np.geomspace(0.001, 0.1, 40), np.linspace(0.11, 1, 90)]), (0.1, 0.001)


def data(kata):
    """Return what each cost charges for one sample with y = 1, over ŷ, and its slope there."""
    y = np.ones((1, 1))
    curves = {}
    for name in NAMES:
        J, slope = kata.cost[name], kata.cost[f"{name}_prime"]
        curves[name] = {
            "J": [J(y, np.array([[at]])) for at in ŷ],
            "marked": [J(y, np.array([[at]])) for at in MARKED],
            "slope": [slope(y, np.array([[at]])).item() for at in MARKED],
        }
    return {"ŷ": ŷ, "at": MARKED, "curves": curves}


def draw(canvas, data):
    """Draw J over ŷ, one line for each cost, with a mark at each confident mistake."""
    canvas.set_size_inches(6.1, 4.2)
    ax = canvas.subplots()
    styles = {"mse": (C1, "solid", "o"), "binary_cross_entropy": (C2, (0, (5, 2)), "D")}
    for name, curve in data["curves"].items():
        colour, dash, marker = styles[name]
        ax.plot(data["ŷ"], curve["J"], color=colour, linestyle=dash)
        for at, J in zip(data["at"], curve["marked"], strict=True):
            ax.plot([at], [J], color=colour, marker=marker, markersize=7, clip_on=False)
            ax.annotate(
                f"J = {J:.3g}",
                (at, J),
                (-4, -17) if J < 0.9 else (9, 9),
                textcoords="offset points",
                color=colour,
                va="center",
            )
    squared, crossed = (data["curves"][name]["J"] for name in NAMES)
    middle = len(squared) // 2
    for name, J, lift in (("mse", squared, 5), ("binary cross-entropy", crossed, 16)):
        colour = C1 if name == "mse" else C2
        ax.annotate(
            name,
            (data["ŷ"][middle], J[middle]),
            (6, lift),
            textcoords="offset points",
            color=colour,
        )
    ax.set(xlabel="prediction ŷ of what has happened (y = 1)", ylabel="cost J", xlim=(-0.02, 1.02))
    ax.set(ylim=(0, 7.4))
    ax.axhline(0, color=MUTED, linewidth=0.8)


def words(data):
    """Say what to see, and each cost and slope at the marks."""
    near, far = data["at"]
    squared, crossed = (data["curves"][name] for name in NAMES)
    caption = (
        (
            "The cost of one answer when the target is 1. At the right end both charge "
            "nothing. On "
            f"the left the squared error ends near 1: from ŷ = {near:g} to {far:g} it rises by "
            f"{squared['marked'][1] - squared['marked'][0]:.2g}, and its slope by ŷ, "
            f"{squared['slope'][1]:.3g}, is small. Cross-entropy rises by "
            f"{crossed['marked'][1] - crossed['marked'][0]:.2g}, ever steeper: its slope there is "
            f"{crossed['slope'][1]:,.0f}."
        )
        .replace("-", "−")
        .replace("Cross−entropy", "Cross-entropy")
    )
    each = "; ".join(
        f"{name.replace('_', ' ')}: "
        + ", ".join(
            f"J = {J:.6g} and slope {slope:.6g} at ŷ = {at:g}"
            for at, J, slope in zip(data["at"], curve["marked"], curve["slope"], strict=True)
        )
        for name, curve in data["curves"].items()
    )
    return caption, f"The costs of one prediction where y = 1. {each}."


FIGURES = (
    squares.FIGURE,
    Figure("costs", "Two costs of one answer", data, draw, words, RULE),
)


def proofs():
    """Yield each cost and its slope by a prediction."""
    for name, rule in rules_once()["costs"].items():
        network = (("sigmoid", "sigmoid"), name)
        mean = r"\frac{1}{n}"
        lines = [
            Line(
                1,
                rf"J = {mean} \sum \left({rule['value_latex']}\right)",
                f"the cost, averaged over the {rule['over']}",
                derivations.check_claim(f"1/n Σ({rule['value_text']})", "J", network).status,
            ),
            Line(
                2,
                rf"\frac{{\partial J}}{{\partial \hat{{y}}}} = {mean} "
                rf"\left({rule['slope_latex']}\right)",
                "SymPy's derivative of one prediction's part",
                derivations.check_claim(f"1/n·({rule['slope_text']})", "∂J/∂ŷ", network).status,
                (1,),
            ),
        ]
        yield Proof(f"The slope of {name.replace('_', ' ')}", "from its definition", lines)
