"""A network that has learnt to read digits: what it reads, what it mistakes, what it looks for.

Pixels are squares of ink, not a bitmap: they stay crisp and take the page's colours.
"""

from collections import defaultdict
from math import ceil

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from dojo.book.colours import C1, C2, INK, MUTED, PAPER
from dojo.book.figure import Figure
from steps.digits import CLASSES, SIDE, load, pixels_and_classes

HELD_OUT, SPLIT_SEED = 1 / 2, 16
HIDDEN, α, EPOCHS, BATCH, SEED = [64], 0.5, 15, 8, 1
SHOWN, UNITS = 20, 16
MOST_NAMED = 4  # of mistakes that are equally frequent
LARGEST = 1e6  # of a weight that is shown: one of a network that diverged is none to read with
COLUMNS, MOST_MISTAKES = 5, 20
READING = "A network of one's own reads about 97 % of the digits held out"


def data(kata):
    """Return the first images held out, all that were mistaken, and the counts of what was read."""
    X, Y = pixels_and_classes(kata, load())
    split, rng = (np.random.default_rng(seed) for seed in (SPLIT_SEED, SEED))
    *training, X_test, Y_test = kata.learning.hold_out(X, Y, HELD_OUT, split)
    network, costs = kata.learning.learn(*training, HIDDEN, α, EPOCHS, BATCH, rng)
    ŷ = kata.forward_propagation.predict(network, X_test)
    read, right = np.argmax(ŷ, axis=1), np.argmax(Y_test, axis=1)
    counts = np.zeros((CLASSES, CLASSES), dtype=int)
    np.add.at(counts, (right, read), 1)
    images = [
        {"pixels": pixels, "digit": digit, "read": answer, "sure": sure}
        for pixels, digit, answer, sure in zip(X_test, right, read, np.max(ŷ, axis=1), strict=True)
    ]
    W, _, _ = network[0]
    return {
        "network": [
            {"W": in_thousandths(W), "b": in_thousandths(b), "f": f} for W, b, f in network
        ],
        "epochs": EPOCHS,
        "costs": costs,
        "accuracy": kata.learning.accuracy(ŷ, Y_test),
        "shown": images[:SHOWN],
        "mistakes": [image for image in images if image["digit"] != image["read"]],
        "counts": counts,
        "weights": np.reshape(W, (SIDE**2, -1)).T[:UNITS],
    }


def in_thousandths(weights):
    """Round weights to whole thousandths: a page stays small, and reads what the network reads.

    >>> in_thousandths([0.0614, -2.0, np.nan])
    array([   61, -2000,     0])
    """
    return np.rint(1000 * np.clip(np.nan_to_num(weights), -LARGEST, LARGEST)).astype(int)


def grid(canvas, count, height, columns=COLUMNS):
    """Return `count` empty little axes in rows, SIDE pixels wide, y downwards."""
    rows = max(1, ceil(count / columns))
    canvas.set_size_inches(6.1, height * rows)
    axes = canvas.subplots(rows, columns, squeeze=False).ravel()
    for ax in axes:
        ax.axis("off")
        ax.set(xlim=(-0.2, SIDE + 0.2), ylim=(SIDE + 0.2, -0.2), aspect="equal")
    return axes[:count]


def ink(ax, pixels):
    """Draw an image: one path for each depth of ink, so that the page stays small."""
    squares = defaultdict(list)
    for index, value in enumerate(pixels):
        squares[round(8 * value) / 8].append(divmod(index, SIDE))
    for depth, places in squares.items():
        if depth > 0:
            blocks(ax, [(x, y, 1) for y, x in places], facecolor=INK, alpha=min(depth, 1))
    frame = [0, SIDE, SIDE, 0, 0], [0, 0, SIDE, SIDE, 0]
    ax.plot(*frame, color=MUTED, linewidth=0.6, clip_on=False)


def blocks(ax, squares, **style):
    """Draw squares (x, y, side) as one path."""
    corners = [
        corner
        for x, y, s in squares
        for corner in ((x, y), (x + s, y), (x + s, y + s), (x, y + s), (x, y))
    ]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(squares)
    if squares:
        # Edges are drawn by the caller or not at all: on a screen they would blur the pixels.
        style = {"edgecolor": "none", "linewidth": 0, "clip_on": False} | style
        # No patch of the axes: their limits are set, and need not be looked for in each square.
        ax.add_artist(PathPatch(Path(corners, codes), **style))


def draw_shown(canvas, data):
    """Draw the first images held out, each with what was read under it."""
    for ax, image in zip(grid(canvas, len(data["shown"]), 1.5), data["shown"], strict=True):
        ink(ax, image["pixels"])
        right = image["digit"] == image["read"]
        said = f"{image['read']} ✓" if right else f"{image['read']} ✗"
        ax.set_title(said, y=-0.24, va="center", color=INK if right else C2)


def words_of_shown(data):
    """Say what to see, and each image's digit and what was read."""
    caption = (
        "Images that the network has never seen, and below each what it read. Of all that were "
        f"held out it reads {data['accuracy']:.1%} right, after {data['epochs']} epochs."
    )
    each = ", ".join(f"{i['digit']} read as {i['read']}" for i in data["shown"])
    return caption, f"{len(data['shown'])} handwritten digits: {each}."


def draw_mistakes(canvas, data):
    """Draw the images that were mistaken, with what was read and what is right."""
    wrong = data["mistakes"][:MOST_MISTAKES]
    for ax, image in zip(grid(canvas, len(wrong), 1.65), wrong, strict=True):
        ink(ax, image["pixels"])
        said = f"{image['read']}, not {image['digit']}\n{image['sure']:.0%} sure"
        ax.set_title(said, y=-0.34, va="center", fontsize=11)


