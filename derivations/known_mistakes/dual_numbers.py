"""Mistakes in forward mode: in the slope of a dual number."""

import numpy as np

from derivations.arrays import Pair
from derivations.known_mistakes.autodiff import Functions
from derivations.known_mistakes.known_mistake import KnownMistake


def of_operation(
    operation: str, functions: Functions, a: Pair, b: Pair | None = None, part: int = 0
) -> list[KnownMistake]:
    """Return what a part of a dual number, 0 its value, 1 its slope, comes to with a mistake."""
    v, dv = a
    if b is None:
        f, f_prime = functions[operation]
        with np.errstate(all="ignore"):
            slopes = {
                "the input's slope is missing": f_prime(v),
                "f is applied to the slope": f(dv),
                "the slope is computed at the output": f_prime(f(v)) * dv,
                "the slope of f is computed at the input's slope": f_prime(dv) * v,
                "the slope is that of f at the input's slope": f_prime(dv),
                "the two slopes are added instead of multiplied": f_prime(v) + dv,
            }
            return [
                KnownMistake("dual", done, (f(v), slope)[part]) for done, slope in slopes.items()
            ]
    w, dw = b
    if operation == "add":
        return [
            KnownMistake("dual", "the slopes are multiplied", (v + w, dv * dw)[part]),
            KnownMistake("dual", "the second slope is missing", (v + w, dv)[part]),
            KnownMistake("dual", "the slope is 0, as that of a constant", (v + w, 0 * dv)[part]),
            KnownMistake(
                "dual", "each number's slope is added to its own value", (v + dv, w + dw)[part]
            ),
        ]
    slopes = {
        "the slopes are multiplied": dv * dw,
        "each slope is multiplied by its own value": dv * v + dw * w,
        "the first term of the product rule is missing": dv * w,
        "the second term of the product rule is missing": v * dw,
        "the slopes are added as for a sum": dv + dw,
        "the second term of the product rule is subtracted": dv * w - v * dw,
        "the product of the slopes is added, but it belongs to ε² = 0": dv * w + v * dw + dv * dw,
    }
    return [KnownMistake("dual", done, (v * w, slope)[part]) for done, slope in slopes.items()]
