"""Words for errors about kinds of values: a list, a function or None where numbers belong."""

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
        return "a function has no entries; call it, with its arguments in round brackets"
    if kind == "NoneType":
        return is_none(found, where)
    if kind in _ONE_BY_ONE:
        return (
            f"{a(kind)} gives its entries one after the other; list(…) makes a list of them, out "
            "of which one can be taken"
        )
    here = where.here(of_type(kind)) or where.here()
    return f"{a(kind)} has no entries to go through or to take out{here}"


def _no_length(found: re.Match[str], where: Expression) -> str:
    kind = (found.groups() or ("float",))[0]
    if kind == "NoneType":
        return is_none(found, where)
    if kind in NUMBERS:
        return (
            "a single number has no length; np.size and np.shape take numbers and arrays alike"
            f"{where.here()}"
        )
    return f"{a(kind)} has no length{where.here(of_type(kind))}"


def _operands(found: re.Match[str], where: Expression) -> str:
    sign, *kinds = found.groups()
    sign = sign.split(" ")[0]
    odd = next((kind for kind in kinds if kind not in (*NUMBERS, "numpy.ndarray")), "")
    if not odd:
        if sign.startswith("^"):
            return "^ is no power in Python; ** is"
        if sign.startswith("@"):
            return "@ multiplies vectors and matrices; single numbers are multiplied by *"
        return ""
    return not_numbers(f"`{sign}`", odd, where)


def _cast(found: re.Match[str], where: Expression) -> str:
    came, stands = found.groups()
    holds = "True and False" if stands == "bool" else "whole numbers"
    made = "complex numbers" if came.startswith("complex") else "fractions"
    if not stands.startswith(("int", "uint", "bool")):
        return f"an array of {stands} cannot take in numbers of {came}; make a new array"
    return (
        f"an array of {holds} cannot take in {made}; make a new array, as `z = z - …` does, "
        "instead of changing this one"
    )


def _handed_over(found: re.Match[str], where: Expression) -> str:
    kind = found[1]
    functions = where.known(callable)
    if "function" in kind or kind == "method":
        name = functions[0][0] if functions else ""
        named = f"{name} is a function, and is" if name else "a function is"
        return f"{named} handed over where numbers belong; hand over what it answers: {name}(…)"
    return f"{a(kind)} stands where numbers belong{where.here()}"


def _whole(found: re.Match[str], where: Expression) -> str:
    kind = found[1]
    if kind == "NoneType":
        return is_none(found, where)
    maker = where.called
    if maker in ("np.zeros", "np.ones", "np.empty") and (here := where.here(is_array)):
        return f"{maker} takes sizes, and gets an array{here}; {maker}_like takes an array's shape"
    if kind in NUMBERS and maker in _WITH_AXIS and (said := no_axis(where, _FRACTION)):
        return said
    here = where.here(of_type(kind)) or where.here()
    more = "; / gives no whole number, but // and round do" if kind in NUMBERS else ""
    stands = _FRACTION if kind in NUMBERS else a(kind).partition(" ")[2]
    return f"a whole number belongs where a {stands} stands{here}{more}"


def _unpack_one(found: re.Match[str], where: Expression) -> str:
    kind = found[1]
    if kind == "NoneType":
        return "several values are taken out of None. Did a function forget `return`?"
    return f"several values are taken out of what is {a(kind)}"


def _compared(found: re.Match[str], where: Expression) -> str:
    sign, *kinds = found.groups()
    odd = next((kind for kind in kinds if kind not in (*NUMBERS, "numpy.ndarray")), "")
    return not_numbers(f"`{sign}`", odd, where) if odd else ""


def _ufunc(found: re.Match[str], where: Expression) -> str:
    name = found[1]
    if name == "bitwise_xor":
        return "^ is no power in Python; ** is"
    if name in ("bitwise_and", "bitwise_or"):
        sign = "&" if name == "bitwise_and" else "|"
        return f"{sign} joins True and False; put brackets around each comparison beside it"
    written = f"`{SIGNS[name]}`" if name in SIGNS else f"np.{name}"
    return f"{written} takes numbers, and gets something else{where.here()}"


WORDS: dict[str, Words] = {
    r"^cannot unpack non-iterable (\S+) object": _unpack_one,
    "^len\\(\\) of unsized object": _no_length,
    r"^object of type '([\w.]+)' has no len": _no_length,
    r"^(?:cannot iterate|iteration) over a 0-d (array)": lambda found, where: (
        f"a single number has no entries to go through{where.here()}"
    ),
    r"^'([\w.]+)' object is not iterable": _no_entries,
    r"^Value after \* must be an iterable, not ([\w.]+)": _no_entries,
    r"^argument of type '([\w.]+)' is not iterable": _no_entries,
    r"^'([\w.]+)' object is not subscriptable": _no_entries,
    r"unhashable type: '[\w.]*(ndarray|list|dict|set)'": (
        "what can change is no key of a dictionary, and no entry of a set{here}"
    ),
    "^invalid index to scalar variable": "a single number has no entries to take out{here}",
    r"^unsupported operand type\(s\) for (.+?): '([\w.]+)' and '([\w.]+)'": _operands,
    r"^bad operand type for (unary .|abs)(?:\(\))?: '([\w.]+)'": _operands,
    r"^'(.{1,2})' not supported between instances of '([\w.]+)' and '([\w.]+)'": _compared,
    r'^can only concatenate (list|tuple) \(not "': (
        "+ puts one {0} behind another; numbers are added to the entries of an array{here}"
    ),
    r'^can only concatenate str \(not "': (
        "+ puts one text behind another, and adds no number to it"
    ),
    "^can't multiply sequence by non-int": (
        "* repeats a list, a whole number of times; it multiplies numbers and arrays{here}"
    ),
    r"^ufunc '(\w+)' not supported for the input types": _ufunc,
    r"^ufunc '(\w+)' did not contain a loop": _ufunc,
    r"loop of ufunc does not support argument \d of type ([\w.]+)": _handed_over,
    r"Cannot cast ufunc '\w+' output from dtype\('(\w+)'\) to dtype\('(\w+)'\)": _cast,
    r"^'([\w.]+)' object cannot be interpreted as an integer": _whole,
}
