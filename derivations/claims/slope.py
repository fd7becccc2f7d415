"""The slope of a formula in one name, by the rules of a first course.

A formula that is chosen by a condition is differentiated on each side; at the threshold the side
counts that the condition chooses there.
"""

from derivations.language.tokens import UnreadableError
from derivations.language.tree import ONE, ZERO, add, divide
from derivations.notation.syntax import Name, Syntax, every, number

TWO = number(2)
Z: Syntax = ("name", "z")


def _call(function, *arguments):
    return ("call", function, 0, arguments)


# The slope of each function that has no formula, in terms of its argument z.
SLOPES: dict[str, Syntax] = {
    "exp": _call("exp", Z),
    "ln": ("divide", ONE, Z),
    "sqrt": ("divide", ONE, ("times", "·", TWO, _call("sqrt", Z))),
    "tanh": ("add", ONE, ("negate", ("power", _call("tanh", Z), TWO))),
    "sigmoid": ("times", "·", _call("sigmoid", Z), ("add", ONE, ("negate", _call("sigmoid", Z)))),
    "erf": (
        "times", "·", ("number", 1.1283791670955126), _call("exp", ("negate", ("power", Z, TWO)))
    ),
    "abs": ("where", ("compare", ">", Z, ZERO), ONE, number(-1)),
}  # fmt: skip


def slope(node: Syntax, of: str | Name = "z") -> Syntax:
    """Differentiate a formula by a name; all others are held fixed.

    >>> slope(("power", ("name", "z"), ("number", 3)))
    ('times', '·', ('number', 3), ('power', ('name', 'z'), ('number', Fraction(2, 1))))
    """
    kind, *parts = node
    if not any(part == ("name", of) for part in every(node)):
        return ZERO
    match kind:
        case "name":
            return ONE
        case "add":
            return add(*(slope(part, of) for part in parts))
        case "negate":
            return ("negate", slope(parts[0], of))
        case "times":
            _, left, right = parts
            return add(_product(slope(left, of), right), _product(left, slope(right, of)))
        case "divide":
            above, below = parts
            first = divide(slope(above, of), below)
            second = divide(_product(above, slope(below, of)), ("power", below, TWO))
            return add(first, ("negate", second)) if second != ZERO else first
        case "power":
            base, exponent = parts
            if exponent[0] != "number":
                raise UnreadableError("the slope of this power is not supported")
            lowered = base if exponent[1] == 2 else ("power", base, number(exponent[1] - 1))
            return _product(exponent, _product(lowered, slope(base, of)))
        case "where":
            condition, yes, no = parts
            return ("where", condition, slope(yes, of), slope(no, of))
        case "call":
            return _of_call(parts, of)
    raise UnreadableError("the slope of this formula is not supported")


def _of_call(parts, of):
    function, primes, arguments = parts
    if function in ("max", "min"):
        left, right = arguments
        sign = ">" if function == "max" else "<"
        return ("where", ("compare", sign, left, right), slope(left, of), slope(right, of))
    (argument,) = arguments
    return _product(("call", function, primes + 1, arguments), slope(argument, of))


def _product(left, right):
    if ZERO in (left, right):
        return ZERO
    return right if left == ONE else left if right == ONE else ("times", "·", left, right)
