"""Words for errors about shapes and axes, and about places in arrays and lists."""

import ast
import re

import numpy as np

from dojo.diagnosis.error_words.phrases import (
    NUMBERS,
    Words,
    a,
    count,
    is_array,
    spaced,
    written,
)
from dojo.diagnosis.failing_expression import Expression

# A call after which the array has an axis fewer.
_AXIS_TAKEN = r"\b(?:sum|mean|max|min)\(.*(axis=-?\d)"
_SIZES = "the last size of the left array must equal the {} size of the right array"


def _product(found: re.Match[str], where: Expression) -> str:
    """Say which shapes a product's two sides have, if each is a name, transposed or not."""
    if isinstance(where.node, ast.BinOp):
        sides = where.node.left, where.node.right
        values = [value[0] for value in map(where.value, sides) if value]
        if len(values) == len(sides):
            other = "first" if np.ndim(values[1]) < 3 else "second-last"
            shapes = [
                f"{written(side)} is {np.shape(value)}"
                for side, value in zip(sides, values, strict=True)
            ]
            return f"in `{where.code}`, {' and '.join(shapes)}; {_SIZES.format(other)}"
    sizes = f"here they are {found[2]} and {found[1]}"
    return f"in a product @ {_SIZES.format('first')}; {sizes}{where.here(is_array)}"


def _out_of_list(found: re.Match[str], where: Expression) -> str:
    if isinstance(where.node, ast.Subscript):
        listing = where.value(where.node.value)
        if listing and isinstance(listing[0], list | tuple):
            name, index = written(where.node.value), written(where.node.slice)
            entries = count(len(listing[0]), "entry", "entries")
            at = where.here(lambda value: isinstance(value, int))
            return f"{name} has {entries}, counted from 0, so there is no {name}[{index}]{at}"
    return f"the {found[1]} has no entry at this index; indices count from 0"


def _out_of_array(found: re.Match[str], where: Expression) -> str:
    index, axis, size = found.groups()
    last = int(size) - 1
    has = f"the indices are 0 to {last}" if last > 0 else "0 is the only index"
    if last < 0:
        has = "the axis is empty"
    sentence = f"index {index} does not exist along axis {axis}: {has}"
    return sentence + where.here(lambda value: is_array(value) or isinstance(value, int))


def _entry_by_entry(found: re.Match[str], where: Expression) -> str:
    one, other = map(spaced, found.groups())
    calls = [call for call in where.calls() if "keepdims" not in call]
    axes = [lost[1] for call in calls if (lost := re.search(_AXIS_TAKEN, call))]
    more = f"; {axes[0]} takes that axis away; keepdims=True keeps it" if axes else ""
    return (
        f"the shapes {one} and {other} do not match entry by entry; from the last axis on, sizes "
        f"must be equal or 1{where.here()}{more}"
    )


def _places(found: re.Match[str], where: Expression) -> str:
    return f"an index must be a whole number, or True and False for each entry{where.here()}"


def _of_list(found: re.Match[str], where: Expression) -> str:
    kind, index = found.groups()
    if index == "tuple":
        return f"a {kind} takes one index at a time: a[i][j] instead of a[i, j]"
    more = "; / returns a float, but // and round return a whole number" if index in NUMBERS else ""
    return f"the index of a {kind} must be a whole number, but it is {a(index)}{more}"


