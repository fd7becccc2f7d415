"""Python's and NumPy's own words for an error never come through: each is told in a learner's."""

import math
from typing import NamedTuple

import numpy as np
import pytest
from inline_snapshot import snapshot

from dojo.diagnosis.error_messages import in_words, reasons
from dojo.diagnosis.frames import frames

x, W, X, n = np.ones(3), np.ones((2, 3)), np.ones((4, 2)), np.array([1, 2])
scalar, half, three, none = np.array(2.0), 0.5, 3, None
gen = (i for i in range(3))
many = [1.0, 2.0]
TABLE = {"relu": (abs, abs), "tanh": (abs, abs)}
name = "relu"
rng = np.random.default_rng(0)


class Layer(NamedTuple):
    W: np.ndarray
    b: np.ndarray
    activation: str


layer, network = Layer(W, x, "relu"), [Layer(W, x, "relu")]


def caught(function):
    with np.errstate(all="raise"), pytest.raises(Exception) as error:
        function()
    return error.value, frames(error.tb, lambda file: file == __file__)[-1]


def told(function):
    """Return what is said of the error that a function of this file raises."""
    error, where = caught(function)
    first, *_ = reasons(error, where, lambda module: False, {"decide": "nonlinearity"}.get)
    return first.sentence


def sets_attribute():
    layer.W = 1


def sets_item():
    layer[0] = 1


def sets_tuple():
    pair = 1, 2
    pair[0] = 3


def fills():
    signals = np.zeros(2)
    signals[0] = (x, x)


def in_place_of_integers():
    z = np.array([1, 2])
    z -= 0.5


def grows():
    z = np.ones(3)
    z += np.ones((2, 3))


def fits_not():
    z = np.ones((2, 2))
    z[0] = x


def before():
    value += 1  # noqa: F821, F841


def without(rng=None):
    return rng.permutation(3)


def greek(ŷ=half):
    return 1 - yhat  # noqa: F821


def greek_too(ŷ=half):
    return 1 - y_hat  # noqa: F821


def kept():
    signals = []
    signals = signals.append(1)
    signals.append(2)


def one_number():
    z = x[0]
    z[z < 0] = 0


def takes(x, W):
    return x


