"""A polynomial to play with: its degree, the strength of L2, and the cost on unseen samples."""

from pathlib import Path

import numpy as np

from dojo.book.figure import Toy
from figures.generalisation.polynomials import SAMPLES, noisy, truth
from steps.generalisation import fitted

SEEDS, UNSEEN, DEGREES = (4, 2, 6, 1), 24, 10
HIGHEST = 100


def data(kata):
    """Return samples and unseen ones of several draws, and what a cubic comes to on the first."""
    draws = []
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        x, unseen = np.linspace(-1, 1, SAMPLES), np.linspace(-0.98, 0.98, UNSEEN)
        parts = {"training": (x, noisy(x, rng)), "validation": (unseen, noisy(unseen, rng))}
        draws.append({name: np.round(part, 4) for name, part in parts.items()})
    polynomial = fitted(kata, *draws[0]["training"], 3)
    x, y = draws[0]["validation"]
    found = kata.cost.mse(y[:, None], polynomial(x))
    across = np.linspace(-1, 1, 41)
    return {"draws": draws, "truth": np.round([across, truth(across)], 3), "found": found}


TOY = Toy(
    name="capacity",
    files=Path(__file__).with_suffix(""),
    formulas=str,
    values={"highest": HIGHEST, "degrees": DEGREES},
    data=data,
    rule="The more is penalised, the smaller is the weight that costs least",
)