WORDS: dict[str, Words] = {
    r"core dimension.*\(size (\d+) is different from (\d+)\)": _product,
    r"Input operand \d does not have enough dimensions": (
        "@ multiplies vectors and matrices; a single number is multiplied by *{here}"
    ),
    r"^shapes (\(.*?\)) and (\(.*?\)) not aligned": (
        f"the shapes are {{0}} and {{1}}; {_SIZES.format('first')}"
    ),
    r"non-broadcastable output operand with shape (\(.*?\)) doesn't match .* shape (\(.*?\))": (
        "an array of shape {0} has no room for a result of shape {1}; make a new array{here}"
    ),
    r"could not broadcast input array from shape (\(.*?\)) into shape (\(.*?\))": (
        "an array of shape {0} does not fit into shape {1}{here}"
    ),
    r"array of shape (\(.*?\)) could not be broadcast to indexing result of shape (\(.*?\))": (
        "an array of shape {0} does not fit into shape {1}{here}"
    ),
    r"indexing arrays could not be broadcast together with shapes (\(.*?\)) (\(.*?\))": (
        "arrays of indices must have equal shapes, but here they have {0} and {1}"
    ),
    r"could not be broadcast together with shapes (\(.*?\)) (\(.*?\))": _entry_by_entry,
    r"^zip\(\) argument (\d) is (longer|shorter)": (
        "the arguments of zip must have equal lengths, but argument {0} is {1}{here}"
    ),
    "inhomogeneous": "parts of different shapes cannot become one array; use a list{here}",
    "setting an array element with a sequence": (
        "one entry of an array has room for one number, not for several; use a list{here}"
    ),
    r"^(list|tuple) index out of range": _out_of_list,
    r"^index (-?\d+) is out of bounds for axis (\d) with size (\d+)": _out_of_array,
    r"^too many indices for array: array is (\d+)-dimensional, but (\d+)": (
        "the array has {0} axes, but the square brackets have {1} indices{here}"
    ),
    r"values to unpack \(expected (\d+), got (\d+)\)": (
        "{0} names need {0} values, but there are {1}"
    ),
    r"^too many values to unpack \(expected (\d+)\)": (
        "{0} names need {0} values, but there are more"
    ),
    r"^axis (-?\d+) is out of bounds for array of dimension 0": (
        "a single number has no axis {0}; axis=-1 is the last of an array{here}"
    ),
    r"^axis (-?\d+) is out of bounds for array of dimension (\d+)": lambda found, where: (
        f"axis {found[1]} does not exist in an array of {count(found[2], 'axis', 'axes')}, counted "
        f"from 0; axis=-1 is the last of any array{where.here(is_array)}"
    ),
    "^slice indices must be integers": (
        "a slice takes whole numbers; / and * may return a float, but // and "
        "round return a whole number{here}"
    ),
    "^arrays used as indices must be of integer": _places,
    "^only integers, slices": _places,
    r"^(list|tuple) indices must be integers or slices, not ([\w.]+)": _of_list,
    r"^boolean index did not match .* axis (\d+).* is (\d+) but .* is (\d+)": (
        "the brackets contain {2} times True or False, but axis {0} has {1} entries{here}"
    ),
    "^Singular matrix": (
        "the matrix has no inverse; np.linalg.lstsq and np.linalg.pinv work with any matrix"
    ),
    "^Last 2 dimensions of the array must be square": (
        "only a square matrix has an inverse; np.linalg.lstsq and np.linalg.pinv "
        "work with any matrix{here}"
    ),
    "^either both or neither of x and y should be given": (
        "np.where takes a condition and two values, or only a condition{here}"
    ),
    r"^all the input arrays? must have same number of dimensions.* 0 has (\d+) .* 1 has (\d+)": (
        "joined arrays must have the same number of axes, but here they have {0} and {1}{here}"
    ),
    r"^all the input array dimensions.* along dimension (\d+),.* size (\d+) and .* size (\d+)": (
        "joined arrays must have equal sizes along axis {0}, but here they have {1} and {2}{here}"
    ),
    "^zero-dimensional arrays cannot be concatenated": "single numbers cannot be joined{here}",
    r"^cannot reshape array of size (\d+) into shape (\(.*?\))": (
        "{0} numbers do not fit into shape {1}{here}"
    ),
    r"^zero-size array to reduction operation (\w+)": (
        "{0} needs at least one number, but the array is empty{here}"
    ),
    r"^attempt to get (\w+) of an empty sequence": (
        "{0} needs at least one number, but the array is empty{here}"
    ),
    "^window shape cannot be larger than input array shape": (
        "a window must not be longer than the array along any axis{here}"
    ),
    "^Since axis is `None`, must provide window_shape|^Must provide matching length window_shape": (
        "a window needs one size for each axis that is named{here}"
    ),
    r"^(\d)-dimensional array given. Array must be (?:at least )?two-dimensional": (
        "np.linalg needs a matrix, which has two axes; this array has {0}{here}"
    ),
    "^expected 1D vector for x": "np.polyfit fits a line to one input of shape (n,){here}",
    "^Input must be 1- or 2-d": "np.diag takes a vector or a matrix{here}",
}
