"""Signs of floating-point flags: what an answer, and what it came from, tell of those to be set.

Infinity that no number going in was, is an overflow, or a division by 0; and so is nan an invalid
value. A number that is 0, or nearly, though none going in was, is an underflow.
"""

import cmath
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
from numpy._core import umath

DIVIDE, OVER, UNDER, INVALID = "divide", "over", "under", "invalid"
_WORDS = {
    DIVIDE: "divide by zero",
    OVER: "overflow",
    UNDER: "underflow",
    INVALID: "invalid value",
}
# As the C library numbers them for who is called.
_NUMBERS = {DIVIDE: 1, OVER: 2, UNDER: 4, INVALID: 8}
# At 0, or at the edge of what they take, these are infinite; elsewhere they do not overflow.
_AT_THE_EDGE = {"log", "log2", "log10", "log1p", "arctanh"}
_DIVIDING = {"divide", "true_divide", "floor_divide", "reciprocal", "power", "float_power"}
_REMAINDERS = {"remainder", "fmod"}
_OF_WHOLE_NUMBERS = {"floor_divide", "divmod", "cast", *_REMAINDERS}
_BY_THE_FIRST = {"reciprocal", "power", "float_power"}
# What these say of infinity, or of a matrix without an inverse, is no error.
_NEVER = {"spacing", "frexp", "slogdet"}
_HERE = str(Path(__file__).parent)
_SETTING = umath._extobj_contextvar
_FEW = 1000
# What NumPy is set to do; asked here, so that a test can set it apart from the machine's flags.
_state: Callable[[], Any] = np.geterr


def watched() -> bool:
    """Tell whether NumPy is set to do something about an underflow."""
    return _is_watched(_SETTING.get(), _state)


@lru_cache(maxsize=8)
def _is_watched(setting: object, state: Callable[[], Any]) -> bool:
    """Tell so of NumPy's own record of how it is set, which is another after each change."""
    return bool(state()["under"] != "ignore")


def finite(answer: Any) -> bool:
    """Tell whether all numbers of an array, or a number, are finite."""
    return answer.dtype.kind not in "fc" or _is_finite(answer)


def _is_finite(answer: Any) -> bool:
    # A sum is found sooner, one of few squares soonest; where it is infinite, no number need be.
    total = answer
    if isinstance(answer, np.ndarray):
        total = np.vdot(answer, answer) if answer.size < _FEW else np.add.reduce(answer, axis=None)
    return cmath.isfinite(total) or bool(np.isfinite(answer).all())


def may_tell(answer: Any, name: str) -> bool:
    """Tell whether an answer may come of an operation that sets a flag."""
    kind = answer.dtype.kind
    if kind in "iu":
        return name.removeprefix("scalar ") in _OF_WHOLE_NUMBERS
    return kind in "fc" and (not _is_finite(answer) or watched())


def flags(name: str, answers: Iterable[Any], given: Sequence[Any], where: Any = True) -> list[str]:
    """Return the flags that answers tell of, in NumPy's order.

    `name` is what NumPy calls the operation, `given` are the numbers that it computed from, and
    `where` tells of each answer whether it was computed at all.

    >>> flags("divide", [np.array([np.inf, np.nan])], [np.array([1.0, 0.0]), 0.0])
    ['divide', 'invalid']
    """
    numbers = [np.asarray(each) for each in given]
    words = name.removeprefix("scalar ")
    found: set[str] = set()
    for answer in answers:
        if answer.dtype.kind in "iu":
            found |= {*_of_whole_numbers(answer, numbers, words)}
        elif answer.dtype.kind in "fc":
            found |= {*_of_real_numbers(answer, numbers, words, where)}
    return [flag for flag in _WORDS if flag in found]


def tell(found: Iterable[str], name: str) -> None:
    """Do about flags what NumPy is set to: raise, warn, call, print, log, or nothing."""
    state = _state()
    for flag in found:
        said = f"{_WORDS[flag]} encountered in {name}"
        match state[flag]:
            case "raise":
                raise FloatingPointError(said)
            case "warn":
                warnings.warn(said, RuntimeWarning, stacklevel=_level())
            case "call" if callable(hears := np.geterrcall()):
                hears(_WORDS[flag], _NUMBERS[flag])
            case "print":
                print(f"Warning: {said}", file=sys.stderr)
            case "log":
                np.geterrcall().write(f"Warning: {said}\n")  # type: ignore[union-attr]


