"""Contracts of gradient checking."""

from functools import partial

import numpy as np

from contracts.networks import COST, PAIRS, Network, PerLayer, case, layers_of, samples
from dojo.contracts.contract import Contract
from dojo.contracts.draw import SMALL, WIDE
from dojo.contracts.kinds import Answered, Function, Number, Numbers, Optional

TOLERANCE = 0.01
# Of a smaller gradient a finite difference measures too few digits.
LEAST = 1e-4
DEEP, MANY = "deep", "many"


def _sum_of_squares(θ):
    return (np.asarray(θ) ** 2).sum()


def _mean_of_sines(θ):
    return np.sin(θ).mean()


def _checked(draw):
    """Return gradients with a mistake in every array, some of them within the tolerance.

    Of all pairs of activation and cost, of a deep network, and of more than a hundred entries.
    """
    if draw.choice == DEEP:
        drawn, cost = layers_of(draw, ["tanh"] * 9 + ["identity"]), "mse"
        X, Y = samples(draw, cost)
        given = drawn, X, Y, cost
    elif draw.choice == MANY:
        draw.sizes.update(d_in=11, d_out=10)
        drawn, cost = layers_of(draw, ["identity"]), "mse"
        X, Y = samples(draw, cost)
        given = drawn, X, Y, cost
    else:
        given = tuple(case(draw).values())
    wrong = partial(_everywhere if draw.choice == MANY else _in_each, int(draw.rng.integers(10**6)))
    gradients = Answered("backpropagation", "backpropagate", given, wrong)
    names = "network", "X", "Y", "cost", "gradients", "ε", "tolerance"
    return dict(zip(names, (*given, gradients, 1e-5, TOLERANCE), strict=True))


def _errors(seed, count):
    """Return factors so far apart that no two errors are in doubt which one is worse."""
    return 1 + np.random.default_rng(seed).permutation(np.geomspace(TOLERANCE / 10, 1.0, count))


def _everywhere(seed, gradients):
    """Return gradients with every entry wrong."""
    ((dW, db),) = gradients
    factors = _errors(seed, dW.size + db.size)
    return [(dW * factors[: dW.size].reshape(dW.shape), db * factors[dW.size :])]


def _in_each(seed, gradients):
    """Return gradients with one entry of each array wrong, where it is not next to 0."""
    rng = np.random.default_rng(seed)
    factors = iter(_errors(seed, 2 * len(gradients)))
    return [tuple(_spoilt(array, next(factors), rng) for array in pair) for pair in gradients]


def _spoilt(array, factor, rng):
    spoilt = np.array(array, dtype=float)
    at = np.unravel_index(rng.integers(spoilt.size), spoilt.shape)
    if abs(spoilt[at]) > LEAST:
        spoilt[at] *= factor
    return spoilt


MEASURED = [
    {
        "J": Function((_sum_of_squares, _mean_of_sines)),
        "θ": Numbers(shape),
        "ε": Optional(Number(1e-5, 1e-3)),
    }
    for shape in ("...", "")
]
SHAPED = [
    {name: Numbers(shape) for name in ("analytic", "numeric")} for shape in ("n", "n, d", "m, n, d")
]
CASE = {"network": Network(), "X": Numbers("n, d_in"), "Y": Numbers("n, d_out"), "cost": COST}
STEP = {"ε": Optional(Number(0.0, 1.0)), "tolerance": Optional(Number(0.0, 1.0))}

CONTRACTS = {
    "numerical_gradient": Contract(MEASURED, largest=WIDE, near=1e-4),
    "relative_error": Contract(SHAPED),
    "check_gradients": Contract(
        [CASE | {"gradients": PerLayer()} | STEP],
        _checked,
        [*PAIRS, DEEP, MANY],
        largest=SMALL,
        near=1e-4,
    ),
}
