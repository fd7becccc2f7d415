"""Polynomials through noisy samples: three of them as curves, and the costs of each degree."""

import numpy as np

from dojo.book.colours import C1, C2, INK, MUTED
from dojo.book.figure import Figure
from dojo.book.sketch import number
from figures.powers import powers, scientific
from steps.generalisation import fitted

SAMPLES, NOISE, UNSEEN = 10, 0.2, 200
SEED, SHOWN = 4, (1, 3, 9)
REPEATS, DEGREES, OF_ALL = 40, range(10), 1
RULE = "With more capacity the training cost only falls; the test cost falls and rises again"


def truth(x):
    """Return what the samples have in common: sin 3x."""
    return np.sin(3 * x)


def noisy(x, rng):
    """Return targets at x with noise."""
    return truth(x) + NOISE * rng.normal(size=len(x))


def costs(kata, degree, rng):
    """Return the mean squared error of one polynomial on its samples and on unseen ones."""
    x, unseen = np.linspace(-1, 1, SAMPLES), rng.uniform(-1, 1, UNSEEN)
    y, y_unseen = noisy(x, rng), noisy(unseen, rng)
    polynomial, mse = fitted(kata, x, y, degree), kata.cost.mse
    return mse(y[:, None], polynomial(x)), mse(y_unseen[:, None], polynomial(unseen))


def fits(kata):
    """Return noisy samples, and polynomials of three degrees that were fitted to them."""
    rng = np.random.default_rng(SEED)
    x, across = np.linspace(-1, 1, SAMPLES), np.linspace(-1, 1, 121)
    y, unseen = noisy(x, rng), np.linspace(-1, 1, UNSEEN)
    y_unseen, curves = noisy(unseen, rng), []
    for degree in SHOWN:
        polynomial = fitted(kata, x, y, degree)
        curves.append(
            {
                "degree": degree,
                "ŷ": polynomial(across).ravel(),
                "training": kata.cost.mse(y[:, None], polynomial(x)),
                "test": kata.cost.mse(y_unseen[:, None], polynomial(unseen)),
            }
        )
    return {"x": x, "y": y, "across": across, "truth": truth(across), "curves": curves}


def draw_fits(canvas, data):
    """Draw each polynomial in a panel of its own, through the same samples."""
    canvas.set_size_inches(6.3, 2.9)
    for ax, curve in zip(canvas.subplots(1, 3, sharey=True), data["curves"], strict=True):
        ax.plot(data["across"], data["truth"], color=MUTED, linewidth=1, linestyle=(0, (4, 2)))
        ax.plot(data["across"], curve["ŷ"], color=C1)
        ax.plot(data["x"], data["y"], "o", color=INK, markersize=4.5)
        ax.set(ylim=(-2.1, 2.1), xticks=(-1, 0, 1), yticks=(-2, -1, 0, 1, 2))
        ax.set_title(f"degree {curve['degree']}", color=C1)
        ax.set_xlabel(f"J = {brief(curve['training'])}\nunseen: {brief(curve['test'])}")


def brief(cost):
    """Write a cost; one that is only rounding is 0.

    >>> brief(0.123456), brief(3e-27)
    ('0.12', '0')
    """
    return "0" if cost < 1e-12 else number(round(cost, 2 if cost > 0.1 else 3))


def words_of_fits(data):
    """Say what to see, and the costs of each curve."""
    low, middle, high = data["curves"]
    caption = (
        f"{SAMPLES} noisy samples of the dashed curve, and polynomials fitted to them. Degree "
        f"{low['degree']} cannot bend enough: it underfits. Degree {middle['degree']} finds the "
        f"curve. Degree {high['degree']} goes through every sample, noise and all: its cost on the "
        f"samples is {brief(high['training'])}, and on unseen ones it is "
        f"{high['test'] / middle['test']:.0f} times that of degree {middle['degree']}. It "
        "overfits."
    )
    each = "; ".join(
        f"degree {one['degree']}: cost {brief(one['training'])} on the samples, "
        f"{brief(one['test'])} on unseen ones"
        for one in data["curves"]
    )
    return caption, f"Three curves through the same samples. {each}."


def of_degrees(kata):
    """Return for each degree both costs, averaged over fresh noise, as the table's rows are."""
    rngs = [np.random.default_rng(OF_ALL) for _ in DEGREES]
    means = [
        np.mean([costs(kata, degree, rng) for _ in range(REPEATS)], axis=0)
        for degree, rng in zip(DEGREES, rngs, strict=True)
    ]
    return dict(zip(("training", "test"), np.transpose(means), strict=True))


LEAST = 3e-3


def draw_costs(canvas, data):
    """Draw both costs against the degree, and mark the least test cost."""
    canvas.set_size_inches(6.1, 3.6)
    ax = canvas.subplots()
    styles = {"training": (C1, "solid", "o"), "test": (C2, "dashed", "s")}
    ax.set_yscale("log")
    for name, (colour, dash, marker) in styles.items():
        ax.plot(DEGREES, data[name], color=colour, linestyle=dash, marker=marker, markersize=5)
    best = int(np.argmin(data["test"]))
    ax.axvline(best, color=MUTED, linewidth=0.8, linestyle=(0, (1, 2)))
    ax.text(best + 0.15, 3, f"the least test cost: degree {best}", color=INK, va="top", fontsize=11)
    ax.text(8, data["test"][8] * 0.55, "test cost", color=C2, ha="left", va="top")
    ax.text(7.4, data["training"][7] * 0.62, "training cost", color=C1, ha="right", va="top")
    ax.set(xlabel="degree: the capacity", ylabel="mean squared error", ylim=(LEAST, 5))
    ax.set_xticks(DEGREES)
    powers(ax.yaxis, (-2, -1, 0))


def words_of_costs(data):
    """Say what to see, and both costs of each degree."""
    best = int(np.argmin(data["test"]))
    caption = (
        f"Both costs against the degree, on average over {REPEATS} draws of the noise. The "
        "training cost falls with every degree, out of the picture, to 0 at degree 9. The test "
        f"cost falls until degree {best}, and then it rises. Only the test cost tells where to "
        "stop."
    )
    each = "; ".join(
        f"degree {degree}: {say(training)} and {say(test)}"
        for degree, training, test in zip(DEGREES, data["training"], data["test"], strict=True)
    )
    return caption, f"Training cost and test cost. {each}."


def say(cost):
    """Write a cost with its size.

    >>> say(0.5), say(1e-20)
    ('0.5', '0')
    """
    if cost < 1e-12:
        return "0"
    return scientific(cost) if cost < 1e-3 else number(cost)


FITS = Figure("three-fits", "Three curves through the same samples", fits, draw_fits, words_of_fits)
COSTS = Figure("capacity-costs", "Training and test cost against the degree", of_degrees,
               draw_costs, words_of_costs, RULE)  # fmt: skip
