"""Floating-point flags, worked out from inputs and outputs where the system has none.

WebAssembly has no flags, so NumPy never finds out about an overflow there. But infinity that no
number going in was, is one, or a division by 0; and so is nan. `flagged_source.py` sees to it that
a kata's arithmetic is looked at, and that of the course's functions that the kata calls. NumPy's
own settings (`np.errstate`) then say what is done.
"""

import operator
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import BuiltinFunctionType, CodeType, FunctionType
from typing import Any

import numpy as np

from dojo.implementation import flagged_source, floating_point


@cache
def are_missing() -> bool:
    """Tell whether this system has no floating-point flags."""
    try:
        with floating_point.strict():
            np.multiply(np.array([1e308]), 10.0)
    except FloatingPointError:
        return False
    return True


def equip(names: dict[str, Any]) -> None:
    """Give a module's names the functions that its compiled code calls."""
    names |= {
        flagged_source.OPERATION: operation,
        flagged_source.IN_PLACE: operation_in_place,
        flagged_source.CALL: call,
        flagged_source.SLICE: slice,
    }


def operation(name: str, left: Any, right: Any) -> Any:
    """Return `left ∘ right`, looked at.

    >>> with np.errstate(over="raise"):
    ...     operation("multiply", np.float64(1e308), 10)
    Traceback (most recent call last):
    FloatingPointError: overflow encountered in scalar multiply
    """
    answer = _OPERATIONS[name](left, right)
    if not isinstance(answer, _NUMBERS):
        return answer
    whole = name == "matmul" or isinstance(answer, np.ndarray)
    said = name if whole else f"scalar {name}"
    return looked_at(answer, (left, right), _as_numpy_does(said, left, right))


def operation_in_place(name: str, left: Any, right: Any) -> Any:
    """Return what `left ∘= right` leaves in `left`, looked at."""
    if not isinstance(left, np.ndarray):
        return (
            operation(name, left, right)
            if isinstance(left, _SCALARS)
            else _IN_PLACE[name](left, right)
        )
    # Both may be the same array, or parts of one.
    given = left.copy(), right.copy() if isinstance(right, np.ndarray) else right
    answer = _IN_PLACE[name](left, right)
    return looked_at(answer, given, _as_numpy_does(name, left, right))


def call(function: Callable[..., Any], *arguments: Any, **keywords: Any) -> Any:
    """Return what a function answers, looked at where it is one of NumPy's that computes.

    >>> with np.errstate(divide="raise"):
    ...     call(np.log, np.array([0.0]))
    Traceback (most recent call last):
    FloatingPointError: divide by zero encountered in log
    """
    name = _name(function)
    if not name:
        return _of_course(function)(*arguments, **keywords)
    given = [*arguments, *keywords.values()]
    owner = getattr(function, "__self__", None)
    if isinstance(owner, _NUMBERS):
        given.insert(0, owner)
    # What is written into may be one of the arguments, and is no longer what went in.
    out = keywords.get("out")
    if out is not None:
        given = [np.copy(each) if isinstance(each, np.ndarray) else each for each in given]
    return looked_at(function(*arguments, **keywords), given, name)


def looked_at(answer: Any, given: Any, name: str) -> Any:
    """Return an answer; warn or raise, as NumPy is set to, if a flag would have been set.

    `given` is what it was computed from, and `name` what NumPy calls the operation.
    """
    if not isinstance(answer, _NUMBERS):
        return answer
    numbers = [np.asarray(each) for each in given if isinstance(each, (*_NUMBERS, float, int))]
    if answer.dtype.kind in "iu":
        kinds = _of_whole_numbers(answer, numbers, name)
    elif answer.dtype.kind in "fc" and not np.isfinite(answer).all():
        kinds = _of_real_numbers(answer, numbers, name)
    else:
        return answer
    state = {**np.geterr()}
    for kind in kinds:
        said = f"{_WORDS[kind]} encountered in {_part(name, kind, answer, numbers)}"
        if state[kind] == "raise":
            raise FloatingPointError(said)
        if state[kind] == "warn":
            warnings.warn(said, RuntimeWarning, stacklevel=3)
    return answer


def _part(name: str, kind: str, answer: Any, given: list[Any]) -> str:
    """Return what NumPy calls the part of a mean or a deviation in which a flag is set."""
    if name not in _PARTS:
        return name
    of_many, of_infinity = _PARTS[name]
    if kind == "over":
        return of_many
    if any(np.isinf(each).any() for each in given if each.dtype.kind in "fc"):
        return of_infinity
    return "divide" if np.ndim(answer) else "scalar divide"


def _of_real_numbers(answer: Any, given: list[Any], name: str) -> Iterator[str]:
    """Yield the flags that infinity and nan in an answer tell of, in NumPy's order."""
    shape = np.shape(answer)
    had_nan, had_infinity = (_had(test, given, shape) for test in (np.isnan, np.isinf))
    infinite = np.isinf(answer) & ~had_infinity & ~had_nan
    if infinite.any():
        by_zero = infinite & _divides_by_zero(given, name, shape)
        if by_zero.any():
            yield "divide"
        if (infinite & ~by_zero).any():
            yield "over"
    if (np.isnan(answer) & ~had_nan).any():
        yield "invalid"


def _of_whole_numbers(answer: Any, given: list[Any], name: str) -> Iterator[str]:
    """Yield the flags of whole numbers: a division by 0, and what is too large for them."""
    divides = name.rpartition(" ")[2] in ("floor_divide", "remainder")
    if divides and (given[-1] == 0).any():
        yield "divide"
    elif name == "cast" and given[0].dtype.kind == "f":
        limits = np.iinfo(answer.dtype)
        low, high = float(limits.min), float(limits.max)
        if not ((given[0] >= low) & (given[0] <= high)).all():
            yield "invalid"