def _level() -> int:
    """Return how many frames lie between a warning and the code that it is about."""
    frame: FrameType | None = sys._getframe(1)
    level = 1
    while frame is not None and frame.f_code.co_filename.startswith(_HERE):
        frame, level = frame.f_back, level + 1
    return level


def _of_real_numbers(answer: Any, given: list[Any], words: str, where: Any) -> Iterator[str]:
    if watched() and (_under(answer, given, words) & where).any():
        yield UNDER
    if np.isfinite(answer).all() or words in _NEVER:
        return
    shape = np.shape(answer)
    had_nan, had_infinity = (_had(test, given, shape) for test in (np.isnan, np.isinf))
    infinite = np.isinf(answer) & ~had_infinity & ~had_nan & where
    if infinite.any():
        by_zero = infinite & _divides_by_zero(given, words, shape)
        if by_zero.any():
            yield DIVIDE
        if (infinite & ~by_zero).any():
            yield OVER
    if (np.isnan(answer) & ~had_nan & where).any():
        yield INVALID


def _of_whole_numbers(answer: Any, given: list[Any], words: str) -> Iterator[str]:
    """Yield the flags of whole numbers: a division by 0, and what is too large for them."""
    if words in ("floor_divide", "divmod", *_REMAINDERS) and (given[-1] == 0).any():
        yield DIVIDE
    elif words == "cast" and given[0].dtype.kind == "f":
        limits = np.iinfo(answer.dtype)
        low, high = float(limits.min), float(limits.max)
        if not ((given[0] >= low) & (given[0] <= high)).all():
            yield INVALID


def _had(test: Callable[[Any], Any], given: list[Any], shape: tuple[int, ...]) -> Any:
    """Tell of each answer whether a number behind it was such already."""
    found: Any = np.zeros(shape, dtype=bool)
    for array in given:
        if array.dtype.kind in "fc":
            found = found | _spread(test(array), shape)
    return found


def _spread(such: Any, shape: tuple[int, ...]) -> Any:
    """Return what is told of numbers as it is told of the answers that came of them."""
    try:
        return np.broadcast_to(such, shape)
    except ValueError:  # a sum, or a product of matrices: any of its numbers may be behind it
        return np.broadcast_to(such.any(), shape)


def _divides_by_zero(given: list[Any], words: str, shape: tuple[int, ...]) -> Any:
    """Tell of each infinite answer whether it comes of a division by 0, and of no overflow."""
    if words in _AT_THE_EDGE:
        return True
    if words not in (*_DIVIDING, "divmod"):
        return False
    return _spread(given[0 if words in _BY_THE_FIRST else -1] == 0, shape)


def _under(answer: Any, given: list[Any], words: str) -> Any:
    """Tell of each answer whether it is too small to be stored with all of its digits."""
    shape, tiny = np.shape(answer), np.finfo(answer.dtype).tiny
    small = (np.abs(answer) < tiny) & ~_had(np.isnan, given, shape)
    with np.errstate(all="ignore"):
        match words, given:
            case "multiply" | "square" | "dot" | "matmul", _:
                # 0 is exact where one of the factors is 0, and infinity is none of its reasons.
                no_zero = np.ones(shape, dtype=bool)
                for array in given:
                    no_zero &= ~_spread(array == 0, shape)
                inexact = (answer == 0) | ~_fits(words, answer, given)
                return small & no_zero & inexact
            case "divide" | "true_divide", [above, below]:
                is_there = (above != 0) & ~np.isinf(below)
                return small & is_there & ((answer == 0) | ~_fits(words, answer, given))
            case "power" | "float_power", [base, exponent]:
                return small & (base != 0) & ~np.isinf(base) & ~np.isinf(exponent)
            case "cast", [before]:
                return small & (before != 0) & (before != answer)
            case "exp" | "exp2" | "logaddexp" | "logaddexp2", _:
                return small & ~_had(np.isinf, given, shape)
    return np.zeros(shape, dtype=bool)


def _fits(words: str, answer: Any, given: list[Any]) -> Any:
    """Tell of each tiny answer whether it is exact: a product or a quotient, scaled up, is it."""
    if answer.dtype != np.float64 or words not in ("multiply", "square", "divide", "true_divide"):
        return np.zeros(np.shape(answer), dtype=bool)
    scaled, other = np.ldexp(given[0].astype(float), 600), given[-1]
    exact = scaled / other if words.endswith("divide") else scaled * other
    return np.ldexp(answer, 600) == exact
