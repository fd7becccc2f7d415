"""Explanations that a step has of its rows: what is said holds for every row, and on other tables.

A row gives names of what may have been done, and every other row allows them or not.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import suppress

from dojo.tables.mistakes import Explanation, Remarks
from dojo.tables.sheet import Sheet
from dojo.verdict import Reason


class Seen:
    """Remarks on what is seen in a row, as (code, sentence) pairs; their names are the codes."""

    def __init__(self, remarks: Remarks) -> None:
        """Take what makes the remarks: a mistake is seen in each wrong row, or it is not made."""
        self._remarks = remarks

    def names(self) -> list[Hashable]:
        """Return the codes."""
        return list(dict.fromkeys(code for code, _ in self._remarks()))

    def allows(self, name: Hashable) -> bool:
        """Tell whether the same is seen here."""
        return any(code == name for code, _ in self._remarks())

    def say(self, names: Sequence[Hashable]) -> list[tuple[str, str]]:
        """Return the remarks of these names; one without a sentence only agrees with others."""
        return [(code, said) for code, said in self._remarks() if code in names and said]


def own_reasons(sheet: Sheet, witnesses: Iterable[Sheet]) -> list[Reason]:
    """Return what the step itself says of a sheet's wrong answers, if anything."""
    wrong = sorted(_wrong_rows(sheet) & set(sheet.explanations))
    for first in wrong:
        with suppress(Exception):  # it calls the implementation, which may do anything
            explanation = _explanation(sheet, first)
            names = list(explanation.names())
            for other in _others(sheet, first, witnesses) if names else ():
                names = [name for name in names if other.allows(name)]
                if not names:
                    break
            fault = {"function": found} if (found := getattr(explanation, "at_fault", "")) else {}
            said = dict.fromkeys(explanation.say(names))
            if own := [Reason(code, sentence, facts=fault) for code, sentence in said]:
                return own
    return []


def _others(sheet: Sheet, first: int, witnesses: Iterable[Sheet]) -> Iterator[Explanation]:
    """Yield the explanations of all other rows that have a say, here and in other tables."""
    yield from (_explanation(sheet, row) for row in _with_a_say(sheet) if row != first)
    for witness in witnesses:
        yield from (_explanation(witness, row) for row in _with_a_say(witness))


def _with_a_say(sheet: Sheet) -> list[int]:
    """Return the rows whose explanations are asked: of remarks, those of wrong rows alone."""
    wrong = _wrong_rows(sheet)
    return [row for row, why in sheet.explanations.items() if row in wrong or not callable(why)]


def _explanation(sheet: Sheet, row: int) -> Explanation:
    why: Explanation | Callable[[], Iterable[tuple[str, str]]] = sheet.explanations[row]
    return Seen(why) if callable(why) else why


def _wrong_rows(sheet: Sheet) -> set[int]:
    return {row for (row, _), comparison in sheet.comparisons.items() if not comparison.right}
