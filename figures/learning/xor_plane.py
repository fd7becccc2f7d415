"""XOR's decision boundary as it trains, and the plane as the hidden layer folds it."""

import numpy as np

from dojo.book.colours import C1, C2, INK, MUTED, PAPER
from dojo.book.figure import Figure
from figures import xor

EPOCHS, SEEN_AT, α = (0, 50, 100, 400), 100, 1.0
ACROSS = np.linspace(-0.5, 1.5, 41)
LINES, ALONG = np.linspace(-0.5, 1.5, 9), np.linspace(-0.5, 1.5, 33)
INSIDE = np.linspace(-1.1, 1.1, 23)
SHADES = (0.5, 0.7, 0.9)


def data(kata):
    """Return ŷ over the plane at each of the epochs, and the last hidden layer's a in detail."""
    network, stages, costs, seen = xor.untrained(kata), [], [], None
    for before, epochs in zip((0, *EPOCHS), EPOCHS, strict=False):
        if epochs > before:
            network, _ = kata.gradient_descent.train(
                network, xor.X, xor.Y, xor.COST, α, epochs - before
            )
        seen = network if epochs == SEEN_AT else seen
        stages.append(over(kata, network, ACROSS))
        ŷ = kata.forward_propagation.predict(network, xor.X)
        costs.append(kata.cost[xor.COST](xor.Y, ŷ))
    see, first = kata.learning.hidden_features, xor.untrained(kata)
    return {
        "x": xor.X,
        "y": xor.Y.ravel(),
        "α": α,
        "epochs": EPOCHS,
        "J": costs,
        "ŷ": ŷ.ravel(),
        "across": ACROSS,
        "stages": stages,
        "hidden": {
            "samples before": see(first, xor.X),
            "epochs": SEEN_AT,
            "samples": see(seen, xor.X),
            "folded": [see(seen, line) for line in lines()],
            "across": INSIDE,
            "ŷ": over(kata, seen[1:], INSIDE),
        },
    }


def over(kata, network, across):
    """Return ŷ on a square grid: row after row from below, as (len(across), len(across))."""
    x1, x2 = np.meshgrid(across, across)
    ŷ = kata.forward_propagation.predict(network, np.column_stack([x1.ravel(), x2.ravel()]))
    return np.reshape(ŷ, x1.shape)


def lines():
    """Yield the lines of squared paper, first the upright ones: (len(ALONG), 2) each."""
    for at in LINES:
        yield np.column_stack([np.full(len(ALONG), at), ALONG])
    for at in LINES:
        yield np.column_stack([ALONG, np.full(len(ALONG), at)])


def draw_boundary(canvas, data):
    """Draw the plane at each stage: where ŷ > ½, in deeper shades the surer, and the border."""
    canvas.set_size_inches(6.1, 6.5)
    axes = canvas.subplots(2, 2, sharex=True, sharey=True)
    for ax, stage, epochs, J in zip(
        axes.ravel(), data["stages"], data["epochs"], data["J"], strict=True
    ):
        divide(ax, data["across"], stage)
        for (x1, x2), y in zip(data["x"], data["y"], strict=True):
            sample(ax, x1, x2, y)
        ax.set_title(f"{epochs} epochs, J = {J:.3g}")
        ax.set(aspect="equal", xticks=(0, 1), yticks=(0, 1))
        ax.grid(visible=False)
    for ax in axes[1]:
        ax.set_xlabel("x₁")
    for ax in axes[:, 0]:
        ax.set_ylabel("x₂")


def divide(ax, across, ŷ):
    """Shade both classes, and draw the border ŷ = ½ where there is one."""
    for low in SHADES:
        ax.contourf(across, across, ŷ, levels=[low, 1.01], colors=[C1], alpha=0.2)
        ax.contourf(across, across, ŷ, levels=[-0.01, 1 - low], colors=[C2], alpha=0.16)
    values = [value for row in ŷ for value in row]
    if min(values) < 0.5 < max(values):
        ax.contour(across, across, ŷ, levels=[0.5], colors=[INK], linewidths=2)


def sample(ax, x1, x2, y):
    """Draw a sample as a disc with its target in it: filled for 1, empty for 0."""
    face, letter = (INK, PAPER) if y > 0.5 else (PAPER, INK)
    ax.plot(x1, x2, "o", markersize=17, markerfacecolor=face, markeredgecolor=INK)
    ax.text(x1, x2 - 0.005, f"{y:g}", color=letter, ha="center", va="center_baseline", zorder=9)


