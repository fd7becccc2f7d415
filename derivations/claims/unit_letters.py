"""Unit letters: i, j and k that number the units of three layers, one behind the other.

Rumelhart, Hinton and Williams (1986) and many after them number no layers: w_{ij} leads from unit i
to unit j, and a unit k lies one layer behind j. Each name is given the layer that its letter tells.
"""

from derivations.claims.quantity_names import DELTAS, TARGETS, WEIGHTS
from derivations.notation.grammar import Equation
from derivations.notation.syntax import Index, Name, Syntax, names, rebuilt

SAID = "i, j, k read as units of layers that follow one another"
_VALUES = {"o", "out", "a", "h"}
_LAYERED = _VALUES | DELTAS | WEIGHTS | {"net", "z", "s", "b"}
_LETTERS = "ijk"


def by_layers(equation: Equation) -> Equation | None:
    """Return an equation with the layers that its unit letters tell; None where they tell none.

    >>> from derivations.notation.grammar import read_equation
    >>> from derivations.notation.writing import written
    >>> found = by_layers(read_equation("∂E/∂w_{ij} = δ_j o_i"))
    >>> written(found.sides[1])
    'δ_j^(l)·a_i^(l-1)'
    """
    found = [name for side in equation.sides for name in names(side)]
    below = {index for name in found for index in name.below}
    if any(name.above for name in found) or any(index.letter not in _LETTERS for index in below):
        return None
    letters = {index.letter for index in below}
    of_left = [index.letter for name in names(equation.sides[0]) for index in name.below]
    if len(letters) < 2 or not of_left or "" in letters:
        return None
    last = {index.letter for name in found if name.base in TARGETS for index in name.below}
    here = max(last or of_left)

    def change(part: Syntax) -> Syntax:
        if part[0] != "name" or not part[1].below or part[1].base not in _LAYERED:
            return part
        name: Name = part[1]
        behind = max(ord(index.letter) for index in name.below) - ord(here)
        layer = Index("L" if last else "l", behind)
        base = "a" if name.base in _VALUES else name.base
        return ("name", name._replace(base=base, above=(layer,), in_brackets="()"))

    changed = Equation(tuple(rebuilt(side, change) for side in equation.sides), equation.condition)
    return changed if changed != equation else None
