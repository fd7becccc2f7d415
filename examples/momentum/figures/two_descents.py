"""A narrow valley, gone down without momentum and with it."""

import numpy as np

from dojo.book.colours import C1, C2
from dojo.book.figure import Figure

STEEP, FLAT, RATE, KEPT, STEPS = 10.0, 0.5, 0.15, 0.7, 25


def data(kata):
    """Return both paths down J = (10·w₁² + w₂²/2)/2, from (1, 4) on."""
    paths = {}
    for β in (0.0, KEPT):
        w, v = np.array([1.0, 4.0]), np.zeros(2)
        path = [w]
        for _ in range(STEPS):
            v = kata.momentum.velocity(v, np.array([STEEP, FLAT]) * w, RATE, β)
            w = w + v
            path.append(w)
        paths[f"{β:g}"] = [[float(each) for each in point] for point in path]
    return paths


def draw(canvas, data):
    """Draw how far each is from the bottom, step by step."""
    ax = canvas.subplots()
    for (β, path), colour in zip(data.items(), (C1, C2), strict=True):
        far = np.linalg.norm(path, axis=1)
        ax.plot(far, color=colour)
        ax.text(len(far), far[-1], f"β = {β}", color=colour, va="center")
    ax.set(xlabel="steps", ylabel="distance from the bottom", xlim=(0, STEPS * 1.2), ylim=(0, None))


def words(data):
    """Say what to see, and where each ends."""
    ends = [f"{np.linalg.norm(path[-1]):.2g} with β = {β}" for β, path in data.items()]
    caption = f"A narrow valley, {STEPS} steps: what is kept carries along its floor."
    return caption, f"Distance from the bottom at the end: {' and '.join(ends)}."


FIGURES = [Figure("two-descents", "Down a narrow valley", data, draw, words)]
