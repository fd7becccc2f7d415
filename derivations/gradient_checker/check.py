"""The check of a gradient that anyone's function is said to have, by numbers alone."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from derivations.arrays import Array
from derivations.gradient_checker.claims import (
    as_vector,
    asked,
    by_vjp,
    claimed_arrays,
    not_finite,
    unit_of,
)
from derivations.gradient_checker.diagnosis import diagnosed
from derivations.gradient_checker.direction import generator
from derivations.gradient_checker.engine import Check
from derivations.gradient_checker.jacobian import Jacobian
from derivations.gradient_checker.landscape import SMALLEST, Landscape, outputs
from derivations.gradient_checker.precision import SINGLE
from derivations.gradient_checker.purity import Watched
from derivations.gradient_checker.report import WRONG, GradientReport
from derivations.gradient_checker.structure import AnyArray, leaves_of
from derivations.gradient_checker.wrong_shapes import shape_sentence

_KINDS = {2.0**-23: "float32", 2.0**-10: "float16", 2.0**-7: "bfloat16"}


def check_gradient(
    f: Callable[[Any], Any],
    arrays: Any,
    gradient: Any = None,
    *,
    vjp: Callable[[Any, Any], Any] | None = None,
    jacobian: Any = None,
    every_entry: bool = False,
    seed: int = 0,
) -> GradientReport:
    """Check a gradient against the function that it is said to be the gradient of.

    `arrays` is one array of floating-point numbers, or a dict, list or tuple of arrays, nested as
    you like. `f(arrays)` is called with the same structure. It must not change it.

    - If f returns a number, give `gradient`: the same structure, or a function gradient(arrays)
      that returns it.
    - If f returns an array, or several, give `vjp(arrays, cotangent)`, which returns the
      gradient of Σ cotangent · f(arrays); the cotangent has the structure of f's answer. Or give
      `jacobian`: the structure of `arrays` with an array of the shape f(arrays).shape + array.shape
      for each array, or a function jacobian(arrays) that returns it.

    Returns a `GradientReport`: print it, or call its `raise_if_wrong()`. One wrong entry among
    thousands is found in the time of a few calls of f. All entries are moved together, in a random
    direction that `seed` fixes and in which each counts alike. By a complex step, where f lets
    complex numbers through and real differences confirm it; otherwise by extrapolated central
    differences. Halving leads to the entries. `every_entry` looks at each entry by itself.

    A gradient with one wrong entry, off by ρ of itself, is always found if ρ is above the report's
    `resolution`. With several wrong entries, errors can cancel by chance: the probability that they
    do is `resolution`/ρ at the most, where ρ is the largest of their relative errors (Freivalds
    1977). Twice with different seeds squares it. It holds for entries above a thousandth (complex
    steps) or a hundredth (differences) of their array's root mean square; of a smaller one, ρ
    counts for so much less. Of a Jacobian or a vjp the cotangent is random, too.

    Raises TypeError or ValueError for what cannot be checked: other structures and shapes, no
    floating-point numbers, NaN, a function that is random or changes its arguments.

    >>> x = {"a": np.array([1.0, 2.0, 4.0]), "b": np.array(3.0)}
    >>> f = lambda x: (x["a"] ** 2).sum() * x["b"]
    >>> print(check_gradient(f, x, {"a": 2 * x["a"] * x["b"], "b": 20.0}))
    wrong, by projected complex steps (seed 0)
    wrong: b; right: a
    b: wrong, claimed 20, numbers say 21
    """
    given = {"gradient": gradient, "vjp": vjp, "jacobian": jacobian}
    named = [name for name, value in given.items() if value is not None]
    if len(named) != 1:
        found = " and ".join(named) or "none of them"
        raise TypeError(f"Pass exactly one of gradient, vjp and jacobian instead of {found}.")
    landscape = landscape_of(f, arrays)
    rng = generator(seed)
    if jacobian is not None:
        claims = Jacobian(landscape, asked(landscape, jacobian, "jacobian"), rng)
        report = _reported(landscape, claims.claimed, claims.unit, rng, every_entry)
        if report.status == WRONG:
            report = report._replace(findings=claims.entries(landscape, report.findings))
        return report._replace(seed=seed)
    if vjp is not None:
        answer, what = by_vjp(landscape, vjp, rng), "the gradient that vjp returns"
    else:
        answer, what = asked(landscape, gradient, "gradient"), "the gradient"
    parts = claimed_arrays(landscape, answer, what)
    return report_on(landscape, parts, what, rng, every_entry)._replace(seed=seed)


def landscape_of(f: Callable[[Any], Any], arrays: Any) -> Landscape:
    """Return the landscape of a function of nested arrays, which are looked at first."""
    leaves = leaves_of(arrays)
    return Landscape(Watched(f, "f", [leaf.name for leaf in leaves]), arrays, leaves)


def report_on(
    landscape: Landscape,
    parts: Sequence[AnyArray],
    what: str,
    rng: np.random.Generator,
    every_entry: bool,
    unit: float = SMALLEST,
) -> GradientReport:
    """Return the report on claimed arrays, one for each of the landscape's.

    `what` names them in the sentence of the ValueError about a wrong shape. `unit` is the rounding
    they were computed with, if that is more than their dtype's.
    """
    given = max(unit, unit_of(parts))
    for which, (leaf, part) in enumerate(zip(landscape.leaves, parts, strict=True)):
        if part.shape != leaf.array.shape:
            blank = _check_of(landscape, np.zeros(landscape.θ.size), given, rng)
            blank.choose_ruler()
            raise ValueError(shape_sentence(blank, which, part, what))
    return _reported(landscape, as_vector(parts), given, rng, every_entry)


def _reported(
    landscape: Landscape, claimed: Array, given: float, rng: np.random.Generator, every_entry: bool
) -> GradientReport:
    if findings := not_finite(landscape, claimed):
        return GradientReport(WRONG, findings, "looking", [])
    check = _check_of(landscape, claimed, given, rng)
    report = check.run(every_entry)
    if report.status == WRONG:
        diagnoses, arrays = diagnosed(check, report.findings)
        report = report._replace(diagnoses=diagnoses, arrays=arrays)
    return report._replace(alarms=[*_of_precision(check), *report.alarms])


def _check_of(
    landscape: Landscape, claimed: Array, given: float, rng: np.random.Generator
) -> Check:
    """Return the check of claims, which are given with this rounding."""
    taken = unit_of([leaf.array for leaf in landscape.leaves])
    unit = SMALLEST if taken <= SMALLEST else _function_unit(landscape, taken)
    return Check(landscape, claimed, rng, max(given, taken), unit)


def _function_unit(landscape: Landscape, taken: float) -> float:
    """Return the rounding that f computes with; float64 is tried first."""
    try:
        found = unit_of([outputs(landscape.value())])
    except Exception:  # a function that takes its own kind of arrays only
        found = SINGLE
    if found <= SMALLEST:
        return found
    landscape.own_kinds = True
    return max(unit_of([outputs(landscape.value())]), taken)


def _of_precision(check: Check) -> list[str]:
    """Say what the precision of the arrays and of the gradient keeps from being seen."""
    if check.claimed_unit <= SMALLEST:
        return []
    name = _KINDS.get(check.claimed_unit, "a low precision")
    where = "f uses it, too" if check.unit > SMALLEST else "f is measured in float64"
    return [f"the gradient is in {name}, and {where}; float64 would show much smaller errors"]
