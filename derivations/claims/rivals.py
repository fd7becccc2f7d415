"""Names that a reading takes for one quantity, where their author tells them apart.

Books write p for ŷ, and others write q. In (p + q)/2 both cannot be ŷ: they are the author's own.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations

from derivations.claims.meaning import Meaning
from derivations.claims.quantity_names import (
    COSTS,
    COUNTS,
    INPUTS,
    OUTPUTS_OF_LAYERS,
    PREACTIVATIONS,
    PREDICTIONS,
    TARGETS,
    WEIGHTS,
)
from derivations.claims.world import NoValueError
from derivations.language.tokens import UnreadableError
from derivations.notation.syntax import Name, Syntax, every, names
from derivations.notation.writing import written


class RivalsError(UnreadableError):
    """Two names of an equation would be one quantity of the network."""


_ALIKE = (INPUTS, WEIGHTS, PREACTIVATIONS, OUTPUTS_OF_LAYERS, PREDICTIONS, TARGETS, COUNTS)


def refuse_rivals(
    meaning: Meaning, sides: tuple[Syntax, ...], own: Mapping[str, Syntax | str]
) -> None:
    """Raise RivalsError where two names of an equation would be one quantity of the network.

    `own` are the author's definitions: their names stand for what their formulas say, and what is
    in these formulas counts as well.
    """
    meant: dict[Syntax, dict[Name, set[int]]] = {}
    for place, side in enumerate([*sides, *_formulas(sides, own)]):
        for name in _read_alone(side):
            if str(name) in own:
                continue
            try:
                quantity = meaning.name(name)
            except (NoValueError, UnreadableError):
                continue
            meant.setdefault(quantity, {}).setdefault(name, set()).add(place)
    of_cost = _is_about_a_cost(sides[0])  # J = mean(L) has a cost within a cost
    for quantity, found in meant.items():
        for (one, here), (other, there) in combinations(found.items(), 2):
            if _differ(one, other, bool(here & there), of_cost):
                raise RivalsError(
                    f"{one} and {other} would both be {written(quantity)} here; "
                    "keep one of the two names, or define both"
                )


def _is_about_a_cost(left: Syntax) -> bool:
    """Say whether a left side is a cost or a derivative of one, before or after it is read."""
    of = left[2] if left[0] == "derivative" else left
    base = of[1].base if of[0] == "name" and isinstance(of[1], Name) else of[1]
    return left[0] == "gradient" or (of[0] == "name" and base in COSTS)


def _formulas(sides: tuple[Syntax, ...], own: Mapping[str, Syntax | str]) -> Iterator[Syntax]:
    """Yield the formulas of the author's names in some sides, and of the names in these."""
    waiting, seen = [str(name) for side in sides for name in names(side)], set()
    while waiting:
        one = waiting.pop()
        formula = own.get(one)
        if one not in seen and isinstance(formula, tuple):
            waiting += map(str, names(formula))
            yield formula
        seen.add(one)


def _read_alone(node: Syntax) -> Iterator[Name]:
    """Yield the names of a formula, without those of which only the size is asked."""
    sized = {name for part in every(node) if part[0] == "size" for name in names(part)}
    return (name for name in names(node) if isinstance(name, Name) and name not in sized)


def _differ(one: Name, other: Name, beside: bool, of_cost: bool) -> bool:
    """Say whether an author who writes both names means two things.

    `beside` tells that both stand in one formula, `of_cost` that an equation is about the cost.

    A weight may be W in its gradient, and w beside it.
    """
    if one.base.lower() == other.base.lower():
        return one.base != other.base and beside and one.base not in WEIGHTS
    if one.base in COSTS and other.base in COSTS:
        return beside and not of_cost
    if one.base in COUNTS and other.base in COUNTS and not beside:
        return False  # ∂E/∂m = 2/n·…, where m is a slope
    return (alike(one, other) and beside) or (_is_letter(one) and _is_letter(other))


def alike(one: Name, other: Name) -> bool:
    """Say whether two names are spellings of the same kind of quantity, as p and q are of ŷ."""
    return any({one.base, other.base} <= kind for kind in _ALIKE)


def _is_letter(name: Name) -> bool:
    """Say whether a name is a plain letter, which may be anything: ŷ and a2 are unmistakable."""
    return len(name.base) == 1 and name.base.isascii() and name == Name(name.base)
