"""Definitions by an author: lines that set a cost, an activation, a missing bias or a name.

"L = ½(a − y)²" is no claim about J. It says which cost the lines after it are about, and they are
judged by it. A definition that contradicts a network that was named is a wrong line.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from derivations.arrays import Array
from derivations.claims.choices import Choices, choices_of, letters
from derivations.claims.convention import COLUMNS, MEAN, TRANSPOSED, Convention
from derivations.claims.evaluate import value
from derivations.claims.features import features
from derivations.claims.judgement import RIGHT, judged, meaning_in, with_own
from derivations.claims.meaning import unnamed
from derivations.claims.quantity_names import COSTS, ERRORS, KNOWN, PREDICTIONS, TARGETS
from derivations.claims.readings import scales
from derivations.claims.report import DEFINED, ClaimReport
from derivations.claims.sample_network import Network, output, world
from derivations.claims.setting import Setting
from derivations.claims.slope import slope
from derivations.claims.world import NoValueError, ShapeError
from derivations.language.tokens import UnreadableError
from derivations.networks.scalar_network import scalar_network
from derivations.notation.grammar import Equation
from derivations.notation.syntax import Name, Syntax, every, fraction_of, names, number, rebuilt
from derivations.notation.words import OPEN_FUNCTIONS
from derivations.notation.writing import written
from derivations.rules.compiled import activations as known_activations
from derivations.rules.compiled import costs as known_costs

ACTIVATIONS = {
    *known_activations(), "softplus", "gelu", "selu", "mish", "hard_sigmoid",
}  # fmt: skip
MOST_PARTS = 600  # of an equation whose names are replaced
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
        return replace(after, typed=formula), report
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
        said = f"{name} is given a number; there is nothing to judge."
        return setting, _report(left, right, said)
    if name.base in COSTS:
        return _cost(equation, setting)
    if name.base in ERRORS:
        return _error(name, right, setting)
    if letters(equation.sides):
        return None
    if _is_right(left, right, setting):
        side = _side(right)
        if side and not setting.layout and not setting.side:
            return replace(setting, side=side), _report(left, right, "This is the network's own.")
        return None
    if (made := _quantity(left, right, setting)) is not None:
        return made
    if let or not _has_meaning(left, setting):
        return _with_name(setting, name, right), _report(
            left, right, f"{name} is taken as defined."
        )
    return None


def substituted(equation: Equation, setting: Setting) -> Equation:
    """Put the formulas of the author's names and functions in their places.

    A name by which something is differentiated stays a quantity of its own.
    """
    derived_by = {
        str(name)
        for side in equation.sides
        for part in every(side)
        if part[0] in ("derivative", "gradient")
        for one in part[1:]
        if isinstance(one, tuple)
        for name in names(one)
    }
    put = {name: formula for name, formula in setting.own if name not in derived_by}
    functions = {letter: (argument, formula) for letter, argument, formula in setting.functions}
    named = {name for name, _ in (*setting.own, *setting.alias)}

    if _size_of(equation.sides, put) > MOST_PARTS:
        put = {}  # definitions within definitions stay quantities, each worked out once

    def change(part: Syntax) -> Syntax:
        if part[0] == "name" and isinstance(part[1], Name) and str(part[1]) in put:
            return rebuilt(put[str(part[1])], change)
        if part[0] == "call" and part[1] in functions:
            return _of_function(*functions[part[1]], part[2], part[3][0])
        if part[0] == "call" and part[1] in named and not part[2]:
            return ("times", "", change(("name", Name(part[1]))), part[3][0])  # f (1 − f)
        return part

    sides = tuple(rebuilt(side, change) for side in equation.sides)
    return Equation(sides, equation.condition)


def names_itself(equation: Equation, setting: Setting) -> bool:
    """Say whether a single line defines a name of its author's: v = β·v + (1 − β)·dW2."""
    left = equation.sides[0]
    return left[0] == "name" and left[1].base not in KNOWN and not _has_meaning(left, setting)


