"""Words for errors about kinds of values: a list, a function or None instead of numbers."""

import re

from dojo.diagnosis.error_words.phrases import (
    FUNCTIONS,
    NUMBERS,
    SIGNS,
    Words,
    a,
    is_array,
    is_none,
    no_axis,
    not_numbers,
    of_type,
)
from dojo.diagnosis.failing_expression import Expression

_FRACTION = "number with a fraction"
_WITH_AXIS = tuple(f"np.{name}" for name in ("max", "min", "sum", "mean", "prod", "argmax"))
_ONE_BY_ONE = "generator", "zip", "map", "enumerate", "filter", "reversed"


def _no_entries(found: re.Match[str], where: Expression) -> str:
    kind = found[1]
    if kind.rpartition(".")[2] in FUNCTIONS:
        return "a function has no entries; call it with round brackets"
    if kind == "NoneType":
        return is_none(found, where)
    if kind in _ONE_BY_ONE:
        return (
            f"{a(kind)} gives its entries one after the other; list(…) makes a list, which has "
            "indices"
        )
    here = where.here(of_type(kind)) or where.here()
    return f"{a(kind)} has no entries{here}"


def _no_length(found: re.Match[str], where: Expression) -> str:
    kind = (found.groups() or ("float",))[0]
    if kind == "NoneType":
        return is_none(found, where)
    if kind in NUMBERS:
        return (
            "a single number has no length; np.size and np.shape work for numbers and arrays"
            f"{where.here()}"
        )
    return f"{a(kind)} has no length{where.here(of_type(kind))}"


def _operands(found: re.Match[str], where: Expression) -> str:
    sign, *kinds = found.groups()
    sign = sign.removeprefix("unary ").split(" ")[0]
    odd = next((kind for kind in kinds if kind not in (*NUMBERS, "numpy.ndarray")), "")
    if not odd:
        if sign.startswith("^"):
            return "^ does not compute a power in Python; use **"
        if sign.startswith("@"):
            return "@ multiplies vectors and matrices; use * for single numbers"
        return ""
    return not_numbers(f"`{sign}`", odd, where)


def _cast(found: re.Match[str], where: Expression) -> str:
    came, stands = found.groups()
    holds = "True and False" if stands == "bool" else "whole numbers"
    made = "complex numbers" if came.startswith("complex") else "fractions"
    if not stands.startswith(("int", "uint", "bool")):
        return f"an array of {stands} cannot store numbers of type {came}; make a new array"
    return (
        f"an array of {holds} cannot store {made}; make a new array, as in `z = z - …`, "
        "instead of changing this one"
    )


def _handed_over(found: re.Match[str], where: Expression) -> str:
    kind = found[1]
    functions = where.known(callable)
    if "function" in kind or kind == "method":
        name = functions[0][0] if functions else ""
        named = f"the function {name}" if name else "a function"
        return f"{named} is used instead of numbers; call it: {name}(…)"
    return f"{a(kind)} is used instead of numbers{where.here()}"


def _whole(found: re.Match[str], where: Expression) -> str:
    kind = found[1]
    if kind == "NoneType":
        return is_none(found, where)
    maker = where.called
    if maker in ("np.zeros", "np.ones", "np.empty") and (here := where.here(is_array)):
        return (
            f"{maker} needs sizes, but it gets an array{here}; {maker}_like uses the "
            "shape of an array"
        )
    if kind in NUMBERS and maker in _WITH_AXIS and (said := no_axis(where, _FRACTION)):
        return said
    here = where.here(of_type(kind)) or where.here()
    more = "; / returns a float, but // and round return a whole number" if kind in NUMBERS else ""
    used = "a float" if kind in NUMBERS else a(kind)
    return f"{used} is used instead of a whole number{here}{more}"


def _unpack_one(found: re.Match[str], where: Expression) -> str:
    kind = found[1]
    if kind == "NoneType":
        return "None is unpacked into several names. Did a function forget `return`?"
    return f"{a(kind)} cannot be unpacked into several names"


def _compared(found: re.Match[str], where: Expression) -> str:
    sign, *kinds = found.groups()
    odd = next((kind for kind in kinds if kind not in (*NUMBERS, "numpy.ndarray")), "")
    return not_numbers(f"`{sign}`", odd, where) if odd else ""


def _ufunc(found: re.Match[str], where: Expression) -> str:
    name = found[1]
    if name == "bitwise_xor":
        return "^ does not compute a power in Python; use **"
    if name in ("bitwise_and", "bitwise_or"):
        sign = "&" if name == "bitwise_and" else "|"
        return f"{sign} combines True and False; put brackets around each comparison"
    written = f"`{SIGNS[name]}`" if name in SIGNS else f"np.{name}"
    return f"{written} needs numbers, but it gets another type{where.here()}"


WORDS: dict[str, Words] = {
    r"^cannot unpack non-iterable (\S+) object": _unpack_one,
    "^len\\(\\) of unsized object": _no_length,
    r"^object of type '([\w.]+)' has no len": _no_length,
    r"^(?:cannot iterate|iteration) over a 0-d (array)": lambda found, where: (
        f"a single number has no entries for a loop{where.here()}"
    ),
    r"^'([\w.]+)' object is not iterable": _no_entries,
    r"^Value after \* must be an iterable, not ([\w.]+)": _no_entries,
    r"^argument of type '([\w.]+)' is not iterable": _no_entries,
    r"^'([\w.]+)' object is not subscriptable": _no_entries,
    r"unhashable type: '[\w.]*(ndarray|list|dict|set)'": (
        "arrays, lists, dicts and sets cannot be keys of a dict or entries of a set{here}"
    ),
    "^invalid index to scalar variable": "a single number has no entries{here}",
    r"^unsupported operand type\(s\) for (.+?): '([\w.]+)' and '([\w.]+)'": _operands,
    r"^bad operand type for (unary .|abs)(?:\(\))?: '([\w.]+)'": _operands,
    r"^'(.{1,2})' not supported between instances of '([\w.]+)' and '([\w.]+)'": _compared,
    r'^can only concatenate (list|tuple) \(not "': (
        "+ joins two {0}s; use an array to add numbers to its entries{here}"
    ),
    r'^can only concatenate str \(not "': "+ joins two texts; it cannot add a number to a text",
    "^can't multiply sequence by non-int": (
        "* repeats a list; use an array to multiply its entries{here}"
    ),
    r"^ufunc '(\w+)' not supported for the input types": _ufunc,
    r"^ufunc '(\w+)' did not contain a loop": _ufunc,
    r"loop of ufunc does not support argument \d of type ([\w.]+)": _handed_over,
    r"Cannot cast ufunc '\w+' output from dtype\('(\w+)'\) to dtype\('(\w+)'\)": _cast,
    r"^'([\w.]+)' object cannot be interpreted as an integer": _whole,
}
