"""Two costs of one answer, from surely wrong to surely right."""

import numpy as np

from dojo.terminal.plot import beside, curve


def picture(kata):
    """Draw both costs for the target 1, with ŷ from 0 to 1 on the way to the right."""
    ŷ, plots = np.linspace(0.01, 0.99, 60), []
    for name in ("mse", "binary_cross_entropy"):
        J = [float(kata.cost[name](np.array([[1.0]]), np.array([[each]]))) for each in ŷ]
        plots.append([f"{name:^32}", *curve(ŷ, J, 32, 10, 0, 4.7)])
    return [
        *beside(*plots, gap=6),
        "",
        "J for target 1, ŷ from 0 to 1: cross-entropy charges confident mistakes more.",
    ]
