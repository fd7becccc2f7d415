"""Depth: lines that each layer folds once more, and gradients that vanish on their way back."""

import numpy as np

from dojo.book.colours import C1, C2, MUTED
from dojo.book.figure import Figure
from figures import fading
from figures.powers import powers, scientific

FOLDING = "Each layer folds what the layer before has folded"
VANISHING = "In a deep network of sigmoids the early layers hardly learn; with ReLU and He they do"
FOLDS, x = (1, 2, 3, 4), np.linspace(0, 1, 257)
WIDTH, LAYERS, SAMPLES, SEEDS = 32, 10, 16, range(5)
KINDS = (("sigmoid", "xavier"), ("relu", "he"))


def folds(kata):
    """Return for each number of folds the network's line, its pieces and how many units draw it."""
    drawn = []
    for count in FOLDS:
        network = kata.depth.tent_network(count)
        drawn.append(
            {
                "folds": count,
                "ŷ": np.ravel(kata.forward_propagation.predict(network, x[:, None])),
                "pieces": kata.depth.linear_pieces(network, 0, 1, 1025),
                "units": sum(len(b) for _, b, _ in network[:-1]),
                "shallow": len(kata.depth.shallow_tent_network(count)[0][1]),
            }
        )
    return {"x": x, "drawn": drawn}


def draw_folds(canvas, data):
    """Draw the line of each network below the other's."""
    canvas.set_size_inches(6.1, 6.2)
    axes = canvas.subplots(len(data["drawn"]), 1, sharex=True, sharey=True)
    for ax, one in zip(axes, data["drawn"], strict=True):
        ax.plot(data["x"], one["ŷ"], color=C1)
        layers = "1 layer" if one["folds"] == 1 else f"{one['folds']} layers"
        ax.set_title(f"{layers} of 2 units: {one['pieces']} pieces", loc="left")
        ax.set(xlim=(0, 1), ylim=(-0.05, 1.08), yticks=(0, 1))
    axes[-1].set_xlabel("x")


def words_of_folds(data):
    """Say what to see, and the counts."""
    last = data["drawn"][-1]
    caption = (
        "ŷ over x. Each hidden layer of two ReLU units folds the line of the layers before "
        "once more, "
        f"and doubles its straight pieces: {last['units']} units in {last['folds']} layers draw "
        f"{last['pieces']} of them. A network with one hidden layer has {last['shallow']} "
        "units for the "
        "same line."
    )
    each = "; ".join(
        f"{one['folds']} folds: {one['pieces']} pieces with {one['units']} hidden units, "
        f"{one['shallow']} in one layer"
        for one in data["drawn"]
    )
    return caption, f"Lines from 0 to 1 and back. {each}."


def vanishing(kata):
    """Return the norms of each layer's gradient, for each kind of network and each seed."""
    kinds = []
    for activation, name in KINDS:
        norms = []
        for seed in SEEDS:
            rng = np.random.default_rng(seed)
            X, Y = rng.normal(size=(SAMPLES, WIDTH)), rng.normal(size=(SAMPLES, 1))
            widths, activations = [WIDTH] * (LAYERS + 1), [activation] * LAYERS
            network = kata.initialisation.random_network(
                rng, [*widths, 1], [*activations, "identity"], kata.initialisation[name]
            )
            norms.append(kata.depth.gradient_norms(network, X, Y, "mse")[:LAYERS])
        kinds.append({"activation": activation, "draw": name, "norms": norms})
    return {"kinds": kinds}


def draw_vanishing(canvas, data):
    """Draw each layer's norm by the last hidden layer's, on a scale of powers of ten."""
    canvas.set_size_inches(6.1, 4.2)
    ax = canvas.subplots()
    layers = range(1, LAYERS + 1)
    styles = zip((C2, C1), ("s", "o"), ((0, (4, 2)), "solid"), strict=True)
    for kind, (colour, marker, dash) in zip(data["kinds"], styles, strict=True):
        for norms in kind["norms"]:
            ax.plot(layers, ratios(norms), color=colour, linewidth=0.7, alpha=0.5)
        middle = medians(kind)
        ax.plot(layers, middle, color=colour, marker=marker, linestyle=dash, markersize=5)
        ax.annotate(
            f"{kind['activation']}, {kind['draw'].capitalize()}",
            (4, middle[3]),
            (8, -22),
            textcoords="offset points",
            color=colour,
        )
    ax.axhline(1, color=MUTED, linewidth=0.8)
    ax.set(xlabel="hidden layer, the last is nearest to the cost", yscale="log", xticks=layers)
    ax.set_ylabel("norm of ∂J/∂W, by the last hidden one’s")
    powers(ax.yaxis, range(-7, 2, 2))


def ratios(norms):
    """Return each norm by the last one."""
    return [norm / norms[-1] for norm in norms]


def medians(kind):
    """Return each layer's median over the seeds."""
    return [float(np.median(layer)) for layer in zip(*map(ratios, kind["norms"]), strict=True)]


def draw_fading(sketch, data):
    """Draw each layer's share of the gradient as a disc."""
    names = [f"{kind['activation']}, {kind['draw'].capitalize()}" for kind in data["kinds"]]
    fading.draw(sketch, list(zip(names, map(medians, data["kinds"]), strict=True)))


def words_of_fading(data):
    """Say what to see, and the first layer's share."""
    sigmoid, relu = (medians(kind)[0] for kind in data["kinds"])
    caption = (
        f"Two networks of {LAYERS} hidden layers. A disc’s area is the norm of the layer’s "
        "gradient, by the last layer’s. Back from the cost, each sigmoid passes on a fraction: "
        f"the first layer gets {scientific(sigmoid)}, and hardly learns. ReLU with He’s weights "
        f"passes it on: {relu:.2g}."
    )
    return caption, words_of_vanishing(data)[1]


def words_of_vanishing(data):
    """Say what to see, and each layer's share."""
    sigmoid, relu = (medians(kind)[0] for kind in data["kinds"])
    caption = (
        f"The speed at which J changes with each layer’s weights, in {len(SEEDS)} random networks "
        f"of {LAYERS} hidden layers (thin) and their median (heavy). Read from right to left, as "
        f"the error goes back. Through sigmoids the first layer gets {scientific(sigmoid)} of what "
        f"the last one gets, through ReLU with He’s weights {relu:.2g}."
    )
    each = "; ".join(
        f"{kind['activation']} with {kind['draw']}: "
        + ", ".join(f"layer {i} {share:.2g}" for i, share in enumerate(medians(kind), 1))
        for kind in data["kinds"]
    )
    return caption, f"The median norms by the last hidden layer's. {each}."


FIGURES = (
    Figure(
        "fading",
        "What is left of the gradient, layer by layer",
        vanishing,
        draw_fading,
        words_of_fading,
        size=fading.SIZE,
    ),
    Figure(
        "vanishing",
        "Gradients that vanish",
        vanishing,
        draw_vanishing,
        words_of_vanishing,
        VANISHING,
    ),
    Figure("folds", "Folded lines", folds, draw_folds, words_of_folds, FOLDING),
)
