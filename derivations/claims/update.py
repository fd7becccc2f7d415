"""The check of an update, W = W − η·∂J/∂W: a step against the gradient, times a constant.

An update gives a quantity a new value, so its two sides are not compared as they stand. What is
taken away has to be the gradient times a number that is the same for every entry and every sample.
"""

from itertools import product

import numpy as np

from derivations.claims.choices import Choices
from derivations.claims.convention import COLUMNS, PENALTIES, ROWS, Convention
from derivations.claims.evaluate import value
from derivations.claims.features import features
from derivations.claims.meaning import Meaning, unnamed
from derivations.claims.quantity_names import COSTS, DELTAS, SPELLED
from derivations.claims.report import NUMERICALLY, WRONG, ClaimReport
from derivations.claims.sample_network import CONSTANTS, world
from derivations.claims.setting import Setting
from derivations.claims.world import NoValueError, ShapeError, World
from derivations.language.tokens import UnreadableError
from derivations.notation.syntax import Name, Syntax, every, names, number, rebuilt
from derivations.notation.writing import written

GRADIENTS = ("g", "grad", "gradient")  # of the cost, by what is updated


def update_of(left: Syntax, right: Syntax) -> Syntax | None:
    """Return what an update adds to a quantity, or None for an equation that is none.

    >>> from derivations.notation.grammar import read_equation
    >>> update_of(*read_equation("W = W - 3").sides)
    ('negate', ('number', Fraction(3, 1)))
    """
    if left[0] != "name":
        return None
    parts = list(right[1:]) if right[0] == "add" else [right]
    parts = [one for part in parts for one in _decayed(left, part)]
    rest = [part for part in parts if part != left]
    if len(rest) != len(parts) - 1 or not rest:
        return None
    return rest[0] if len(rest) == 1 else ("add", *rest)


def _decayed(left: Syntax, part: Syntax) -> list[Syntax]:
    """Return w and -w·ηλ for w(1 - ηλ), and any other part as it is."""
    if part[0] == "times" and left in part[2:]:
        factor = part[3] if part[2] == left else part[2]
        if factor[0] == "add" and factor[1] == number(1):
            return [left, *(("times", "·", one, left) for one in factor[2:])]
    return [part]


def change_of(left: Syntax) -> Syntax | None:
    """Return the quantity whose change stands on the left, w for Δw, or None.

    >>> from derivations.notation.grammar import read_formula
    >>> change_of(read_formula("ΔW"))[1].base
    'W'
    """
    delta = left[0] == "times" and left[2][0] == left[3][0] == "name" and left[2][1] == Name("Δ")
    return left[3] if delta else None


def is_notation(left: Syntax, right: Syntax) -> bool:
    """Say whether an equation only says what a name means: δ2 = ∂J/∂z2, dW = ∂L/∂W."""
    if left[0] == "gradient" and right[0] == "derivative":
        return bool(right[2][0] == "name" and right[2][1].base in COSTS and right[3] == left[1])
    if left[0] != "name" or left[1].base not in DELTAS or right[0] != "derivative":
        return False
    of, by = right[2], right[3]
    if of[0] != "name" or by[0] != "name" or by[1].base not in ("z", "Z"):
        return False
    return bool((left[1].below, left[1].above) == (by[1].below, by[1].above))


def check_update(left: Syntax, step: Syntax, setting: Setting) -> ClaimReport:
    """Check that an update goes against the gradient; UnreadableError where that cannot be told."""
    if (by_itself := _by_its_own_gradient(left, step)) is not None:
        return by_itself
    found = features((left, step))
    network, report = setting.network, report_of_update(left, step)
    reason = "this update cannot be checked"
    penalties = ("", *PENALTIES) if found.penalty else ("",)
    layers = (0, *range(1, network.depth + 1))
    for penalty, layout, batch, layer in product(penalties, (ROWS, COLUMNS), (False, True), layers):
        convention = Convention(found.matrices, batch or found.matrices, layout)
        meaning = Meaning(network, convention, Choices(layer), found.samples)
        try:
            name, change = unnamed(meaning.formula(left)), unnamed(meaning.formula(step))
            sample = world(network, convention)
            fixed = {one: sample.leaves[one][:1] for one in CONSTANTS}
            sample = sample.with_leaves(fixed)
            whole = world(network, convention._replace(penalty=penalty)).with_leaves(fixed)
            slope = value(("derivative", 1, ("name", "J"), name), whole)
            added = value(change, sample)
        except (NoValueError, ShapeError, UnreadableError) as error:
            reason = str(error)
            continue
        if slope.shape != added.shape:
            continue
        outcome = _compared(added, slope, sample.leaves["n"], report)
        if outcome is not None and penalty and outcome.right:
            told = f"Right: this is a step of gradient descent, where {penalty}·‖W‖² is added to J."
            return outcome._replace(message=told)
        if outcome is not None:
            return outcome
    if reason != "this update cannot be checked":
        raise UnreadableError(reason)
    return report._replace(message="The step is not a multiple of the gradient.", code="update")


