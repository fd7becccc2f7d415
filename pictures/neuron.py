"""A line through scattered points, found by one neuron without an activation."""

import numpy as np

from dojo.terminal.plot import curve, over


def picture(kata):
    """Draw thirty points and the line that errs least."""
    rng = np.random.default_rng(3)
    x = np.sort(rng.uniform(-2, 2, 30))
    y = 0.8 * x + 0.5 + rng.normal(0, 0.4, 30)
    W, b = kata.neuron.best_linear_fit(x[:, None], y)
    line = kata.neuron.weighted_sum(x[:, None], W, b)
    low, high = min(y.min(), np.min(line)), max(y.max(), np.max(line))
    points = curve(x, y, 60, 11, low, high, joined=False)
    through = curve(x, line, 60, 11, low, high)
    said = f"One neuron through 30 points: z = {W.item():.2f}·x + {b.item():.2f}"
    return [*over(points, through), "", said]
