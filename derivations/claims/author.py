"""Definitions by an author: lines that set a cost, an activation, a missing bias or a name.

"L = ½(a − y)²" is not a claim about J. It names the cost of the lines after it, and they are
judged by it. A definition that contradicts a network that was named is a wrong line.
"""

from dataclasses import replace

from derivations.claims.choices import Choices, choices_of, letters
from derivations.claims.convention import MEAN, Convention
from derivations.claims.equal_quantities import equal_to, is_one_number, networks_of, side_of
from derivations.claims.features import features
from derivations.claims.judgement import RIGHT, judged, meaning_in
from derivations.claims.quantity_names import COSTS, ERRORS, KNOWN, OF_ONE, PREDICTIONS, TARGETS
from derivations.claims.readings import scales
from derivations.claims.report import DEFINED, ClaimReport
from derivations.claims.sample_network import Network
from derivations.claims.setting import Setting
from derivations.claims.world import NoValueError
from derivations.language.tokens import UnreadableError
from derivations.networks.scalar_network import scalar_network
from derivations.notation.grammar import Equation
from derivations.notation.syntax import Name, Syntax, every, fraction_of, names, rebuilt
from derivations.notation.words import OPEN_FUNCTIONS
from derivations.notation.writing import written
from derivations.rules.compiled import activations as known_activations
from derivations.rules.compiled import costs as known_costs

OTHER_COSTS = ("mse", "binary_cross_entropy", "cross_entropy")
Made = tuple[Setting, ClaimReport]


def defined(
    equation: Equation, setting: Setting, let: bool = False, typed: Equation | None = None
) -> Made | None:
    """Return the setting after a line that defines something, and what to say; else None.

    `let` tells that the author introduced the line as a definition. `typed` is the line before the
    author's names were replaced: it is kept, so that something may be differentiated by them.
    """
    made = _defined(equation, setting, let)
    if made is None or typed is None:
        return made
    after, report = made
    name, formula = typed.sides[0], typed.sides[-1]
    if is_cost(name):
        after = replace(after, typed=formula)
        kept = tuple(one for one in after.costs if one[0] != str(name[1]))
        mine = replace(after, costs=())
        return replace(after, costs=(*kept, (str(name[1]), formula, mine))), report
    own = tuple((one, formula if one == str(name[1]) else said) for one, said in after.own)
    return replace(after, own=own), report


def _defined(equation: Equation, setting: Setting, let: bool) -> Made | None:
    left, right = equation.sides[0], equation.sides[-1]
    if len(equation.sides) < 2:
        return None
    if left[0] == "call":
        return _function(left, right, setting)
    if left[0] != "name" or left in every(right):
        return None
    name = left[1]
    if fraction_of(right) is not None:
        said = f"{name} gets a number, so there is nothing to check."
        return setting, _report(left, right, said)
    if name.base in COSTS:
        return _cost(equation, setting)
    if name.base in ERRORS:
        return _error(name, right, setting)
    if letters(equation.sides):
        return None
    if _is_right(left, right, setting):
        side = side_of(right)
        if side and not setting.layout and not setting.side:
            return replace(setting, side=side), _report(
                left, right, "The network has the same definition."
            )
        return None
    if (made := _quantity(left, right, setting)) is not None:
        return made
    if let or not _has_meaning(left, setting):
        return with_name(setting, name, right), _report(left, right, f"{name} is used as defined.")
    return None


def names_itself(equation: Equation, setting: Setting) -> bool:
    """Say whether a single line defines a name of its author's: v = β·v + (1 − β)·dW2."""
    left = equation.sides[0]
    return left[0] == "name" and left[1].base not in KNOWN and not _has_meaning(left, setting)


def is_cost(left: Syntax) -> bool:
    """Say whether a side is a cost, such as L."""
    return left[0] == "name" and left[1].base in COSTS


def _report(left, right, message):
    return ClaimReport(DEFINED, message, quantity=written(left), claim=written(right))


def _function(left: Syntax, right: Syntax, setting: Setting) -> Made | None:
    """Recognise f(z) = tanh(z) as the definition of f."""
    _, letter, primes, arguments = left
    if letter not in OPEN_FUNCTIONS or primes or len(arguments) != 1:
        return None
    (argument,) = arguments
    if argument[0] != "name" or argument[1] != Name(argument[1].base):
        return None
    if any(part[0] == "name" and part[1].base in PREDICTIONS for part in every(right)):
        return None
    kept = tuple(one for one in setting.functions if one[0] != letter)
    after = replace(setting, functions=(*kept, (letter, argument[1].base, right)))
    return after, _report(left, right, f"{letter} is used as defined.")


def with_name(setting: Setting, name: Name, right: Syntax) -> Setting:
    """Return a setting with a name of the author's own."""
    kept = tuple(pair for pair in setting.own if pair[0] != str(name))
    return replace(setting, own=(*kept, (str(name), right)))


