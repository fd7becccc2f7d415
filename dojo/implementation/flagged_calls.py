"""Calls of a kata: what NumPy's functions answer is looked at, however they are called."""

import functools
import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from types import BuiltinFunctionType, FunctionType, MethodDescriptorType
from typing import Any

import numpy as np

from dojo.implementation import flag_signs, flagged_source, python_code
from dojo.implementation.flagged_operations import (
    IN_PLACE,
    NUMBERS,
    OPERATIONS,
    looked_at,
    operation,
    operation_in_place,
    parts,
)
from dojo.implementation.whole_numbers import are_own, counting, narrowed, widened

_DISPATCHER = type(np.sum)
# Of others nobody knows whether they can be looked up.
_HASHABLE = (type, BuiltinFunctionType, FunctionType, _DISPATCHER)
_OPERATORS = {function: name for name, function in OPERATIONS.items()} | {pow: "power"}
_IN_PLACE_OPERATORS = {function: name for name, function in IN_PLACE.items()}
_SUMS: dict[Any, tuple[str, Any]] = {sum: ("add", 0), math.prod: ("multiply", 1)}
# They call what they are given.
_CALLERS = {
    *(map, filter, min, max, functools.reduce, functools.partial),
    *(itertools.accumulate, itertools.starmap),
    *(np.vectorize, np.frompyfunc, np.apply_along_axis, np.apply_over_axes, np.piecewise),
}
_OF_UFUNCS = {"reduce": "reduce", "reduceat": "reduceat", "accumulate": "accumulate"}
_FUNCTIONS = {
    **dict.fromkeys(("sum", "prod", "trace"), "reduce"),
    **dict.fromkeys(("cumsum", "cumprod"), "accumulate"),
    **dict.fromkeys(("dot", "inner"), "dot"),
    **dict.fromkeys(("round", "around"), "multiply"),
    "astype": "cast",
}
_FILLING = {np.full, np.full_like}
_MAKERS: dict[Any, str] = dict.fromkeys(
    (np.array, np.asarray, np.float16, np.float32, np.intp, np.int64, *_FILLING), "cast"
)

_CONTAINERS = {list, dict, set, str}
_TYPES = {each for each in (*_CALLERS, *_MAKERS) if isinstance(each, type)}


def equip(names: dict[str, Any]) -> None:
    """Give a module's names the functions that its compiled code calls."""
    names |= {
        flagged_source.OPERATION: operation,
        flagged_source.IN_PLACE: operation_in_place,
        flagged_source.CALL: call,
        flagged_source.SLICE: slice,
    }


def call(function: Any, *arguments: Any, **keywords: Any) -> Any:
    """Return what a function answers, looked at where it computes with NumPy's numbers.

    >>> with np.errstate(divide="raise"):
    ...     call(np.log, np.array([0.0]))
    Traceback (most recent call last):
    FloatingPointError: divide by zero encountered in log
    """
    kind = type(function)
    if _is_plain(function, kind):
        return function(*arguments, **keywords)
    if kind is np.ufunc:
        return _ufunc(function, arguments, keywords)
    if kind is MethodDescriptorType and isinstance(next(iter(arguments), None), NUMBERS):
        return call(getattr(arguments[0], function.__name__), *arguments[1:], **keywords)
    is_free = kind is BuiltinFunctionType and not isinstance(function.__self__, NUMBERS)
    if is_free and (found := _of_python(function, arguments, keywords)):
        return found[0]
    if function in _CALLERS if kind in _HASHABLE else False:
        arguments = tuple(map(_handed_over, arguments))
        keywords = {name: _handed_over(value) for name, value in keywords.items()}
    if name := _name(function):
        return _in_c(function, arguments, keywords, name)
    inner, owner = python_code.of_numpy(function)
    if inner:
        return _in_python(function, arguments, keywords, inner, owner)
    if kind in (_DISPATCHER, BuiltinFunctionType):
        return counting(function, arguments, keywords)
    return python_code.of_course(function, equip)(*arguments, **keywords)


def _is_plain(function: Any, kind: type) -> bool:
    """Tell of what a kata calls most that it computes nothing, or is looked at itself."""
    if kind is FunctionType:
        return not python_code.is_known(function)
    if kind is BuiltinFunctionType:
        return type(function.__self__) in _CONTAINERS
    return kind is type and function not in _TYPES


