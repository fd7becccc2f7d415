"""The known mistake that explains a column of answers: it leads to every one of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from dojo.tables.comparison import EMPTY, Answer, Comparison
from dojo.tables.expectations import NEAR_ZERO
from dojo.tables.mistakes import Ask, KnownMistake
from dojo.tables.sheet import At, Sheet

# What else leads to the same answers is named as well; more than this would be guessing.
MOST = 3
# Of random numbers more digits may cancel than of printed ones, and luck may be twice as bad.
_NEAR, _LUCK = 1e-6, 2.0
# A mistake's code, and what was done.
Name = tuple[str, str]


class Explanation(NamedTuple):
    """The mistake behind a column of answers: its code, its words, and how much else it explains.

    Several things may have been `done` that lead to the same answers. `elsewhere` is how many
    wrong answers of other columns they lead to. The code is "" where the answers are right for
    what they are made from: then nothing in them tells a mistake.
    """

    code: str
    done: tuple[str, ...] = ()
    elsewhere: int = 0


class Answers:
    """The answers of one sheet, and what mistakes make of each.

    Answers are known by row and column. `ask` holds functions that return what mistakes make of an
    answer: records of a code, words, a value, and how near is near enough. The value may be a
    function, which is called only where the mistake fits all that was looked at before.
    """

    def __init__(
        self, comparisons: Mapping[At, Comparison], ask: Mapping[At, Ask], printed: bool = True
    ) -> None:
        """Take the comparisons of the answers, to a table as it is printed or to another one."""
        self.comparisons, self._ask, self._printed = comparisons, ask, printed
        self._found: dict[At, dict[Name, list[KnownMistake]]] = {}

    def mistakes(self, at: At) -> dict[Name, list[KnownMistake]]:
        """Return the mistakes that say something of an answer."""
        if at not in self._found:
            found: dict[Name, list[KnownMistake]] = {}
            try:
                for mistake in self._ask[at]() if at in self._ask else ():
                    found.setdefault((mistake.code, mistake.done), []).append(mistake)
            except Exception:  # it may call the implementation, which may do anything
                found = {}
            self._found[at] = found
        return self._found[at]

    def fits(self, at: At, name: Name) -> bool:
        """Tell whether an answer is what a mistake leads to."""
        known = self.mistakes(at).get(name, ())
        return any(
            _leads_to(self.comparisons[at], mistake, self._near(mistake)) for mistake in known
        )

    def _near(self, mistake: KnownMistake) -> float:
        """Return how near is near enough."""
        return mistake.near if self._printed else max(_NEAR, _LUCK * mistake.near)

    def allows(self, at: At, name: Name) -> bool:
        """A mistake need not say anything of an answer; where it does, it has to say what came."""
        told, known = _told(self.comparisons[at]), self.mistakes(at)
        return not told or name not in known or self.fits(at, name)

    def whole(self, at: At, name: Name) -> bool:
        """Tell whether a mistake makes a whole, of which this answer shows a part."""
        return any(mistake.whole for mistake in self.mistakes(at).get(name, ()))

    def bear_out(self, name: Name, about: Iterable[At]) -> bool:
        """Tell whether a mistake leads to every wrong one of these answers, and every right one."""
        return all(
            self.allows(at, name) and (self.comparisons[at].right or self.fits(at, name))
            for at in about
        )


def heard(
    sheet: Sheet, comparisons: Mapping[At, Comparison], witnesses: Iterable[Sheet], column: str
) -> Iterator[tuple[Answers, list[At]]]:
    """Yield the witnesses' answers in a column, of those functions that gave the wrong ones.

    `comparisons` are those of the sheet's that are to be explained.
    """
    for witness in witnesses:
        functions = [
            functions_behind(sheet, at)
            for at, comparison in comparisons.items()
            if at[1] == column and not comparison.right
        ]
        about = [at for at in witness.comparisons if at[1] == column]
        about = [at for at in about if functions_behind(witness, at) in functions]
        about.sort(key=lambda at: witness.efforts.get(at[0], 0))
        yield Answers(witness.comparisons, witness.mistakes, printed=False), about


def functions_behind(sheet: Sheet, at: At) -> set[tuple[str, str]]:
    """Return the functions that led to an answer."""
    return {(call.module, call.name) for call in sheet.calls.get(at, ())}


def explain(
    comparisons: dict[At, Comparison],
    ask: dict[At, Ask],
    column: str,
    efforts: Mapping[int, float] = MappingProxyType({}),
    witnesses: Callable[[str], Iterable[tuple[Answers, list[At]]]] = lambda column: (),
    functions: Callable[[At], object] = lambda at: None,
) -> Explanation | None:
    """Return the mistake that fits all of a column, or the few that do; None where none does.

    `comparisons` and `ask` are those of `Answers`. A mistake without a code is what the
    implementation's own parts come to: no mistake explains that. Rows where it is little effort
    are looked at first, and at last the witnesses: answers to other tables, and which count.
    """
    sheet = Answers(comparisons, ask)
    here = [at for at in comparisons if at[1] == column]
    wrong = [at for at in here if not comparisons[at].right]
    wrong.sort(key=lambda at: efforts.get(at[0], 0))
    if any(sheet.fits(at, name) for at in wrong for name in sheet.mistakes(at) if not name[0]):
        return Explanation("")  # right, except for what it is made from
    fitting = list(sheet.mistakes(wrong[0]))
    for at in wrong:
        fitting = [name for name in fitting if sheet.fits(at, name)]
    # A right answer of another function says nothing of this one.
    made = [functions(at) for at in wrong]
    for at in (at for at in here if functions(at) in made) if fitting else ():
        fitting = [name for name in fitting if sheet.allows(at, name)]
    elsewhere = [at for at in comparisons if at[1] != column]
    whole = {name for name in fitting if sheet.whole(wrong[0], name)}
    for at in elsewhere if whole else ():
        fitting = [name for name in fitting if name not in whole or sheet.allows(at, name)]
    for other, about in witnesses(column) if fitting else ():
        fitting = [name for name in fitting if other.bear_out(name, about)]
        if not fitting:
            return None
    if len(fitting) > 1:
        fitting = [n for n in fitting if all(sheet.allows(at, n) for at in elsewhere)] or fitting
    # The more of the wrong answers a mistake leads to, the better it explains.
    wrong = [at for at in elsewhere if not comparisons[at].right]
    explained = {name: sum(sheet.fits(at, name) for at in wrong) for name in fitting}
    most = max(explained.values(), default=0)
    fitting = [name for name in fitting if explained[name] == most]
    if not 0 < len(fitting) <= MOST:
        return None
    return Explanation(fitting[0][0], tuple(done for _, done in fitting), most)


def _told(comparison: Comparison) -> bool:
    """Tell whether an answer is known: as numbers, or as a word."""
    return comparison.value is not None or comparison.tolerance == "to the letter"


def _leads_to(comparison: Comparison, mistake: KnownMistake, near: float) -> bool:
    """Tell whether an answer is what a mistake leads to."""
    try:
        value = mistake.value() if callable(mistake.value) else mistake.value
        if not _told(comparison):
            return comparison.shown == EMPTY and np.size(value) == 0
        if comparison.value is None:
            return comparison.shown == (value if isinstance(value, str) else _word(value))
        answer, value = np.squeeze(comparison.value), np.squeeze(value)
        same = answer.shape == value.shape
        return same and bool(np.allclose(answer, value, rtol=near, atol=_room(comparison)))
    except Exception:  # it may call the implementation, which may do anything
        return False


def _room(comparison: Comparison) -> float:
    """Return how near to 0 is as good as 0: far less than what an answer is off by."""
    if comparison.right or comparison.value is None or comparison.expected is None:
        return NEAR_ZERO
    answer, expected = np.squeeze(comparison.value), np.squeeze(comparison.expected)
    if answer.shape != expected.shape or not np.isfinite([answer, expected]).all():
        return NEAR_ZERO
    return float(min(NEAR_ZERO, np.abs(answer - expected).max() / 10))


def _word(value: Answer) -> str:
    return "yes" if value is True else "no" if value is False else ""