def _had(test: Callable[[Any], Any], given: list[Any], shape: tuple[int, ...]) -> Any:
    """Tell of each answer whether a number behind it was such already."""
    found: Any = np.zeros(shape, dtype=bool)
    for array in given:
        if array.dtype.kind not in "fc":
            continue
        such = test(array)
        try:
            found = found | np.broadcast_to(such, shape)
        except ValueError:  # a sum, or a product of matrices: any of its numbers may be behind it
            found = found | such.any()
    return found


def _divides_by_zero(given: list[Any], name: str, shape: tuple[int, ...]) -> Any:
    """Tell of each infinite answer whether it comes of a division by 0, and of no overflow."""
    words = name.rpartition(" ")[2]
    if words in _AT_THE_EDGE:
        return True
    if words not in _DIVIDING:
        return False
    divisor = given[0] if words in ("reciprocal", "power", "float_power") else given[-1]
    try:
        return np.broadcast_to(divisor == 0, shape)
    except ValueError:
        return bool((divisor == 0).any())


def _as_numpy_does(name: str, left: Any, right: Any) -> str:
    """Return the name of the operation that NumPy takes for a power by a simple number."""
    if name == "power" and isinstance(right, int | float) and not isinstance(left, int | float):
        return _POWERS.get(float(right), name)
    return name


def _of_course(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function of the course's steps with its arithmetic looked at; any other as it is."""
    module = getattr(function, "__module__", None) or ""
    if type(function) is not FunctionType or module.partition(".")[0] != _STEPS:
        return function
    code = _codes(function.__code__.co_filename).get(_place(function.__code__))
    if code is None or code.co_freevars != function.__code__.co_freevars:
        return function
    equip(function.__globals__)
    looked = FunctionType(
        code, function.__globals__, function.__name__, function.__defaults__, function.__closure__
    )
    looked.__kwdefaults__ = function.__kwdefaults__
    return looked


@cache
def _codes(file: str) -> dict[tuple[str, int], CodeType | None]:
    """Return the code of each function in a file, its arithmetic looked at, by its place.

    None stands for two at one place, of which nobody knows which is meant.
    """
    try:
        waiting = [flagged_source.compiled(Path(file).read_bytes(), file)]
    except (OSError, SyntaxError):
        return {}
    found: dict[tuple[str, int], CodeType | None] = {}
    while waiting:
        code = waiting.pop()
        found[_place(code)] = None if _place(code) in found else code
        waiting += [each for each in code.co_consts if isinstance(each, CodeType)]
    return found


def _place(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _name(function: Any) -> str:
    """Return what NumPy calls the computing of a function in its errors; "" where it has none."""
    if type(function) is np.ufunc:
        return str(function.__name__)
    kind = type(function)
    if kind is _DISPATCHER:
        return _FUNCTIONS.get(function.__name__, "") if function.__module__ in _MODULES else ""
    if function is sum:
        return "scalar add"
    if kind is BuiltinFunctionType:
        owner = function.__self__
        if isinstance(owner, np.ufunc):
            return _OF_UFUNCS.get(function.__name__, "") or owner.__name__
        if isinstance(owner, _NUMBERS):
            return _FUNCTIONS.get(function.__name__, "")
    return ""


_STEPS = "steps"
_SCALARS = (np.floating, np.complexfloating, np.integer)
_NUMBERS = (np.ndarray, *_SCALARS)
_DISPATCHER = type(np.sum)
_MODULES = ("numpy", "numpy.linalg")
_WORDS = {"divide": "divide by zero", "over": "overflow", "invalid": "invalid value"}
_OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "divide": operator.truediv,
    "floor_divide": operator.floordiv,
    "remainder": operator.mod,
    "power": operator.pow,
    "matmul": operator.matmul,
}
_IN_PLACE: dict[str, Callable[[Any, Any], Any]] = {
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
# At 0, or at the edge of what they take, these are infinite; elsewhere they do not overflow.
_AT_THE_EDGE = {"log", "log2", "log10", "log1p", "arctanh"}
_DIVIDING = {"divide", "true_divide", "floor_divide", "reciprocal", "power", "float_power"}
# What each does before it divides: where numbers are too large, and where some are infinite.
_PARTS = {"mean": ("reduce", "reduce"), "deviation": ("multiply", "subtract")}
_OF_UFUNCS = {"reduce": "reduce", "reduceat": "reduceat", "accumulate": "accumulate"}
_FUNCTIONS = {
    **dict.fromkeys(("sum", "prod", "trace", "nansum", "nanprod"), "reduce"),
    **dict.fromkeys(("mean", "nanmean"), "mean"),
    **dict.fromkeys(("cumsum", "cumprod", "nancumsum", "nancumprod"), "accumulate"),
    **dict.fromkeys(("dot", "inner", "tensordot", "multi_dot", "norm"), "dot"),
    **dict.fromkeys(("std", "var", "nanstd", "nanvar"), "deviation"),
    **dict.fromkeys(("outer", "kron", "cross", "round", "around"), "multiply"),
    **dict.fromkeys(("diff", "ptp", "linspace", "percentile", "quantile"), "subtract"),
    **dict.fromkeys(("average", "cov", "corrcoef", "median", "gradient"), "divide"),
    "astype": "cast",
}