def _ufunc(function: np.ufunc, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
    """Call one of NumPy's functions of single numbers."""
    given: Sequence[Any] = arguments[: function.nin]
    if not keywords and len(arguments) == function.nin and not are_own(given):
        answer = function(*arguments)
        if isinstance(answer, NUMBERS) and not flag_signs.may_tell(answer, function.__name__):
            return answer
        return looked_at(answer, _arrays(given), function.__name__)
    if len(arguments) > function.nin or keywords.get("out") is not None:
        # What is written into may be one of the arguments, and is no longer what went in.
        given = _copies(given)
    elif are_own(given):
        answer = function(*map(widened, given), **keywords)
        answer = tuple(map(narrowed, answer)) if isinstance(answer, tuple) else narrowed(answer)
        return looked_at(answer, given, function.__name__, _where(keywords))
    answer = function(*arguments, **keywords)
    return looked_at(answer, _arrays(given), function.__name__, _where(keywords))


def _of_python(
    function: Any, arguments: tuple[Any, ...], keywords: dict[str, Any]
) -> tuple[Any] | None:
    """Return the answer of one of Python's own functions that computes; None if it is no such."""
    if name := _OPERATORS.get(function):
        return (operation(name, *arguments),) if len(arguments) == 2 else None
    if name := _IN_PLACE_OPERATORS.get(function):
        return (operation_in_place(name, *arguments),) if len(arguments) == 2 else None
    if function is divmod and any(isinstance(each, np.ndarray) for each in arguments):
        return (_ufunc(np.divmod, arguments, keywords),)
    if function is round and arguments and isinstance(arguments[0], np.generic):
        return (call(arguments[0].round, *arguments[1:], **keywords),)
    if function in _SUMS and len(arguments) in (1, 2):
        name, start = _SUMS[function]
        values, *first = arguments
        if isinstance(values, np.ndarray | list | tuple) and _has_numbers(values):
            one_by_one = functools.partial(operation, name)
            begin = first[0] if first else keywords.get("start", start)
            return (functools.reduce(one_by_one, values, begin),)
    return None


def _in_c(function: Any, arguments: tuple[Any, ...], keywords: dict[str, Any], name: str) -> Any:
    """Call a function of NumPy's that is written in C, and a ufunc's ways to add up."""
    given = list(arguments)
    owner = getattr(function, "__self__", None)
    if isinstance(owner, NUMBERS):
        given.insert(0, owner)
    if name == "cast":
        return _cast(function, arguments, keywords, given[0])
    if isinstance(owner, np.ufunc) and function.__name__ == "at":
        before = [np.copy(given[0]), *given[2:]]
        function(*arguments, **keywords)
        looked_at(given[0], before, name)
        return None
    given = given[:2] if name in ("dot", "multiply") or owner is None else given[:1]
    given = _arrays(given)
    if keywords.get("out") is not None:
        given = _copies(given)
    elif are_own(given):
        given = [widened(each) for each in given]
        return narrowed(_on(function, given, arguments)(**keywords))
    return looked_at(function(*arguments, **keywords), given, name)


def _on(function: Any, given: Sequence[Any], arguments: tuple[Any, ...]) -> Callable[..., Any]:
    """Return a function, or a method of its first number, with other numbers in their place."""
    if isinstance(function.__self__ if hasattr(function, "__self__") else None, NUMBERS):
        rest = arguments[len(given) - 1 :]
        return functools.partial(getattr(given[0], function.__name__), *given[1:], *rest)
    return functools.partial(function, *given, *arguments[len(given) :])


def _cast(function: Any, arguments: tuple[Any, ...], keywords: dict[str, Any], before: Any) -> Any:
    """Call what makes numbers of one type those of another."""
    answer = function(*arguments, **keywords)
    before = arguments[1] if function in _FILLING and len(arguments) > 1 else before
    numbers = np.asarray(before) if isinstance(before, (*NUMBERS, float)) else None
    if numbers is None or numbers.dtype.kind not in "fc" or not isinstance(answer, NUMBERS):
        return answer
    if are_own((answer,)):
        with np.errstate(all="ignore"):
            answer = narrowed(np.asarray(before).astype(np.int64))
        longer = np.broadcast_to(0, np.shape(answer)).astype(np.int64)
        looked_at(longer, (before,), "cast")
        return answer
    return looked_at(answer, (before,), "cast")


def _in_python(
    function: Any,
    arguments: tuple[Any, ...],
    keywords: dict[str, Any],
    inner: FunctionType,
    owner: tuple[Any, ...],
) -> Any:
    """Call a function of NumPy's that is written in Python; look closer at a strange answer."""
    out, is_watched = keywords.get("out"), flag_signs.watched()
    again = arguments, keywords
    if out is not None:
        again = tuple(_copies(arguments)), keywords | {"out": np.copy(out)}
    answer = counting(function, arguments, keywords)
    is_strange = is_watched or not all(map(flag_signs.finite, parts(answer)))
    if is_strange and (looked := python_code.looked_at(inner, equip)):
        looked(*owner, *again[0], **again[1])
    return answer


def _where(keywords: dict[str, Any]) -> Any:
    found = keywords.get("where", True)
    return found if isinstance(found, np.ndarray | bool) else True


def _arrays(given: Iterable[Any]) -> list[Any]:
    """Return what was given with lists, which are numbers as well, as arrays."""
    return [np.asarray(each) if isinstance(each, list | tuple) else each for each in given]


def _copies(values: Iterable[Any]) -> list[Any]:
    return [np.copy(each) if isinstance(each, np.ndarray) else each for each in values]


def _has_numbers(values: Any) -> bool:
    return isinstance(values, np.ndarray) or any(isinstance(each, NUMBERS) for each in values)


def _handed_over(value: Any) -> Any:
    """Return a function that others are to call so that its arithmetic is looked at."""
    if isinstance(value, list):
        return [_handed_over(each) for each in value]
    if type(value) is np.ufunc or (type(value) in _HASHABLE and value in _OPERATORS):
        return functools.partial(call, value)
    return value


def _name(function: Any) -> str:
    """Return what NumPy calls the computing of a function in its errors; "" where it has none."""
    kind = type(function)
    is_plain = kind is _DISPATCHER and function.__module__ == "numpy"
    if is_plain and function.__name__ in _FUNCTIONS:
        return _FUNCTIONS[function.__name__]
    if kind is BuiltinFunctionType:
        owner = function.__self__
        if isinstance(owner, np.ufunc):
            return _OF_UFUNCS.get(function.__name__, "") or owner.__name__
        if isinstance(owner, NUMBERS):
            return _FUNCTIONS.get(function.__name__, "")
    return _MAKERS.get(function, "") if kind in _HASHABLE else ""
