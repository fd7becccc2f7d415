"""The length of Adam's steps where the gradient stays the same, with and without corrections."""

import numpy as np

from dojo.book.colours import C1, C2, INK, MUTED
from dojo.book.figure import Figure
from dojo.book.sketch import number

GRADIENT, STEPS = 1.0, 3000
RULE = "Adam's first step has the length α, whatever the size of the gradient"


def data(kata):
    """Return how far each step goes, with α = 1, and how far m/√v alone would go."""
    θ, m, v = np.zeros(1), np.zeros(1), np.zeros(1)
    corrected, plain = [], []
    for t in range(1, STEPS + 1):
        before = θ
        θ, m, v = kata.optimisers.adam(θ, np.array([GRADIENT]), m, v, t, 1.0)
        corrected.append((before - θ).item())
        plain.append((m / np.sqrt(v)).item())
    kept = np.unique(np.round(np.geomspace(1, STEPS, 90)).astype(int)) - 1
    return {
        "t": kept + 1,
        "corrected": np.array(corrected)[kept],
        "plain": np.array(plain)[kept],
    }


def draw(canvas, data):
    """Draw both lengths against the number of the step."""
    canvas.set_size_inches(6.1, 3.2)
    ax = canvas.subplots()
    ax.set_xscale("log")
    ax.plot(data["t"], data["plain"], color=C2, linestyle="dashed")
    ax.plot(data["t"], data["corrected"], color=C1)
    highest = int(np.argmax(data["plain"]))
    ax.text(data["t"][highest], data["plain"][highest] + 0.2, "m/√v: not corrected", color=C2,
            ha="center", va="bottom")  # fmt: skip
    ax.text(1.2, 0.85, "m̂/√v̂: the length is α", color=C1, va="top")
    ax.plot([1], data["plain"][:1], "o", color=C2)
    ax.annotate("√10", (1, data["plain"][0]), (8, -4), textcoords="offset points", color=INK)
    ax.set(xlabel="step t", ylabel="length of the step, in α")
    ax.set(ylim=(0, data["plain"][highest] + 1.2), xlim=(0.9, STEPS))
    ax.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
    ax.set_xticks([], minor=True)
    ax.axhline(0, color=MUTED, linewidth=0.6)


def words(data):
    """Say what to see, and some lengths."""
    highest = int(np.argmax(data["plain"]))
    caption = (
        "A gradient that stays the same, and the usual β₁ and β₂. With the corrections each step "
        "has the length α, from the first one on. Without them the first step is √10 times as "
        f"long, and step {data['t'][highest]} is {data['plain'][highest]:.1f} times as long: v "
        "begins at 0 like m, but it grows more slowly."
    )
    each = ", ".join(
        f"{number(data['plain'][at])} at step {data['t'][at]}"
        for at in range(0, len(data["t"]), 12)
    )
    return caption, f"With corrections the length is 1 at every step. Without: {each}."


FIGURE = Figure("adams-corrections", "Adam's steps, corrected or not", data, draw, words, RULE)
