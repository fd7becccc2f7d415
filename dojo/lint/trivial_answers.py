"""Trivial answers: functions of a chapter that would pass without computing anything."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from dojo.lint.answers import entries_of
from dojo.lint.codes import Finding
from dojo.lint.recording import Answer, Seen
from dojo.tables import cells
from dojo.tables.comparison import AS_DERIVED
from dojo.tables.expectations import Begins, Bound, Expectation


def check(seen: list[Seen], elsewhere: set[str]) -> Iterator[Finding]:
    """Yield the functions of a chapter that one number, or a given column, could stand for.

    Those of the modules `elsewhere` are introduced, and held to more, by other chapters.
    """
    by_function: dict[str, list[tuple[Seen, int, Answer]]] = defaultdict(list)
    for example in seen:
        for header, answer in zip(example.headers, example.answers, strict=True):
            for module, name in answer.functions:
                if module not in elsewhere:
                    by_function[name].append((example, header, answer))
    for name, found in by_function.items():
        answers = [answer for _, _, answer in found]
        example, header, _ = found[0]
        columns = defaultdict(list)
        for answer in answers:
            columns[answer.column].append(answer)
        constants = [constant(column) for column in columns.values()]
        if None not in constants:
            all_of_it = ", ".join(f"{c} {x}" for c, x in zip(columns, constants, strict=True))
            what = f"a {name} without any computation passes ({all_of_it}); add a row that differs"
            yield Finding(Path(example.file), header, "constant", what)
            continue
        copied = [copy(column) for column in columns.values()]
        if all(copied):
            what = f"a {name} that returns {copied[0]!r} unchanged passes; add a row that differs"
            yield Finding(Path(example.file), header, "copy", what)


def constant(answers: list[Answer]) -> str | None:
    """Return one number, word or array that all cells of a column accept; None if none does."""
    if any(answer.text == AS_DERIVED for answer in answers):
        return None
    texts = {answer.text for answer in answers}
    flat: list[Expectation] = []
    for answer in answers:
        entries = entries_of(answer)
        if entries is None:
            return next(iter(texts)) if len(texts) == 1 else None
        flat += entries
    for candidate in dict.fromkeys(c for entry in flat for c in _candidates(entry)):
        if all(entry.accepts(candidate) for entry in flat):
            return f"{candidate:g}"
    same = len(texts) == 1 and len(answers) > 1
    return next(iter(texts)) if same else None


def _candidates(entry: Expectation) -> list[float]:
    """Return numbers that an entry accepts, near each of its ends."""
    if isinstance(entry, Begins):
        return [entry.value, entry.value + np.copysign(entry.unit / 2, entry.value)]
    if not isinstance(entry, Bound):
        width = getattr(entry, "width", 0.0)
        return [entry.value, entry.value - width, entry.value + width]
    limits = [limit for _, limit in entry.comparisons]
    near = [limit + side * 1e-6 * max(1.0, abs(limit)) for limit in limits for side in (-1, 1)]
    return [sum(limits) / len(limits), *limits, *near]


def copy(answers: list[Answer]) -> str:
    """Return the given column that all answers repeat, number by number; nothing if none."""
    names = set.intersection(*(set(answer.given) for answer in answers))
    return next((n for n in sorted(names) if all(_repeats(a, n) for a in answers)), "")


def _repeats(answer: Answer, column: str) -> bool:
    if answer.value is None:
        return False
    try:
        given = cells.array(answer.given[column]).ravel()
    except (cells.CellError, IndexError):
        return False
    return given.size == len(answer.value) and np.allclose(given, answer.value, 1e-9, 1e-12)
