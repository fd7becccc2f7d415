"""Differentials: da = a(1 − a) dz, read as the derivative da/dz = a(1 − a).

In code dz is the gradient ∂J/∂z. In a derivation by hand da, dz and dJ may be small changes; one
over the other is a derivative. ds = s(1 − s) says as much of the s of a sigmoid.
"""

from derivations.claims.quantity_names import COSTS, OUTPUTS_OF_LAYERS, PREACTIVATIONS, PREDICTIONS
from derivations.notation.grammar import Equation
from derivations.notation.syntax import Name, Syntax, every, names, number

_VALUES = (OUTPUTS_OF_LAYERS | PREDICTIONS | {"s", "o", "t", "σ"}) - {"out", "hidden"}


def as_derivative(equation: Equation) -> Equation | None:
    """Return the derivative that an equation of differentials means; None where it is none.

    >>> from derivations.notation.grammar import read_equation
    >>> from derivations.notation.writing import written
    >>> for text in ("da = a(1 - a) dz", "ds = s*(1 - s)", "dZ1 = dZ2 W2"):
    ...     found = as_derivative(read_equation(text))
    ...     print(found and " = ".join(map(written, found.sides)))
    ∂a/∂z = a·(1 - a)
    ∂s/∂z = s·(1 - s)
    None
    """
    if len(equation.sides) != 2:
        return None
    left, right = equation.sides
    if left[0] != "gradient" or left[1][0] != "name":
        return None
    of: Name = left[1][1]
    if of.base[:1].isupper() and of.base not in COSTS:
        return None
    if (parted := _parted(right)) is not None:
        by, rest = parted
        if by[0] != "name" or by == left[1]:
            return None
        return Equation((("derivative", 1, left[1], by), rest), equation.condition)
    alone = set(names(right)) == {of} and not any(part[0] == "gradient" for part in every(right))
    if of.base in _VALUES - PREACTIVATIONS | {"s"} and alone:
        z = ("name", of._replace(base="z", hat=""))
        return Equation((("derivative", 1, left[1], z), right), equation.condition)
    return None


def is_of_the_cost(equation: Equation) -> bool:
    """Say whether an equation begins with dJ, which can be nothing but a differential."""
    left = equation.sides[0]
    return left[0] == "gradient" and left[1][0] == "name" and left[1][1].base in COSTS


def _parted(node: Syntax) -> tuple[Syntax, Syntax] | None:
    """Return (z, what dz is multiplied by) of a product with one differential dz in it."""
    if node[0] == "gradient":
        return node[1], number(1)
    if node[0] == "negate" and (inner := _parted(node[1])) is not None:
        return inner[0], ("negate", inner[1])
    if node[0] == "divide" and (inner := _parted(node[1])) is not None:
        return inner[0], ("divide", inner[1], node[2])
    if node[0] == "times" and node[1] in ("", "·", "*", "×"):
        for at, other in ((3, 2), (2, 3)):
            rest = node[other]
            if any(part[0] == "gradient" for part in every(rest)):
                continue
            if (inner := _parted(node[at])) is not None:
                one = inner[1] == number(1)
                return inner[0], rest if one else ("times", node[1], rest, inner[1])
    return None
