"""Gradient descent: the cost against the epochs for three learning rates, and a step to play with.

One rate crawls, one arrives, one is too large.
"""

from dojo.book.colours import C1, C2, C3
from dojo.book.figure import Figure
from figures import live_network, valley, xor

RATES, EPOCHS = (0.1, 2.0, 8.0), 200


def data(kata):
    """Return the costs of XOR for each learning rate, from before the first epoch on."""
    train = kata.gradient_descent.train
    return {
        "rates": RATES,
        "costs": [train(xor.untrained(kata), xor.X, xor.Y, xor.COST, α, EPOCHS)[1] for α in RATES],
    }


def draw(canvas, data):
    """Draw J against the epochs, one line for each α, named at its end."""
    canvas.set_size_inches(6.1, 4)
    ax = canvas.subplots()
    last = len(data["costs"][0]) - 1
    styles = zip((C3, C1, C2), ("dashed", "solid", (0, (1, 1))), strict=True)
    for α, costs, (colour, dash) in zip(data["rates"], data["costs"], styles, strict=True):
        ax.plot(costs, color=colour, linestyle=dash)
        ax.text(last + 3, costs[-1], f"α = {α:g}", color=colour, va=side(costs, data["costs"]))
    ax.set(xlabel="epochs", ylabel="cost J", xlim=(0, last * 1.17), ylim=(0, None))
    ax.set_xticks(range(0, last + 1, 50))


def side(costs, everyone):
    """Keep the names of two lines that end near each other apart."""
    near = [
        other[-1] - costs[-1]
        for other in everyone
        if other is not costs and abs(other[-1] - costs[-1]) < 0.1 * max(map(max, everyone))
    ]
    if near:
        return "top" if near[0] > 0 else "bottom"
    return "center" if costs[-1] > 0.1 else "bottom"


def words(data):
    """Say what to see, and the costs on the way."""
    small, good, large = (f"{α:g}" for α in data["rates"])
    caption = (
        f"One network, the same first weights, XOR. With α = {small} the cost J creeps down; with "
        f"α = {good} it arrives; with α = {large} a step lands beyond the valley, J jumps up, and "
        "the network learns nothing more there."
    )
    last = len(data["costs"][0]) - 1
    each = [
        f"α = {α:g}: "
        + ", ".join(f"{c[i]:.3g} after {i}" for i in sorted({0, 5, 20, 50, 100, last}) if i <= last)
        + f", at most {max(c):.3g}"
        for α, c in zip(data["rates"], data["costs"], strict=True)
    ]
    return caption, f"The cost J against the number of epochs. {'. '.join(each)}."


FIGURES = (
    valley.FIGURE,
    Figure(
        "learning-rates",
        "Cost against epochs for three learning rates",
        data,
        draw,
        words,
        "Too small an α crawls, and too large a one diverges",
    ),
)

TOYS = (
    live_network.toy(
        "training", "xor", "With a small α the cost falls at every step on all samples"
    ),
)
