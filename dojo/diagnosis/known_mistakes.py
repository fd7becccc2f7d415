"""The known mistake that explains a column of answers: it leads to every one of them."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from dojo.tables.comparison import EMPTY, Answer, Comparison
from dojo.tables.expectations import NEAR_ZERO
from dojo.tables.sheet import Ask, At, KnownMistake

# What else leads to the same answers is named as well; more than this would be guessing.
_MOST = 3


class Explanation(NamedTuple):
    """What leads to a column of answers: a code, what was done, and how much else it explains.

    Several things may have been `done` that lead to the same answers. `elsewhere` is how many
    wrong answers of other columns they lead to. The code is "" where the answers are right for
    what they are made from: then nothing in them tells a mistake.
    """

    code: str
    done: tuple[str, ...] = ()
    elsewhere: int = 0


def explain(
    comparisons: dict[At, Comparison],
    ask: dict[At, Ask],
    column: str,
    efforts: Mapping[int, float] = MappingProxyType({}),
) -> Explanation | None:
    """Return the mistake that fits all of a column, or the few that do; None where none does.

    Answers are known by row and column. `ask` holds functions that return what mistakes make of an
    answer: records of a code, words, a value, and how near is near enough. One without a code is
    what the implementation's own parts come to: no mistake explains that. The value may be a
    function, which is called only where the mistake fits all that was looked at before; rows where
    that is little effort are looked at first.
    """

    @cache
    def mistakes(at: At) -> dict[tuple[str, str], list[KnownMistake]]:
        found: dict[tuple[str, str], list[KnownMistake]] = {}
        try:
            for mistake in ask[at]() if at in ask else ():
                found.setdefault((mistake.code, mistake.done), []).append(mistake)
        except Exception:  # it may call the implementation, which may do anything
            return {}
        return found

    def fits(at: At, name: tuple[str, str]) -> bool:
        return any(_leads_to(comparisons[at], mistake) for mistake in mistakes(at).get(name, ()))

    def allowed(at: At, name: tuple[str, str]) -> bool:
        """A mistake need not say anything of an answer; where it does, it has to say what came."""
        return not _told(comparisons[at]) or name not in mistakes(at) or fits(at, name)

    here = [at for at in comparisons if at[1] == column]
    wrong = [at for at in here if not comparisons[at].right]
    wrong.sort(key=lambda at: efforts.get(at[0], 0))
    if any(fits(at, name) for at in wrong for name in mistakes(at) if not name[0]):
        return Explanation("")  # right, but for what it is made from
    fitting = list(mistakes(wrong[0]))
    for at in wrong:
        fitting = [name for name in fitting if fits(at, name)]
    for at in here if fitting else ():
        fitting = [name for name in fitting if allowed(at, name)]
    elsewhere = [at for at in comparisons if at[1] != column]
    whole = {name for name in fitting if any(mistake.whole for mistake in mistakes(wrong[0])[name])}
    for at in elsewhere if whole else ():
        fitting = [name for name in fitting if name not in whole or allowed(at, name)]
    if len(fitting) > 1:
        fitting = [n for n in fitting if all(allowed(at, n) for at in elsewhere)] or fitting
    # The more of the wrong answers a mistake leads to, the better it explains.
    wrong = [at for at in elsewhere if not comparisons[at].right]
    explained = {name: sum(fits(at, name) for at in wrong) for name in fitting}
    most = max(explained.values(), default=0)
    fitting = [name for name in fitting if explained[name] == most]
    if not 0 < len(fitting) <= _MOST:
        return None
    return Explanation(fitting[0][0], tuple(done for _, done in fitting), most)


def _told(comparison: Comparison) -> bool:
    """Tell whether an answer is known: as numbers, or as a word."""
    return comparison.value is not None or comparison.tolerance == "to the letter"


def _leads_to(comparison: Comparison, mistake: KnownMistake) -> bool:
    """Tell whether an answer is what a mistake leads to."""
    try:
        value = mistake.value() if callable(mistake.value) else mistake.value
        if not _told(comparison):
            return comparison.shown == EMPTY and np.size(value) == 0
        if comparison.value is None:
            return comparison.shown == (value if isinstance(value, str) else _word(value))
        answer, value = np.squeeze(comparison.value), np.squeeze(value)
        same = answer.shape == value.shape
        return same and bool(np.allclose(answer, value, rtol=mistake.near, atol=NEAR_ZERO))
    except Exception:  # it may call the implementation, which may do anything
        return False


def _word(value: Answer) -> str:
    return "yes" if value is True else "no" if value is False else ""
