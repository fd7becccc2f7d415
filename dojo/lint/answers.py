"""What the answer cells of a chapter say, held against what the reference answers."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dojo.lint.codes import Finding
from dojo.lint.recording import Answer, Seen
from dojo.tables.cells import CellError
from dojo.tables.expectations import Bound, Exact, Expectation, Within, expectations
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
        yield Finding(file, seen.line, "not-written", f"the reference lacks it: {seen.reason}")
    elif seen.verdict == SPEC and not seen.mistakes:
        yield Finding(file, seen.line, "spec", f"its steps fail: {seen.reason}")
    elif seen.verdict not in (GREEN, RED, SPEC) and not any(not a.right for a in seen.answers):
        yield Finding(file, seen.line, "broken", f"the reference breaks off: {seen.reason}")
    for answer in seen.answers:
        for code, sentence in _check_answer(answer):
            yield Finding(file, answer.line, code, f"column {answer.column!r}: {sentence}")


def _check_answer(answer: Answer) -> Iterator[tuple[str, str]]:
    cell = repr(answer.text)
    entries = entries_of(answer)
    rounded = [pair for pair in _pairs(answer, entries) if _is_rounded(*pair)]
    if rounded:
        entry, value, text = rounded[0]
        yield (
            "rounded",
            f"{cell} is rounded, and the reference answers {value:.12g}: write "
            f"{_stated(entry, value, text)}, or the expression that it is",
        )
    elif not answer.right:
        yield "wrong", f"it says {cell}, and the reference answers {answer.shown}"
    for sentence in dict.fromkeys(filter(None, (_says_nothing(*p) for p in _pairs(answer)))):
        yield "wide", f"{cell} says nothing: {sentence}"


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


def _pairs(
    answer: Answer, entries: list[Expectation] | None = None
) -> Iterable[tuple[Expectation, float, str]]:
    """Yield what is expected, what came, and how it is written, for each number of a cell."""
    entries = entries_of(answer) if entries is None else entries
    if entries is None:
        return []
    texts = [text.strip() for text in re.split("[,;]", answer.text) if text.strip()]
    texts = texts if len(texts) == len(entries) else [answer.text] * len(entries)
    return zip(entries, answer.value, texts, strict=True)


def _is_rounded(entry: Expectation, value: float, text: str) -> bool:
    """Tell whether an exact cell is right only as far as it is written."""
    written = _DECIMAL.fullmatch(text)
    if not isinstance(entry, Exact) or not written:
        return False
    away = abs(value - entry.value) / _unit(written)
    return _NOISE < away <= _ROUNDED


def _unit(written: re.Match) -> float:
    return 10.0 ** (int(written["exponent"] or 0) - len(written["decimals"]))


def _stated(entry: Exact, value: float, text: str) -> str:
    """Write a rounded number as one that says how far it is stated."""
    if expectations(f"{text}…").flat[0].accepts(value):
        return f"{text}…"
    return f"{text} ± {_unit(_DECIMAL.fullmatch(text)):g}"


def _says_nothing(entry: Expectation, value: float, text: str) -> str:
    """Return why a bound or tolerance lets everything pass, if it does."""
    if isinstance(entry, Within) and entry.width >= abs(entry.value) > 0:
        return "0 and twice the number would do as well"
    if not isinstance(entry, Bound):
        return ""
    # What is `≠ 7` lets nearly everything pass, and yet says what something must not be.
    limits = [limit for _, limit in entry.comparisons]
    huge = _HUGE * max(1.0, abs(value))
    passing = all(entry.accepts(probe) for probe in (-huge, -1.0, 0.0, 1.0, huge, *limits))
    finite = [limit for limit in limits if abs(limit) < huge]
    if passing or not finite:
        return "every number would do"
    return ""
