"""The valley of a cost over a weight and a bias, and two paths of gradient descent down it."""

import numpy as np

from dojo.book.colours import C1, C2, C3, INK, MUTED
from dojo.book.figure import Figure
from figures.powers import scientific

X, Y = np.array([[0.0], [2.0]]), np.array([[1.0], [1.0]])
START, RATES, STEPS = (1.0, 0.0), (0.25, 0.36), 24
W, b = np.linspace(-0.7, 1.5, 67), np.linspace(-0.4, 1.8, 67)
LEVELS = (0.015, 0.05, 0.15, 0.35, 0.7, 1.2, 2, 3.2, 5)


def data(kata):
    """Return J over the plane of W and b, and the place and cost after each step of each path."""
    layer, predict = kata.forward_propagation.Layer, kata.forward_propagation.predict

    def neuron(W, b):
        return [layer(np.array([[W]]), np.array([b]), "identity")]

    def J(network):
        return kata.cost.mse(Y, predict(network, X))

    paths = []
    for α in RATES:
        network = neuron(*START)
        places, costs = [START], [J(network)]
        for _ in range(STEPS):
            network = kata.gradient_descent.descend(network, X, Y, "mse", α)
            places.append((network[0][0].item(), network[0][1].item()))
            costs.append(J(network))
        paths.append({"α": α, "places": places, "J": costs})
    return {"W": W, "b": b, "J": [[J(neuron(w, at)) for w in W] for at in b], "paths": paths}


def draw(canvas, data):
    """Draw the valley by its contour lines, and each path with a mark at each step."""
    canvas.set_size_inches(6.1, 5.6)
    ax = canvas.subplots()
    ax.contour(data["W"], data["b"], data["J"], LEVELS, colors=[MUTED], linewidths=0.8, alpha=0.7)
    styles = zip((C1, C2), ("solid", (0, (4, 1.5))), "os", strict=True)
    for path, (colour, dash, marker) in zip(data["paths"], styles, strict=True):
        across, up = zip(*path["places"], strict=True)
        ax.plot(
            across,
            up,
            color=colour,
            linestyle=dash,
            marker=marker,
            markersize=5,
            linewidth=1.6,
            label=f"α = {path['α']:g}",
        )
    for step, at in enumerate(data["paths"][0]["places"][:4]):
        ax.annotate(
            f"{step}",
            at,
            (8, 8) if step else (10, -3),
            textcoords="offset points",
            color=C1,
            fontweight="bold",
        )
    ax.plot([0], [1], marker="*", markersize=15, color=C3, zorder=4)
    ax.annotate("the lowest place", (0, 1), (12, 10), textcoords="offset points", color=C3)
    ax.set(xlabel="weight W", ylabel="bias b", aspect="equal")
    ax.set(xlim=(data["W"][0], data["W"][-1]), ylim=(data["b"][0], data["b"][-1]))
    ax.grid(visible=False)
    ax.legend(loc="lower left", frameon=False, labelcolor=INK)


def words(data):
    """Say what to see, and where each path is at its first steps and its end."""
    good, large = data["paths"]
    caption = (
        "The cost J of two samples, x = 0 and 2 with y = 1, over every W and b: each thin line "
        "joins places of one "
        f"cost. From (1, 0) with α = {good['α']:g} (numbers: the steps of the table) descent "
        "goes down "
        f"the slope and along the valley; after {STEPS} steps J = {scientific(good['J'][-1])}. "
        "With "
        f"α = {large['α']:g} each step lands on the other side of the valley, and J is still "
        f"{scientific(large['J'][-1])}."
    )
    each = "; ".join(
        f"α = {path['α']:g}: "
        + ", ".join(
            f"({w:.3g}, {at:.3g}) with J = {J:.3g}"
            for (w, at), J in zip(path["places"][:4], path["J"], strict=False)
        )
        + f", at the end ({path['places'][-1][0]:.3g}, {path['places'][-1][1]:.3g})"
        for path in data["paths"]
    )
    return caption, f"Places (W, b) of two paths. {each}.".replace("-", "−")


FIGURE = Figure("valley", "A valley, and two paths down it", data, draw, words)
