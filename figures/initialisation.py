"""The mean square of the signal: how it changes from layer to layer, by initialisation."""

import numpy as np

from dojo.book.colours import C1, C2, C3
from dojo.book.figure import Figure
from figures.powers import powers

WIDTH, LAYERS, SAMPLES, SEED = 64, 12, 50, 3
DRAWN = (("relu", "he"), ("relu", "xavier"), ("identity", "he"))


def signals(kata):
    """Return the mean square of z of each layer, for each activation with its initialisation."""
    X = np.random.default_rng(SEED).normal(size=(SAMPLES, WIDTH))

    def squares(activation, draw):
        network = kata.initialisation.random_network(
            np.random.default_rng(SEED),
            [WIDTH] * (LAYERS + 1),
            [activation] * LAYERS,
            draw=kata.initialisation[draw],
        )
        return [float((z**2).mean()) for z, _ in kata.forward_propagation.forward(network, X)]

    return {f"{activation}, {draw}": squares(activation, draw) for activation, draw in DRAWN}


def draw_signals(canvas, data):
    """Draw a line for each, over the layers."""
    canvas.set_size_inches(6.1, 4)
    ax = canvas.subplots()
    layers = range(1, LAYERS + 1)
    for (name, squares), colour in zip(data.items(), (C1, C2, C3), strict=True):
        ax.plot(layers, squares, color=colour, marker="o", markersize=4)
        said = f"{name.partition(', ')[0]}, {name.partition(', ')[2].title()}"
        ax.text(LAYERS + 0.3, squares[-1], said, color=colour, va="center")
    ax.set(xlabel="layer", ylabel="mean square of z", yscale="log", xlim=(1, LAYERS + 4.2))
    ax.set_xticks(range(1, LAYERS + 1, 2))
    powers(ax.yaxis, range(-4, 6, 2))
    ax.spines["bottom"].set_bounds(1, LAYERS)


def words_of_signals(data):
    """Say what to see, and how many times as large the last is as the first."""
    caption = (
        f"The mean square of z in {LAYERS} layers of {WIDTH} units. With He’s weights, layers of "
        "ReLU keep it. With Xavier’s, each halves it. Without ReLU, He’s weights double it."
    )
    each = [f"{name}: {squares[-1] / squares[0]:.2g}" for name, squares in data.items()]
    return caption, f"The last layer’s mean square, divided by the first’s. {'; '.join(each)}."


FIGURES = (
    Figure(
        "signals",
        "The mean square of z, layer by layer",
        signals,
        draw_signals,
        words_of_signals,
    ),
)
