"""The cost over one weight, with and without a penalty on it: the lowest place moves towards 0."""

import numpy as np

from dojo.book.colours import C1, C2, C3, INK
from dojo.book.figure import Figure
from dojo.book.sketch import number

X, Y = np.array([[-1.0], [1.0]]), np.array([[-2.0], [2.0]])
STRENGTHS, α, STEPS = (0, 2, 6), 1 / 16, 80
W = np.linspace(-0.4, 4.4, 97)


def data(kata):
    """Return the cost with the penalty over W for each λ, and where descent comes to rest."""
    layer, predict = kata.forward_propagation.Layer, kata.forward_propagation.predict

    def neuron(w):
        return [layer(np.array([[w]]), np.zeros(1), "identity")]

    def J(network, λ):
        return kata.cost.mse(Y, predict(network, X)) + kata.regularisation.l2_cost(network, λ)

    curves = []
    for λ in STRENGTHS:
        network = neuron(0.0)
        for _ in range(STEPS):
            gradients = kata.backpropagation.backpropagate(network, X, Y, "mse")
            gradients = kata.regularisation.with_l2(network, gradients, λ)
            network = kata.gradient_descent.update(network, gradients, α)
        curves.append(
            {
                "λ": λ,
                "J": [J(neuron(w), λ) for w in W],
                "lowest": network[0][0].item(),
                "least": J(network, λ),
            }
        )
    return {"W": W, "curves": curves}


def draw(canvas, data):
    """Draw a parabola for each λ, and its lowest place."""
    canvas.set_size_inches(6.1, 3.4)
    ax = canvas.subplots()
    styles = zip((C1, C2, C3), ("solid", "dashed", (0, (1, 1))), strict=True)
    for curve, (colour, dash) in zip(data["curves"], styles, strict=True):
        said = f"λ = {number(curve['λ'])}: least at W = {number(curve['lowest'])}"
        ax.plot(data["W"], curve["J"], color=colour, linestyle=dash, label=said)
        place = curve["lowest"], curve["least"]
        ax.plot(*[[at] for at in place], marker="o", markersize=8, color=colour, zorder=4)
    ax.legend(loc="upper right", frameon=False, labelcolor="linecolor")
    ax.set(xlabel="weight W", ylabel="cost and penalty", ylim=(-0.3, 7))
    ax.set_xlim(data["W"][0], data["W"][-1])
    ax.axvline(0, color=INK, linewidth=0.6)


def words(data):
    """Say what to see, and each lowest place."""
    caption = (
        "The cost (W − 2)² of one weight, alone and with the penalty (λ/2)·W². A disc is the place "
        "where descent comes to rest. The larger λ is, the nearer to 0 is the weight that costs "
        "least: 4/(2 + λ)."
    )
    each = "; ".join(
        f"with λ = {number(one['λ'])} it is lowest at W = {number(one['lowest'])}, where it is "
        f"{number(one['least'])}"
        for one in data["curves"]
    )
    return caption, f"Three parabolas over W: {each}."


FIGURE = Figure(
    "penalised-weight",
    "A penalty moves the lowest place towards 0",
    data,
    draw,
    words,
    "The more is penalised, the smaller is the weight that costs least",
)
