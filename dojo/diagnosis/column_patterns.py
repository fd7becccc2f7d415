"""Patterns in a column of answers: the smallest explanation that fits every wrong cell.

An explanation is offered only when it reproduces every wrong answer, and what a mistake would have
led to in other tables came there, too; otherwise nothing is said.
"""

from collections.abc import Callable, Collection, Iterable
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np

from derivations.language.phrases import listed, matches
from dojo.course.table_rows import is_note
from dojo.diagnosis import known_mistakes
from dojo.diagnosis.two_mistakes import Half, halves
from dojo.tables.cells import CellError, array
from dojo.tables.comparison import named
from dojo.tables.sheet import Sheet
from dojo.verdict import Reason

# The expected digits may be truncated, so answers are compared to three places only.
_NEAR = 2e-3
_COPIED = 1e-12
_FEWEST_COPIED = 3
# What may be seen in the numbers adds nothing where a mistake is known in another column.
_PATTERNS = {"only-at", "only-where", "factor"}
# What a comparison may note, the most telling first.
_NOTES = ("transposed", "shape", "type", "not-finite", "derived", "furthest")
# Mistakes after which one number comes in every row, though a formula is there.
_MAKE_CONSTANT = {"brackets", "first-sample", "list-compared", "no-bends"}
_FACTORS = {2.0: "twice", 0.5: "half", 4.0: "four times", 0.25: "a quarter of"}
_PLURAL = {"is": "are", "has": "have", "repeats": "repeat", "matches": "match"}


class Explanation(NamedTuple):
    """The reason for a column's wrong answers: a stable code, a verb, the rest of the sentence.

    Where a known mistake leads to the answers, `done` says which, or which several do.
    """

    code: str
    verb: str
    rest: str
    done: tuple[str, ...] = ()


def diagnose(sheet: Sheet, witnesses: Iterable[Sheet] = ()) -> list[Reason]:
    """Return the reasons that can be given for a sheet's wrong answers, column by column.

    `witnesses` are sheets of the same step on other tables: no mistake is named that they refute.
    """
    columns = [Column(sheet, name, witnesses) for name in sheet.header if name.endswith("?")]
    columns = [column for column in columns if column.wrong]
    noted = [reason for column in columns for reason in column.noted()]
    alike: dict[Explanation, list[str]] = {}
    for column in columns:
        explanation = column.explanation()
        if explanation is None or explanation.code in _PATTERNS:
            parts = [(part, part.mistake()) for part in column.by_functions()]
            told = [(part.name, found) for part, found in parts if found and found.done]
            told = told or [(column.of_rows(half), _half(half)) for half in column.halves()]
            for name, found in told:
                alike.setdefault(found, []).append(name)
            explanation = None if told else explanation
        if explanation and explanation.code:
            alike.setdefault(explanation, []).append(column.name)
    if any(explanation.done for explanation in alike):
        alike = {e: columns for e, columns in alike.items() if e.code not in _PATTERNS}
    return [*dict.fromkeys(noted), *(_sentence(*pair) for pair in alike.items())]


def _half(half: Half) -> Explanation:
    return Explanation(half.code, "matches", "", half.done)


def _sentence(explanation: Explanation, columns: list[str]) -> Reason:
    code, verb, rest, done = explanation
    names = f"Your {listed([*map(named, columns)])}"
    verb = _PLURAL[verb] if len(columns) > 1 else verb
    sentence = f"{names} {verb} {rest}." if rest else matches(names, done, verb)
    if rest and done:
        sentence = f"{sentence} A likely mistake: {', or '.join(done)}."
    return Reason(code, sentence, facts={"columns": columns, "mistakes": list(done)})


def _how_telling(reason: Reason) -> tuple[int, float]:
    """Rank a note: what an answer is comes before how far off it is, and the furthest first."""
    rank = _NOTES.index(reason.code) if reason.code in _NOTES else len(_NOTES)
    return rank, -reason.facts.get("away", 0.0)


