"""XOR in the plane: straight lines part AND and OR, none parts XOR, and a hidden layer does."""

from math import pi

import numpy as np

from dojo.book.colours import C1, C2, INK, MUTED, PAPER
from dojo.book.figure import Figure
from figures import stacked_lines, xor

RULE = "No linear network answers all four samples of XOR"
FUNCTIONS = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}
ANGLES, SHIFTS = 72, 41
EDGES, ACROSS = (-0.5, 1.5), np.linspace(-0.5, 1.5, 81)
HIDDEN, OUTPUT = (np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([1.0, -2.0]), 0.0)


def data(kata):
    """Return each function's best plane, the best of many lines on XOR, and a hidden layer's ŷ."""
    sums, decide = kata.neuron.weighted_sum, kata.nonlinearity.decide
    planes = {}
    for name, y in FUNCTIONS.items():
        w, b = kata.nonlinearity.best_linear_fit(xor.X, np.array(y, dtype=float))
        # Least squares is right to rounding: ½ must not fall on either side.
        w, b = np.round(w, 9), np.round(b, 9)
        planes[name] = {"w": w, "b": b, "y": y, "class": decide(sums(xor.X, w, b))}
    lines, y = [], np.array(FUNCTIONS["XOR"])
    for angle in np.linspace(0, 2 * pi, ANGLES, endpoint=False):
        w = np.array([np.cos(angle), np.sin(angle)])
        for shift in np.linspace(-1.5, 1.5, SHIFTS):
            right = int((decide(sums(xor.X, w, 0.5 - shift)) == y).sum())
            lines.append({"w": w, "shift": shift, "right": right})
    x1, x2 = np.meshgrid(ACROSS, ACROSS)
    plane = np.column_stack([x1.ravel(), x2.ravel()])

    def answer(X):
        return sums(kata.activations.relu(sums(X, *HIDDEN)), *OUTPUT)

    most = max(line["right"] for line in lines)
    best = [line for line in lines if line["right"] == most]
    return {
        "x": xor.X,
        "planes": planes,
        "lines": len(lines),
        "most": most,
        "best": best[:: max(1, len(best) // 14)],
        "hidden": {"class": decide(answer(xor.X)), "ŷ": np.reshape(answer(plane), x1.shape)},
    }


def draw(canvas, data):
    """Draw AND and OR with their lines, XOR with the best of all lines, and with a hidden layer."""
    canvas.set_size_inches(6.1, 6.6)
    axes = canvas.subplots(2, 2, sharex=True, sharey=True).ravel()
    for ax, name in zip(axes, ("AND", "OR"), strict=False):
        plane = data["planes"][name]
        (w1, w2), b = plane["w"], plane["b"]
        line(ax, w1, w2, 0.5 - b, color=C1, linewidth=2.4)
        samples(ax, data["x"], plane["y"], plane["class"])
        ax.set_title(f"{name}: one line is enough")
    ax = axes[2]
    for each in data["best"]:
        line(ax, *each["w"], each["shift"], color=MUTED, linewidth=0.7)
    samples(ax, data["x"], FUNCTIONS["XOR"], FUNCTIONS["XOR"])
    ax.set_title(f"XOR: no line, at most {data['most']} right")
    ax, hidden = axes[3], data["hidden"]
    across = list(ACROSS)
    ax.contourf(across, across, hidden["ŷ"], (0.5, 9), colors=[C1], alpha=0.2)
    samples(ax, data["x"], FUNCTIONS["XOR"], hidden["class"])
    ax.set_title("XOR: two ReLU units, a strip")
    for ax in axes:
        ax.set(aspect="equal", xlim=EDGES, ylim=EDGES, xticks=(0, 1), yticks=(0, 1))
        ax.grid(visible=False)
    for ax in axes[2:]:
        ax.set_xlabel("x₁")
    for ax in axes[::2]:
        ax.set_ylabel("x₂")


def line(ax, w1, w2, level, **style):
    """Draw the line on which x₁·w₁ + x₂·w₂ has this level, if there is one."""
    low, high = EDGES[0] - 1, EDGES[1] + 1
    if abs(w2) >= abs(w1) > 0 or abs(w2) > 1e-9 > abs(w1):
        ax.plot([low, high], [(level - w1 * at) / w2 for at in (low, high)], **style)
    elif abs(w1) > 1e-9:
        ax.plot([(level - w2 * at) / w1 for at in (low, high)], [low, high], **style)


def samples(ax, X, y, answers):
    """Draw each sample with its target, filled where that is 1; a cross where the answer errs."""
    for (x1, x2), target, answer in zip(X, y, answers, strict=True):
        colour = C1 if target else PAPER
        ax.scatter([x1], [x2], s=330, facecolors=colour, edgecolors=INK, linewidths=1.5, zorder=3)
        ax.text(
            x1,
            x2,
            f"{target}",
            ha="center",
            va="center_baseline",
            zorder=4,
            color=PAPER if target else INK,
            fontweight="bold",
        )
        if answer != target:
            ax.text(x1 + 0.17, x2 + 0.17, "✗", color=C2, ha="center", va="center", zorder=4)


def words(data):
    """Say what to see, and what each of them answers."""
    right = sum(a == b for a, b in zip(data["hidden"]["class"], FUNCTIONS["XOR"], strict=True))
    caption = (
        "Filled discs want 1, hollow ones 0. For AND and OR the line where the best plane says ½ "
        f"has the 1s on one side and the 0s on the other. For XOR we tried {data['lines']:,} "
        "lines: "
        f"none gets more than {data['most']} of the four right (thin: some of these). Two hidden "
        f"ReLU units make a strip, and get {right} right."
    )
    each = "; ".join(
        f"{name}: the plane {plane['w'][0]:.3g}·x1 + {plane['w'][1]:.3g}·x2 + {plane['b']:.3g} "
        f"decides {plane['class']} where {plane['y']} is wanted"
        for name, plane in data["planes"].items()
    ).replace("-", "−")
    return caption, (
        f"The samples (0, 0), (0, 1), (1, 0), (1, 1). {each}. The best of {data['lines']} "
        "lines get "
        f"{data['most']} of XOR right; the network with two ReLU units decides "
        f"{data['hidden']['class']}."
    )


FIGURES = (
    stacked_lines.FIGURE,
    Figure("xor-plane", "AND, OR and XOR in the plane", data, draw, words, RULE),
)
