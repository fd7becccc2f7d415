"""Lines of a derivation, read as the definitions of a network of its own."""

from collections.abc import Iterator

from derivations.claims.own_network import SAMPLE_LETTERS, SPELLED, OwnNetwork, sample_of
from derivations.claims.quantity_names import COSTS, DELTAS
from derivations.notation.grammar import Equation
from derivations.notation.syntax import Name, Syntax, every, names
from derivations.notation.words import OPEN_FUNCTIONS


def own_network(equations: list[Equation]) -> OwnNetwork:
    """Return the network that the lines of a derivation define.

    The first line that gives a name a formula without it defines the name.
    """
    made = OwnNetwork()
    for equation in equations:
        for side in equation.sides:
            bases = {name.base for name in names(side)}
            made.apart |= {base for base in bases & SPELLED.keys() if SPELLED[base] in bases}
    for equation in equations:
        for part in _parts(equation):
            if part[0] == "name" and sample_of(part[1]):
                made.of_samples.add(made.name(part[1]))
            if part[0] == "derivative" and part[3][0] == "name":
                made.parameters.add(made.name(part[3][1]))
            elif part[0] == "gradient" and part[1][0] == "name":
                made.parameters.add(made.name(part[1][1]))
        if _is_update(equation):
            made.parameters.add(made.name(equation.sides[0][1]))
    for equation in equations:
        _define(made, equation)
    return made


def function_of(equation: Equation) -> tuple[str, str, Syntax] | None:
    """Return (name, argument, formula) where a line defines a function of one argument."""
    left = equation.sides[0]
    if left[0] != "call" or left[1] not in OPEN_FUNCTIONS or left[2] or len(left[3]) != 1:
        return None
    (argument,) = left[3]
    if argument[0] != "name" or argument[1] != Name(argument[1].base):
        return None
    return left[1], argument[1].base, equation.sides[-1]


def _parts(equation: Equation) -> Iterator[Syntax]:
    for side in equation.sides:
        yield from every(side)


def _is_update(equation):
    left, right = equation.sides[0], equation.sides[-1]
    return left[0] == "name" and left in every(right)


def _define(made: OwnNetwork, equation: Equation) -> None:
    """Take a line as the definition of the names that stand alone on its sides."""
    *alone, last = equation.sides
    if not all(side[0] == "name" for side in alone) or not alone:
        return
    if last[0] in ("number", "derivative") or any(part[0] == "gradient" for part in every(last)):
        return
    for side in alone:
        name = made.name(side[1])
        known = name in made.definitions or side[1].base in DELTAS | {"D"}
        if known or _rests_on(made, last, name):
            continue
        made.definitions[name] = last
        if any(one.letter in SAMPLE_LETTERS for one in (*side[1].below, *side[1].above)):
            made.indexed.add(name)
        if side[1].base in COSTS:
            made.cost = name


def _rests_on(made: OwnNetwork, node: Syntax, name: str) -> bool:
    """Say whether a formula uses a name, through whatever is defined so far."""
    waiting, seen = [made.name(one) for one in names(node)], set()
    while waiting:
        one = waiting.pop()
        if one == name:
            return True
        if one not in seen:
            seen.add(one)
            waiting += [made.name(part) for part in names(made.definitions.get(one, ("number", 0)))]
    return False
