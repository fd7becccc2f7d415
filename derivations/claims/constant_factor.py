"""A wrong claim that is right up to a constant: which constant, as a person would write it."""

from fractions import Fraction

import numpy as np

from derivations.arrays import Array

LARGEST = 100  # of numerator and denominator: beyond, a constant explains nothing
POWERS_OF_N = (0, 1, -1, 2, -2)


def constant_ratio(claim: Array, truth: Array, n: Array) -> tuple[Fraction, int] | None:
    """Return (c, p) where claim = c·n^p · truth at every sample point, c a fraction; else None.

    All three are arrays of the same shape.

    >>> n = np.array([2.0, 3.0, 5.0])
    >>> constant_ratio(n * 1.0, n * -2.0 / n, n)
    (Fraction(-1, 2), 1)
    """
    with np.errstate(all="ignore"):
        ratio = claim / truth
    usable = np.isfinite(ratio)
    if (np.isinf(ratio) & np.isfinite(claim)).any() or usable.sum() < max(2, len(ratio) // 4):
        return None
    ratio, n = ratio[usable], n[usable]
    for power in POWERS_OF_N:
        constants = ratio / n**power
        constant = Fraction(float(np.median(constants))).limit_denominator(LARGEST)
        if abs(constant.numerator) > LARGEST:
            continue
        if np.all(np.abs(constants - float(constant)) <= 1e-9 * max(1e-3, abs(float(constant)))):
            return constant, power
    return None


def constant_text(constant: Fraction, power: int) -> str:
    """Write c·n^p.

    >>> constant_text(Fraction(-1, 2), 1), constant_text(Fraction(2), -1)
    ('-n/2', '2/n')
    """
    above, below = constant.numerator, constant.denominator
    raised = {0: "", 1: "n", 2: "n^2"}[abs(power)]
    if not power or not above:
        return str(constant)
    if power > 0:
        head = {1: "", -1: "-"}.get(above, str(above))
        return f"{head}{raised}" + (f"/{below}" if below != 1 else "")
    return f"{above}/{raised}" if below == 1 else f"{above}/({below}{raised})"
