"""A factor that a claimed array is off by: measured, tried, and said as what it may stand for."""

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from derivations.arrays import Array
from derivations.gradient_checker.engine import Check
from derivations.gradient_checker.structure import Leaf

LARGEST = 1000  # of numerator and denominator of a fraction that is shown as one


def factor_of(check: Check, inside: Array | None = None) -> float | None:
    """Return the c for which the claimed array is c times what is right, or None.

    With `inside`, 1 at some entries and 0 elsewhere, those alone are looked at. c is measured along
    one direction, and tried along another, random one.
    """
    assert check.ruler is not None
    share = np.ones(check.claimed.size) if inside is None else inside
    claimed = check.claimed * share
    size = np.abs(claimed).max(initial=0.0)
    if not size:
        return None
    aimed = np.sign(claimed) * share
    expected = float(aimed @ claimed)
    slope = check.ruler.along(aimed, expected, 1e-9 * expected)
    if not slope.value or not np.isfinite(slope.value) or slope.bound > 0.01 * abs(slope.value):
        return None
    c = _rounded(expected / slope.value, slope.bound / abs(slope.value))
    if c == 1 or (share.sum() == 1 and abs(c) not in (0.5, 1, 2)):  # of one number any c is true
        return None
    right = np.where(share > 0, check.claimed / c, check.claimed)
    return c if check.of(check.landscape, right).fits() else None


def _rounded(c: float, error: float) -> float:
    """Return the fraction, or the root of one, that a factor is to its digits; else itself."""
    for value in (c, math.copysign(c * c, c)):
        fraction = Fraction(value).limit_denominator(LARGEST)
        near = abs(value - fraction) <= max(1e-9, 4 * error) * abs(value)
        if near and max(abs(fraction.numerator), fraction.denominator) <= LARGEST**2:
            plain = float(fraction)
            return plain if value is c else math.copysign(math.sqrt(abs(plain)), c)
    return c


def factor_predicate(c: float, leaves: Sequence[Leaf]) -> tuple[str, str, str]:
    """Return a code, what a factor means as the rest of a sentence, and the factor as text.

    >>> factor_predicate(-1.0, [])
    ('sign', 'has the wrong sign', '-1')
    >>> factor_predicate(3.0, [Leaf("x", np.ones((3, 2)))])[1]
    'is 3 times the right gradient (3 is the length of axis 0 of x)'
    """
    if c == -1:
        return "sign", "has the wrong sign", "-1"
    text = _as_text(c)
    root, meant = "√" in text, ""
    for leaf in leaves:
        for axis, length in enumerate(leaf.array.shape):
            value = math.sqrt(length) if root else length
            close = any(math.isclose(abs(c), one, rel_tol=1e-9) for one in (value, 1 / value))
            if length > 2 and close and not meant:
                meant = f" ({length} is the length of axis {axis} of {leaf.name})"
    return "constant-factor", f"is {text} times the right gradient{meant}", text


def _as_text(c: float) -> str:
    fraction = Fraction(c).limit_denominator(LARGEST)
    if math.isclose(c, fraction, rel_tol=1e-12):
        return str(fraction)
    square = Fraction(c * c).limit_denominator(LARGEST)
    if square and math.isclose(c * c, square, rel_tol=1e-12):
        return (
            f"{'-' if c < 0 else ''}√({square})"
            if "/" in str(square)
            else (f"{'-' if c < 0 else ''}√{square}")
        )
    return f"{c:.8g}"
