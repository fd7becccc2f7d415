"""A chain of slopes with your numbers on its links."""

import numpy as np


def picture(kata):
    """Write x → z → a → J for one neuron, and the slope of each link."""
    x, w, b, y = 1.5, 0.8, -0.4, 1.0
    z = float(kata.neuron.weighted_sum(np.array([x]), np.array([w]), b))
    a = float(kata.activations.sigmoid(np.array([z]))[0])
    slope = float(kata.activations.sigmoid_prime(np.array([z]))[0])
    J = float(kata.cost.mse(np.array([[y]]), np.array([[a]])))
    outer = float(kata.cost.mse_prime(np.array([[y]]), np.array([[a]])).item())
    values = [f"{n} = {v:.3f}" for n, v in (("w", w), ("z", z), ("a", a), ("J", J))]
    links = [f"{n} = {v:.3f}" for n, v in (("∂z/∂w", x), ("∂a/∂z", slope), ("∂J/∂a", outer))]
    return [
        "   ──────→   ".join(f"{value:<9}" for value in values),
        " " * 8 + " " * 3 + "".join(f"{link:<22}" for link in links).rstrip(),
        "",
        f"∂J/∂w = {outer:.3f} · {slope:.3f} · {x:.3f} = {outer * slope * x:.3f}",
        "",
        "Change w by a little, and J changes by that many times as much.",
    ]
