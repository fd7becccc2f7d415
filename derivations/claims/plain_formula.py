"""The plain form of a formula: one unit a layer, in the names and nodes that proofs are made of.

What has no plain form (a matrix product that is one, an index, a function with no rule) raises
`NoPlainFormError`; such a claim is compared by numbers.
"""

from fractions import Fraction

from derivations.claims.functions import OTHERS, formula
from derivations.claims.sample_network import ERROR
from derivations.claims.slope import SLOPES
from derivations.language.tree import Node, factors, multiply
from derivations.language.tree import number as plain_number
from derivations.notation.syntax import Syntax, fraction_of, number, rebuilt
from derivations.rules.compiled import rules_once

HIGHEST_POWER = 12


class NoPlainFormError(ValueError):
    """A formula is not one that proofs are made of."""


def plain(node: Syntax) -> Node:
    """Return the plain form of a formula whose names are decided.

    >>> plain(("times", "·", ("number", Fraction(2)), ("name", "a1")))
    ('multiply', ('number', Fraction(2, 1)), ('name', 'a1'))
    """
    kind, *parts = node
    match kind:
        case "number":
            return plain_number(Fraction(parts[0]))
        case "name" if parts[0] == ERROR:
            return ("add", ("name", "y"), ("negate", ("name", "ŷ")))
        case "name":
            return ("name", _known(parts[0]))
        case "add":
            return ("add", *map(plain, parts))
        case "negate":
            return ("negate", plain(parts[0]))
        case "times":
            return multiply(*(one for part in parts[1:] for one in factors(plain(part))))
        case "divide":
            return ("divide", plain(parts[0]), plain(parts[1]))
        case "transpose":
            return plain(parts[0])
        case "power":
            power = fraction_of(parts[1])
            if power is None or power.denominator != 1 or abs(power) > HIGHEST_POWER:
                raise NoPlainFormError
            return ("power", plain(parts[0]), int(power))
        case "derivative":
            return _derivative(*parts)
        case "sum" | "total":
            return ("sum", plain(parts[1]))
        case "mean":
            return ("divide", ("sum", plain(parts[1])), ("name", "n"))
        case "call":
            return _call(*parts)
        case "where":
            condition, yes, no = parts
            step = _step(condition)
            other = ("add", plain_number(1), ("negate", step))
            return ("add", multiply(plain(yes), step), multiply(plain(no), other))
        case "indicator":
            return _step(parts[0])
    raise NoPlainFormError


def _known(name):
    if name[0] in "xynJezaŷWb" and (
        name[1:].isdigit() or name in ("x", "y", "n", "J", "e", "ŷ", "z", "a")
    ):
        return name
    raise NoPlainFormError


def _derivative(order, of, by):
    if order != 1 or of[0] != "name" or by[0] != "name":
        raise NoPlainFormError
    return ("derivative", _known(of[1]), _known(by[1]))


def _call(function, primes, arguments):
    if function in ("max", "min") and len(arguments) == 2 and number(0) in arguments:
        other = arguments[0] if arguments[1] == number(0) else arguments[1]
        if function == "max":
            return ("call", "relu", 0, plain(other))
        return ("negate", ("call", "relu", 0, ("negate", plain(other))))
    if len(arguments) != 1:
        raise NoPlainFormError
    argument = plain(arguments[0])
    if function in ("exp", "ln") and not primes:
        return ("call", function, 0, argument)
    if function in rules_once()["activations"] and primes <= 1:
        return ("call", function, primes, argument)
    if function in OTHERS or primes > 1 or (primes and function in SLOPES):
        at = arguments[0]
        written = formula(function, primes)
        return plain(rebuilt(written, lambda part: at if part == ("name", "z") else part))
    raise NoPlainFormError


def _step(condition):
    """Return 1 where z > 0, else 0, as the slope of ReLU."""
    if condition[0] != "compare":
        raise NoPlainFormError
    _, sign, left, right = condition
    if sign in ("<", "≥"):
        left, right = right, left
        sign = {"<": ">", "≥": "≤"}[sign]
    if sign not in (">", "≤"):
        raise NoPlainFormError
    difference = (
        plain(left) if right == number(0) else ("add", plain(left), ("negate", plain(right)))
    )
    step = ("call", "relu", 1, difference)
    return step if sign == ">" else ("add", plain_number(1), ("negate", step))