def _size_of(sides: tuple[Syntax, ...], put: dict[str, Syntax]) -> int:
    """Return how many parts an equation has once names are replaced, as far as that matters."""
    sizes: dict[str, int] = {}

    def size(node: Syntax, deep: int) -> int:
        total = 0
        for part in every(node):
            total += 1
            if part[0] == "name" and (name := str(part[1])) in put and deep < len(put) + 1:
                if name not in sizes:
                    sizes[name] = size(put[name], deep + 1)
                total += sizes[name]
        return min(total, MOST_PARTS + 1)

    return sum(size(side, 0) for side in sides)


def with_names_of(equation: Equation, setting: Setting) -> Setting:
    """Return a setting with those of the author's own names alone that an equation has."""
    there = {str(name) for side in equation.sides for name in names(side)}
    own = dict(setting.own)
    waiting, kept = list(there & own.keys()), set()
    while waiting:
        name = waiting.pop()
        if name not in kept:
            kept.add(name)
            waiting += [str(one) for one in names(own[name]) if str(one) in own]
    derived_by = kept & {
        str(name)
        for side in equation.sides
        for part in every(side)
        if part[0] == "derivative"
        for name in names(part[3])
    }
    if derived_by and setting.typed is not None:  # J as the author has it, by names of their own
        return replace(setting, cost=setting.typed, scale=MEAN)
    return replace(setting, own=tuple(pair for pair in setting.own if pair[0] in kept))


def is_cost(left: Syntax) -> bool:
    """Say whether a side is a cost, such as L."""
    return left[0] == "name" and left[1].base in COSTS


def _of_function(argument, formula, primes, at):
    """Return an author's function, or its slope, of an argument."""
    name = ("name", Name(argument))
    for _ in range(primes):
        formula = slope(formula, Name(argument))
    return rebuilt(formula, lambda part: at if part == name else part)


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
    return after, _report(left, right, f"{letter} is taken as defined.")


def _with_name(setting, name, right):
    kept = tuple(pair for pair in setting.own if pair[0] != str(name))
    return replace(setting, own=(*kept, (str(name), right)))


def _cost(equation: Equation, setting: Setting) -> Made | None:
    """Recognise a cost in another scale, or another cost."""
    left, right = equation.sides[0], equation.sides[-1]
    if not names(right) or any(part[0] == "derivative" for part in every(right)):
        return None
    found = features(equation.sides)
    costs = (setting.network.cost,) if setting.explicit else OTHER_COSTS
    said = _report(left, right, f"The cost is taken as {written(right)}.")
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
    if not _is_number(right, setting):
        own = left[1].base in ("E", "C")  # E = np.exp(Z2) is no cost
        return (
            (_with_name(setting, left[1], right), _defined_as(left[1], left, right))
            if own
            else None
        )
    if setting.explicit:
        said = said._replace(message=f"{said.message} It is not the cost that the options name.")
    return replace(setting, cost=right, scale=MEAN), said


def _defined_as(name, left, right):
    return _report(left, right, f"{name} is taken as defined.")


