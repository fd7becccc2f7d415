"""Proofs of the derivation of a part, by SymPy: for any numbers, and for so many samples."""

from collections.abc import Mapping

import sympy
from sympy import Expr, Integer, Rational, Symbol

from derivations.notation.syntax import Name, Syntax, names
from derivations.parts.part import Part

_LETTERS = {"i", "j", "k"}
_FUNCTIONS = {"sqrt": sympy.sqrt, "tanh": sympy.tanh}
Bound = Mapping[str, int]  # which sample an index stands for


def unproved(part: Part, n: int) -> list[str]:
    """Return the equations of a part that SymPy does not prove for n samples: none.

    A derivative ∂J/∂s is that of J as a function of s, whatever s itself is made of.

    >>> from derivations.parts.normalisation import BATCH_NORM
    >>> unproved(BATCH_NORM, 2)
    []
    """
    prover = _Prover(part, n)
    return [step.equation for step in part.steps if not prover.holds(step.equation, step.read())]


class _Prover:
    """Formulas of SymPy for the equations of a part."""

    def __init__(self, part: Part, n: int) -> None:
        self.n = n
        self.definitions: dict[str, Syntax] = {}
        self.indexed: set[str] = set()
        for step in part.steps:
            equation = step.read()
            for side in equation.sides:
                self.indexed |= {_plain(name) for name in names(side) if _index_of(name)}
            left, right = equation.sides
            if left[0] == "name":  # its first equation defines it
                self.definitions.setdefault(_plain(left[1]), right)

    def holds(self, equation, read):
        """Say whether all sides are equal, for every sample where the equation is about one."""
        free = {_index_of(name) for name in names(read.sides[0])} - {""}
        for at in range(self.n if free else 1):
            bound = dict.fromkeys(free, at)
            first, *others = (self.formula(side, bound) for side in read.sides)
            if any(sympy.simplify(first - other) != 0 for other in others):
                return False
        return True

    def formula(self, node: Syntax, bound: Bound, held: str = "") -> Expr:
        """Return a formula in the letters that nothing defines, and in one name that is held."""
        kind, *parts = node
        match kind:
            case "number":
                return Rational(parts[0].numerator, parts[0].denominator)
            case "name":
                return self._named(parts[0], bound, held)
            case "add":
                return sympy.Add(*(self.formula(part, bound, held) for part in parts))
            case "negate":
                return -self.formula(parts[0], bound, held)
            case "times":
                return self.formula(parts[1], bound, held) * self.formula(parts[2], bound, held)
            case "divide":
                return self.formula(parts[0], bound, held) / self.formula(parts[1], bound, held)
            case "power":
                return self.formula(parts[0], bound, held) ** self.formula(parts[1], bound, held)
            case "call":
                return _FUNCTIONS[parts[0]](self.formula(parts[2][0], bound, held))
            case "sum":
                return self._sum(parts, bound, held)
            case "derivative":
                return self._slope(parts[1], parts[2], bound)
        raise ValueError(f"no proof for {kind!r}")

    def _named(self, name, bound, held):
        plain = _plain(name)
        if plain == "n":
            return Integer(self.n)
        at = bound[_index_of(name)] if _index_of(name) else None
        if plain in self.definitions and plain != held:
            if at is None:
                return self.formula(self.definitions[plain], bound, held)
            return self.formula(self.definitions[plain], dict.fromkeys(_LETTERS, at), held)
        return _symbol(plain, at)

    def _sum(self, parts, bound, held):
        letter, body = parts
        letters = {letter} if letter else {_index_of(name) for name in names(body)} - {""}
        return sympy.Add(
            *(
                self.formula(body, {**bound, **dict.fromkeys(letters, at)}, held)
                for at in range(self.n)
            )
        )

    def _slope(self, of, by, bound):
        """Return ∂of/∂by: by is held, and its own formula put in its place afterwards."""
        name = by[1]
        plain, letter = _plain(name), _index_of(name)
        found = sympy.diff(
            self.formula(of, bound, plain), _symbol(plain, bound[letter] if letter else None)
        )
        if plain not in self.definitions:
            return found
        if not letter:
            return found.subs(_symbol(plain, None), self.formula(by, bound))
        own = {_symbol(plain, at): self.formula(by, {letter: at}) for at in range(self.n)}
        return found.subs(own)


def _symbol(plain: str, at: int | None) -> Symbol:
    return Symbol(plain if at is None else f"{plain}[{at}]", real=True)


def _plain(name: Name) -> str:
    """Return a name without the index of a sample."""
    below = tuple(one for one in name.below if one.letter not in _LETTERS)
    return str(name._replace(below=below))


def _index_of(name: Name) -> str:
    """Return the letter that numbers samples, or ""."""
    return next((one.letter for one in name.below if one.letter in _LETTERS), "")
