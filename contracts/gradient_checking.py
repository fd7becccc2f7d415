"""Contracts of gradient checking."""

from functools import partial

import numpy as np

from contracts.kinks import KINKS, USUAL_STEP, Kink, beside, step_beside, verdicts
from contracts.networks import (
    ACTIVATIONS,
    COST,
    COSTS,
    LAYER,
    PAIRS,
    Network,
    PerLayer,
    layers_of,
    samples,
    within_reach,
)
from dojo.contracts.contract import Contract
from dojo.contracts.draw import SMALL, WIDE
from dojo.contracts.kinds import (
    ANY_AXES,
    Answered,
    Function,
    Number,
    Numbers,
    Optional,
    Record,
    Whole,
    Word,
)

# Of a smaller gradient a finite difference measures too few digits.
LEAST = 1e-4
DEEP, MANY, EXACT, USUAL = "deep", "many", "exact", "usual tolerance"
# The ε, what an error may be, and the shares of that which the mistakes are of.
LONG_STEP, USUAL_TOLERANCE = 0.5, 1e-6
TOLERANCES = (0.003, 0.01, 0.1, 0.3, 0.6, 1.2)
BELOW, ABOVE = (0.9, 0.97), (1.03, 5.0)


class Entry:
    """A tuple of whole numbers: the place of an entry of W or b."""

    def draw(self, draw):
        """Never asked: it is drawn together with the network."""
        raise NotImplementedError

    def problem(self, value, sizes):
        """Say that it is not a tuple of whole numbers."""
        right = isinstance(value, tuple) and all(isinstance(i, int) for i in value)
        return "" if right else "is not a tuple of whole numbers"


def _sum_of_squares(θ):
    return (np.asarray(θ) ** 2).sum()


def _mean_of_sines(θ):
    return np.sin(θ).mean()


def _checked(draw):
    """Return gradients with a mistake in every array, some of them within the tolerance.

    Of every activation, of a deep network, of more than a hundred entries, beside
    kinks, and where a measurement is exact, so that nothing needs to be tolerated.
    """
    if isinstance(draw.choice, Kink):
        return beside(draw, draw.choice)
    ε, tolerance, least = USUAL_STEP, TOLERANCES[0], LEAST
    errors = partial(_around, tolerance)
    if draw.choice == DEEP:
        draw.sizes.update(d_in=1, d_out=1)
        drawn, cost = [_of_one_unit(draw) for _ in range(14)], "mse"
    elif draw.choice == MANY:
        draw.sizes.update(n=3, d_in=11, d_out=10)
        drawn, cost = layers_of(draw, ["identity"]), "mse"
        tolerance, errors = 0.001, partial(np.geomspace, 0.002, 0.5)
    elif draw.choice == EXACT:
        drawn, cost = layers_of(draw, ["identity"] * 2, inside=2), "mse"
        ε, tolerance, errors, least = LONG_STEP, 0.0, partial(np.geomspace, 1e-9, 1e-3), 0.05
    elif draw.choice == USUAL:
        drawn, cost = layers_of(draw, ["identity"] * 2, inside=2), "mse"
        ε, tolerance, least = LONG_STEP, None, 0.05
        errors = partial(_around, USUAL_TOLERANCE)
    else:
        output = draw.choice
        cost = draw.one_of([cost for activation, cost in PAIRS if activation == output])
        tolerance = TOLERANCES[ACTIVATIONS.index(output) % len(TOLERANCES)]
        errors = partial(_around, tolerance)
        draw.sizes.update(d_in=draw.some(1, 2, large=2), d_out=draw.some(1, 2, large=2))
        drawn = within_reach(draw, output, cost)
    X, Y = samples(draw, cost)
    given = drawn, X, Y, cost
    spoil = _everywhere if draw.choice in (MANY, EXACT, USUAL) else _in_each
    wrong = partial(spoil, int(draw.rng.integers(10**6)), errors, least)
    gradients = Answered("backpropagation", "backpropagate", given, wrong)
    names = "network", "X", "Y", "cost", "gradients", "ε", "tolerance"
    drawn = dict(zip(names, (*given, gradients, ε, tolerance), strict=True))
    return {name: value for name, value in drawn.items() if value is not None}


