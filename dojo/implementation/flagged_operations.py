"""Operations of a kata's arithmetic, as `a * b` and `a *= b`, looked at as they are done."""

import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from dojo.implementation import flag_signs
from dojo.implementation.whole_numbers import are_own, narrowed, widened

NUMBERS = (np.ndarray, np.number)
OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "divide": operator.truediv,
    "floor_divide": operator.floordiv,
    "remainder": operator.mod,
    "power": operator.pow,
    "matmul": operator.matmul,
}
IN_PLACE: dict[str, Callable[[Any, Any], Any]] = {
    "add": operator.iadd,
    "subtract": operator.isub,
    "multiply": operator.imul,
    "divide": operator.itruediv,
    "floor_divide": operator.ifloordiv,
    "remainder": operator.imod,
    "power": operator.ipow,
    "matmul": operator.imatmul,
}
_POWERS = {2.0: "square", 0.5: "sqrt", -1.0: "reciprocal"}


def operation(name: str, left: Any, right: Any) -> Any:
    """Return `left ∘ right`, looked at.

    >>> with np.errstate(over="raise"):
    ...     operation("multiply", np.float64(1e308), 10)
    Traceback (most recent call last):
    FloatingPointError: overflow encountered in scalar multiply
    """
    function = OPERATIONS[name]
    if are_own((left, right)):
        answer = narrowed(function(widened(left), widened(right)))
    else:
        answer = function(left, right)
    if not isinstance(answer, NUMBERS) or not flag_signs.may_tell(answer, name):
        return answer
    whole = name == "matmul" or isinstance(answer, np.ndarray)
    said = name if whole else f"scalar {name}"
    return looked_at(answer, (left, right), _as_numpy_does(said, left, right))


def operation_in_place(name: str, left: Any, right: Any) -> Any:
    """Return what `left ∘= right` leaves in `left`, looked at."""
    if not isinstance(left, np.ndarray):
        if isinstance(left, np.generic):
            return operation(name, left, right)
        return IN_PLACE[name](left, right)
    if are_own((left,)):
        longer = operation(name, left, right)
        if getattr(longer, "dtype", None) == np.int64:
            return longer
    # Both may be the same array, or parts of one.
    given = left.copy(), right.copy() if isinstance(right, np.ndarray) else right
    answer = IN_PLACE[name](left, right)
    return looked_at(answer, given, _as_numpy_does(name, left, right))


def looked_at(answer: Any, given: Sequence[Any], name: str, where: Any = True) -> Any:
    """Return an answer; warn or raise, as NumPy is set to, if a flag would have been set.

    `given` is what it was computed from, and `name` what NumPy calls the operation.
    """
    looked = [each for each in parts(answer) if flag_signs.may_tell(each, name)]
    numbers = [each for each in given if isinstance(each, (*NUMBERS, float, int, complex))]
    if looked and numbers:
        flag_signs.tell(flag_signs.flags(name, looked, numbers, where), name)
    return answer


def parts(answer: Any) -> list[Any]:
    """Return the arrays and numbers of NumPy's in an answer."""
    parts = answer if isinstance(answer, tuple | list) else (answer,)
    return [part for part in parts if isinstance(part, NUMBERS)]


def _as_numpy_does(name: str, left: Any, right: Any) -> str:
    """Return the name of the operation that NumPy takes for a power by a simple number."""
    if name == "power" and isinstance(right, int | float) and not isinstance(left, int | float):
        return _POWERS.get(float(right), name)
    return name
