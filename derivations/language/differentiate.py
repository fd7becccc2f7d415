"""The derivative of a formula that a person claimed, by the rules of a first course.

It serves one purpose: where a line of a derivation defines a quantity in a wrong way, the lines
that rest on it are checked by that definition's own derivative.
"""

from derivations.language.tokens import UnreadableError
from derivations.language.tree import ONE, ZERO, Node, add, divide, multiply, number


def differentiate(node: Node, name: str) -> Node:
    """Differentiate a formula by a name; every other name is held fixed.

    >>> from derivations.language.tree import show
    >>> show(differentiate(("multiply", ("name", "a"), ("power", ("name", "x"), 2)), "x"))
    'a·2·x'
    """
    kind, *parts = node
    match kind:
        case "number":
            return ZERO
        case "name":
            return ONE if parts[0] == name else ZERO
        case "add":
            return add(*(differentiate(part, name) for part in parts))
        case "negate":
            return _product(number(-1), differentiate(parts[0], name))
        case "multiply":
            return add(
                *(
                    _product(*parts[:at], differentiate(part, name), *parts[at + 1 :])
                    for at, part in enumerate(parts)
                )
            )
        case "divide":
            above, below = parts
            change = differentiate(below, name)
            first = divide(differentiate(above, name), below)
            if change == ZERO:
                return first
            second = divide(_product(above, change), ("power", below, 2))
            return add(first, _product(number(-1), second))
        case "power":
            base, power = parts
            inner = differentiate(base, name)
            lowered = base if power == 2 else ("power", base, power - 1)
            return _product(number(power), lowered, inner)
        case "call":
            return _of_call(parts, name)
        case "sum":
            return differentiate(parts[0], name)
    raise UnreadableError("the derivative of a derivative is not supported")


def _of_call(parts, name):
    function, primed, argument = parts
    inner = differentiate(argument, name)
    if inner == ZERO:
        return ZERO
    if primed:
        raise UnreadableError("a second derivative is not supported")
    if function == "exp":
        return _product(("call", "exp", 0, argument), inner)
    if function == "ln":
        return divide(inner, argument)
    return _product(("call", function, 1, argument), inner)


def _product(*factors):
    return ZERO if ZERO in factors else multiply(*factors)
