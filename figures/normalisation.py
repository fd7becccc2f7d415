"""Normalisation and residual connections: two valleys, twenty layers that learn, and a batch."""

from pathlib import Path

import numpy as np

from derivations.rules import normalisation
from dojo.book.colours import C1, C2, C3, INK, MUTED
from dojo.book.figure import DEFINITION, Figure, Line, Proof, Toy
from figures.powers import scientific
from steps.digits import load, pixels_and_classes

# At 9, 10 and 11, as in the tables, the valley is too narrow to be drawn.
X, Y = np.array([[1.0], [2.0], [3.0]]), np.array([[1.0], [0.0], [2.0]])
STEPS, LEVELS = 12, (0.1, 0.5, 1.4, 3, 6, 10)
PLACES = 61


def valleys(kata):
    """Return for the inputs as they are, and standardised: J over w and b, and a path down."""
    layer, predict = kata.forward_propagation.Layer, kata.forward_propagation.predict
    standard = kata.normalisation.standardise(X, *kata.normalisation.mean_and_deviation(X))
    found = []
    for name, inputs, α in (("as they are", X, 0.16), ("standardised", standard, 0.4)):
        u = np.column_stack([inputs, np.ones(len(X))])
        lowest = np.linalg.lstsq(u, Y, rcond=None)[0].ravel()
        h = kata.normalisation.curvatures(inputs)
        w, b = (at + np.linspace(-2.6, 2.6, PLACES) for at in lowest)

        def neuron(w, b):
            return [layer(np.array([[w]]), np.array([b]), "identity")]

        def J(network, inputs=inputs):
            return kata.cost.mse(Y, predict(network, inputs))

        network, places = neuron(lowest[0] - 0.6, lowest[1] + 2.4), []
        for _ in range(STEPS + 1):
            places.append((network[0][0].item(), network[0][1].item()))
            network = kata.gradient_descent.descend(network, inputs, Y, "mse", α)
        found.append(
            {
                "name": name,
                "α": α,
                "w": w,
                "b": b,
                "J": [[J(neuron(at, bias)) for at in w] for bias in b],
                "lowest": lowest,
                "least": J(neuron(*lowest)),
                "places": places,
                "costs": [J(neuron(*place)) for place in places],
                "condition": h[-1] / h[0],
            }
        )
    return found


def draw_valleys(canvas, data):
    """Draw both valleys by contour lines, with the path of descent."""
    canvas.set_size_inches(6.4, 3.5)
    for ax, valley in zip(canvas.subplots(1, 2), data, strict=True):
        rise = np.array(valley["J"]) - valley["least"]
        ax.contour(
            valley["w"], valley["b"], rise, LEVELS, colors=[MUTED], linewidths=0.8, alpha=0.7
        )
        across, up = zip(*valley["places"], strict=True)
        ax.plot(across, up, color=C1, marker="o", markersize=3.5, linewidth=1.3)
        ax.plot(*[[at] for at in valley["lowest"]], marker="*", markersize=13, color=C3, zorder=4)
        ax.set(xlabel="w", title=f"{valley['name']}: κ = {valley['condition']:.3g}")
        ax.set(xlim=(valley["w"][0], valley["w"][-1]), ylim=(valley["b"][0], valley["b"][-1]))
        ax.set(aspect="equal")
        ax.grid(visible=False)
    canvas.axes[0].set_ylabel("b")


def say_valleys(data):
    """Say what to see, and where each path has come to."""
    raw, _ = data
    left = [valley["costs"][-1] - valley["least"] for valley in data]
    caption = (
        "The cost of ŷ = xw + b for three samples, x = 1, 2, 3, over all w and b, and "
        f"{STEPS} steps of gradient descent; the star is the lowest place. On the left x is as it "
        "is: w can hardly be told from b, the condition number κ is "
        f"{raw['condition']:.3g}, and the steps crawl along a narrow valley. On the right x is "
        f"standardised: {STEPS} steps arrive."
    )
    return caption, (
        "Two contour plots of the cost over w and b. "
        + " ".join(
            f"Inputs {valley['name']}: condition number {valley['condition']:.3g}, α = "
            f"{valley['α']:g}; from ({valley['places'][0][0]:.2f}, {valley['places'][0][1]:.2f}) "
            f"to ({valley['places'][-1][0]:.2f}, {valley['places'][-1][1]:.2f}), where the cost "
            f"is {scientific(rest)} above the lowest."
            for valley, rest in zip(data, left, strict=True)
        )
    ).replace("-", "−")


WIDTH, LAYERS, α, BATCH, BATCHES, SEEDS = 32, 20, 0.05, 32, 60, (16, 1)
WINDOW = 5


