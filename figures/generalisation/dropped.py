"""Four masks of two hidden units: what each leaves of the network, and the mean of its answers."""

import numpy as np

from dojo.book.colours import C1, C2, GRID, INK, MUTED
from dojo.book.figure import Figure
from dojo.book.sketch import number, shortened

x, KEEP = 1.0, 0.5
HIDDEN, OUTPUT = ([[2.0, 4.0]], [0.0, 0.0], "relu"), ([[1.0], [1.0]], [0.0], "identity")
MASKS = ((2, 2), (2, 0), (0, 2), (0, 0))
SIZE, WIDTH, RIM = (440, 196), 110.0, 15.0


def data(kata):
    """Return what the hidden units give, and what the network answers with each mask."""
    layers = [
        kata.forward_propagation.Layer(np.array(W), np.array(b), f) for W, b, f in (HIDDEN, OUTPUT)
    ]
    X = np.array([[x]])
    answers = [
        kata.regularisation.predict_dropped(layers, X, [np.array([mask], dtype=float)]).item()
        for mask in MASKS
    ]
    (_, a), (_, ŷ) = kata.forward_propagation.forward(layers, X)
    return {"a": a.ravel(), "ŷ": ŷ.item(), "masks": MASKS, "answers": answers}


def draw(sketch, data):
    """Draw the network once for each mask, with what is dropped as a dashed circle."""
    for place, (mask, answer) in enumerate(zip(data["masks"], data["answers"], strict=True)):
        left = WIDTH * place
        start, end = (left + 16, 70.0), (left + 92, 70.0)
        for unit, (m, a, y) in enumerate(zip(mask, data["a"], (32.0, 108.0), strict=True), 1):
            at, colour = (left + 54, y), C1 if m else GRID
            sketch.line(*shortened(start, at, 8, RIM), colour, 1.6)
            sketch.line(*shortened(at, end, RIM, RIM), colour, 1.6)
            sketch.circle(at, RIM, C1 if m else MUTED, dash="" if m else "3 3")
            sketch.text(at, number(a * m), C1 if m else MUTED, 12, bold=bool(m))
            said = f"{number(a)}·{number(m)}"
            sketch.text((left + 54, y + (-1 if unit == 1 else 1) * (RIM + 9)), said, MUTED, 11)
        sketch.circle(start, 8, C1)
        sketch.circle(end, RIM, C2)
        sketch.text(end, number(answer), C2, 13, bold=True)
    mean = sum(data["answers"]) / len(data["answers"])
    said = " + ".join(map(number, data["answers"]))
    sketch.text((220, 156), f"the mean: ({said})/{len(data['answers'])} = {number(mean)}", C2, 13)
    sketch.text((220, 180), f"without dropout: {number(data['ŷ'])}", INK, 13)


def words(data):
    """Say what to see, and each answer."""
    caption = (
        "keep is 1/2, so each of the four masks is as likely as another. A unit that is kept "
        f"counts {number(1 / KEEP)} times; a dashed one is dropped and gives 0. The answers "
        "differ, and their mean is what the network answers without dropout."
    )
    each = "; ".join(
        f"mask {', '.join(map(number, mask))}: ŷ = {number(answer)}"
        for mask, answer in zip(data["masks"], data["answers"], strict=True)
    )
    return caption, f"A network 1-2-1 with four masks. {each}. Without: ŷ = {number(data['ŷ'])}."


FIGURE = Figure(
    "four-masks",
    "Four masks, and their mean",
    data,
    draw,
    words,
    "Dropout sets units to 0 at random, and keeps the mean",
    size=SIZE,
)