def _by_its_own_gradient(left: Syntax, step: Syntax) -> ClaimReport | None:
    """Judge w = w − η·∂J/∂w, whatever w is: a number times the gradient is taken away, or added."""
    gradients = [("gradient", left), *(("name", Name(base)) for base in GRADIENTS)]

    def change(part: Syntax) -> Syntax:
        own = part[0] == "derivative" and part[1] == 1 and part[3] == left and _is_cost(part[2])
        named = part[0] == "name" and ("name", Name(part[1].base)) in gradients
        return ("name", Name("the gradient")) if own or named or part in gradients else part

    plain = rebuilt(rebuilt(step, change), _without_indices)
    bases = {part[1] for part in every(plain) if part[0] == "name"} - {"the gradient"}
    if ("name", "the gradient") not in every(plain):
        return None
    under_roots = {
        part[1]
        for root in every(plain)
        if root[:2] == ("call", "sqrt")
        for part in every(root)
        if part[0] == "name"
    } - {"the gradient"}  # RMSprop's
    if any(SPELLED.get(base, base) not in CONSTANTS for base in bases - under_roots):
        return None
    leaves = {base: np.full((1, 1, 1), 0.3 + 0.1 * at) for at, base in enumerate(sorted(bases))}
    leaves["the gradient"] = np.array([1.0, 2.0]).reshape(2, 1, 1)
    try:
        once, twice = np.ravel(value(plain, World(leaves, {}, ROWS, 1, value)))
    except (NoValueError, ShapeError, UnreadableError, ValueError):
        return None
    if abs(twice - 2 * once) > 1e-9:
        return None
    return of_sign(once, report_of_update(left, step)) if once else None


def _without_indices(part: Syntax) -> Syntax:
    return ("name", part[1].base) if part[0] == "name" else part


def _is_cost(node):
    return node[0] == "name" and node[1].base in COSTS


def report_of_update(left: Syntax, step: Syntax) -> ClaimReport:
    """Begin the report on an update."""
    return ClaimReport(WRONG, "", quantity=written(left), claim=written(step))


def of_sign(ratio: float, report: ClaimReport, how: str = "") -> ClaimReport:
    """Return the report on a step that is a number times the gradient; `how` says of what kind."""
    if ratio < 0:
        message = f"Right: this is a step of gradient descent{how}."
        return report._replace(status=NUMERICALLY, message=message)
    message = "The sign is wrong: this step adds the gradient, so J grows."
    return report._replace(message=message, code="sign", factor="-1")


def parted(step: Syntax) -> tuple[int, Syntax]:
    """Return the sign of a step, and the step without it and without its numbers.

    >>> from derivations.notation.grammar import read_formula
    >>> sign, rest = parted(read_formula("-η δ_j o_i"))
    >>> sign, written(rest)
    (-1, 'δ_j·o_i')
    """
    if step[0] == "negate":
        sign, rest = parted(step[1])
        return -sign, rest
    if step[0] == "divide":
        sign, rest = parted(step[1])
        if _is_constant(step[2]):
            return sign, rest
        return sign, ("divide", number(1) if _is_constant(rest) else rest, step[2])
    if step[0] == "times":
        for kept, dropped in ((step[3], step[2]), (step[2], step[3])):
            sign, rest = parted(dropped)
            if _is_constant(rest):
                other, inner = parted(kept)
                return sign * other, inner
        (sign, first), (other, second) = parted(step[2]), parted(step[3])
        return sign * other, ("times", step[1], first, second)
    return 1, step


def _is_constant(node):
    return bool(names(node)) and all(
        SPELLED.get(name.base, name.base) in CONSTANTS for name in names(node)
    )


def _compared(added, slope, count, report):
    """Return the report where the step is a number times the gradient, else None."""
    usable = np.abs(slope) > 1e-12
    if not usable.any():
        return None
    ratios = (added / np.where(usable, slope, 1))[usable]
    by_count = ratios / np.broadcast_to(count, slope.shape)[usable]
    if np.ptp(by_count) <= 1e-9 * np.abs(by_count).max():
        ratios = by_count  # a step by the loss of one sample, or of all: n times J's
    if np.ptp(ratios) > 1e-9 * np.abs(ratios).max() or not np.isfinite(ratios).all():
        return None
    return of_sign(ratios[0], report) if ratios[0] else None