def _measured(draw):
    """Return a small network with samples, and for mse a step so long that it counts."""
    cost = draw.one_of(COSTS)
    draw.sizes.update(d_in=draw.some(1, 2, large=2), d_out=draw.some(1, 2, large=2))
    drawn = within_reach(draw, draw.choice, cost)
    X, Y = samples(draw, cost)
    steps = {"ε": float(draw.rng.uniform(0.01, 0.5))} if cost == "mse" else {}
    return {"network": drawn, "X": X, "Y": Y, "cost": cost} | steps


def _of_one_unit(draw):
    """Return a layer that neither weakens a signal much nor strengthens it."""
    W = draw.rng.uniform(0.8, 1.2, (1, 1)) * draw.rng.choice([-1, 1])
    return Record(*LAYER, (W, draw.rng.normal(size=1), "identity"))


def _around(tolerance, count):
    """Return so many relative errors, below the tolerance and above it, none above 2."""
    below, above = (np.array(shares) * tolerance for shares in (BELOW, ABOVE))
    half = (count + 1) // 2
    return np.append(
        np.geomspace(*below, half), np.geomspace(above[0], min(above[1], 1.95), count - half)
    )


def _everywhere(seed, errors, least, gradients):
    """Return gradients with every entry wrong that is not next to 0."""
    rng = np.random.default_rng(seed)
    wanted = _wanted(errors, sum(dW.size + db.size for dW, db in gradients), rng)
    return [
        tuple(_spoilt(array, [next(wanted) for _ in range(array.size)], least, rng) for array in p)
        for p in gradients
    ]


def _in_each(seed, errors, least, gradients):
    """Return gradients with one entry of each array wrong, where it is not next to 0."""
    rng = np.random.default_rng(seed)
    wanted = _wanted(errors, 2 * len(gradients), rng)
    return [tuple(_spoilt(array, [next(wanted)], least, rng) for array in p) for p in gradients]


def _wanted(errors, count, rng):
    """Yield so many factors, in any order: one makes a gradient larger, the next one smaller."""
    yield from rng.permutation([_factor(e, larger=i % 2 == 0) for i, e in enumerate(errors(count))])


def _spoilt(array, wanted, least, rng):
    """Return the array with as many entries multiplied by these factors."""
    spoilt = np.array(array, dtype=float)
    for at, factor in zip(rng.permutation(spoilt.size), wanted, strict=False):
        index = np.unravel_index(at, spoilt.shape)
        if abs(spoilt[index]) > least:
            spoilt[index] *= factor
    return spoilt


def _factor(error, larger):
    """Return by what to multiply for a relative error: |factor − 1| / max(|factor|, 1)."""
    if error > 1:
        return 1 - error
    return 1 / (1 - error) if larger else 1 - error


def _compared(choice, findings):
    """Return what is compared of findings: beside a kink their places and verdicts alone."""
    return verdicts(findings) if isinstance(choice, Kink) else findings


def _steep(θ):
    return 1e6 * _mean_of_sines(θ)


MEASURED = [
    {
        "J": Function((_sum_of_squares, _mean_of_sines, _steep)),
        "θ": Numbers(shape),
        "ε": Optional(Number(1e-5, 1e-3)),
    }
    for shape in (*ANY_AXES, "")
]
SHAPED = [{name: Numbers(shape) for name in ("analytic", "numeric")} for shape in ANY_AXES]
CASE = {"network": Network(), "X": Numbers("n, d_in"), "Y": Numbers("n, d_out"), "cost": COST}
ENTRY = {
    "layer": Whole(1, 3),
    "parameter": Word(("W", "b")),
    "index": Entry(),
    "ε": Optional(Number(0.0, 1.0)),
}
STEP = {"ε": Optional(Number(0.0, 1.0)), "tolerance": Optional(Number(0.0, 1.0))}

CONTRACTS = {
    "numerical_gradient": Contract(MEASURED, largest=WIDE, near=1e-4),
    "relative_error": Contract(SHAPED, magnitudes=True),
    "measured_gradients": Contract(
        [CASE | {"ε": STEP["ε"]}], _measured, ACTIVATIONS, largest=SMALL, near=1e-4
    ),
    "crosses_kink": Contract(
        [{"network": Network(), "X": Numbers("n, d_in")} | ENTRY],
        step_beside,
        [*KINKS, *KINKS, *KINKS],
        largest=SMALL,
    ),
    "check_gradients": Contract(
        [CASE | {"gradients": PerLayer()} | STEP],
        _checked,
        [*ACTIVATIONS, DEEP, MANY, EXACT, USUAL, *KINKS],
        largest=SMALL,
        near=1e-4,
        compared=_compared,
    ),
}
