"""The forward pass of an implementation beside the derived one: the first z or a that is wrong."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from derivations.arrays import Array, Pair, told_apart

# Sums may come in another order, so that of many numbers some digits are lost.
_NEAR, _ROUNDING, _NEAR_ZERO = 1e-7, 1e-13, 1e-15


class WrongSignal(NamedTuple):
    """The message on a wrong forward pass, and the function at fault.

    That is an activation where its z is right, else "forward".
    """

    sentence: str
    function: str


def first_wrong(
    right: Sequence[Pair], answered: Iterable[Pair], activations: Sequence[str]
) -> WrongSignal | None:
    """Return the first z or a that is not what is derived; None where all are, or none are there.

    >>> z = np.array([[-1.0, 2.0]])
    >>> first_wrong([(z, np.maximum(z, 0))], [(z, np.abs(z))], ["relu"]).sentence
    'Your forward pass is wrong: a₁[0, 0] is 1 instead of 0.'
    """
    try:
        pairs = [(np.asarray(z, dtype=float), np.asarray(a, dtype=float)) for z, a in answered]
    except (TypeError, ValueError):  # it is not a forward pass at all, and that is said elsewhere
        return None
    for layer, ((z, a), (z_right, a_right)) in enumerate(zip(pairs, right, strict=False)):
        for name, value, true in (("z", z, z_right), ("a", a, a_right)):
            if sentence := _off(f"{name}{_SUBSCRIPTS[layer + 1]}", value, true):
                return WrongSignal(sentence, activations[layer] if name == "a" else "forward")
    return None


_SUBSCRIPTS = {number: str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
               for number in range(1, 200)}  # fmt: skip


def _off(name: str, value: Array, true: Array) -> str:
    if value.shape != true.shape:
        said = f"{name} has shape {value.shape} instead of {true.shape}"
        return f"Your forward pass is wrong: {said}."
    room = _NEAR * np.abs(true) + _ROUNDING * np.abs(true).max(initial=0.0) + _NEAR_ZERO
    wrong = ~(np.abs(value - true) <= room)
    if not wrong.any():
        return ""
    at = tuple(map(int, np.argwhere(wrong)[0]))
    came, belongs = told_apart(float(value[at]), float(true[at]))
    where = f"{name}[{', '.join(map(str, at))}]"
    return f"Your forward pass is wrong: {where} is {came} instead of {belongs}."
