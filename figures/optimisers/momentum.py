"""Descent and momentum down the narrow valley of the tables, each with its best learning rate."""

import numpy as np

from dojo.book.colours import C1, C2, C3
from dojo.book.figure import Figure
from dojo.book.sketch import number
from figures.optimisers.valleys import NARROW, contours, path, surface
from figures.powers import powers, scientific
from steps.optimisers import with_momentum

STEPS, DESCENT, MOMENTUM = 20, 1 / 5, (1 / 4, 1 / 4)
RULE = "In the valley momentum halves where descent keeps four fifths"


def data(kata):
    """Return J over both weights, and both paths."""
    plain = path(kata, NARROW, lambda θ, g, state, t: (θ - DESCENT * g, state), 0.0, STEPS)
    heavy = path(kata, NARROW, with_momentum(kata, *MOMENTUM), 0.0, STEPS)
    return surface(kata, NARROW) | {"descent": plain, "momentum": heavy}


def draw(canvas, data):
    """Draw both paths in the valley, and J against the steps below."""
    canvas.set_size_inches(6.1, 5.4)
    valley, costs = canvas.subplots(2, 1, height_ratios=(5, 4))
    contours(valley, data, NARROW["levels"])
    costs.set_yscale("log")
    styles = {"descent": (C1, "solid", "o"), "momentum": (C2, "dashed", "s")}
    for name, (colour, dash, marker) in styles.items():
        across, up = zip(*data[name]["places"], strict=True)
        style = {"color": colour, "linestyle": dash, "marker": marker, "markersize": 3.5}
        valley.plot(across, up, **style, linewidth=1.3)
        costs.plot(data[name]["J"], **style, linewidth=1.3)
        costs.text(STEPS + 0.4, data[name]["J"][-1], name, color=colour, va="center")
    valley.plot([0], [0], marker="*", markersize=13, color=C3, zorder=4)
    costs.set(xlabel="steps", ylabel="cost J", xlim=(0, STEPS * 1.2))
    costs.set_xticks(range(0, STEPS + 1, 5))
    powers(costs.yaxis, range(-8, 3, 2))


def words(data):
    """Say what to see, and the first places of both."""
    ends = {name: data[name]["J"][-1] for name in ("descent", "momentum")}
    caption = (
        "The valley J = (w₁² + 9w₂²)/2 of the tables. Descent with α = 1/5, its best, keeps four "
        "fifths of each weight at every step; momentum with α = β = 1/4 keeps about a half. After "
        f"{STEPS} steps J is {scientific(ends['descent'])} and {scientific(ends['momentum'])}."
    )
    each = "; ".join(
        f"{name}: "
        + ", ".join(f"({number(w1)}, {number(w2)})" for w1, w2 in data[name]["places"][:4])
        + f", J = {scientific(float(np.asarray(data[name]['J'])[-1]))} at the end"
        for name in ends
    )
    return caption, f"Places (w₁, w₂) of two paths. {each}."


FIGURE = Figure("narrow-valley", "Momentum in a narrow valley", data, draw, words, RULE)
