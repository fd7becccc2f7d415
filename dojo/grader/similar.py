"""Similar submissions: pairs whose functions are alike where few others wrote the same.

A formula of the course has one natural form, and many write it. So what a tenth of the class wrote
alike, or what the course's own code or its stubs say, counts for nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

SHORTEST, LEAST, MOST = 12, 0.9, 50
# Of all that two submissions have written in their own way.
LEAST_LETTERS, SHARED = 60, 0.1


class Pair(NamedTuple):
    """Two submissions, how alike they are (0 to 1), and the functions that are."""

    one: str
    other: str
    share: float
    functions: list[str]

    @property
    def percent(self) -> int:
        """Their similarity in percent."""
        return round(100 * self.share)


def pairs(
    functions: Mapping[str, Mapping[str, str]], given: Iterable[Mapping[str, str]]
) -> list[Pair]:
    """Return the most similar pairs, of the functions of each submission by its name.

    What the course has `given` to all counts for nothing.

    >>> rare = {"m.f": "iNSNHN8NSNsN<NSNHNZ", "m.g": "<#NyjiNoOSESOSujNNjSjNSj" * 2}
    >>> pairs({"a": rare, "b": rare, "c": {"m.f": "N" * 30}}, [])
    [Pair(one='a', other='b', share=1.0, functions=['m.f', 'm.g'])]
    """
    common = _common(functions) | {pair for each in given for pair in each.items()}
    own = {name: _rare(each, common) for name, each in functions.items()}
    alike: dict[tuple[str, str], dict[str, float]] = {}
    for function in sorted({key for each in own.values() for key in each}):
        names = [name for name, each in own.items() if function in each]
        texts = [own[name][function] for name in names]
        scores = cdist(texts, texts, scorer=Indel.normalized_similarity, score_cutoff=LEAST)
        for one, other in zip(*scores.nonzero(), strict=True):
            if one < other:
                pair = names[one], names[other]
                alike.setdefault(pair, {})[function] = float(scores[one, other])
    found = [_pair(pair, scores, own) for pair, scores in alike.items()]
    ranked = sorted((p for p in found if p), key=lambda p: (-p.share, -len(p.functions), p))
    return ranked[:MOST]


def _common(functions: Mapping[str, Mapping[str, str]]) -> set[tuple[str, str]]:
    """Return the functions that several have written alike: more than two, and a tenth of them."""
    counts = Counter(pair for each in functions.values() for pair in each.items())
    most = max(2.0, SHARED * len(functions))
    return {pair for pair, count in counts.items() if count > most}


def _rare(own: Mapping[str, str], common: set[tuple[str, str]]) -> dict[str, str]:
    return {
        name: text
        for name, text in own.items()
        if len(text) >= SHORTEST and (name, text) not in common
    }


def _pair(
    names: tuple[str, str], scores: Mapping[str, float], own: Mapping[str, Mapping[str, str]]
) -> Pair | None:
    """Return a pair with its share of what both have written in their own way, if it is much."""
    one, other = (own[name] for name in names)
    letters = sum(len(one[function]) * score for function, score in scores.items())
    whole = min(_letters(one.values()), _letters(other.values()))
    if letters < LEAST_LETTERS or letters < whole / 2:
        return None
    return Pair(*names, min(1.0, letters / whole), [*scores])


def _letters(texts: Iterable[str]) -> int:
    return sum(map(len, texts))
