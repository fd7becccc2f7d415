"""A network that learns from wrong labels, too: both costs and the share read, epoch by epoch."""

import numpy as np

from dojo.book.colours import C1, C2, C3, INK, MUTED
from dojo.book.figure import Figure
from steps.digits import CLASSES, load
from steps.generalisation import share_read, shuffled_digits

IMAGES, NOISE, HIDDEN, α, EPOCHS, BATCH, SEED = 300, 0.4, 64, 0.2, 25, 10, 1
RULE = "Where there is noise to fit, it pays to stop early"


def data(kata):
    """Return after each epoch the cost on both sets, and the share read of clean digits."""
    rng = np.random.default_rng(SEED)
    X, Y = shuffled_digits(kata, load(), rng)
    labels = kata.learning.one_hot(rng.integers(CLASSES, size=len(X)), CLASSES)
    noisy = np.where(rng.random((len(X), 1)) < NOISE, labels, Y)
    n = IMAGES
    sets = {"training": (X[:n], noisy[:n]), "validation": (X[n : 2 * n], noisy[n : 2 * n])}
    network = kata.initialisation.random_network(
        rng, [X.shape[1], HIDDEN, CLASSES], ["relu", "softmax"]
    )
    found = {"training": [], "validation": [], "read": []}
    for epoch in range(EPOCHS + 1):
        if epoch:
            given = network, *sets["training"], "cross_entropy", α, 1, BATCH, rng
            network, _ = kata.gradient_descent.train(*given)
        for name, (of, wanted) in sets.items():
            ŷ = kata.forward_propagation.predict(network, of)
            found[name].append(kata.cost.cross_entropy(wanted, ŷ))
        found["read"].append(share_read(kata, network, X[2 * n :], Y[2 * n :]))
    best, _ = kata.regularisation.stop_early([float(J) for J in found["validation"]], EPOCHS)
    return found | {"best": best}


def draw(canvas, data):
    """Draw both costs above, the share read below, and a line through the best epoch."""
    canvas.set_size_inches(6.1, 4.6)
    costs, read = canvas.subplots(2, 1, sharex=True, height_ratios=(3, 2))
    best, last = data["best"], len(data["training"]) - 1
    for name, colour, dash in (("training", C1, "solid"), ("validation", C2, "dashed")):
        costs.plot(data[name], color=colour, linestyle=dash)
        costs.text(last + 0.4, data[name][-1], name, color=colour, va="center")
    costs.plot([best], [data["validation"][best]], marker="*", markersize=14, color=C2, zorder=4)
    read.plot(data["read"], color=C3)
    for ax in (costs, read):
        ax.axvline(best, color=MUTED, linewidth=0.9, linestyle=(0, (1, 2)))
    said = f"epoch {best}: stop here"
    costs.text(best + 0.3, costs.get_ylim()[1], said, color=INK, va="top")
    costs.set(ylabel="cost J", xlim=(0, last * 1.22))
    costs.set_ylim(0, None)
    read.set(xlabel="epochs", ylabel="share read", ylim=(0, 1))
    read.text(last + 0.4, data["read"][-1], "test, clean", color=C3, va="center")
    read.set_xticks(range(0, last + 1, 5))


def words(data):
    """Say what to see, and the numbers of some epochs."""
    best = data["best"]
    caption = (
        f"{IMAGES} images, {NOISE:.0%} of their labels drawn anew. The training cost goes on "
        f"falling. The validation cost is lowest after epoch {best}, and there the network reads "
        f"{data['read'][best]:.0%} of clean digits. Then it memorises the wrong labels, and "
        f"at the end it reads {data['read'][-1]:.0%}."
    )
    shown = sorted({0, best, *range(5, EPOCHS + 1, 5)})
    each = "; ".join(
        f"epoch {at}: {data['training'][at]:.2f}, {data['validation'][at]:.2f}, "
        f"{data['read'][at]:.1%}"
        for at in shown
    )
    return caption, f"Training cost, validation cost and share read of clean digits. {each}."


FIGURE = Figure("stop-early", "When to stop", data, draw, words, RULE)
