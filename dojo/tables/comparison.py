"""The one comparison: an answer against what its cell says, or against a derivation."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from dojo.implementation.containers import ARRAYS
from dojo.tables.cells import CellError, decimal_comma, grid
from dojo.tables.expectations import NEAR_ZERO, Bound, Expectation, expectations
from dojo.verdict import Reason

AS_DERIVED = "as derived"
DERIVED_TOLERANCE = 1e-10
EMPTY = "an empty array"
# Whatever an implementation has returned.
Answer = Any
_MOST_SHOWN = 24
# A wrong answer is written in as many as it takes to look wrong.
_DIGITS = (6, 9, 12, 17)
_WORD, _FUNCTION = "a word", "a function"
_FEWEST = 2  # parts of a list that are told
_WORDS: dict[str, type | tuple[type, ...]] = {
    "numbers": (int, float, np.number), "arrays": np.ndarray, "tuples": tuple, "lists": list,
}  # fmt: skip
_KINDS = {"O": "an array of objects", "U": "an array of text", "S": "an array of bytes"}


class Comparison(NamedTuple):
    """Result of one answer: right or not, how to show it, how near it had to be, and why not.

    An answer that is not `usable` could not be compared at all: a wrong type or shape, or NaN.
    """

    right: bool
    shown: str
    tolerance: str
    reason: Reason | None = None
    value: np.ndarray | None = None
    expected: np.ndarray | None = None
    usable: bool = True


def compare(text: str, answer: Answer, derived: Answer = None, what: str = "answer") -> Comparison:
    """Compare `answer` with the cell's `text`; a cell `as derived` is compared with `derived`.

    `what` is the name of the answer in a sentence.

    >>> compare("1/4", 0.25).right, compare("1, 2", np.array([1.0, 3.0])).shown
    (True, '1, 3')
    """
    if text == AS_DERIVED:
        return _compare_derived(answer, derived, what)
    if text in ("yes", "no") and _kind(answer) == "b" and np.ndim(answer) == 0:
        answer = "yes" if answer else "no"
    if isinstance(answer, str) and (answer == text or _readable(answer) or not _readable(text)):
        return Comparison(answer == text, answer, "to the letter")
    expected = expectations(text)
    problem = not_numbers(answer)
    if problem:
        return unusable(problem, wrong_type(what, problem, _wanted(expected), answer))
    values = np.asarray(answer, dtype=float)
    if expected is None and not text:
        raise CellError("this answer's cell is empty")
    if expected is None:
        return Comparison(False, show(values), "to the letter")
    if isinstance(expected, Bound):
        entries = [expected] * values.size
        return _compare_entries(values, entries)._replace(value=values)
    # A number and a vector are matrices of one row, unless there are more.
    table = np.atleast_2d(values)
    wanted = np.array([entry.value for entry in expected.flat]).reshape(expected.shape)
    if table.shape == expected.shape:
        return _compare_entries(values, list(expected.flat))._replace(value=table, expected=wanted)
    form = expected.shape[1:] if expected.shape[0] == 1 else expected.shape
    reason = wrong_shape(what, values.shape, () if form == (1,) else form)
    if values.size == 1 and (comma := decimal_comma(text)):
        reason = replace(reason, sentence=f"{reason.sentence} The cell {comma}.")
    return unusable(show(values), reason)._replace(value=values, expected=wanted)


def _compare_entries(values: np.ndarray, entries: Sequence[Expectation]) -> Comparison:
    right = all(e.accepts(v) for e, v in zip(entries, values.flat, strict=True))
    if right:
        return Comparison(True, show(values), entries[0].tolerance)
    notes = _of_many(values, entries) | _not_finite(values)
    return Comparison(False, show(values, entries), entries[0].tolerance, **notes)


def _of_many(values: np.ndarray, entries: Sequence[Expectation]) -> dict[str, Any]:
    """Name the entry that is furthest off, where they are too many to be shown."""
    wanted = np.array([entry.value for entry in entries]).reshape(values.shape)
    if values.size <= _MOST_SHOWN or not np.isfinite([values, wanted]).all():
        return {}
    at, _ = _furthest(values, wanted)
    yours, belongs = told_apart(float(values[at]), float(wanted[at]))
    where = f"[{', '.join(map(str, at))}]"
    sentence = f"The largest difference is in entry {where}: yours {yours}, expected {belongs}."
    return {"reason": Reason("furthest", sentence, facts={"entry": where})}


def show(values: np.ndarray, entries: Sequence[Expectation] = ()) -> str:
    """Write numbers as a cell does; with `entries`, in enough digits for wrong ones to look it."""
    if values.size > _MOST_SHOWN:
        return f"{values.size} numbers, from {values.min():.6g} to {values.max():.6g}"
    for digits in _DIGITS:
        written = [f"{value + 0.0:.{digits}g}" for value in values.flat]
        if not entries or any(
            not entry.accepts(float(text)) and text != f"{entry.value:.{digits}g}"
            for entry, text in zip(entries, written, strict=True)
        ):
            break
    columns = values.shape[-1] if values.ndim == 2 else values.size
    rows = [written[i : i + columns] for i in range(0, len(written), columns or 1)]
    return "; ".join(", ".join(row) for row in rows)


def wrong_entries(text: str, shown: str) -> list[int]:
    """Return which entries of an answer, as `show` wrote it, are not what a cell says.

    They are counted row by row. Nothing where the answer has another form than the cell.

    >>> wrong_entries("1, 2; 1/3, 4", "1, 2; 0.333333, 5"), wrong_entries("1, 2", "7")
    ([3], [])
    """
    try:
        expected, answers = expectations(text), grid(shown, float)
    except (CellError, ValueError):
        return []
    if isinstance(expected, Bound):
        expected = np.full((len(answers), len(answers[0])), expected)
    if expected is None or expected.shape != (len(answers), len(answers[0])):
        return []
    written = [entry.strip() for row in shown.split(";") for entry in row.split(",")]
    values = [value for row in answers for value in row]
    return [
        index
        for index, entry in enumerate(expected.flat)
        if not entry.accepts(values[index])
        and written[index] not in {f"{entry.value:.{digits}g}" for digits in _DIGITS}
    ]


def told_apart(one: float, other: float, fewest: int = 6) -> tuple[str, str]:
    """Write two numbers in as many digits as it takes to see that they differ.

    >>> told_apart(8.00000001, 8.0)
    ('8.00000001', '8')
    """
    for digits in (fewest, *_DIGITS[1:]):
        written = f"{one + 0.0:.{digits}g}", f"{other + 0.0:.{digits}g}"
        if written[0] != written[1]:
            break
    return written


def not_numbers(answer: Answer) -> str:
    """Return what `answer` is, in a word or two, if it is not numbers; else nothing."""
    if answer is None:
        return "None"
    if isinstance(answer, str | list | tuple | dict | set):
        return "text" if isinstance(answer, str) else f"a {type(answer).__name__}"
    kind = _kind(answer)
    if kind in "biuf":
        return "" if np.size(answer) else EMPTY
    if kind == "c":
        return "complex"
    if isinstance(answer, np.ndarray):
        return _KINDS.get(kind, f"an array of {answer.dtype}") + _with_none(answer)
    return _FUNCTION if callable(answer) else f"a {type(answer).__name__}"


def _with_none(answer: np.ndarray) -> str:
    return " that contains None" if any(entry is None for entry in answer.flat) else ""


def wrong_type(what: str, problem: str, wanted: str, answer: Answer = None) -> Reason:
    """Say that an answer is not numbers."""
    more = " Did you forget `return`?" if problem.endswith("None") else ""
    if problem == _FUNCTION:
        more = " Call the function: add round brackets with its arguments."
    parts = _parts(answer)
    listed = problem in ("a list", "a tuple", "a generator", _KINDS["O"])
    if listed and wanted != _WORD:
        more = f" {ARRAYS}"
    if isinstance(answer, list | tuple) and len(answer) >= _FEWEST:
        problem = f"{problem} of {len(answer)} {parts}".rstrip()
    return Reason("type", f"Your {named(what)} is {problem} instead of {wanted}.{more}")


def _parts(answer: Answer) -> str:
    """Return what a list or a tuple holds, in a word; "" where that is several, or nothing.

    >>> _parts([1, 2.0]), _parts([(1, 2), (3, 4)]), _parts((np.ones(1), "relu"))
    ('numbers', 'tuples', '')
    """
    if not isinstance(answer, list | tuple) or len(answer) < _FEWEST:
        return ""
    words = {
        next((word for word, kind in _WORDS.items() if isinstance(p, kind)), "") for p in answer
    }
    return words.pop() if len(words) == 1 else ""


def wrong_shape(what: str, shape: tuple[int, ...], wanted: tuple[int, ...]) -> Reason:
    """Say that a shape is not the wanted one."""
    if shape and wanted:
        sentence = f"Your {named(what)} has shape {shape} instead of {wanted}."
    else:
        forms = (f"an array of shape {s}" if s else "a single number" for s in (shape, wanted))
        sentence = f"Your {named(what)} is {' instead of '.join(forms)}."
    if shape == wanted[::-1]:
        return Reason("transposed", f"{sentence} Is it transposed?")
    return Reason("shape", sentence)


def named(column: str) -> str:
    """Return a column's name as a sentence has it: in quotes if it is several words.

    >>> named("slope?"), named("held out?")
    ('slope?', '“held out?”')
    """
    head, mark, rest = column.partition("?")
    return f"“{head}?”{rest}" if mark and " " in head else column


def unusable(shown: str, reason: Reason) -> Comparison:
    """Return the result of an answer that cannot be compared."""
    return Comparison(False, shown, "", reason, usable=False)


def _compare_derived(answer: Answer, derived: Answer, what: str) -> Comparison:
    if derived is None:
        raise CellError(f"this column has no derivation, so a cell cannot be '{AS_DERIVED}'")
    answers = answer if isinstance(answer, Mapping) else {"": answer}
    truths = derived if isinstance(derived, Mapping) else {"": derived}
    worst = Comparison(True, AS_DERIVED, f"{DERIVED_TOLERANCE:g} relative")
    furthest = DERIVED_TOLERANCE
    for name, truth in truths.items():
        truth, part = np.asarray(truth, dtype=float), name or what
        problem = not_numbers(answers.get(name))
        if problem:
            return unusable(problem, wrong_type(part, problem, "an array", answers.get(name)))
        value = np.asarray(answers[name], dtype=float)
        if value.shape != truth.shape:
            shown = f"{name} of shape {value.shape}".strip()
            return unusable(shown, wrong_shape(part, value.shape, truth.shape))
        at, away = _furthest(value, truth)
        if away > furthest:
            furthest = away
            where = f"{name or 'entry '}[{', '.join(map(str, at))}]" if at else name
            yours, belongs = told_apart(float(value[at]), float(truth[at]), fewest=10)
            sentence = f"yours {yours}, derived {belongs}."
            reason = Reason(
                "derived",
                f"The largest difference is in {where or 'the answer'}: {sentence}",
                facts={"entry": where, "away": away},
            )
            worst = worst._replace(
                right=False,
                shown=f"{where} = {told_apart(float(value[at]), float(truth[at]))[0]}".removeprefix(
                    " = "
                ),
                value=value,
                expected=truth,
                **({"reason": reason} | _not_finite(value)),
            )
    return worst


def _furthest(value: np.ndarray, truth: np.ndarray) -> tuple[tuple[int, ...], float]:
    """Return the index of the entry that is furthest off, and how far, relative to the largest."""
    # Where all of the truth is next to nothing, NEAR_ZERO is as near as in any other cell.
    scale = np.abs(truth).max(initial=NEAR_ZERO / DERIVED_TOLERANCE)
    with np.errstate(all="ignore"):
        away = np.abs(value - truth) / scale
    away = np.where(np.isfinite(value), away, np.inf)
    at = tuple(int(i) for i in np.unravel_index(away.argmax(), away.shape))
    return at, float(away[at])


def _not_finite(values: np.ndarray) -> dict[str, Any]:
    """Return what there is to say about a wrong answer that is not a finite number."""
    if np.isfinite(values).all():
        return {}
    word = "nan (not a number)" if np.isnan(values).any() else "infinite"
    return {"reason": Reason("not-finite", f"Your answer contains {word}."), "usable": False}


def _kind(answer: Answer) -> str:
    try:
        return np.asarray(answer).dtype.kind
    except Exception:  # whatever an object of the learner's does when it is looked at
        return "O"


def _wanted(expected: np.ndarray | Bound | None) -> str:
    if expected is None:
        return _WORD
    return "an array" if isinstance(expected, np.ndarray) and expected.size > 1 else "a number"


def _readable(text: str) -> bool:
    """Tell whether `text` reads as numbers."""
    try:
        return expectations(text) is not None
    except CellError:
        return False
