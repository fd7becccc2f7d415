"""A judge of named mistakes: does what the book says lead to what a wrong kata really answers?

It asks the behaviour about random tables of its own, other ones than the diagnosis has seen, and
compares by itself. A pytest plugin: what it finds travels with the verdict, as one reason more.
"""

from collections.abc import Generator, Hashable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dojo.behaviours.items import Behaviour
from dojo.behaviours.random_tables.witnesses import Witnesses
from dojo.tables.comparison import Comparison
from dojo.tables.mistakes import KnownMistake
from dojo.tables.sheet import At, Sheet, Wrong
from dojo.verdict import ATTRIBUTE, RED, Reason, Verdict, verdict_on

JUDGED = "judged"
TABLES = 20
SECONDS = 60.0
NEAR, LUCK = 1e-6, 3
# What is seen in the numbers of a table, and says nothing of how they came about.
SEEN = {
    "", "constant", "constant-factor", "copied", "derived", "drawn", "factor", "few-entries",
    "forward-pass", "furthest", "no-arrays", "none", "nan", "not-finite", "only-at", "only-where",
    "power-sign", "shape", "sign", "three-way", "transposed", "type", "return-in-loop",
}  # fmt: skip


class Judge:
    """The plugin: it judges every red behaviour whose mistake is named."""

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, object]:
        """Add what becomes of the named mistakes on other tables."""
        report = yield
        verdict = verdict_on(report)
        if isinstance(item, Behaviour) and verdict and verdict.kind == RED and named(verdict):
            error = call.excinfo.value if call.excinfo else None
            assert isinstance(error, Wrong)
            found = judged(item, verdict, error.sheet)
            reasons = (*verdict.reasons, Reason(JUDGED, "", facts=found))
            setattr(report, ATTRIBUTE, replace(verdict, reasons=reasons))
        return report


def named(verdict: Verdict) -> list[Reason]:
    """Return the reasons that say what was done, not what is seen."""
    return [
        reason
        for reason in verdict.reasons
        if reason.facts.get("mistakes") or not (reason.facts or reason.code in SEEN)
    ]


def judged(item: Behaviour, verdict: Verdict, failed: Sheet) -> dict[str, Any]:
    """Return {sentence: [how many answers it leads to, how many it does not]}."""
    assert item.run is not None
    sheets = list(Witnesses(item.run, TABLES, "judge", SECONDS))
    return {reason.sentence: list(_judged(reason, failed, sheets)) for reason in named(verdict)}


def _judged(reason: Reason, failed: Sheet, sheets: Iterable[Sheet]) -> tuple[int, int]:
    mistakes = reason.facts.get("mistakes")
    if not mistakes:
        return _seen_again(reason, failed, sheets)
    # Where several are named, one of them has to be true.
    counts = [_leads(reason.facts["columns"], done, failed, sheets) for done in mistakes]
    return min(counts, key=lambda count: (count[1], -count[0]))


def _leads(
    columns: list[str], done: str, failed: Sheet, sheets: Iterable[Sheet]
) -> tuple[int, int]:
    """Count the wrong answers that a mistake leads to, and the answers that it contradicts.

    Answers of functions that were not asked where the behaviour failed say nothing of it.
    """
    fits = misses = 0
    functions = [_functions(failed, at) for at, c in failed.comparisons.items() if not c.right]
    for sheet in sheets:
        for at, comparison in sheet.comparisons.items():
            told = comparison.value is not None or comparison.tolerance == "to the letter"
            if at[1] not in columns or not told or _functions(sheet, at) not in functions:
                continue
            known = sheet.mistakes[at]() if at in sheet.mistakes else ()
            mistakes = [mistake for mistake in known if mistake.done == done]
            said = any(_same(comparison, mistake) for mistake in mistakes)
            fits += said and not comparison.right
            misses += not said and (bool(mistakes) or not comparison.right)
    return fits, misses


def _functions(sheet: Sheet, at: At) -> set[str]:
    return {f"{call.module}.{call.name}" for call in sheet.calls.get(at, ())}


def _same(answer: Comparison, mistake: KnownMistake) -> bool:
    with np.errstate(all="ignore"):
        try:
            value = mistake.value() if callable(mistake.value) else mistake.value
            if answer.value is None:
                return answer.shown in (value, {True: "yes", False: "no"}.get(value))
            given, value = np.squeeze(answer.value), np.squeeze(value)
            near = max(NEAR, LUCK * mistake.near)
            return given.shape == value.shape and np.allclose(given, value, rtol=near, atol=1e-9)
        except Exception:  # it may call the implementation, which may do anything
            return False


def _seen_again(reason: Reason, failed: Sheet, sheets: Iterable[Sheet]) -> tuple[int, int]:
    """Count the wrong rows of which the same may be said, and the rows of which it may not."""
    names = _names_of(reason.sentence, failed)
    fits = misses = 0
    for sheet in sheets:
        wrong = _wrong_rows(sheet)
        for row, why in sheet.explanations.items():
            if callable(why):
                allowed = reason.code in [code for code, _ in why()] or row not in wrong
            else:
                allowed = any(map(why.allows, names))
            fits, misses = fits + (allowed and row in wrong), misses + (not allowed)
    return fits, misses


def _names_of(sentence: str, sheet: Sheet) -> list[Hashable]:
    """Return the names of the mistakes that a sentence speaks of."""
    for why in (sheet.explanations[row] for row in _wrong_rows(sheet) & set(sheet.explanations)):
        names = [] if callable(why) else list(why.names())
        said = {name: [said.rstrip(".") for _, said in why.say([name])][-1:] for name in names}
        if found := [name for name, parts in said.items() if any(p in sentence for p in parts)]:
            return found
    return []


def _wrong_rows(sheet: Sheet) -> set[int]:
    return {row for (row, _), comparison in sheet.comparisons.items() if not comparison.right}
