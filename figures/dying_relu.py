"""Silent units: those that die of a large step, and networks that are dead from birth."""

import numpy as np

from dojo.book.colours import C1, C2, C3, GRID
from dojo.book.figure import Figure
from figures import death
from figures.backward_pass import backward_pass

RATES = (0.01, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
NETWORKS, STEPS, SEED = 16, 200, 0
WIDTHS, DEPTHS = (2, 3, 5), (2, 3, 5, 8, 12, 16, 20)
EVERY_DEPTH = tuple(range(2, DEPTHS[-1] + 1))
BORN, BORN_SEED = 2000, 0


def dead_units(kata):
    """Return, for each learning rate, the dead share of each of so many networks 1-16-1."""
    X = np.linspace(-1, 1, 9)[:, None]
    Y = X**2 + 1
    rng, draw = np.random.default_rng(SEED), kata.initialisation.random_network
    networks = [draw(rng, [1, 16, 1], ["relu", "identity"]) for _ in range(NETWORKS)]

    def dead(network, α):
        trained, _ = kata.gradient_descent.train(network, X, Y, "mse", α, STEPS)
        return kata.dying_relu.dead_share(trained, X)

    return {
        "rates": RATES,
        "untrained": [kata.dying_relu.dead_share(network, X) for network in networks],
        "dead": [[dead(network, α) for network in networks] for α in RATES],
        "steps": STEPS,
    }


def draw_dead_units(canvas, data):
    """Draw each network's dead share as a point, and a line through their means."""
    canvas.set_size_inches(6.1, 4)
    ax = canvas.subplots()
    for α, shares in zip(data["rates"], data["dead"], strict=True):
        ax.scatter([α] * len(shares), shares, s=22, facecolors="none", edgecolors=C2, alpha=0.7)
    means = [mean(shares) for shares in data["dead"]]
    ax.plot(data["rates"], means, color=C1, marker="o", markersize=5)
    ax.set(xlabel="learning rate α", ylabel="share of dead hidden units", ylim=(-0.04, 1.04))
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "¼", "½", "¾", "1"])
    middle = min(range(len(means)), key=lambda i: abs(means[i] - 0.5))
    ax.annotate(
        "their mean",
        (data["rates"][middle], means[middle]),
        (-14, 14),
        textcoords="offset points",
        ha="right",
        color=C1,
    )
    ax.text(data["rates"][0], 0.93, "○ one network each", color=C2)


def words_of_dead_units(data):
    """Say what to see, and the mean for each learning rate."""
    count, steps = len(data["dead"][0]), data["steps"]
    first, last = (mean(data["dead"][i]) for i in (0, -1))
    caption = (
        f"{count} networks of 16 hidden ReLU units after {steps} steps of gradient descent. At "
        f"α = {data['rates'][0]:g}, {first:.0%} of the units are dead; at "
        f"α = {data['rates'][-1]:g}, {last:.0%} are: too long a step throws a bias so far "
        "down that no sample reaches it any more. Before training, "
        f"{mean(data['untrained']):.0%} were dead."
    )
    each = [
        f"α = {α:g}: {mean(d):.1%}, from {min(d):.0%} to {max(d):.0%}"
        for α, d in zip(data["rates"], data["dead"], strict=True)
    ]
    return caption, f"The mean share of dead units, and its range. {'; '.join(each)}."


def born_dead(kata):
    """Return, for each width, the bounds at every depth and the simulated share at some."""
    X = np.array([[-1.0], [1.0]])
    rng, he = np.random.default_rng(BORN_SEED), kata.initialisation.he
    share, bounds = kata.dying_relu.born_dead_share, kata.dying_relu.born_dead_bounds
    return {
        "depths": DEPTHS,
        "every depth": EVERY_DEPTH,
        "networks": BORN,
        "widths": [
            {
                "width": width,
                "bounds": [bounds(width, depth) for depth in EVERY_DEPTH],
                "born dead": [share(rng, he, width, depth, X, BORN) for depth in DEPTHS],
            }
            for width in WIDTHS
        ],
    }


def draw_born_dead(canvas, data):
    """Draw the bounds of each width as a band, and what was simulated as points in it."""
    canvas.set_size_inches(6.1, 4.4)
    ax = canvas.subplots()
    every, styles = data["every depth"], zip((C1, C2, C3), "osD", strict=True)
    for at, (colour, marker) in zip(data["widths"], styles, strict=True):
        low, high = zip(*at["bounds"], strict=True)
        ax.fill_between(every, low, high, color=colour, alpha=0.22, linewidth=0)
        ax.plot(every, high, color=colour, linewidth=1)
        ax.plot(every, low, color=colour, linewidth=1, linestyle=(0, (3, 2)))
        ax.plot(data["depths"], at["born dead"], color=colour, marker=marker, linestyle="none")
        end = (low[-1] + high[-1]) / 2
        ax.text(every[-1] + 0.6, end, f"width {at['width']}", color=colour, va="center")
    ax.set(xlabel="depth L, the output layer counted", ylabel="probability of being born dead")
    ax.set(xlim=(2, every[-1] + 4), ylim=(-0.03, 1.04), xticks=range(2, every[-1] + 1, 3))
    ax.spines["bottom"].set_bounds(2, every[-1])
    ax.grid(color=GRID)


def words_of_born_dead(data):
    """Say what to see, and the simulated shares between their bounds."""
    caption = (
        "Deeper networks are born dead more often, wider ones less often. Points: "
        f"the share of {data['networks']:,} random networks (He’s weights, no bias) that "
        "answer the same to every input. Bands: between the lower bound (dashed) and the upper one "
        "(solid) the probability must lie."
    )
    each = []
    for at in data["widths"]:
        bounds = dict(zip(data["every depth"], at["bounds"], strict=True))
        shares = [
            "{:.3f} between {:.3f} and {:.3f} at depth {}".format(share, *bounds[depth], depth)
            for depth, share in zip(data["depths"], at["born dead"], strict=True)
        ]
        each.append(f"Width {at['width']}: {', '.join(shares)}")
    return caption, f"{'. '.join(each)}."


def mean(shares):
    """Return the mean."""
    return sum(shares) / len(shares)


FIGURES = (
    death.FIGURE,
    Figure(
        "dead-units",
        "The share of dead units against the learning rate",
        dead_units,
        draw_dead_units,
        words_of_dead_units,
        "A high learning rate can make a unit die",
    ),
    Figure(
        "born-dead",
        "The probability of being born dead against the depth",
        born_dead,
        draw_born_dead,
        words_of_born_dead,
        "Deeper networks are born dead more often, wider ones less",
    ),
)


def proofs():
    """Yield the backward pass of a network of ReLU units."""
    yield backward_pass([2, 4, 4, 1], ["relu", "relu", "identity"], "mse")
