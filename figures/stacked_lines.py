"""A stack of layers over one input: a line without an activation, pieces of lines with ReLU."""

import numpy as np

from dojo.book.colours import C1, MUTED
from dojo.book.figure import Figure
from dojo.book.sketch import number

LAYERS = (
    (np.array([[1.0, 1.0, 1.0]]), np.array([0.5, -0.5, -1.5])),
    (np.array([[1.0, 0.5], [-2.5, 0.5], [3.0, -2.0]]), np.array([0.0, -0.4])),
    (np.array([[1.0], [0.75]]), np.array([0.0])),
)
x = np.linspace(-1, 3, 41)


def data(kata):
    """Return ŷ over x, and the units before it, of the same weights without and with ReLU."""
    sums, relu = kata.neuron.weighted_sum, kata.activations.relu

    def outputs(f):
        a, found = x[:, None], []
        for W, b in LAYERS[:-1]:
            a = f(sums(a, W, b))
            found.append(a.T)
        return {"units": np.vstack(found), "ŷ": np.ravel(sums(a, *LAYERS[-1]))}

    W, b = kata.nonlinearity.collapse(list(LAYERS))
    return {
        "x": x,
        "linear": outputs(lambda z: z),
        "relu": outputs(relu),
        "W": np.ravel(W)[0],
        "b": np.ravel(b)[0],
    }


def draw(canvas, data):
    """Draw both, the units thin and the output heavy."""
    canvas.set_size_inches(6.1, 3.2)
    axes = canvas.subplots(1, 2, sharex=True, sharey=True)
    titles = (("linear", "three linear layers: one line"), ("relu", "with ReLU between: a zigzag"))
    for ax, (kind, title) in zip(axes, titles, strict=True):
        for unit in data[kind]["units"]:
            ax.plot(data["x"], unit, color=MUTED, linewidth=0.8, linestyle=(0, (4, 2)))
        ax.plot(data["x"], data[kind]["ŷ"], color=C1, linewidth=2.8)
        ax.set(xlabel="x", ylim=(-2.2, 3.7), xlim=(data["x"][0], data["x"][-1]))
        ax.set_title(title)
    axes[0].set_ylabel("ŷ")


def words(data):
    """Say what to see, and some places of each."""
    W, b = (number(data[name]) for name in ("W", "b"))
    caption = (
        "Twice the same weights, 1-3-2-1: thin lines are the hidden units, the heavy one is ŷ. "
        f"Without an activation the stack is the single layer W = {W}, b = {b}, a straight line. "
        "ReLU between the layers gives each unit a kink, and ŷ several."
    )
    each = "; ".join(f"{name}: {listed(data['x'], data[name]['ŷ'])}" for name in ("linear", "relu"))
    return caption, f"ŷ over x. {each}."


def listed(x, ŷ):
    """Write some places of a line.

    >>> listed([0, 1], [2.0, -3.0])
    '2 at 0'
    """
    places = list(zip(x, ŷ, strict=True))[::5]
    return ", ".join(f"{number(said)} at {number(at)}" for at, said in places)


TITLE = "A stack of layers, without and with a non-linearity"
FIGURE = Figure("stacked-lines", TITLE, data, draw, words)
