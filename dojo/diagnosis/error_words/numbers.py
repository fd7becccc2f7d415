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
_BOTH_SIDES = " np.where computes both of its sides everywhere, also where it does not use them."


def floating_point(said: str, where: Expression) -> str:
    """Say what a floating-point error means: "makes a number that is too large … in np.exp"."""
    found = re.match(r"(overflow|divide by zero|invalid value) encountered in (\w+)", said)
    if not found:
        return "computes what no number can hold."
    kind, operation = found.groups()
    written = f"`{SIGNS[operation]}`" if operation in SIGNS else f"np.{operation}"
    if operation == "reduce" or (operation not in SIGNS and not hasattr(np, operation)):
        written = f"`{where.code}`" if where.code else "a sum"
    if kind == "overflow":
        sentence = f"makes a number that is too large to be stored, in {written}."
    elif kind == "divide by zero":
        is_log = operation.startswith("log")
        sentence = "takes the logarithm of 0." if is_log else "divides by 0."
    else:
        sentence = f"{_NO_VALUE.get(operation, f'computes what has no value, in {written}')}."
    return sentence + _BOTH_SIDES * where.inside("np.where")


WORDS: dict[str, Words] = {
    r"^math domain error|^expected a (nonnegative|positive) (?:input|number)": (
        "the logarithm or the root is one of a number that has none{here}"
    ),
    r"^math range error|Numerical result out of range|^\(34,": (
        "it makes a number that is too large to be stored{here}"
    ),
    r"^(?:float |integer )?(?:division|modulo)? ?by zero": "it divides by 0{here}",
}
