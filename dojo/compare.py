"""The one comparison: an answer against what its cell says, or against a derivation."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from dojo.cells import Bound, CellError, expectations

AS_DERIVED = "as derived"
DERIVED_TOLERANCE = 1e-10


class Comparison(NamedTuple):
    """What came of one answer: right or not, how to show it, how near it had to be, and why not."""

    right: bool
    shown: str
    tolerance: str
    note: str = ""
    value: np.ndarray | None = None
    expected: np.ndarray | None = None


def compare(text: str, answer: object, derived: object = None) -> Comparison:
    """Compare `answer` with the cell's `text`; a cell `as derived` is compared with `derived`.

    >>> compare("1/4", 0.25).right, compare("1, 2", np.array([1.0, 3.0])).shown
    (True, '1, 3')
    """
    if text == AS_DERIVED:
        return _compare_derived(answer, derived)
    if isinstance(answer, bool | np.bool_):
        answer = "yes" if answer else "no"
    if isinstance(answer, str):
        return Comparison(answer == text, answer, "to the letter")
    problem = _not_numbers(answer)
    if problem:
        return Comparison(False, problem, "", f"The answer is {problem}; numbers belong here.")
    values = np.asarray(answer, dtype=float)
    try:
        expected = expectations(text)
    except CellError:
        return Comparison(False, show(values), "to the letter")
    if isinstance(expected, Bound):
        right = bool(np.all([expected.accepts(value) for value in values.ravel()]))
        return Comparison(right, show(values), expected.tolerance, _nan(values), values)
    grid = values.reshape((1,) * (2 - values.ndim) + values.shape) if values.ndim < 2 else values
    tolerance = expected.flat[0].tolerance
    wanted = np.array([entry.value for entry in expected.flat]).reshape(expected.shape)
    if grid.shape != expected.shape:
        note = _shape_note(values.shape, expected.shape)
        return Comparison(False, show(values), tolerance, note, values, wanted)
    accepted = [e.accepts(v) for e, v in zip(expected.flat, grid.flat, strict=True)]
    right = all(accepted)
    return Comparison(right, show(values, "" if right else text), tolerance, _nan(values), grid, wanted)


def show(values: np.ndarray, beside: str = "") -> str:
    """Write numbers as a cell does, with enough digits to differ from the cell `beside` them."""
    for digits in (6, 9, 12, 17):
        rows = np.atleast_2d(values) if values.ndim < 3 else values.reshape(1, -1)
        if rows.size > 24:
            return f"{rows.size} numbers, from {values.min():.{digits}g} to {values.max():.{digits}g}"
        text = "; ".join(", ".join(f"{v + 0.0:.{digits}g}" for v in row) for row in rows)
        if text != beside.removesuffix("…"):
            break
    return text


def _not_numbers(answer: object) -> str:
    if answer is None:
        return "None"
    if isinstance(answer, list | tuple | dict | set):
        return f"a {type(answer).__name__}"
    dtype = getattr(answer, "dtype", None) or np.asarray(answer).dtype
    kinds = {"c": "a complex number", "O": "an array of objects", "U": "text", "S": "text"}
    return kinds.get(np.dtype(dtype).kind, "")


def _nan(values: np.ndarray) -> str:
    return "" if np.isfinite(values).all() else "An answer is not a finite number (nan or inf)."


def _shape_note(shape: tuple, expected: tuple) -> str:
    transposed = " Is it transposed?" if shape == expected[::-1] and shape != expected else ""
    wanted = expected[1:] if expected[0] == 1 else expected
    wanted = () if wanted == (1,) else wanted
    return f"The answer has the shape {shape} where {wanted} belongs.{transposed}"


def _compare_derived(answer: object, derived: object) -> Comparison:
    if derived is None:
        raise CellError(f"'{AS_DERIVED}' stands in a column for which nothing is derived")
    answers = answer if isinstance(answer, Mapping) else {"": answer}
    truths = derived if isinstance(derived, Mapping) else {"": derived}
    worst = Comparison(True, AS_DERIVED, f"{DERIVED_TOLERANCE:g} relative")
    furthest = 0.0
    for name, truth in truths.items():
        truth, value = np.asarray(truth, dtype=float), answers.get(name)
        problem = _not_numbers(value)
        if problem:
            return worst._replace(right=False, shown=problem, note=f"{name} is {problem}.")
        value = np.asarray(value, dtype=float)
        if value.shape != truth.shape:
            turned = " Is it transposed?" if value.shape == truth.shape[::-1] else ""
            note = f"{name} has the shape {value.shape} where {truth.shape} belongs.{turned}"
            return worst._replace(right=False, shown=f"shape {value.shape}", note=note.strip())
        scale = np.abs(truth).max(initial=0.0) or 1.0
        away = np.abs(value - truth) / scale
        away[~np.isfinite(value)] = np.inf
        if away.max(initial=0.0) > max(furthest, DERIVED_TOLERANCE):
            furthest = away.max()
            at = np.unravel_index(away.argmax(), away.shape)
            where = f"{name}[{', '.join(map(str, at))}]" if at else name
            worst = worst._replace(
                right=False,
                shown=f"{where} = {value[at]:.6g}",
                note=f"{where}: yours {value[at]:.10g}, derived {truth[at]:.10g}.",
                value=value,
                expected=truth,
            )
    return worst
