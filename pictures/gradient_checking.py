"""The V: how far a measured slope is off, from a large step to a tiny one."""

import numpy as np

from dojo.terminal.plot import curve


def picture(kata):
    """Draw the relative error of a measured slope of e^θ over ε, both as powers of ten."""
    θ = np.array([1.0])
    steps, errors = 10.0 ** np.arange(-13, 0, 0.5), []
    for ε in steps:
        measured = kata.gradient_checking.numerical_gradient(lambda t: float(np.exp(t[0])), θ, ε)
        errors.append(abs(float(measured[0]) - np.e) / np.e)
    lines = curve(np.log10(steps), np.log10(np.maximum(errors, 1e-17)), 60, 12)
    best = steps[int(np.argmin(errors))]
    return [
        *lines,
        "",
        f"ε from 1e-13 to 0.3: left it is rounding, right the bend; best is {best:.0e}.",
    ]
