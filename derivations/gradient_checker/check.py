"""The check of a gradient that anyone's function is said to have, by numbers alone."""

from collections.abc import Callable
from typing import Any

import numpy as np

from derivations.arrays import Array
from derivations.gradient_checker.claims import (
    as_vector,
    claimed_arrays,
    not_finite,
    structured_cotangent,
    unit_of,
)
from derivations.gradient_checker.diagnosis import diagnosed
from derivations.gradient_checker.direction import random_factors
from derivations.gradient_checker.engine import Check
from derivations.gradient_checker.jacobian import Jacobian
from derivations.gradient_checker.landscape import SMALLEST, Landscape, outputs
from derivations.gradient_checker.precision import SINGLE
from derivations.gradient_checker.purity import SAME, Watched
from derivations.gradient_checker.report import WRONG, GradientReport
from derivations.gradient_checker.structure import leaves_of, rebuilt
from derivations.gradient_checker.wrong_shapes import shape_sentence


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
    b: wrong, claimed 20, numbers say 21
    """
    given = {"gradient": gradient, "vjp": vjp, "jacobian": jacobian}
    named = [name for name, value in given.items() if value is not None]
    if len(named) != 1:
        found = " and ".join(named) or "none of them"
        raise TypeError(f"Give one of gradient, vjp and jacobian: {found} is given.")
    leaves = leaves_of(arrays)
    landscape = Landscape(Watched(f, "f", [leaf.name for leaf in leaves]), arrays, leaves)
    rng = np.random.default_rng(seed)
    unit = _function_unit(landscape)
    jacobian_claimed = None
    if jacobian is not None:
        claims = _asked(landscape, jacobian, "jacobian")
        jacobian_claimed = Jacobian(landscape, claims, rng)
        claimed, given_unit = jacobian_claimed.claimed, jacobian_claimed.unit
    else:
        if vjp is not None:
            claims, what = _by_vjp(landscape, vjp, rng), "the gradient that vjp returns"
        else:
            claims, what = _asked(landscape, gradient, "gradient"), "the gradient"
        parts = claimed_arrays(landscape, claims, what)
        given_unit = unit_of(parts)
        for which, (leaf, part) in enumerate(zip(leaves, parts, strict=True)):
            if part.shape != leaf.array.shape:
                blank = _check(landscape, np.zeros(landscape.θ.size), rng, unit, given_unit)
                raise ValueError(shape_sentence(blank, which, part, what))
        claimed = as_vector(parts)
    if findings := not_finite(landscape, claimed):
        return GradientReport(WRONG, findings, "looking", [], seed=seed)
    check = Check(landscape, claimed, rng, max(given_unit, unit_of_arrays(landscape)), unit)
    report = check.run(every_entry)
    if report.status == WRONG:
        report = report._replace(diagnoses=diagnosed(check, report.findings))
        if jacobian_claimed is not None:
            report = report._replace(findings=jacobian_claimed.entries(landscape, report.findings))
    return report._replace(alarms=[*_of_precision(check), *report.alarms], seed=seed)


def unit_of_arrays(landscape: Landscape) -> float:
    """Return the coarsest rounding among the arrays that a function takes."""
    return unit_of([leaf.array for leaf in landscape.leaves])


def _check(
    landscape: Landscape, claimed: Array, rng: np.random.Generator, unit: float, given: float
) -> Check:
    """Return a check with a ruler, by which claims can be tried that nobody has made."""
    check = Check(landscape, claimed, rng, max(given, unit_of_arrays(landscape)), unit)
    check.choose_ruler()
    return check


def _function_unit(landscape: Landscape) -> float:
    """Return the rounding that f computes with; float64 is tried first."""
    if unit_of_arrays(landscape) <= SMALLEST:
        return SMALLEST
    try:
        found = unit_of([outputs(landscape.value())])
    except Exception:  # a function that takes its own kind of arrays only
        found = SINGLE
    if found <= SMALLEST:
        return found
    landscape.own_kinds = True
    return max(unit_of([outputs(landscape.value())]), unit_of_arrays(landscape))


def _of_precision(check: Check) -> list[str]:
    """Say what the precision of the arrays and of the gradient keeps from being seen."""
    if check.claimed_unit <= SMALLEST:
        return []
    kind = {np.finfo(kind).eps: kind.__name__ for kind in (np.float32, np.float16)}
    name = kind.get(np.float64(check.claimed_unit).astype(np.float32), "a low precision")
    where = "f computes in it, too" if check.unit > SMALLEST else "f is measured in float64"
    return [f"the gradient is given in {name}, and {where}; in float64 much smaller errors show"]


def _asked(landscape: Landscape, claims: Any, what: str) -> Any:
    """Return what is claimed; a function is asked for it, twice to see that it keeps nothing."""
    if not callable(claims):
        return claims
    function = Watched(claims, what, [leaf.name for leaf in landscape.leaves])
    return _twice(landscape, lambda: function(landscape.fresh()), what)


def _by_vjp(landscape: Landscape, vjp: Callable[[Any, Any], Any], rng: np.random.Generator) -> Any:
    """Return the gradient that a vjp gives for a random cotangent."""
    value = landscape.value()
    landscape.cotangent = random_factors(outputs(value).size, rng)
    function = Watched(vjp, "vjp", [leaf.name for leaf in landscape.leaves])

    def asked() -> Any:
        return function(landscape.fresh(), structured_cotangent(value, landscape.cotangent))

    return _twice(landscape, asked, "vjp")


def _twice(landscape: Landscape, ask: Callable[[], Any], what: str) -> Any:
    """Return the first of two answers, or raise ValueError if the second is another one."""
    first = ask()
    try:
        before = [np.array(part, copy=True) for part in claimed_arrays(landscape, first, what)]
    except (TypeError, ValueError):
        return first  # what is wrong with its form is said later
    after = claimed_arrays(landscape, ask(), what)
    for leaf, old, new in zip(landscape.leaves, before, after, strict=True):
        size = np.abs(old).max(initial=0.0)
        if (
            old.shape != new.shape
            or not (np.abs(new - old) <= SAME * size + np.finfo(old.dtype).eps * 8 * size).all()
        ):
            said = f"{what} gives another answer for {leaf.name} when it is asked again"
            adds = old.shape == new.shape and np.allclose(new, 2 * old, rtol=1e-6, atol=0)
            why = "it adds to what it gave before" if adds else "it is random, or keeps something"
            raise ValueError(f"{said}: {why}.")
    return rebuilt(landscape.arrays, iter(before))
