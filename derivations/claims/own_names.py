"""Names and functions of an author's own, put in their places in a formula."""

from dataclasses import replace

from derivations.claims.convention import MEAN
from derivations.claims.features import cost_of
from derivations.claims.own_network import called
from derivations.claims.setting import Setting
from derivations.claims.slope import slope
from derivations.notation.grammar import Equation
from derivations.notation.syntax import Name, Syntax, every, names, rebuilt

MOST_PARTS = 600  # of an equation whose names are replaced


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
    about = cost_of(equation.sides[0])
    costs = {name: formula for name, formula, _ in setting.costs if about and name != about}
    put = {name: formula for name, formula in setting.own if name not in derived_by}
    functions = {letter: (argument, formula) for letter, argument, formula in setting.functions}
    named = {name for name, _ in (*setting.own, *setting.alias)}

    if _size_of(equation.sides, put) > MOST_PARTS:
        put = {}  # definitions within definitions stay quantities, each worked out once

    def change(part: Syntax) -> Syntax:
        if part[0] == "name" and str(part[1]) in costs:
            return rebuilt(costs[str(part[1])], change)
        if part[0] == "name" and isinstance(part[1], Name) and str(part[1]) in put:
            return rebuilt(put[str(part[1])], change)
        if part[0] == "call" and part[1] in functions:
            return _of_function(*functions[part[1]], part[2], part[3][0])
        if part[0] == "call" and part[1] in named and not part[2]:
            return called(change(("name", Name(part[1]))), part[3][0])
        return part

    sides = tuple(rebuilt(side, change) for side in equation.sides)
    return Equation(sides, equation.condition)


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
    setting = _with_cost_of(equation, setting)
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


def _with_cost_of(equation: Equation, setting: Setting) -> Setting:
    """Return a setting with the cost that an equation is about, where its author has several."""
    about = cost_of(equation.sides[0])
    for name, formula, made in setting.costs:
        if name == about:
            return replace(
                setting, network=setting.network._replace(cost=made.network.cost),
                scalar=made.scalar if made.network == setting.network else setting.scalar,
                scale=made.scale, cost=made.cost, typed=formula,
            )  # fmt: skip
    if about and setting.costs:  # C, where C_k alone is defined
        return replace(setting, scale="", cost=None, typed=None)
    return setting


def _of_function(argument, formula, primes, at):
    """Return an author's function, or its slope, of an argument."""
    name = ("name", Name(argument))
    for _ in range(primes):
        formula = slope(formula, Name(argument))
    return rebuilt(formula, lambda part: at if part == name else part)
