"""Four optimisers down one curved valley, side by side."""

from dojo.book.colours import C1, C2, C3, C4, INK, MUTED
from dojo.book.figure import Figure
from dojo.book.sketch import number
from figures.optimisers.valleys import CURVED, contours, optimisers, path, surface

STEPS = 70
STYLES = {
    "descent": (C1, "o"),
    "momentum": (C2, "s"),
    "RMSProp": (C4, "^"),
    "Adam": (C3, "D"),
}


def data(kata):
    """Return J over both weights, and the path of each optimiser."""
    each = optimisers(kata, CURVED["rates"])
    paths = {name: path(kata, CURVED, *one, STEPS) for name, one in each.items()}
    return surface(kata, CURVED) | {"paths": paths}


def draw(canvas, data):
    """Draw the valley once for each optimiser, with a mark at every fifth step."""
    canvas.set_size_inches(6.2, 6)
    axes = canvas.subplots(2, 2, sharex=True, sharey=True).ravel()
    for ax, (name, one) in zip(axes, data["paths"].items(), strict=True):
        colour, marker = STYLES[name]
        contours(ax, data, CURVED["levels"][1::2])
        across, up = zip(*one["places"], strict=True)
        ax.plot(across, up, color=colour, marker=marker, markersize=4, markevery=5, linewidth=1.2)
        ax.plot(*[[at] for at in CURVED["lowest"]], marker="*", markersize=13, color=INK, zorder=4)
        ax.set_title(f"{name}, α = {CURVED['rates'][name]:g}", color=colour)
        ax.label_outer()
    axes[0].annotate("start", CURVED["start"], (6, -2), textcoords="offset points", color=MUTED)


def words(data):
    """Say what to see, and where each path has come to."""
    ends = {name: one["J"][-1] for name, one in data["paths"].items()}
    caption = (
        "The cost of ŷ = w₂·tanh(w₁x) over its two weights: a curved valley, steep at its sides "
        f"and flat along its floor. {STEPS} steps from the same place, with a mark at "
        "every fifth; the star is the lowest place. "
        "Descent and momentum are soon on the floor, and then they crawl, since the gradient is "
        "small there. RMSProp and Adam divide by its size, and arrive. "
        + "J at the end: "
        + ", ".join(f"{name} {number(J)}" for name, J in ends.items())
        + "."
    )
    each = "; ".join(
        f"{name}: "
        + ", ".join(
            f"({number(one['places'][at][0])}, {number(one['places'][at][1])}) after {at}"
            for at in (1, 10, 30, STEPS)
        )
        + f", J = {number(one['J'][-1])}"
        for name, one in data["paths"].items()
    )
    start, lowest = (", ".join(map(number, CURVED[name])) for name in ("start", "lowest"))
    return caption, f"Four paths from ({start}); the lowest place is ({lowest}). {each}."


FIGURE = Figure("four-paths", "Four ways down one valley", data, draw, words)