class Column:
    """A column of answers, some of them wrong."""

    def __init__(
        self,
        sheet: Sheet,
        header: str,
        witnesses: Iterable[Sheet] = (),
        functions: Collection[tuple[str, str]] = (),
    ) -> None:
        """Take the column's comparisons out of its sheet; of some functions' answers alone."""
        self.sheet, self.header, self.witnesses = sheet, header, witnesses
        of = " and ".join(sorted(name for _, name in functions))
        self.name = f"{header} of {of}" if of else header
        self.comparisons = {
            at: comparison
            for at, comparison in sheet.comparisons.items()
            if not of or known_mistakes.functions_behind(sheet, at) == functions
        }
        self.answered = {i: c for (i, column), c in self.comparisons.items() if column == header}
        self.wrong = {i: c for i, c in self.answered.items() if not c.right}

    def by_functions(self) -> list["Column"]:
        """Return the column of each function that is behind some of the wrong answers alone."""
        behind = {
            frozenset(known_mistakes.functions_behind(self.sheet, (row, self.header)))
            for row in self.wrong
        }
        if len(behind) < 2:
            return []
        parts = [Column(self.sheet, self.header, self.witnesses, each) for each in behind if each]
        return sorted(parts, key=lambda part: part.name)

    def mistake(self) -> Explanation | None:
        """Return the known mistake that fits every wrong answer."""
        with np.errstate(all="ignore"):
            return _mistake(self)

    def halves(self) -> list[Half]:
        """Return the two mistakes that lead to the wrong answers together, if it is two."""
        sheet = self.sheet
        heard = partial(known_mistakes.heard, sheet, self.comparisons, self.witnesses)
        behind = partial(known_mistakes.functions_behind, sheet)
        with np.errstate(all="ignore"):
            return halves(self.comparisons, sheet.mistakes, self.header, heard, behind)

    def of_rows(self, half: Half) -> str:
        """Return what to call the answers that one of two mistakes leads to."""
        *others, last = (str(row + 1) for row in half.rows)
        where = f"rows {listed([*others, last])}" if others else f"row {last}"
        return f"{self.name} in {where}"

    def noted(self) -> list[Reason]:
        """Return what the comparisons noted by themselves, the most telling note alone."""
        noted = [c.reason for c in self.wrong.values() if c.reason]
        return [min(noted, key=_how_telling)] if noted else []

    def explanation(self) -> Explanation | None:
        """Return the first explanation that fits every wrong answer."""
        if not all(comparison.usable for comparison in self.wrong.values()):
            return self.mistake()
        with np.errstate(all="ignore"):
            return next((found for explain in _EXPLANATIONS if (found := explain(self))), None)

    @cached_property
    def pairs(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """The wrong answers beside what was expected, or nothing if one is not to be compared."""
        pairs = [
            (c.value, c.expected)
            for c in self.wrong.values()
            if c.value is not None and c.expected is not None and np.isfinite(c.expected).all()
        ]
        return pairs if len(pairs) == len(self.wrong) else []

    def text(self, index: int, column: str) -> str:
        """Return what stands in a cell."""
        return self.sheet.rows[index][self.sheet.header.index(column)].text

    def number(self, index: int, column: str) -> np.ndarray | None:
        """Return the numbers that stand in a cell, or that are expected there."""
        comparison = self.sheet.comparisons.get((index, column))
        return comparison.expected if comparison else _numbers(self.text(index, column))


def _mistake(column: Column) -> Explanation | None:
    """Explain the answers by one mistake in the formula behind them: what a step knows of it."""
    sheet = column.sheet
    found = known_mistakes.explain(
        column.comparisons,
        sheet.mistakes,
        column.header,
        sheet.efforts,
        partial(known_mistakes.heard, sheet, column.comparisons, column.witnesses),
        partial(known_mistakes.functions_behind, sheet),
    )
    if found is None:
        return None
    if not found.code:
        return Explanation("", "", "")
    # That it is one number in every row is simpler, unless another column speaks for the mistake.
    constant = None if found.elsewhere else _constant(column)
    if constant and found.code in _MAKE_CONSTANT:
        # Other mistakes lead to one number in every row, too.
        return Explanation(found.code, constant.verb, constant.rest, found.done)
    return constant or Explanation(found.code, "matches", "", found.done)


def _multiple(column: Column) -> Explanation | None:
    """Explain the answers as one multiple of what was expected."""
    if not column.pairs:
        return None
    values, expected = (np.concatenate([p[i].ravel() for p in column.pairs]) for i in (0, 1))
    if len(values) < 2 or not np.any(expected):
        return None
    at = np.abs(expected).argmax()
    factor = values[at] / expected[at]
    if abs(factor) < 1e-9 or abs(factor - 1) < _NEAR:
        return None
    if not _same(values, factor * expected):
        return None
    if abs(factor + 1) < _NEAR:
        return Explanation("sign", "has", "the opposite sign")
    known = [words for f, words in _FACTORS.items() if abs(abs(factor) - f) < _NEAR * f]
    size = known[0] if known else f"{abs(factor):.4g} times"
    sign = ", with the opposite sign" if factor < 0 else ""
    return Explanation("factor", "is", f"{size} the expected value{sign}")


def _transposed(column: Column) -> Explanation | None:
    """Explain square matrices whose rows and columns are swapped; other shapes tell themselves."""
    pairs = column.pairs
    square = bool(pairs) and all(v.ndim == 2 and min(v.shape) > 1 for v, _ in pairs)
    if square and all(_same(v.T, e) for v, e in pairs):
        return Explanation("transposed", "is", "transposed")
    return None


def _copied(column: Column) -> Explanation | None:
    """Explain answers that are the numbers of another column."""
    if not column.pairs or len(column.answered) < _FEWEST_COPIED:
        return None
    for other in column.sheet.header:
        pairs = [(c.value, column.number(i, other)) for i, c in column.answered.items()]
        # What is given is not truncated: who copies it has all its digits.
        near = _NEAR if other.endswith("?") else _COPIED
        if other != column.header and all(
            value is not None and number is not None and _same(number.ravel(), value.ravel(), near)
            for value, number in pairs
        ):
            return Explanation("copied", "repeats", f"the column {other}")
    return None


def _constant(column: Column) -> Explanation | None:
    """Explain answers that are one number in every row, where several are asked for."""
    answers = column.answered.values()
    numbers = [c.value.item() for c in answers if c.value is not None and c.value.size == 1]
    if len(numbers) < max(_FEWEST_COPIED, len(answers)) or len(column.wrong) < 2:
        return None
    if len({column.text(index, column.header) for index in column.answered}) < 2:
        return None
    if min(numbers) != max(numbers):
        return None
    return Explanation("constant", "is", f"{numbers[0] + 0.0:.6g} in every row")


def _only_where(column: Column) -> Explanation | None:
    """Name the one value, or the sign, of a given column where alone the answers are wrong."""
    if len(column.wrong) == len(column.answered):
        return None
    for other in (name for name in column.sheet.header if not name.endswith("?")):
        bad = {column.text(i, other) for i in column.wrong}
        good = {column.text(i, other) for i in column.answered if i not in column.wrong}
        if bad & good or is_note(other):
            continue
        if len(bad) == 1:
            return Explanation("only-at", "is", f"wrong only at {other} = {bad.pop()}")
        for sign, holds in _SIGNS.items():
            if all(map(holds, bad)) and not any(map(holds, good)):
                return Explanation("only-where", "is", f"wrong only where {other} is {sign}")
    return None


def _same(values: np.ndarray, expected: np.ndarray, near: float = _NEAR) -> bool:
    same = values.shape == expected.shape
    room = 1e-12 if near == _NEAR else 0.0
    return same and bool(np.allclose(values, expected, rtol=near, atol=room))


def _numbers(text: str) -> np.ndarray | None:
    try:
        return array(text)
    except CellError:
        return None


def _sign(text: str) -> float:
    number = _numbers(text)
    return float(np.sign(number)) if number is not None and number.ndim == 0 else np.nan


_SIGNS: dict[str, Callable[[str], bool]] = {
    "negative": lambda text: _sign(text) < 0,
    "positive": lambda text: _sign(text) > 0,
}
_EXPLANATIONS = [_mistake, _multiple, _transposed, _copied, _constant, _only_where]
