"""The author's definitions: lines that set a cost, an activation, a missing bias or a name of one's own.

"L = ½(a − y)²" is no claim about J. It says which cost the lines after it are about, and they are
judged by it. A definition that contradicts a network that was named is a wrong line.
"""

from dataclasses import replace

from derivations.claims.convention import COLUMNS, TRANSPOSED, Convention
from derivations.claims.judgement import RIGHT, judged
from derivations.claims.meaning import (
    COSTS,
    COUNTS,
    DELTAS,
    ERRORS,
    NAMED,
    PREACTIVATIONS,
    PREDICTIONS,
    Choices,
    Meaning,
    is_layered,
)  # fmt: skip
from derivations.claims.readings import Features, features, readings, scales
from derivations.claims.report import DEFINED, ClaimReport
from derivations.claims.sample_network import Network, known_function, output
from derivations.claims.setting import Setting
from derivations.claims.world import NoValueError
from derivations.language.tokens import UnreadableError
from derivations.notation.grammar import Equation
from derivations.notation.syntax import Name, Syntax, every, names, rebuilt
from derivations.notation.writing import written

# Letters that a network's quantities have now and then, and that authors define as they like.
OWN_AT_WILL = {"s", "S", "u", "q", "r", "k", "c"}
OTHER_COSTS = ("mse", "binary_cross_entropy", "cross_entropy")


def defined(
    equation: Equation, setting: Setting, let: bool = False
) -> tuple[Setting, ClaimReport] | None:
    """Return the setting after a line that defines something, and what to say; else None.

    `let` tells that the author introduced the line as a definition.
    """
    left, right = equation.sides[0], equation.sides[-1]
    if len(equation.sides) < 2 or left[0] not in ("name", "call"):
        return None
    if left[0] == "call":
        return None
    name = left[1]
    if name.base in COSTS:
        return _cost(equation, setting)
    if name.base in ERRORS:
        return _error(name, right, setting)
    if name.base in PREACTIVATIONS and name.base not in OWN_AT_WILL:
        return _preactivation(left, right, setting)
    if _is_known(name) and name.base not in OWN_AT_WILL:
        return _activation(left, right, setting) if not setting.explicit else None
    if let or not any(part == left for part in every(right)):
        shown = f"{name} is taken as defined here."
        return _with_name(setting, name, right), _report(left, right, shown)
    return setting, _report(
        left, right, f"This updates {name}; there is nothing to compare it with."
    )


def substituted(equation: Equation, setting: Setting) -> Equation:
    """Put the formulas of the author's names in their places, where nothing is derived by them."""
    derived_by = {
        str(name)
        for side in equation.sides
        for part in every(side)
        if part[0] == "derivative"
        for name in (*names(part[2]), *names(part[3]))
    }
    put = {name: formula for name, formula in setting.own if name not in derived_by}

    def change(part: Syntax) -> Syntax:
        if part[0] == "name" and isinstance(part[1], Name) and str(part[1]) in put:
            return put[str(part[1])]
        return part

    sides = tuple(rebuilt(side, change) for side in equation.sides)
    return Equation(sides, equation.condition)


def _is_known(name: Name) -> bool:
    return is_layered(name) or name.base in PREDICTIONS | COUNTS | DELTAS | NAMED.keys()


def _report(left, right, message):
    return ClaimReport(DEFINED, message, quantity=written(left), claim=written(right))


def _with_name(setting, name, right):
    kept = tuple(pair for pair in setting.own if pair[0] != str(name))
    return replace(setting, own=(*kept, (str(name), right)))


