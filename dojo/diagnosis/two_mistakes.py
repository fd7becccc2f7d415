"""Two mistakes in one column that hide each other: each leads to some of the wrong answers."""

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from dojo.diagnosis.known_mistakes import MOST, Answers, Name
from dojo.tables.comparison import Comparison
from dojo.tables.mistakes import Ask
from dojo.tables.sheet import At

# Answers that speak for each of the two: fewer would be chance.
FEWEST = 3


class Half(NamedTuple):
    """One of two mistakes: a code, what was done, and the rows whose answers it leads to, from 0.

    Several things may have been `done` that lead to the same answers.
    """

    code: str
    done: tuple[str, ...]
    rows: tuple[int, ...]


def halves(
    comparisons: Mapping[At, Comparison],
    ask: Mapping[At, Ask],
    column: str,
    witnesses: Callable[[str], Iterable[tuple[Answers, list[At]]]] = lambda column: (),
    functions: Callable[[At], object] = lambda at: None,
) -> list[Half]:
    """Return the two mistakes that lead to all wrong answers of a column, or nothing.

    Each explains cells that the other one does not, and neither contradicts a right answer. Where
    other pairs would do as well, nothing is known.
    """
    sheet = Answers(comparisons, ask)
    here = [at for at in comparisons if at[1] == column]
    wrong = [at for at in here if not comparisons[at].right]
    made = [functions(at) for at in wrong]
    right = [at for at in here if at not in wrong and functions(at) in made]
    explained: dict[frozenset[At], list[Name]] = {}
    for name in dict.fromkeys(name for at in wrong for name in sheet.mistakes(at) if name[0]):
        cells = frozenset(at for at in wrong if sheet.fits(at, name))
        spoken = sum(name in sheet.mistakes(at) for at in right)
        if cells and len(cells) + spoken >= FEWEST and all(sheet.allows(at, name) for at in right):
            explained.setdefault(cells, []).append(name)
    pairs = [
        pair
        for pair in combinations(explained, 2)
        if pair[0] | pair[1] == {*wrong} and not (pair[0] <= pair[1] or pair[1] <= pair[0])
    ]
    if len(pairs) != 1:
        return []
    named = [explained[cells] for cells in pairs[0]]
    for other, about in witnesses(column):
        named = [[name for name in names if _allowed(other, name, about)] for names in named]
        if not all(_explained(other, at, named) for at in about):
            return []
    if not all(0 < len(names) <= MOST for names in named):
        return []
    found = [
        Half(names[0][0], tuple(done for _, done in names), tuple(sorted(row for row, _ in cells)))
        for names, cells in zip(named, pairs[0], strict=True)
    ]
    return sorted(found, key=lambda half: half.rows)


def _allowed(answers: Answers, name: Name, about: Iterable[At]) -> bool:
    """Tell whether a mistake contradicts no right answer."""
    return all(answers.allows(at, name) for at in about if answers.comparisons[at].right)


def _explained(answers: Answers, at: At, named: Iterable[Iterable[Name]]) -> bool:
    """Tell whether an answer is right, or what one of the mistakes leads to."""
    return answers.comparisons[at].right or any(
        answers.fits(at, name) for names in named for name in names
    )