def words_of_boundary(data):
    """Say what to see, and the costs and the last answers."""
    caption = (
        f"Two tanh units and α = {data['α']:g}. Discs are the four samples with their targets. The "
        "heavy line is where ŷ = ½: one side is read as 1 (blue), the other as 0 (orange); a "
        "deeper shade means more certainty. No straight line separates these samples; training "
        "makes a "
        "curved one that does."
    )
    costs = ", ".join(f"{J:.3g} after {n}" for n, J in zip(data["epochs"], data["J"], strict=True))
    shares = ", ".join(
        f"{sum(v > 0.5 for row in stage for v in row) / len(stage) ** 2:.0%} after {epochs}"
        for epochs, stage in zip(data["epochs"], data["stages"], strict=True)
    )
    answers = ", ".join(
        f"{ŷ:.3f} for ({x1:g}, {x2:g})" for (x1, x2), ŷ in zip(data["x"], data["ŷ"], strict=True)
    )
    return caption, (
        f"Four views of the plane as XOR is trained. The cost J by epochs: {costs}. The share of "
        f"the plane that is read as 1: {shares}. In the end ŷ = {answers}."
    )


def draw_hidden(canvas, data):
    """Draw squared paper as the hidden layer folds it, the samples on it, and the output's line."""
    canvas.set_size_inches(6.1, 6)
    ax, seen = canvas.subplots(), data["hidden"]
    divide(ax, seen["across"], seen["ŷ"])
    half = len(seen["folded"]) // 2
    for number, line in enumerate(seen["folded"]):
        dash = "solid" if number < half else (0, (4, 1.5))
        ax.plot(*zip(*line, strict=True), color=MUTED, linewidth=0.9, linestyle=dash)
    for (a1, a2), y in zip(seen["samples"], data["y"], strict=True):
        sample(ax, a1, a2, y)
    for (a1, a2), names in together(data["x"], seen["samples"]):
        right = a1 > 0.3
        ax.annotate(
            " and ".join(names),
            (a1, a2),
            (-14 if right else 14, 14 if a2 < 0.8 else -18),
            textcoords="offset points",
            ha="right" if right else "left",
        )
    ax.set(xlabel="a₁, the first hidden unit", ylabel="a₂, the second", aspect="equal")
    ax.grid(visible=False)


def together(samples, seen):
    """Return each place with the samples that lie there, or so near that their discs overlap."""
    places = []
    for (x1, x2), a in zip(samples, seen, strict=True):
        near = [names for at, names in places if max(abs(at[0] - a[0]), abs(at[1] - a[1])) < 0.2]
        if near:
            near[0].append(f"({x1:g}, {x2:g})")
        else:
            places.append((a, [f"({x1:g}, {x2:g})"]))
    return places


def words_of_hidden(data):
    """Say what to see, and where the samples lie."""
    caption = (
        f"The same plane after {data['hidden']['epochs']} epochs, as it reaches the output layer. "
        "Each sample (x₁, x₂) lies where the two "
        "hidden units put it; thin lines are squared paper, folded: solid where x₁ is constant, "
        "dashed where x₂ is. Here one straight line, that of the output layer, separates 0 from 1."
    )
    for _, names in together(data["x"], data["hidden"]["samples"]):
        if len(names) > 1:
            caption += f" The fold has brought {' and '.join(names)} together."
    after, before = (
        ", ".join(
            f"({x1:g}, {x2:g}) with target {y:g} at ({a1:.2f}, {a2:.2f})"
            for (x1, x2), y, (a1, a2) in zip(
                data["x"], data["y"], data["hidden"][name], strict=True
            )
        )
        for name in ("samples", "samples before")
    )
    return caption, (
        f"The samples in the plane of the hidden activations a₁ and a₂ after "
        f"{data['hidden']['epochs']} epochs: {after}. Before training: {before}."
    )


FIGURES = (
    Figure(
        "decision-boundary",
        "The decision boundary of XOR as it trains",
        data,
        draw_boundary,
        words_of_boundary,
        "A network learns XOR from scratch",
    ),
    Figure(
        "hidden-view",
        "XOR as the hidden layer sees it",
        data,
        draw_hidden,
        words_of_hidden,
        "The network finds its own features",
    ),
)
