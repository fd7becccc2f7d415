"""Contracts of gradient checking."""

from functools import partial

import numpy as np

from contracts.networks import COST, Network, PerLayer, layers_of, samples
from dojo.contracts.contract import Contract
from dojo.contracts.draw import SMALL, WIDE
from dojo.contracts.kinds import Answered, Function, Number, Numbers, Optional

TOLERANCE = 0.01


def _sum_of_squares(θ):
    return (np.asarray(θ) ** 2).sum()


def _mean_of_sines(θ):
    return np.sin(θ).mean()


def _checked(draw):
    """Return gradients with wrong entries in every layer, some by less than the tolerance."""
    if draw.choice == WIDE:
        draw.sizes.update(d_in=9, d_out=9)
    hidden = 0 if draw.choice == WIDE else draw.some(0, 2, large=2)
    drawn = layers_of(draw, ["tanh"] * hidden + ["identity"])
    X, Y = samples(draw, "mse")
    given = drawn, X, Y, "mse"
    wrong = partial(_spoilt, int(draw.rng.integers(10**6)))
    gradients = Answered("backpropagation", "backpropagate", given, wrong)
    names = "network", "X", "Y", "cost", "gradients", "ε", "tolerance"
    return dict(zip(names, (*given, gradients, 1e-5, TOLERANCE), strict=True))


def _spoilt(seed, gradients):
    """Return gradients with errors that differ much: no two are in doubt which one is worse."""
    rng = np.random.default_rng(seed)
    count = sum(dW.size + db.size for dW, db in gradients)
    factors = 1 + rng.permutation(np.geomspace(TOLERANCE / 10, 1.0, count))
    spoilt = []
    for pair in gradients:
        parts = []
        for array in pair:
            parts.append(array * factors[: array.size].reshape(array.shape))
            factors = factors[array.size :]
        spoilt.append(tuple(parts))
    return spoilt


MEASURED = [
    {
        "J": Function((_sum_of_squares, _mean_of_sines)),
        "θ": Numbers(shape),
        "ε": Optional(Number(1e-5, 1e-3)),
    }
    for shape in ("...", "")
]
PAIRS = [{name: Numbers(shape) for name in ("analytic", "numeric")} for shape in ("n", "n, d")]
CASE = {"network": Network(), "X": Numbers("n, d_in"), "Y": Numbers("n, d_out"), "cost": COST}
STEP = {"ε": Optional(Number(0.0, 1.0)), "tolerance": Optional(Number(0.0, 1.0))}

CONTRACTS = {
    "numerical_gradient": Contract(MEASURED, largest=WIDE, near=1e-4),
    "relative_error": Contract(PAIRS),
    "check_gradients": Contract(
        [CASE | {"gradients": PerLayer()} | STEP], _checked, [None, WIDE], largest=SMALL, near=1e-4
    ),
}