CASES = [
    # A single number is asked for.
    (
        lambda: float(x),
        snapshot(
            "caught raised TypeError: float needs a single number, but it gets an array; here x is an array of shape (3,):"
        ),
    ),
    (
        lambda: int(W @ x),
        snapshot(
            "caught raised TypeError: int needs a single number, but it gets an array; here W is an array of shape (2, 3) and x is an array of shape (3,):"
        ),
    ),
    (
        lambda: math.exp(x),
        snapshot(
            "caught raised TypeError: math.exp needs a single number, but it gets an array; here x is an array of shape (3,); np.exp works on each entry:"
        ),
    ),
    (
        lambda: math.exp(many),
        snapshot(
            "caught raised TypeError: math.exp needs a single number, but it gets an array; here many is a list of 2; np.exp works on each entry:"
        ),
    ),
    (
        lambda: round(x),
        snapshot(
            "caught raised TypeError: round needs a single number, but it gets an array; here x is an array of shape (3,); np.round works on each entry:"
        ),
    ),
    (
        lambda: round(x),
        snapshot(
            "caught raised TypeError: round needs a single number, but it gets an array; here x is an array of shape (3,); np.round works on each entry:"
        ),
    ),
    (
        lambda: np.max(0, x),
        snapshot(
            "caught raised TypeError: the second argument of np.max must be an axis, not an array; np.maximum compares two arrays entry by entry; here x is an array of shape (3,):"
        ),
    ),
    (
        lambda: np.sum(x, x),
        snapshot(
            "caught raised TypeError: the second argument of np.sum must be an axis, not an array; here x is an array of shape (3,):"
        ),
    ),
    (
        lambda: range(x),
        snapshot(
            "caught raised TypeError: an array is used instead of a whole number; here x is an array of shape (3,):"
        ),
    ),
    (
        lambda: [1, 2][x],
        snapshot(
            "caught raised TypeError: an array is used instead of a whole number; here x is an array of shape (3,):"
        ),
    ),
    (
        lambda: np.max(x, half),
        snapshot(
            "caught raised TypeError: the second argument of np.max must be an axis, not a number with a fraction; np.maximum compares two arrays entry by entry; here x is an array of shape (3,) and half is the number 0.5:"
        ),
    ),
    (
        lambda: np.min(x, half),
        snapshot(
            "caught raised TypeError: the second argument of np.min must be an axis, not a number with a fraction; np.minimum compares two arrays entry by entry; here x is an array of shape (3,) and half is the number 0.5:"
        ),
    ),
    # Axes and shapes.
    (
        lambda: x.max(axis=1),
        snapshot(
            "caught raised AxisError: axis 1 does not exist in an array of 1 axis, counted from 0; axis=-1 is the last of any array; here x is an array of shape (3,):"
        ),
    ),
    (
        lambda: x.max(axis=1),
        snapshot(
            "caught raised AxisError: axis 1 does not exist in an array of 1 axis, counted from 0; axis=-1 is the last of any array; here x is an array of shape (3,):"
        ),
    ),
    (
        lambda: np.sum(W, axis=2),
        snapshot(
            "caught raised AxisError: axis 2 does not exist in an array of 2 axes, counted from 0; axis=-1 is the last of any array; here W is an array of shape (2, 3):"
        ),
    ),
    (
        lambda: scalar.max(axis=1),
        snapshot(
            "caught raised AxisError: a single number has no axis 1; axis=-1 is the last of an array; here scalar is a single number:"
        ),
    ),
    (
        fills,
        snapshot(
            "fills raised ValueError: one entry of an array has room for one number, not for several; use a list; here signals is an array of shape (2,):"
        ),
    ),
    (
        grows,
        snapshot(
            "grows raised ValueError: an array of shape (3,) has no room for a result of shape (2, 3); make a new array; here z is an array of shape (3,):"
        ),
    ),
    (
        fits_not,
        snapshot(
            "fits_not raised ValueError: an array of shape (3,) does not fit into shape (2,); here z is an array of shape (2, 2):"
        ),
    ),
    (
        lambda: np.hstack([W, 1]),
        snapshot(
            "caught raised ValueError: joined arrays must have the same number of axes, but here they have 2 and 1; here W is an array of shape (2, 3):"
        ),
    ),
    (
        lambda: np.hstack([W, X]),
        snapshot(
            "caught raised ValueError: joined arrays must have equal sizes along axis 0, but here they have 2 and 4; here W is an array of shape (2, 3) and X is an array of shape (4, 2):"
        ),
    ),
    (
        lambda: W.reshape(4),
        snapshot(
            "caught raised ValueError: 6 numbers do not fit into shape (4,); here W is an array of shape (2, 3):"
        ),
    ),
    (
        lambda: np.linalg.inv(np.zeros((2, 2))),
        snapshot(
            "caught raised LinAlgError: the matrix has no inverse; np.linalg.lstsq and np.linalg.pinv work with any matrix:"
        ),
    ),
    (
        lambda: np.lib.stride_tricks.sliding_window_view(W, (3, 3)),
        snapshot(
            "caught raised ValueError: a window must not be longer than the array along any axis; here W is an array of shape (2, 3):"
        ),
    ),
    (
        lambda: np.linalg.eigvalsh(x),
        snapshot(
            "caught raised LinAlgError: np.linalg needs a matrix, which has two axes; this array has 1; here x is an array of shape (3,):"
        ),
    ),
    (
        lambda: np.lib.stride_tricks.sliding_window_view(W, (2,)),
        snapshot(
            "caught raised ValueError: a window needs one size for each axis that is named; here W is an array of shape (2, 3):"
        ),
    ),
    (
        lambda: np.linalg.inv(W),
        snapshot(
            "caught raised LinAlgError: only a square matrix has an inverse; np.linalg.lstsq and np.linalg.pinv work with any matrix; here W is an array of shape (2, 3):"
        ),
    ),
    (
        lambda: np.max([]),
        snapshot(
            "caught raised ValueError: maximum needs at least one number, but the array is empty:"
        ),
    ),
    (
        lambda: x[n > 1],
        snapshot(
            "caught raised IndexError: the brackets contain 2 times True or False, but axis 0 has 3 entries; here x is an array of shape (3,) and n is an array of shape (2,):"
        ),
    ),
    (
        lambda: x + W.T,
        snapshot(
            "caught raised ValueError: the shapes (3,) and (3, 2) do not match entry by entry; from the last axis on, sizes must be equal or 1; here x is an array of shape (3,) and W.T is an array of shape (3, 2):"
        ),
    ),
    (
        lambda: W.T / np.sum(W.T, axis=-1),
        snapshot(
            "caught raised ValueError: the shapes (3, 2) and (3,) do not match entry by entry; from the last axis on, sizes must be equal or 1; here W.T is an array of shape (3, 2); axis=-1 takes that axis away; keepdims=True keeps it:"
        ),
    ),
    (
        lambda: W.T - W.T.mean(axis=1),
        snapshot(
            "caught raised ValueError: the shapes (3, 2) and (3,) do not match entry by entry; from the last axis on, sizes must be equal or 1; here W.T is an array of shape (3, 2); axis=1 takes that axis away; keepdims=True keeps it:"
        ),
    ),
    (
        lambda: x[three],
        snapshot(
            "caught raised IndexError: index 3 does not exist along axis 0: the indices are 0 to 2; here x is an array of shape (3,) and three is the number 3:"
        ),
    ),
    (
        lambda: network[three],
        snapshot(
            "caught raised IndexError: network has 1 entry, counted from 0, so there is no network[three]; here three is the number 3:"
        ),
    ),
    (
        lambda: x[half:],
        snapshot(
            "caught raised TypeError: a slice takes whole numbers; / and * may return a float, but // and round return a whole number; here x is an array of shape (3,) and half is the number 0.5:"
        ),
    ),
    (
        lambda: x[half],
        snapshot(
            "caught raised IndexError: an index must be a whole number, or True and False for each entry; here x is an array of shape (3,) and half is the number 0.5:"
        ),
    ),
    (
        lambda: x[x],
        snapshot(
            "caught raised IndexError: an index must be a whole number, or True and False for each entry; here x is an array of shape (3,):"
        ),
    ),
    (
        lambda: many[0, 1],
        snapshot(
            "caught raised TypeError: a list takes one index at a time: a[i][j] instead of a[i, j]:"
        ),
    ),
    (
        lambda: many[half],
        snapshot(
            "caught raised TypeError: the index of a list must be a whole number, but it is a single number; / returns a float, but // and round return a whole number:"
        ),
    ),
    # No length, no entries.
    (
        lambda: len(scalar),
        snapshot(
            "caught raised TypeError: a single number has no length; np.size and np.shape work for numbers and arrays; here scalar is a single number:"
        ),
    ),
    (
        lambda: len(half),
        snapshot(
            "caught raised TypeError: a single number has no length; np.size and np.shape work for numbers and arrays; here half is the number 0.5:"
        ),
    ),
    (lambda: len(i for i in many), snapshot("caught raised TypeError: a generator has no length:")),
    (
        lambda: [*scalar],
        snapshot(
            "caught raised TypeError: a single number has no entries for a loop; here scalar is a single number:"
        ),
    ),
    (
        lambda: gen[0],
        snapshot(
            "caught raised TypeError: a generator gives its entries one after the other; list(…) makes a list, which has indices:"
        ),
    ),
    (
        lambda: zip(many)[0],
        snapshot(
            "caught raised TypeError: a zip gives its entries one after the other; list(…) makes a list, which has indices:"
        ),
    ),
    (
        lambda: [*half],
        snapshot(
            "caught raised TypeError: a single number has no entries; here half is the number 0.5:"
        ),
    ),
    (
        lambda: half[0],
        snapshot(
            "caught raised TypeError: a single number has no entries; here half is the number 0.5:"
        ),
    ),
    (
        lambda: x[0][0],
        snapshot(
            "caught raised IndexError: a single number has no entries; here x is an array of shape (3,):"
        ),
    ),
    (
        lambda: takes[0],
        snapshot(
            "caught raised TypeError: a function has no entries; call it with round brackets:"
        ),
    ),
    (
        one_number,
        snapshot(
            "one_number raised TypeError: a single number has no entries to be changed; here z is the number 1:"
        ),
    ),
    # Kinds that do not calculate.
    (
        lambda: takes * half,
        snapshot(
            "caught raised TypeError: `*` needs numbers or arrays, but takes is a function; call takes(…):"
        ),
    ),
    (
        lambda: 1 - takes,
        snapshot(
            "caught raised TypeError: `-` needs numbers or arrays, but takes is a function; call takes(…):"
        ),
    ),
    (
        lambda: many - half,
        snapshot(
            "caught raised TypeError: `-` needs numbers or arrays, but many is a list of 2; use one of its entries, or turn it into an array:"
        ),
    ),
    (
        lambda: network * half,
        snapshot(
            "caught raised TypeError: * repeats a list; use an array to multiply its entries; here network is a list of 1 and half is the number 0.5:"
        ),
    ),
    (
        lambda: many + half,
        snapshot(
            "caught raised TypeError: + joins two lists; use an array to add numbers to its entries; here many is a list of 2 and half is the number 0.5:"
        ),
    ),
    (
        lambda: 2 ** range(3),
        snapshot(
            "caught raised TypeError: `**` needs numbers or arrays, but this is a range; np.arange makes an array:"
        ),
    ),
    (
        lambda: -many,
        snapshot(
            "caught raised TypeError: `-` needs numbers or arrays, but many is a list of 2; use one of its entries, or turn it into an array:"
        ),
    ),
    (
        lambda: many > half,
        snapshot(
            "caught raised TypeError: `>` needs numbers or arrays, but many is a list of 2; use one of its entries, or turn it into an array:"
        ),
    ),
    (
        lambda: x ^ 2,
        snapshot("caught raised TypeError: ^ does not compute a power in Python; use **:"),
    ),
    (
        lambda: half ^ 2,
        snapshot("caught raised TypeError: ^ does not compute a power in Python; use **:"),
    ),
    (
        lambda: x > 0 & x < 1,
        snapshot(
            "caught raised TypeError: & combines True and False; put brackets around each comparison:"
        ),
    ),
    (
        lambda: half @ half,
        snapshot(
            "caught raised TypeError: @ multiplies vectors and matrices; use * for single numbers:"
        ),
    ),
    (
        lambda: np.sqrt(takes),
        snapshot(
            "caught raised TypeError: the function takes is used instead of numbers; call it: takes(…):"
        ),
    ),
    (
        lambda: np.exp("a"),
        snapshot("caught raised TypeError: np.exp needs numbers, but it gets another type:"),
    ),
    (
        in_place_of_integers,
        snapshot(
            "in_place_of_integers raised UFuncTypeError: an array of whole numbers cannot store fractions; make a new array, as in `z = z - …`, instead of changing this one:"
        ),
    ),
    (
        lambda: range(half),
        snapshot(
            "caught raised TypeError: a float is used instead of a whole number; here half is the number 0.5; / returns a float, but // and round return a whole number:"
        ),
    ),
    (
        lambda: rng.random((many, 2)),
        snapshot(
            "caught raised TypeError: a list is used instead of a whole number; here many is a list of 2:"
        ),
    ),
    (
        lambda: 1 + np.exp - x,
        snapshot(
            "caught raised TypeError: `+` needs numbers or arrays, but this is a function; call it with round brackets:"
        ),
    ),
    (
        lambda: np.exp[x],
        snapshot(
            "caught raised TypeError: a function has no entries; call it with round brackets:"
        ),
    ),
    (
        lambda: np.ones(x),
        snapshot(
            "caught raised TypeError: np.ones needs sizes, but it gets an array; here x is an array of shape (3,); np.ones_like uses the shape of an array:"
        ),
    ),
    (
        lambda: np.where(x > 0, x),
        snapshot(
            "caught raised ValueError: np.where takes a condition and two values, or only a condition; here x is an array of shape (3,):"
        ),
    ),
    # Records and tuples.
    (
        sets_attribute,
        snapshot(
            "sets_attribute raised AttributeError: a Layer cannot be changed; make a new one: Layer(W, b, activation):"
        ),
    ),
    (
        sets_item,
        snapshot(
            "sets_item raised TypeError: a Layer cannot be changed; make a new one: Layer(W, b, activation):"
        ),
    ),
    (
        sets_tuple,
        snapshot("sets_tuple raised TypeError: a tuple cannot be changed; make a new one:"),
    ),
    (
        lambda: layer.w,
        snapshot("caught raised AttributeError: a Layer has no w; it has W, b and activation:"),
    ),
    # Calls.
    (
        lambda: name(x),
        snapshot(
            "caught raised TypeError: `name` is a text, not a function; look up the function by this name, as in `f, f_prime = ACTIVATIONS[name]`:"
        ),
    ),
    (
        lambda: TABLE[name](x),
        snapshot(
            "caught raised TypeError: `TABLE[name]` is a tuple, not a function; take the function out of it first, as in `f, f_prime = ACTIVATIONS[name]`:"
        ),
    ),
    (
        lambda: TABLE(name),
        snapshot(
            "caught raised TypeError: `TABLE` is a dict; use square brackets, as in ACTIVATIONS[name]:"
        ),
    ),
    (
        lambda: x(W),
        snapshot(
            "caught raised TypeError: a number or an array is called like a function; is a * missing before the bracket, or do you mean square brackets?"
        ),
    ),
    (
        lambda: (lambda z: z)(x, W),
        snapshot("caught raised TypeError: lambda z: z takes 1 argument, but it gets 2:"),
    ),
    (
        lambda: takes(x, W, 1),
        snapshot("caught raised TypeError: takes takes 2 arguments, but it gets 3:"),
    ),
    (lambda: takes(x), snapshot("caught raised TypeError: takes needs the argument W:")),
    (lambda: takes(x, b=1), snapshot("caught raised TypeError: takes has no argument b:")),
    (lambda: takes(x, x=1), snapshot("caught raised TypeError: takes gets the argument x twice:")),
    (
        lambda: [].append(x, W),
        snapshot(
            "caught raised TypeError: append takes 1 argument, but it gets 2; a pair needs its own brackets: append((x, W)):"
        ),
    ),
    (
        lambda: np.zeros(2, 3),
        snapshot(
            "caught raised TypeError: the sizes need their own brackets; write np.zeros((2, 3)):"
        ),
    ),
    (
        lambda: rng.standard_normal(2, 3),
        snapshot(
            "caught raised TypeError: the sizes need their own brackets; write rng.standard_normal((2, 3)):"
        ),
    ),
    (
        lambda: np.array(x, 5.0),
        snapshot(
            "caught raised TypeError: the second argument of np.array must be the type of the entries, such as float, not a number:"
        ),
    ),
    (
        lambda: 2 / x.size(),
        snapshot(
            "caught raised TypeError: size is not a function; write x.size without round brackets:"
        ),
    ),
    (
        lambda: x.shape()[0],
        snapshot(
            "caught raised TypeError: shape is not a function; write x.shape without round brackets:"
        ),
    ),
    (
        lambda: W.T(),
        snapshot("caught raised TypeError: T is not a function; write W.T without round brackets:"),
    ),
    (
        lambda: np.concatenate(x, x),
        snapshot(
            "caught raised TypeError: np.concatenate needs one list of arrays; write np.concatenate([x, x]):"
        ),
    ),
    (
        lambda: np.hstack(x, x),
        snapshot(
            "caught raised TypeError: np.hstack needs one list of arrays; write np.hstack([x, x]):"
        ),
    ),
    (
        lambda: np.dot(x, x, half),
        snapshot(
            "caught raised TypeError: the third argument is an array for the result; add a number with +:"
        ),
    ),
    # None.
    (without, snapshot("without raised AttributeError: the argument rng is None:")),
    (
        lambda: range(none),
        snapshot("caught raised TypeError: none is None. Did a function forget `return`?"),
    ),
    (
        lambda: none * 2,
        snapshot("caught raised TypeError: none is None. Did a function forget `return`?"),
    ),
    (
        lambda: none[0],
        snapshot("caught raised TypeError: none is None. Did a function forget `return`?"),
    ),
    (
        lambda: len(none),
        snapshot("caught raised TypeError: none is None. Did a function forget `return`?"),
    ),
    (
        kept,
        snapshot(
            "kept raised AttributeError: signals is None, because append changes a list and returns nothing; do not assign its result:"
        ),
    ),
    # Names.
    (lambda: exq(x), snapshot("caught raised NameError: exq is not defined here:")),  # noqa: F821
    (
        lambda: decide(x),  # noqa: F821
        snapshot(
            "caught raised NameError: decide is defined in nonlinearity.py: write `from .nonlinearity import decide` at the top:"
        ),
    ),
    (
        lambda: exp(x),  # noqa: F821
        snapshot("caught raised NameError: exp is not defined here; NumPy calls it np.exp:"),
    ),
    (lambda: w * x, snapshot("caught raised NameError: w is not defined here; did you mean W?")),  # noqa: F821
    (before, snapshot("before raised UnboundLocalError: value is used before it gets a value:")),
    (
        lambda: np.expo(x),
        snapshot("caught raised AttributeError: np has no expo; did you mean np.exp?"),
    ),
    (
        lambda: many.mean(),
        snapshot(
            "caught raised AttributeError: a list has no mean; an array has; here many is a list of 2:"
        ),
    ),
    (
        lambda: x.append(1),
        snapshot(
            "caught raised AttributeError: an array cannot grow, so it has no append; collect values in a list:"
        ),
    ),
    (
        lambda: half.T,
        snapshot(
            "caught raised AttributeError: a single number has no T; here half is the number 0.5:"
        ),
    ),
    (
        lambda: takes.T,
        snapshot(
            "caught raised AttributeError: a function has no T; call it first, with round brackets:"
        ),
    ),
    (
        lambda: TABLE["sigmoid"],
        snapshot("caught raised KeyError: TABLE has no entry 'sigmoid'; it has relu and tanh:"),
    ),
    (
        lambda: np.than(x),
        snapshot("caught raised AttributeError: np has no than; did you mean np.tanh?"),
    ),
    (
        lambda: np.ln(x),
        snapshot("caught raised AttributeError: np has no ln; the natural logarithm is np.log:"),
    ),
    (
        lambda: ln(x),  # noqa: F821
        snapshot(
            "caught raised NameError: ln is not defined here; the natural logarithm is np.log:"
        ),
    ),
    (
        lambda: np.int(x),
        snapshot(
            "caught raised AttributeError: np has no int; x.astype(int) makes whole numbers of an array's entries:"
        ),
    ),
    (
        lambda: np.float(x),
        snapshot(
            "caught raised AttributeError: np has no float; x.astype(float) makes fractions of an array's entries:"
        ),
    ),
    (greek, snapshot("greek raised NameError: yhat is not defined here; did you mean ŷ?")),
    (greek_too, snapshot("greek_too raised NameError: y_hat is not defined here; did you mean ŷ?")),
    # Numbers.
    (lambda: np.exp(1e4 * x), snapshot("caught computes a number that is too large, in np.exp:")),
    (lambda: 1e200 * x * 1e200, snapshot("caught computes a number that is too large, in `*`:")),
    (lambda: np.log(0 * x), snapshot("caught takes the logarithm of 0:")),
    (lambda: np.log(-x), snapshot("caught takes the logarithm of a negative number:")),
    (lambda: x / (0 * x), snapshot("caught divides by 0:")),
    (lambda: 0 * x / (0 * x), snapshot("caught divides 0 by 0, or infinity by infinity:")),
    (
        lambda: {x: 1},
        snapshot(
            "caught raised TypeError: arrays, lists, dicts and sets cannot be keys of a dict or entries of a set; here x is an array of shape (3,):"
        ),
    ),
    (lambda: 1 / 0, snapshot("caught raised ZeroDivisionError: the divisor is 0:")),
    (
        lambda: math.log(0),
        snapshot(
            "caught raised ValueError: the logarithm or the root of this number does not exist:"
        ),
    ),
    (
        lambda: np.where(x > 0, 1.0, np.exp(1e4 * x)),
        snapshot(
            "caught computes a number that is too large, in np.exp. np.where computes both of its values for every entry, even where it uses only one:"
        ),
    ),
]


@pytest.mark.parametrize(("function", "words"), CASES)
def test_an_error_is_told_in_a_learners_words(function, words):
    assert told(function) == words


RAW = (
    "0-dimensional", "Python scalars", "out of bounds", "a sequence", "set attribute", "unsized",
    "integer scalar", "object has no", "operand", "positional", "not callable", "subscriptable",
    "not iterable", "ufunc", "dtype", "data type", "coerced", "encountered", "NoneType", "ndarray",
    "interpreted as", "unhashable", "__", "dimension(s)", "not supported", "concatenate list",
)  # fmt: skip


@pytest.mark.parametrize(("function", "words"), CASES)
def test_no_raw_words_come_through(function, words):
    assert [raw for raw in RAW if raw in told(function)] == []


def test_of_what_nobody_foresaw_the_names_are_told():
    def strange():
        raise ValueError("it is strange")

    assert in_words(*caught(strange)) == "ValueError: it is strange"


def test_nothing_of_the_learners_code_is_run_again():
    runs = []

    def once():
        runs.append(1)
        return x

    told(lambda: once() + W.T)
    assert runs == [1]
