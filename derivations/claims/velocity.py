"""The velocity of momentum: v = β·v + ∂J/∂W, and the step that it takes.

A velocity adds up gradients, or steps against them: v = β·v − η·∂J/∂W. Which of these it does
decides the sign of the step W = W − α·v. RMSprop adds up the squares of gradients in the same way.
"""

from fractions import Fraction

import numpy as np

from derivations.claims.convention import ROWS
from derivations.claims.evaluate import value
from derivations.claims.quantity_names import COSTS, SPELLED, names_an_optimiser
from derivations.claims.report import DEFINED, NUMERICALLY, OTHERWISE, ClaimReport
from derivations.claims.sample_network import CONSTANTS
from derivations.claims.update import of_sign, report_of_update
from derivations.claims.world import NoValueError, ShapeError, World
from derivations.language.tokens import UnreadableError
from derivations.notation.grammar import Equation
from derivations.notation.syntax import Name, Syntax, every, names, rebuilt
from derivations.notation.writing import written

VELOCITIES = {"v", "V", "velocity"}
SQUARES = {"s", "S", "v", "V", "r", "G"}
_GRADIENTS = {"g", "grad", "gradient"}
_OLD, _NEW = Name("the old one"), Name("the gradient")


def direction_of(equation: Equation) -> int:
    """Return 1 for a velocity that adds up gradients, -1 for one that adds up steps, else 0.

    >>> from derivations.notation.grammar import read_equation
    >>> for text in ("v = β v + (1-β) dW", "v_t = β v_{t-1} - η g_t", "v = β v + W"):
    ...     print(direction_of(read_equation(text)))
    1
    -1
    0
    """
    found = _added_up(equation, VELOCITIES, 1)
    return int(np.sign(found)) if found else 0


def adds_up(equation: Equation) -> ClaimReport | None:
    """Return the report on a line that adds up gradients or their squares; None for another."""
    squares = _added_up(equation, SQUARES, 2)
    direction = direction_of(equation)
    if not direction and not (squares and squares > 0):
        return None
    what = "squares of gradients" if not direction else "gradients" if direction > 0 else "steps"
    shown, claim = written(equation.sides[0]), written(equation.sides[-1])
    return ClaimReport(DEFINED, f"{shown} adds up {what}.", quantity=shown, claim=claim)


def check_step(left: Syntax, step: Syntax, direction: int) -> ClaimReport | None:
    """Judge W = W − α·v where the step is a number times a velocity; None where it is not."""
    typed = [name for name in names(step) if name.base in VELOCITIES]
    if not typed or left[1].base in VELOCITIES:
        return None
    times = _factor(step)
    if not times:
        return None
    report = report_of_update(left, step)
    if direction:
        return of_sign(times * direction, report, " with momentum")
    if times < 0:
        said = f"Right: a step with momentum, where {typed[0]} adds up gradients."
        return report._replace(status=NUMERICALLY, message=said)
    said = f"Right where {typed[0]} adds up steps against the gradient."
    return report._replace(status=OTHERWISE, message=said, code="convention")


def _added_up(equation, bases, power):
    """Return the factor of the gradient in v = β·v + c·gradient; None for another equation."""
    left, right = equation.sides[0], equation.sides[-1]
    if len(equation.sides) != 2 or left[0] != "name" or left[1].base not in bases:
        return None
    if any(map(names_an_optimiser, (name for side in equation.sides for name in names(side)))):
        return None  # Adam's v has a formula

    def change(part: Syntax) -> Syntax:
        of_cost = part[0] == "derivative" and part[2][0] == "name" and part[2][1].base in COSTS
        named = part[0] == "name" and part[1].base in _GRADIENTS
        if of_cost or named or part[0] == "gradient":
            return ("name", _NEW)
        old = part[0] == "name" and part[1].base == left[1].base
        return ("name", _OLD) if old else part

    formula = rebuilt(right, change)
    there = set(names(formula))
    if _OLD not in there or _NEW not in there:
        return None
    found = [_at(formula, old, new) for old, new in ((1, 0), (0, 1), (1, 1), (2, 3), (0, 2))]
    if any(one is None for one in found):
        return None
    decay, once, both, mixed, twice = found
    linear = np.isclose(both, decay + once) and np.isclose(mixed, 2 * decay + 3**power * once)
    return once if linear and np.isclose(twice, 2**power * once) and 0 < decay <= 1 else None


def _factor(step):
    """Return what a velocity is multiplied by in a step, 0 where it is not a number."""

    def change(part: Syntax) -> Syntax:
        velocity = part[0] == "name" and part[1].base in VELOCITIES
        return ("name", _OLD) if velocity else part

    node = rebuilt(step, change)
    once, twice = _at(node, 1, 0), _at(node, 2, 0)
    return once if once is not None and twice is not None and np.isclose(twice, 2 * once) else 0


def _at(node, old, new):
    """Return a formula's value where all names but two are constants; None where they are not."""
    given = {_OLD: old, _NEW: new}
    if any(
        name not in given and SPELLED.get(name.base, name.base) not in (*CONSTANTS, "μ", "momentum")
        for name in names(node)
    ):
        return None

    def change(part: Syntax) -> Syntax:
        if part[0] != "name":
            return part
        return ("number", Fraction(given[part[1]])) if part[1] in given else ("name", str(part[1]))

    plain = rebuilt(node, change)
    bases = sorted({part[1] for part in every(plain) if part[0] == "name"})
    leaves = {base: np.full((1, 1, 1), 0.3 + 0.1 * at) for at, base in enumerate(bases)}
    try:
        return float(value(plain, World(leaves, {}, ROWS, 1, value)).reshape(-1)[0])
    except (NoValueError, ShapeError, UnreadableError, ValueError):
        return None