def _cost(equation: Equation, setting: Setting) -> Made | None:
    """Recognise a cost in another scale, or another cost."""
    left, right = equation.sides[0], equation.sides[-1]
    if not names(right) or any(part[0] == "derivative" for part in every(right)):
        return None
    right = rebuilt(right, _as_loss)
    found = features((left, right))
    costs = (setting.network.cost,) if setting.explicit else OTHER_COSTS
    said = _report(left, right, f"The cost is {written(right)} from here on.")
    for cost in sorted(costs, key=lambda one: one != setting.network.cost):
        network = setting.network._replace(cost=cost)
        for scale in scales(network, found):
            for many in (False, True):
                convention = Convention(many, found.batch, scale=scale, bias=setting.bias)
                if not _holds(left, right, network, convention, setting):
                    continue
                if cost == setting.network.cost and scale == MEAN:
                    return None  # a claim as any other, and a right one
                return replace(with_network(setting, network), scale=scale), said
    right = rebuilt(right, _over_outputs)
    if not is_one_number(right, setting):
        own = left[1].base in ("E", "C")  # E = np.exp(Z2) is not a cost
        return (
            (with_name(setting, left[1], right), _defined_as(left[1], left, right)) if own else None
        )
    if setting.explicit:
        said = said._replace(message=f"{said.message} The options name another cost.")
    return replace(setting, cost=right, scale=MEAN), said


def _as_loss(part: Syntax) -> Syntax:
    """Return the loss of one sample for the L of J = L + s, which no line defines."""
    undefined = part[0] == "name" and part[1].base in COSTS
    return ("name", Name(OF_ONE)) if undefined else part


def _over_outputs(part: Syntax) -> Syntax:
    """Return a Σ over the samples as one that goes over a sample's outputs, too."""
    return ("sum", None, ("total", None, part[2])) if part[:2] == ("sum", None) else part


def _defined_as(name, left, right):
    return _report(left, right, f"{name} is used as defined.")


def with_network(setting: Setting, network: Network) -> Setting:
    """Return a setting with another network, with one unit a layer for proofs where rules exist."""
    provable = set(network.activations) <= set(known_activations()) - {"softmax"}
    scalar = None
    if provable and network.cost in known_costs():
        scalar = scalar_network(network.activations, network.cost)
    return replace(setting, network=network, scalar=scalar)


def _error(name: Name, right: Syntax, setting: Setting) -> Made | None:
    """Recognise e = y − ŷ, and any other error as a name of the author's own."""
    if name.below or name.above:
        return None
    said = _report(("name", name), right, f"{name} means {written(right)} from here on.")
    try:
        meant = meaning_in(
            setting.network, Convention(), Choices(), features((right,)), setting.definitions
        ).formula(right)
    except (UnreadableError, NoValueError):
        return with_name(setting, name, right), said
    if meant == ("add", ("name", "y"), ("negate", ("name", "ŷ"))):
        return replace(setting, error=True), said
    return with_name(setting, name, right), said


def _is_right(left, right, setting):
    return _holds(left, right, setting.network, Convention(bias=setting.bias), setting)


def _holds(left, right, network, convention, setting):
    """Say whether an equation is right in one convention, for some choice of what names mean."""
    found = features((left, right))
    convention = convention._replace(batch=found.batch)
    for choices in dict.fromkeys(choices_of((left, right), network)):
        outcome = judged(
            left, right, None, network, convention, choices, found._replace(general=False),
            setting.definitions,
        ).outcome  # fmt: skip
        if outcome == RIGHT:
            return True
    return False


def _has_meaning(left, setting):
    """Say whether a name stands for a quantity of the network."""
    for choices in choices_of((left,), setting.network):
        try:
            meaning_in(
                setting.network, Convention(), choices, features((left,)), setting.definitions
            ).formula(left)
        except (UnreadableError, NoValueError):
            continue
        return left[1].base not in OWN_AT_WILL
    return False


# Letters that a network's quantities have now and then, and that authors define as they like.
OWN_AT_WILL = {"s", "S", "u", "q", "r", "k", "c", "f", "g", "o", "p", "t", "net", "in"}


def _quantity(left: Syntax, right: Syntax, setting: Setting) -> Made | None:
    """Recognise a quantity of the network by its formula: u = w x + b is z1, h = tanh(u) is a1.

    Where no network was named, the author's activation and a missing bias are taken over.
    """
    name = str(left[1])
    for network, bias in networks_of(right, setting):
        changed = network != setting.network or bias != setting.bias
        for quantity in equal_to(right, network, bias, setting):
            if quantity.startswith("z") and _is_output(left) and int(quantity[1:]) == network.depth:
                if setting.explicit and network.activations[-1] != "identity":
                    continue
                network = network._replace(activations=(*network.activations[:-1], "identity"))
                quantity, changed = "ŷ", True
            alias = tuple(pair for pair in setting.alias if pair[0] != name)
            after = replace(
                with_network(setting, network), bias=bias, alias=(*alias, (name, quantity))
            )
            if (side := side_of(right)) and not setting.layout:
                after = replace(after, side=side)
            if not changed and not _is_new(left, quantity, setting):
                return None
            said = f"{name} is read as {quantity}" + (" = " + written(right)) * changed
            return after, _report(left, right, f"{said}.")
    return None


def _is_output(left):
    return left[1].base in PREDICTIONS | TARGETS | {"h"}


def _is_new(left, quantity, setting):
    """Say whether a name does not stand for a quantity already."""
    return not _has_meaning(left, setting) or (str(left[1]), quantity) not in setting.alias
