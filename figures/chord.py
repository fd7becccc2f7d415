"""Chords of a curve: the slope through two points nears that of the curve as they come together."""

import numpy as np

from dojo.book.colours import C1, C2, C3, INK, MUTED
from dojo.book.figure import Figure
from dojo.book.sketch import number

θ, εs = 2.0, (1.0, 0.5)
x = np.linspace(0.6, 3.2, 66)


def J(at):
    """Return the cubic that chapter 8 measures."""
    return at**3


def data(kata):
    """Return the measured slope of J at θ for each ε, and for an ε so small that it is exact."""
    slope = kata.gradient_checking.numerical_gradient
    at = np.array(θ)
    return {
        "chords": [{"ε": ε, "slope": float(slope(J, at, ε))} for ε in εs],
        "tangent": float(slope(J, at)),
    }


def draw(canvas, data):
    """Draw J, a chord for each ε, and the tangent."""
    canvas.set_size_inches(6.1, 4.4)
    ax = canvas.subplots()
    ax.plot(x, J(x), color=INK, linewidth=2.4)
    for chord, colour, dash in zip(
        data["chords"], (C2, C3), ((0, (6, 2)), (0, (2, 1.5))), strict=True
    ):
        ε = chord["ε"]
        ends = np.array([θ - ε, θ + ε])
        said = f"ε = {ε:g}: slope {chord['slope']:.4g}"
        ax.plot(ends, J(ends), color=colour, linestyle=dash, marker="o", markersize=7, label=said)
    reach = np.array([-0.75, 1.0])
    own = f"the curve’s own slope: {number(data['tangent'])}"
    ax.plot(θ + reach, J(θ) + data["tangent"] * reach, color=C1, linewidth=1.6, label=own)
    ax.legend(loc="upper left", frameon=False, labelcolor="linecolor")
    ax.plot([θ], [J(θ)], color=C1, marker="o", markersize=7)
    ax.axvline(θ, color=MUTED, linewidth=0.8, linestyle=(0, (1, 2)))
    ticks = sorted({θ, *(θ + turn * ε for ε in εs for turn in (-1, 1))})
    ax.set_xticks(ticks, ["θ − 1", "θ − ½", "θ", "θ + ½", "θ + 1"])
    ax.set(ylabel="J(θ) = θ³", ylim=(-3, 31), xlim=(x[0], 3.35))


def words(data):
    """Say what to see, and each slope."""
    wide, near = (f"{chord['slope']:.4g}" for chord in data["chords"])
    caption = (
        "No calculus is needed to measure a slope: a straight line through the curve ε to the left "
        f"and ε to the right of θ will do. At θ = {θ:g} it has the slope {wide} for ε = 1 and "
        f"{near} for ε = ½; for the very small ε of the check it has {number(data['tangent'])}, as "
        "the curve itself."
    )
    each = ", ".join(f"{one['slope']:.4g} for ε = {one['ε']:g}" for one in data["chords"])
    return caption, (
        f"The curve J = θ³ from θ = {x[0]:g} to {x[-1]:g}, with chords through θ = {θ:g}. "
        f"Their slopes: {each}. The tangent has {data['tangent']:.6g}."
    )


FIGURE = Figure("chords", "A slope, measured by two points", data, draw, words)