def learning(kata):
    """Return the cost of each minibatch, for a plain network of twenty layers and a residual."""
    split, seed = SEEDS
    samples = kata.learning.hold_out(*pixels_and_classes(kata, load()), 1 / 5, rng(split))[:2]
    batches = list(kata.gradient_descent.minibatches(*samples, BATCH, rng(seed)))
    batches = (batches * 2)[:BATCHES]
    widths = [samples[0].shape[1], *[WIDTH] * LAYERS, samples[1].shape[1]]
    names = ["relu"] * LAYERS + ["softmax"]
    network = kata.initialisation.random_network(rng(seed), widths, names)
    plain = []
    for batch in batches:
        plain.append(
            kata.cost.cross_entropy(batch[1], kata.forward_propagation.predict(network, batch[0]))
        )
        network = kata.gradient_descent.descend(network, *batch, "cross_entropy", α)
    residual = []
    parameters = kata.residual.residual_network(rng(seed), widths[0], WIDTH, LAYERS, widths[-1])
    for batch in batches:
        J, found = kata.residual.residual_gradients(parameters, *batch)
        residual.append(J)
        parameters = [
            (W - α * dW, b - α * db) for (W, b), (dW, db) in zip(parameters, found, strict=True)
        ]
    return {"plain": plain, "residual": residual}


def rng(seed):
    """Return a generator."""
    return np.random.default_rng(seed)


def smooth(costs):
    """Return means of neighbouring batches, so that the way can be seen."""
    return np.convolve(costs, np.ones(WINDOW) / WINDOW, mode="valid")


def draw_learning(canvas, data):
    """Draw J against the minibatches, one line for each network, named at its end."""
    canvas.set_size_inches(6.1, 3.6)
    ax = canvas.subplots()
    named = {"plain": (C2, "dashed"), "residual": (C1, "solid")}
    for name, (colour, dash) in named.items():
        line = smooth(data[name])
        ax.plot(line, color=colour, linestyle=dash)
        ax.text(len(line) + 0.5, line[-1], name, color=colour, va="center")
    guess = np.log(10)
    ax.axhline(guess, color=MUTED, linewidth=0.8, linestyle=(0, (1, 2)))
    ax.text(40, guess + 0.05, "ln 10: a guess", color=INK, va="bottom")
    ax.set(xlabel="minibatches", ylabel="cost J", ylim=(0, None))
    ax.set_xlim(0, len(data["plain"]) * 1.12)


def say_learning(data):
    """Say what to see, and the costs on the way."""
    ends = {name: smooth(data[name])[-1] for name in ("plain", "residual")}
    caption = (
        f"The digits, {LAYERS} hidden layers of {WIDTH} units, the same minibatches, the same α. "
        f"The plain network, with He's weights, comes from {smooth(data['plain'])[0]:.2f} to "
        f"{ends['plain']:.2f} in {BATCHES} steps, and a guess would cost ln 10 = 2.30. With "
        f"normalised residual blocks J falls to {ends['residual']:.2f}. Each point is a mean of "
        f"{WINDOW} steps."
    )
    each = ". ".join(
        f"{name}: "
        + ", ".join(
            f"{J:.2f} after {at}" for at, J in enumerate(smooth(data[name])) if at % 14 == 0
        )
        for name in ("plain", "residual")
    )
    return caption, f"The cost J, a mean of {WINDOW} minibatches, against the steps. {each}."


FIGURES = (
    Figure("two-valleys", "A narrow valley and a round one", valleys, draw_valleys, say_valleys),
    Figure(
        "twenty-layers",
        "Twenty layers, plain and residual",
        learning,
        draw_learning,
        say_learning,
        "Twenty layers learn",
    ),
)

TOYS = (
    Toy(
        name="batch",
        files=Path(__file__).with_name("batch"),
        formulas=str,
        rule="In batch normalisation the samples of a batch see each other",
    ),
)

PROVED = "proved"


def proofs():
    """Yield the way back through batch normalisation, and the slope of residual blocks."""
    sums, along = normalisation.shared_parts()
    yield Proof(
        "Back through batch normalisation",
        "three samples of one column, for any numbers",
        [
            Line(
                1,
                r"\hat{x}_i = \frac{x_i - \mu}{s}, \quad \mu = \frac{1}{n} \sum x_i, \quad "
                r"s = \sqrt{\frac{1}{n} \sum (x_i - \mu)^2 + \varepsilon}",
                "what batch normalisation does, before γ and β",
                DEFINITION,
            ),
            Line(
                2,
                r"\frac{\partial}{\partial x_i} \sum G_j \hat{x}_j = \frac{1}{s} \left(G_i - "
                r"\frac{1}{n} \sum G_j - \hat{x}_i \cdot \frac{1}{n} \sum G_j \hat{x}_j\right)",
                "SymPy's derivative is the same formula",
                said(normalisation.normalisation_proved(3)),
                (1,),
            ),
            Line(3, r"\sum dx_i = 0", "the mean of G is taken away", said(sums == 0), (2,)),
            Line(
                4,
                r"\sum dx_i \hat{x}_i = 0 \quad (\varepsilon = 0)",
                "and so is its share along x̂",
                said(along == 0),
                (2,),
            ),
        ],
    )


def said(holds):
    """Return the verdict on a line that SymPy has simplified to 0, or not."""
    return PROVED if holds else "wrong"