def words_of_mistakes(data):
    """Say what to see, and each mistake."""
    wrong = data["mistakes"]
    total = sum(map(sum, data["counts"]))
    if not wrong:
        return f"None of the {total} images held out was mistaken.", "No image was mistaken."
    caption = (
        f"{len(wrong)} of the {total} images held out were mistaken"
        + (f"; the first {MOST_MISTAKES} of them are shown" if len(wrong) > MOST_MISTAKES else "")
        + (
            ". Below each: what was read, what it is, and the probability ŷ of what "
            "was read. Some would puzzle a person, too. A network can be sure and wrong."
        )
    )
    each = ", ".join(
        f"a {i['digit']} read as {i['read']} ({i['sure']:.0%} sure)" for i in wrong[:MOST_MISTAKES]
    )
    return caption, f"Mistaken: {each}."


def draw_confusion(canvas, data):
    """Draw the confusion matrix: a number in each cell, the mistakes framed and shaded."""
    canvas.set_size_inches(6.1, 5.6)
    ax, counts = canvas.subplots(), data["counts"]
    most = max(map(max, counts)) or 1
    for row, entries in enumerate(counts):
        for column, count in enumerate(entries):
            if not count:
                continue
            right = row == column
            shade = 0.15 + 0.25 * count / most if right else 0.25
            place = [(column - 0.5, row - 0.5, 1)]
            blocks(ax, place, facecolor=C1 if right else C2, alpha=shade)
            weight = "normal" if right else "bold"
            ax.text(column, row, f"{count}", ha="center", va="center", fontweight=weight)
    every = range(len(counts))
    ax.set(xticks=every, yticks=every, xlabel="what was read", ylabel="what it is")
    ax.set(xlim=(-0.5, len(counts) - 0.5), ylim=(len(counts) - 0.5, -0.5), aspect="equal")
    ax.grid(visible=False)


def words_of_confusion(data):
    """Say what to see, and every cell that is not zero."""
    counts = data["counts"]
    off = {(r, c): n for r, row in enumerate(counts) for c, n in enumerate(row) if n and r != c}
    caption = (
        "The number of times that each digit (row) was read as each digit (column). "
        "The diagonal is right."
    )
    if off:
        most = max(off.values())
        times = {1: "once", 2: "twice"}.get(most, f"{most} times")
        commonest = [f"a {digit} read as {read}" for (digit, read), n in off.items() if n == most]
        each = ", each" if len(commonest) > 1 else ","
        caption += f" Most often: {', '.join(commonest[:MOST_NAMED])}{each} {times}."
    right = ", ".join(f"{d}: {row[d]} of {sum(row)}" for d, row in enumerate(counts))
    wrong = ", ".join(f"{d} as {r}: {n}" for (d, r), n in off.items()) or "none"
    return caption, f"Read right, digit by digit: {right}. Mistaken: {wrong}."


def draw_weights(canvas, data):
    """Draw each unit's weights: a square's side as |w|, filled where w > 0, hollow where w < 0."""
    most = max(abs(w) for unit in data["weights"] for w in unit) or 1
    axes = grid(canvas, len(data["weights"]), 1.65, columns=4)
    for number, (ax, unit) in enumerate(zip(axes, data["weights"], strict=True), start=1):
        squares = {True: [], False: []}
        for index, w in enumerate(unit):
            (y, x), side = divmod(index, SIDE), min(1.0, (abs(w) / most) ** 0.5) * 0.9
            if side > 0.25:
                squares[w > 0].append((x + 0.5 - side / 2, y + 0.5 - side / 2, side))
        blocks(ax, squares[True], facecolor=C1)
        blocks(ax, squares[False], facecolor=PAPER, edgecolor=C2, linewidth=0.9)
        ax.plot([0, SIDE, SIDE, 0, 0], [0, 0, SIDE, SIDE, 0], color=MUTED, linewidth=0.6)
        ax.set_title(f"unit {number}", fontsize=11)


def words_of_weights(data):
    """Say what to see, and each unit's largest and smallest weight."""
    caption = (
        "Each image is one hidden unit of the first layer, each square one of its 64 weights, "
        "in the place of its pixel: the larger the square, the larger |w|. Filled squares are "
        "positive: ink there excites the unit. Hollow ones are negative: ink there inhibits it. "
        "Nobody drew these strokes and edges; gradient descent did."
    )
    each = []
    for number, unit in enumerate(data["weights"], start=1):
        high, low = max(unit), min(unit)
        places = [tuple(1 + i for i in divmod(unit.index(w), SIDE)) for w in (high, low)]
        each.append(
            f"unit {number} from {low:.2f} (row {places[1][0]}, column {places[1][1]}) "
            f"to {high:.2f} (row {places[0][0]}, column {places[0][1]})"
        )
    return caption, f"The weights of {len(each)} units: {'; '.join(each)}."


FIGURES = (
    Figure("digits-read", "Digits, and what the network read", data, draw_shown, words_of_shown),
    Figure(
        "digits-mistaken", "The digits it mistook", data, draw_mistakes, words_of_mistakes, READING
    ),
    Figure(
        "confusion-matrix",
        "What was read for what",
        data,
        draw_confusion,
        words_of_confusion,
        READING,
    ),
    Figure(
        "first-weights",
        "The first layer’s weights as images",
        data,
        draw_weights,
        words_of_weights,
        READING,
    ),
)