def _is_number(right: Syntax, setting: Setting) -> bool:
    """Say whether a formula is one number, as a cost has to be."""
    found = features((right,))
    convention = Convention(found.matrices, found.batch or found.matrices, bias=setting.bias)
    for choices in dict.fromkeys(choices_of((right,), setting.network)):
        meaning = meaning_in(setting.network, convention, choices, found, setting.definitions)
        try:
            formula = unnamed(meaning.formula(right))
            sample = with_own(world(setting.network, convention), meaning, setting.definitions)
            if value(formula, sample).shape[-2:] == (1, 1):
                return True
        except (UnreadableError, NoValueError, ShapeError):
            continue
    return False


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
    said = _report(("name", name), right, f"{name} is taken as {written(right)}.")
    try:
        meant = meaning_in(
            setting.network, Convention(), Choices(), features((right,)), setting.definitions
        ).formula(right)
    except (UnreadableError, NoValueError):
        return _with_name(setting, name, right), said
    if meant == ("add", ("name", "y"), ("negate", ("name", "ŷ"))):
        return replace(setting, error=True), said
    return _with_name(setting, name, right), said


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
    for network, bias in _networks(right, setting):
        changed = network != setting.network or bias != setting.bias
        for quantity in _equal_to(right, network, bias, setting):
            if quantity.startswith("z") and _is_output(left) and int(quantity[1:]) == network.depth:
                if setting.explicit and network.activations[-1] != "identity":
                    continue
                network = network._replace(activations=(*network.activations[:-1], "identity"))
                quantity, changed = "ŷ", True
            alias = tuple(pair for pair in setting.alias if pair[0] != name)
            after = replace(
                with_network(setting, network), bias=bias, alias=(*alias, (name, quantity))
            )
            if (side := _side(right)) and not setting.layout:
                after = replace(after, side=side)
            if not changed and not _is_new(left, quantity, setting):
                return None
            said = f"{name} is taken as {quantity}" + (" = " + written(right)) * changed
            return after, _report(left, right, f"{said}.")
    return None


def _is_output(left):
    return left[1].base in PREDICTIONS | TARGETS | {"h"}


def _is_new(left, quantity, setting):
    """Say whether a name does not stand for a quantity already."""
    return not _has_meaning(left, setting) or (str(left[1]), quantity) not in setting.alias


def _networks(right: Syntax, setting: Setting) -> Iterator[tuple[Network, bool]]:
    """Yield the networks a formula may be of: the setting's, without bias, with its function."""
    biases = (setting.bias, False) if setting.bias else (False,)
    made = [setting.network]
    activation = _activation_of(right)
    if activation and not setting.explicit:
        last = setting.network.depth - 1
        for layer in range(last + 1):
            if activation == "softmax" and layer != last:
                continue
            changed = list(setting.network.activations)
            changed[layer] = activation
            made.append(setting.network._replace(activations=tuple(changed)))
    for bias in biases:
        for network in made:
            yield network, bias


def _activation_of(node: Syntax) -> str:
    """Return the activation a formula applies: tanh for tanh(z), relu for max(0, z), or ""."""
    if node[0] != "call" or node[2]:
        return ""
    if node[1] == "max" and len(node[3]) == 2 and number(0) in node[3]:
        return "relu"
    return node[1] if len(node[3]) == 1 and node[1] in ACTIVATIONS else ""


def _equal_to(right: Syntax, network: Network, bias: bool, setting: Setting) -> Iterator[str]:
    """Yield the quantities of a network that a formula is equal to, for one unit a layer."""
    convention = Convention(bias=bias)
    found = features((right,))
    sample = world(network, convention)
    if found.batch:
        return
    for choices in dict.fromkeys(choices_of((right,), network)):
        meaning = meaning_in(network, convention, choices, found, setting.definitions)
        try:
            formula = unnamed(meaning.formula(right))
            here = value(formula, with_own(sample, meaning, setting.definitions))
        except (UnreadableError, NoValueError, ShapeError):
            continue
        if formula[0] == "name":
            continue
        for layer in range(network.depth, 0, -1):
            for quantity in (output(layer, network.depth), f"z{layer}"):
                if _same(here, sample.value(quantity)):
                    yield quantity


def _same(left: Array, right: Array) -> bool:
    left, right = np.broadcast_arrays(np.real(left), np.real(right))
    usable = np.isfinite(left) & np.isfinite(right)
    if not usable.any():
        return False
    return bool(np.allclose(left[usable], right[usable], rtol=1e-9, atol=1e-12))


def _side(node: Syntax) -> str:
    """Return the layout that a product of W and what comes in shows: W·x is columns."""
    for part in every(node):
        if part[0] != "times":
            continue
        first, second = part[2], part[3]
        if second[0] == "name" and not second[1].base.startswith(("W", "w")):
            if first[0] == "transpose" and first[1][0] == "name" and first[1][1].base in ("W", "w"):
                return TRANSPOSED
            if first[0] == "name" and first[1].base == "W":
                return COLUMNS
    return ""
