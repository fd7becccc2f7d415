"""One factor throughout a gradient, and what it says: a lost sign, 2, or average."""

from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from derivations.arrays import Array
from derivations.claims.constant_factor import constant_text

RELATIVE = 1e-8
LARGEST = 12  # of numerator and denominator of a constant that explains anything


class Meaning(NamedTuple):
    """A factor as text, "-n/2"; its name, "sign", "n", "1/n", "n·k" or ""; and a sentence."""

    factor: str
    name: str
    sentence: str


def equal(left: npt.NDArray[Any], right: Array, relative: float = RELATIVE) -> bool:
    """Tell whether two arrays are the same, to eight digits unless said otherwise."""
    if left.shape != right.shape or left.dtype.kind not in "fiub":
        return False
    size = np.abs(right).max(initial=0.0)
    return bool((np.abs(left - right) <= relative * np.abs(right) + 1e-12 * size).all())


def usual(constant: Fraction, n: int, k: int) -> bool:
    """Tell whether a factor is what a lost or doubled 2, n or n·k would leave."""
    numbers = {1, n, k, n * k}
    usual = {
        two * Fraction(a, b) for a in numbers for b in numbers for two in (1, 2, Fraction(1, 2))
    }
    return abs(constant) in usual


def meaning(constant: Fraction, n: int, k: int) -> Meaning:
    """Explain a gradient that is a constant times the right one, for n samples of k outputs.

    >>> meaning(Fraction(3), n=3, k=1).sentence
    'summed over the batch instead of averaged (n = 3)'
    """
    factor = str(constant)
    if constant == -1:
        return Meaning(factor, "sign", "the sign is wrong")
    for value, name, sentence in (
        (Fraction(n), "n", f"summed over the batch instead of averaged (n = {n})"),
        (Fraction(1, n), "1/n", f"divided by n = {n} one time too many"),
        (Fraction(n * k), "n·k", f"not averaged over the {n}·{k} predictions"),
        (Fraction(k), "", f"averaged over the {n} samples instead of the {n}·{k} predictions"),
        (Fraction(1, k), "", f"averaged over the {n}·{k} predictions instead of the {n} samples"),
    ):
        if abs(constant) == value and value not in (1, 2, Fraction(1, 2)):
            sign = "" if constant > 0 else ", and the sign is wrong"
            return Meaning(factor, name if constant > 0 else "", sentence + sign)
    by_n = [(constant / n, "n"), (constant * n, "/n")] if n > 2 else []
    for rest, shown in by_n:
        if max(abs(rest.numerator), rest.denominator) < max(
            abs(constant.numerator), constant.denominator
        ):
            head = constant_text(rest, 1 if shown == "n" else -1)
            return Meaning(head, "", f"{head} = {factor} times the right gradient")
    doubt = f" (n is {n} here: the factor 2 may be missing, or the average)" if n == 2 else ""
    return Meaning(factor, "", f"{factor} times the right gradient{doubt}")


def constant_of(array: Array, wanted: Array, whole: float) -> Fraction | None:
    """Return the simple fraction c with array = c·wanted, or None; `whole` is the right size."""
    if array.shape != wanted.shape or not np.isfinite(wanted).all():
        return None
    size = float(np.vdot(wanted, wanted))
    nothing = [np.abs(one).max(initial=0.0) <= 1e-12 * whole for one in (wanted, array)]
    if any(nothing) or not size:
        return Fraction(1) if all(nothing) else None
    ratio = float(np.vdot(wanted, array)) / size
    constant = Fraction(ratio).limit_denominator(1000)
    if not constant or abs(ratio - constant) > RELATIVE * abs(ratio):
        return None
    if not equal(array, float(constant) * wanted):
        return None
    simple = max(abs(constant.numerator), constant.denominator) <= LARGEST
    return constant if simple or 1 in (abs(constant.numerator), constant.denominator) else None
