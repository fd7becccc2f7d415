"""The error of a measured gradient against ε: too long a step errs, and so does too short a one."""

import numpy as np

from dojo.book.colours import C1, INK
from dojo.book.figure import Figure
from figures import chord
from figures.powers import powers, scientific
from steps.forward_propagation import random_layers

STEPS_PER_DECADE, DECADES, SEED = 3, 12, 10


def data(kata):
    """Return each ε, and the largest relative error among the entries of W₁ in a network 2-3-1."""
    rng = np.random.default_rng(SEED)
    (W, b, f), *others = random_layers(kata, rng, [2, 3, 1], ["sigmoid", "sigmoid"])
    X, Y = rng.normal(size=(4, 2)), rng.uniform(size=(4, 1))
    layer = kata.forward_propagation.Layer

    def J(θ):
        return kata.cost.mse(Y, kata.forward_propagation.predict([layer(θ, b, f), *others], X))

    (dW, _), *_ = kata.backpropagation.backpropagate([layer(W, b, f), *others], X, Y, "mse")
    εs = np.logspace(0, -DECADES, STEPS_PER_DECADE * DECADES + 1)
    measured = [kata.gradient_checking.numerical_gradient(J, W, ε) for ε in εs]
    return {
        "ε": εs,
        "errors": [np.max(kata.gradient_checking.relative_error(dW, each)) for each in measured],
    }


def draw(canvas, data):
    """Draw the V: the relative error against ε, both on a logarithmic scale."""
    canvas.set_size_inches(6.1, 4.2)
    ax = canvas.subplots()
    εs, errors = data["ε"], [max(error, 1e-17) for error in data["errors"]]
    ax.loglog(εs, errors, color=C1, marker="o", markersize=4)
    best = min(range(len(εs)), key=errors.__getitem__)
    ax.set(xlabel="ε, the length of the step", ylabel="largest relative error")
    ax.set_ylim(min(1e-11, errors[best] / 400), 10)
    powers(ax.xaxis, range(-12, 1, 2))
    powers(ax.yaxis, range(-10, 1, 2))
    ax.annotate(
        f"best: {scientific(errors[best])}\nat ε = {scientific(εs[best])}",
        (εs[best], errors[best]),
        (0, -12),
        textcoords="offset points",
        ha="center",
        va="top",
        fontsize=11,
    )
    ax.text(1e-9, 3e-7, "rounding:\ngrows as 1/ε", ha="right", va="center", color=INK)
    ax.text(1.5e-3, 3e-4, "curvature:\ngrows as ε²", ha="right", va="center", color=INK)


def words(data):
    """Say what to see, and the error at each power of ten."""
    pairs = list(zip(data["ε"], data["errors"], strict=True))
    best = min(pairs, key=lambda pair: pair[1])
    caption = (
        "Too long a step measures the slope of a chord instead of the curve’s; too short a one "
        "subtracts two costs that agree in nearly every digit. In between lies the best ε, here "
        f"{scientific(best[0])}, where the worst of the measured slopes is off by a share of "
        f"{scientific(best[1])}."
    )
    each = [f"{scientific(error)} at {scientific(ε)}" for ε, error in pairs[::3]]
    return caption, f"The curve is a V. The largest relative error for each ε: {', '.join(each)}."


FIGURES = (
    chord.FIGURE,
    Figure(
        "gradient-error",
        "The error of a measured gradient against ε",
        data,
        draw,
        words,
        "Too large an ε is inexact, and so is too small a one",
    ),
)
