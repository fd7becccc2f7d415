"""Words for errors about what is called, and about the arguments of a call."""

import re

import numpy as np

from dojo.diagnosis.error_words.phrases import NUMBERS, Words, a, count, is_array, no_axis, written
from dojo.diagnosis.failing_expression import Expression, listed

# What NumPy calls a function that Python's own math, or no module at all, has for one number.
_FOR_EACH = {"math.pow": "power", "math.fabs": "abs", "round": "round", "abs": "abs"}
_MADE_BY_SIZES = "zeros", "ones", "empty", "full", "standard_normal", "random"
# What an array has, and what is not called.
_ATTRIBUTES = "size", "shape", "ndim", "T"
_JOINING = "concatenate", "stack", "vstack", "hstack", "column_stack"


def _called(found: re.Match[str], where: Expression) -> str:
    kind, name = found[1], f"`{where.called}`" if where.called else ""
    attribute = where.called.rpartition(".")[2]
    if attribute in _ATTRIBUTES and kind in ("tuple", "numpy.ndarray", *NUMBERS):
        return f"{attribute} is not a function; write {where.called} without round brackets"
    if kind in ("list", "tuple"):
        return (
            f"{name or 'this'} is a {kind}, not a function; "
            "take the function out of it first, as in `f, f_prime = ACTIVATIONS[name]`"
        )
    if kind == "str":
        return (
            f"{name or 'this'} is a text, not a function; "
            "look up the function by this name, as in `f, f_prime = ACTIVATIONS[name]`"
        )
    if kind == "dict":
        return f"{name or 'this'} is a dict; use square brackets, as in ACTIVATIONS[name]"
    if kind == "NoneType":
        return f"{name or 'this'} is None, not a function"
    if kind == "module":
        return f"{name or 'this'} is a module, not a function; call one of its functions"
    if kind in ("numpy.ndarray", *NUMBERS):
        return (
            "a number or an array is called like a function; is a * missing before the bracket, "
            "or do you mean square brackets?"
        )
    return f"{name or 'this'} is {a(kind)}, not a function"


def _one_number(found: re.Match[str], where: Expression) -> str:
    function = where.called
    here = where.here(lambda value: isinstance(value, np.ndarray | list | tuple))
    if not function:
        return f"an array is used instead of a single number{here}"
    name = _FOR_EACH.get(function, function.removeprefix("math."))
    each = function.startswith("math.") or function in _FOR_EACH
    instead = f"; np.{name} works on each entry" if each and hasattr(np, name) else ""
    return f"{function} needs a single number, but it gets an array{here}{instead}"


def _scalar_index(found: re.Match[str], where: Expression) -> str:
    function, arguments = where.called, where.arguments
    if function.startswith("np.") and len(arguments) > 1:
        if function[3:] in _JOINING:
            return _in_brackets(where, "one list of arrays")
        return no_axis(where, "array")
    return f"an array is used instead of a whole number{where.here(is_array)}"


def _in_brackets(where: Expression, wanted: str) -> str:
    inside = ", ".join(map(written, where.arguments))
    return f"{where.called} needs {wanted}; write {where.called}([{inside}])"


def _sizes(found: re.Match[str], where: Expression) -> str:
    function, arguments = where.called, where.arguments
    if function.rpartition(".")[2] in _MADE_BY_SIZES and len(arguments) > 1:
        inside = ", ".join(map(written, arguments))
        return f"the sizes need their own brackets; write {function}(({inside}))"
    of = f"of {function} " if function else ""
    return f"the second argument {of}must be the type of the entries, such as float, not a number"


def _arguments(found: re.Match[str], where: Expression) -> str:
    name, most, given = found.groups()
    most = {"one": "1"}.get(most, most)
    function = where.called.rpartition(".")[2] if where.called else name.rpartition(".")[2]
    sentence = f"{function} takes {count(most, 'argument')}, but it gets {given}"
    if function == "append" and len(where.arguments) > 1:
        inside = ", ".join(map(written, where.arguments))
        return f"{sentence}; a pair needs its own brackets: append(({inside}))"
    if function in _JOINING and len(where.arguments) > 1:
        return _in_brackets(where, "one list of arrays")
    return sentence


def _missing(found: re.Match[str], where: Expression) -> str:
    name = where.called or found[1]
    names = re.findall(r"'(\w+)'", found[2])
    return f"{name} needs the argument {listed(names)}"


WORDS: dict[str, Words] = {
    "emscripten does not support processes": "Python in a web page cannot start another program",
    r"^'([\w.]+)' object is not callable": _called,
    r"^(\w+)\.__new__\(\) takes": (
        "{0} gets more values than it has fields; is an array unpacked like a tuple?"
    ),
    r"^(\w+)\.__new__\(\) missing \d+ required positional arguments?: (.+)": (
        "{0} gets too few values: {1} is missing; * unpacks a pair, as in {0}(*pair)"
    ),
    r"only (?:0-dimensional|length-1|size-1) arrays can be converted": _one_number,
    r"must be (?:a )?(?:string or a )?real number, not '?(?:list|tuple|numpy)": _one_number,
    r"doesn't define __(?:round|int|float)__ method": _one_number,
    "only integer scalar arrays can be converted to a scalar index": _scalar_index,
    r"([\w.<>]+)\(\) takes (?:exactly )?(one|no|\d+) (?:positional )?arguments?"
    r"(?: but | \()(\d+) (?:was |were )?given": _arguments,
    r"([\w.<>]+)\(\) takes (?:from|at most) (.+?) (?:positional )?arguments?"
    r"(?: but | \()(\d+) (?:was |were )?given": _arguments,
    r"([\w.<>]+)\(\) missing \d+ required (?:positional|keyword-only) arguments?: (.+)": _missing,
    r"([\w.<>]+)\(\) got an unexpected keyword argument '(\w+)'": "{0} has no argument {1}",
    r"([\w.<>]+)\(\) got multiple values for argument '(\w+)'": "{0} gets the argument {1} twice",
    r"^'out' must be an array|^return arrays must be of ArrayType": (
        "the third argument is an array for the result; add a number with +"
    ),
    "^Cannot interpret '.*' as a data type": _sizes,
}