def _cost(equation, setting):
    """Recognise a cost in another scale, or another cost."""
    left, right = equation.sides[0], equation.sides[-1]
    found = features(equation.sides)
    if len(names(right)) == 0 or any(part[0] == "derivative" for part in every(right)):
        return None
    costs = (setting.network.cost,) if setting.explicit else OTHER_COSTS
    for cost in sorted(costs, key=lambda one: one != setting.network.cost):
        network = setting.network._replace(cost=cost)
        for convention in _cost_conventions(network, found):
            for choices in _choices(equation.sides, network):
                if not _right(left, right, network, convention, choices, found, setting):
                    continue
                if cost == setting.network.cost and convention.own:
                    return None  # a claim as any other, and a right one
                said = f"The cost is taken as {written(right)}."
                scalar = setting.scalar if cost == setting.network.cost else None
                after = replace(setting, network=network, scale=convention.scale, scalar=scalar)
                return after, _report(left, right, said)
    if setting.explicit:
        return None
    after = replace(setting, cost=right, scalar=None)
    return after, _report(left, right, f"The cost is taken as {written(right)}.")


def _cost_conventions(network, found: Features):
    for scale in scales(network, found):
        for many in (False, True):
            yield Convention(many, found.batch, scale=scale)


def _choices(sides, network):
    return dict.fromkeys(choices for _, choices in readings(sides, network))


def _right(left, right, network, convention, choices, found, setting):
    outcome = judged(
        left, right, None, network, convention, choices, found, setting.definitions
    ).outcome
    return outcome == RIGHT


def _error(name, right, setting):
    """Recognise e = y − ŷ, and any other error as a name of the author's own."""
    if name.below or name.above:
        return None
    network = setting.network
    meaning = Meaning(network, Convention(), Choices())
    try:
        meant = meaning.formula(right)
    except (UnreadableError, NoValueError):
        return None
    own = ("add", ("name", "y"), ("negate", ("name", "ŷ")))
    said = _report(("name", name), right, f"{name} is taken as {written(right)}.")
    if meant == own and name.base == "e":
        return replace(setting, error=True), said
    if meant == own:
        return setting, said
    return _with_name(setting, name, right), said


def _preactivation(left, right, setting):
    """Recognise z = W·x, without a bias, and on which side W stands."""
    found = features((left, right))
    layout = _layout(right)
    after = replace(setting, layout=layout) if layout and not setting.layout else setting
    for bias in (True, False):
        for choices in _choices((left, right), setting.network):
            if not _right(
                left, right, setting.network, Convention(bias=bias), choices, _alone(found), setting
            ):
                continue
            if bias:
                return (
                    (after, _report(left, right, "This is the network's own."))
                    if after is not setting
                    else None
                )
            if setting.explicit:
                return None
            said = _report(left, right, "The network is taken as one without a bias.")
            return replace(after, bias=False), said
    return None


def _alone(found):
    return found._replace(general=False)


def _layout(node: Syntax) -> str:
    """Return the layout that a product of W and what comes in shows: W·x is columns."""
    for part in every(node):
        if part[0] != "times":
            continue
        first, second = part[2], part[3]
        if second[0] == "name" and not second[1].base.startswith(("W", "w")):
            if first[0] == "transpose" and first[1][0] == "name" and first[1][1].base in ("W", "w"):
                return TRANSPOSED
            if first[0] == "name" and first[1].base in ("W",):
                return COLUMNS
    return ""


def _activation(left, right, setting):
    """Recognise a1 = tanh(z1) as the author's choice of an activation."""
    if right[0] != "call" or right[2] or len(right[3]) != 1 or not known_function(right[1]):
        return None
    network = setting.network
    for choices in _choices((left, right), network):
        meaning = Meaning(network, Convention(), choices)
        try:
            of, at = meaning.formula(left), meaning.formula(right[3][0])
        except (UnreadableError, NoValueError):
            continue
        for layer in range(1, network.depth + 1):
            if of != ("name", output(layer, network.depth)) or at != ("name", f"z{layer}"):
                continue
            if network.activations[layer - 1] == right[1]:
                return None
            changed = list(network.activations)
            changed[layer - 1] = right[1]
            after = replace(setting, network=Network(tuple(changed), network.cost), scalar=None)
            return after, _report(left, right, f"Layer {layer} is taken with {right[1]}.")
    return None
