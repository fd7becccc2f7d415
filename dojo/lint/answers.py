"""Answer cells of a chapter, compared with what the reference answers."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dojo.lint.codes import Finding
from dojo.lint.recording import Answer, Seen
from dojo.tables.cells import CellError
from dojo.tables.expectations import Begins, Bound, Exact, Expectation, Within, expectations
from dojo.verdict import GREEN, NOT_WRITTEN, RED, SPEC

_DECIMAL = re.compile(r"[-−+]?\d*\.(?P<decimals>\d+)(?:e(?P<exponent>[-+]?\d+))?", re.IGNORECASE)
# A digit that is right by rounding is right to half a unit; one that was cut off, to a whole one.
_ROUNDED, _NOISE = 1.001, 0.01
_HUGE = 1e6


def check(seen: Seen) -> Iterator[Finding]:
    """Yield what is wrong with an example, as it ran against the reference."""
    file = Path(seen.file)
    for line, code, message in seen.mistakes:
        yield Finding(file, line, code, message)
    if seen.verdict == NOT_WRITTEN:
        yield Finding(
            file, seen.line, "not-written", (f"the reference does not have it: {seen.reason}")
        )
    elif seen.verdict == SPEC and not seen.mistakes:
        yield Finding(file, seen.line, "spec", f"its steps fail: {seen.reason}")
    elif seen.verdict not in (GREEN, RED, SPEC) and not any(not a.right for a in seen.answers):
        yield Finding(file, seen.line, "broken", f"the reference raises an error: {seen.reason}")
    for answer in seen.answers:
        for code, sentence in _check_answer(answer):
            yield Finding(file, answer.line, code, f"column {answer.column!r}: {sentence}")


class Number(NamedTuple):
    """One number of an answer cell: what is expected, what the reference answers, the text."""

    expected: Expectation
    actual: float
    text: str


def _check_answer(answer: Answer) -> Iterator[tuple[str, str]]:
    cell, numbers = repr(answer.text), _numbers(answer)
    rounded = [(number.actual, better) for number in numbers if (better := _unrounded(number))]
    if rounded:
        actual, better = rounded[0]
        yield (
            "rounded",
            (
                f"{cell} is rounded, but the reference answers {actual:.12g}; write "
                f"{better}, or an exact expression"
            ),
        )
    elif not answer.right:
        yield "wrong", f"the cell is {cell}, but the reference answers {answer.shown}"
    for sentence in dict.fromkeys(filter(None, map(_says_nothing, numbers))):
        yield "wide", f"{cell} is too wide: {sentence}"


def entries_of(answer: Answer) -> list[Expectation] | None:
    """Return what a cell expects of each number of its answer; None for words."""
    try:
        found = expectations(answer.text)
    except CellError:
        return None
    if found is None or answer.value is None:
        return None
    if isinstance(found, Bound):
        return [found] * len(answer.value)
    return list(found.flat) if found.size == len(answer.value) else None


def _numbers(answer: Answer) -> list[Number]:
    """Return the numbers of a cell; none if it holds words, or other than what was answered."""
    entries = entries_of(answer)
    if entries is None or answer.value is None:
        return []
    texts = [text.strip() for text in re.split("[,;]", answer.text) if text.strip()]
    texts = texts if len(texts) == len(entries) else [answer.text] * len(entries)
    return list(map(Number, entries, answer.value, texts))


def _unrounded(number: Number) -> str:
    """Return how to write a number that was rounded, so that it says how far it is stated."""
    expected, actual, text = number
    written = _DECIMAL.fullmatch(text)
    if not isinstance(expected, Exact) or not written:
        return ""
    unit = 10.0 ** (int(written["exponent"] or 0) - len(written["decimals"]))
    if not _NOISE < abs(actual - expected.value) / unit <= _ROUNDED:
        return ""
    if Begins(expected.value, unit).accepts(actual):
        return f"{text}…"
    return f"{text} ± {unit:g}"


def _says_nothing(number: Number) -> str:
    """Return why a bound or tolerance lets everything pass, if it does."""
    entry, value, _ = number
    if isinstance(entry, Within) and entry.width >= abs(entry.value) > 0:
        return "0 and twice the number would be accepted, too"
    if not isinstance(entry, Bound):
        return ""
    # What is `≠ 7` lets nearly everything pass, and yet says what something must not be.
    limits = [limit for _, limit in entry.comparisons]
    huge = _HUGE * max(1.0, abs(value))
    passing = all(entry.accepts(probe) for probe in (-huge, -1.0, 0.0, 1.0, huge, *limits))
    finite = [limit for limit in limits if abs(limit) < huge]
    if passing or not finite:
        return "every number would be accepted"
    return ""
