"""Mistakes in a mean."""

import numpy as np

from derivations.known_mistakes.known_mistake import KnownMistake


def of_mean(x):
    """Return (code, what was done, answer) for each mistake in the mean of x."""
    return [
        KnownMistake("not-divided", "the sum is not divided by the number of entries", np.sum(x)),
    ]
