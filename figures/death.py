"""A unit that one step kills: where its samples lie on ReLU, before the step and after it."""

import numpy as np

from dojo.book.colours import C1, C2, INK, MUTED
from dojo.book.figure import Figure

X, Y = np.array([[1.0], [2.0]]), np.array([[0.0], [0.0]])
RATES = (0.1, 0.3)
z = np.array([-2.3, 0.0, 2.3])


def data(kata):
    """Return the unit's w and b, its z and a on each sample, and its slope there; three times."""
    layer, f = kata.forward_propagation.Layer, kata.activations
    start = [
        layer(np.array([[1.0]]), np.zeros(1), "relu"),
        layer(np.ones((1, 1)), np.zeros(1), "identity"),
    ]
    networks = [start, *(kata.gradient_descent.descend(start, X, Y, "mse", α) for α in RATES)]
    frames = []
    for α, network in zip((0, *RATES), networks, strict=True):
        W, b, _ = network[0]
        sums, outputs = kata.forward_propagation.forward(network, X)[0]
        frames.append(
            {"α": α, "w": W[0, 0], "b": b[0], "z": sums[:, 0], "a": outputs[:, 0]}
            | {"slope": f.relu_prime(sums[:, 0])}
        )
    return {"z": z, "relu": f.relu(z), "frames": frames}


def draw(canvas, data):
    """Draw ReLU three times, with the samples as dots on it; hollow where the slope is 0."""
    canvas.set_size_inches(6.1, 2.5)
    axes = canvas.subplots(1, 3, sharex=True, sharey=True)
    titles = ["before"] + [f"a step of α = {frame['α']:g}" for frame in data["frames"][1:]]
    for ax, frame, title in zip(axes, data["frames"], titles, strict=True):
        dead = not any(frame["slope"])
        ax.axvspan(data["z"][0], 0, color=MUTED, alpha=0.13, linewidth=0)
        ax.plot(data["z"], data["relu"], color=INK, linewidth=1.6)
        for at, a, slope in zip(frame["z"], frame["a"], frame["slope"], strict=True):
            face = C1 if slope else "none"
            colour = C1 if slope else C2
            ax.plot([at], [a], "o", color=colour, markerfacecolor=face, markersize=9, clip_on=False)
        ax.set_title(title, color=C2 if dead else INK)
        ax.set(xlabel="z", xlim=(data["z"][0], data["z"][-1]), ylim=(-0.3, 2.3))
        ax.set(xticks=(-2, -1, 0, 1, 2), yticks=(0, 1, 2))
        if dead:
            ax.text(-1.15, 1.05, "dead:\nslope 0", color=C2, ha="center", va="center")
    axes[0].set_ylabel("a")


def words(data):
    """Say what to see, and where each sample lies."""
    small, large = data["frames"][1:]
    caption = (
        "One ReLU unit, and its two samples as dots on its curve. "
        f"A step with α = {small['α']:g} lowers z, and both dots stay on the slope. A step with α "
        f"= {large['α']:g} moves them into the shaded part, where the slope is 0 (hollow). No "
        "gradient passes back through the unit any more, so no later step moves it. It is dead."
    )
    each = "; ".join(
        f"α = {frame['α']:g}: w = {frame['w']:.3g}, b = {frame['b']:.3g}, z = "
        + ", ".join(f"{at:.3g}" for at in frame["z"])
        + ", slopes "
        + ", ".join(f"{slope:g}" for slope in frame["slope"])
        for frame in data["frames"]
    )
    return caption, f"Before the step and after it. {each}.".replace("-", "−")


FIGURE = Figure("one-step-kills", "How a unit dies", data, draw, words)
