"""Words for numbers that cannot be: too large to be stored, 0/0, the logarithm of 0."""

import re

import numpy as np

from dojo.diagnosis.error_words.phrases import SIGNS, Words
from dojo.diagnosis.failing_expression import Expression

_NO_VALUE = {
    "divide": "divides 0 by 0, or infinity by infinity",
    "log": "takes the logarithm of a negative number",
    "sqrt": "takes the root of a negative number",
    "subtract": "subtracts infinity from infinity",
    "add": "adds infinity and minus infinity",
    "multiply": "multiplies 0 by infinity",
    "power": "takes the root of a negative number",
}
_BOTH_SIDES = " np.where computes both of its values for every entry, even where it uses only one."


def floating_point(said: str, where: Expression) -> str:
    """Say what a floating-point error means: "computes a number that is too large, …"."""
    found = re.match(r"(overflow|divide by zero|invalid value) encountered in (\w+)", said)
    if not found:
        return "computes a number that cannot be stored."
    kind, operation = found.groups()
    written = f"`{SIGNS[operation]}`" if operation in SIGNS else f"np.{operation}"
    if operation == "reduce" or (operation not in SIGNS and not hasattr(np, operation)):
        written = f"`{where.code}`" if where.code else "a sum"
    if kind == "overflow":
        sentence = f"computes a number that is too large, in {written}."
    elif kind == "divide by zero":
        is_log = operation.startswith("log")
        sentence = "takes the logarithm of 0." if is_log else "divides by 0."
    else:
        sentence = f"{_NO_VALUE.get(operation, f'computes an undefined value in {written}')}."
    return sentence + _BOTH_SIDES * where.inside("np.where")


WORDS: dict[str, Words] = {
    r"^math domain error|^expected a (nonnegative|positive) (?:input|number)": (
        "the logarithm or the root of this number does not exist{here}"
    ),
    r"^math range error|Numerical result out of range|^\(34,": "the result is too large{here}",
    r"^(?:float |integer )?(?:division|modulo)? ?by zero": "the divisor is 0{here}",
}
