"""Python's and NumPy's own words for an error never come through: each is told in a learner's."""

import math
from typing import NamedTuple

import numpy as np
import pytest

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
    with np.errstate(all="raise"), pytest.raises(Exception) as error:  # noqa: PT011
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
        "float takes a single number, and gets an array; here x is an array of shap",
    ),
    (lambda: int(W @ x), "int takes a single number, and gets an array; here W is an array"),
    (lambda: math.exp(x), "np.exp answers for each entry"),
    (lambda: math.exp(many), "math.exp takes a single number"),
    (lambda: round(x), "round takes a single number, and gets an array"),
    (lambda: round(x), "np.round answers for each entry"),
    (
        lambda: np.max(0, x),
        "the second argument of np.max is an axis, and no array; np.maximum comp",
    ),
    (lambda: np.sum(x, x), "the second argument of np.sum is an axis, and no array; here x is"),
    (
        lambda: np.max(x, half),
        "the second argument of np.max is an axis, and no number with a fraction; np.maximum comp",
    ),
    (lambda: np.min(x, half), "np.minimum compares two arrays entry by entry; here x is an array"),
    (lambda: range(x), "a whole number belongs where an array stands; here x is an array of shape"),
    (lambda: [1, 2][x], "a whole number belongs where an array stands"),
    # Axes and shapes.
    (lambda: x.max(axis=1), "there is no axis 1 in an array of 1 axis, counted from 0; axis=-1 is"),
    (lambda: x.max(axis=1), "here x is an array of shape (3,)"),
    (lambda: np.sum(W, axis=2), "no axis 2 in an array of 2 axes"),
    (lambda: scalar.max(axis=1), "a single number has no axis 1"),
    (fills, "one entry of an array holds one number, and several are put into it"),
    (grows, "an array of shape (3,) cannot take in a result of shape (2, 3)"),
    (fits_not, "an array of shape (3,) does not fit where the shape (2,) is"),
    (
        lambda: np.hstack([W, 1]),
        "arrays that are joined have equally many axes, not 2 and 1",
    ),
    (
        lambda: np.hstack([W, X]),
        "arrays that are joined have equal sizes along axis 0, not 2 and 4",
    ),
    (lambda: W.reshape(4), "6 numbers cannot stand in the shape (4,); here W is an array of shape"),
    (lambda: np.linalg.inv(np.zeros((2, 2))), "the matrix has no inverse; np.linalg.lstsq and"),
    (
        lambda: np.linalg.inv(W),
        "only a square matrix has an inverse; np.linalg.lstsq and np.linalg.pinv go with",
    ),
    (lambda: np.max([]), "there is no maximum of no numbers"),
    (lambda: x[n > 1], "the brackets hold 2 times True or False, where axis 0 has 3 entries"),
    (lambda: x + W.T, "the shapes (3,) and (3, 2) do not go together entry by entry"),
    (lambda: W.T / np.sum(W.T, axis=-1), "axis=-1 takes that axis away; keepdims=True keeps it"),
    (lambda: W.T - W.T.mean(axis=1), "axis=1 takes that axis away; keepdims=True keeps it"),
    (
        lambda: x[three],
        "there is no entry 3 along axis 0: the entries are 0 to 2; here x is an arr",
    ),
    (
        lambda: network[three],
        "network has 1 entry, the first at 0, so network[three] is none of them",
    ),
    (lambda: x[half:], "a slice takes whole numbers"),
    (lambda: x[half], "square brackets take whole numbers, or True and False for each entry"),
    (lambda: x[x], "square brackets take whole numbers, or True and False for each entry; others"),
    (lambda: many[0, 1], "a list takes one place at a time: a[i][j], and not a[i, j]"),
    (
        lambda: many[half],
        "a list takes a whole number in its square brackets, and here is a single",
    ),
    # No length, no entries.
    (
        lambda: len(scalar),
        "a single number has no length; np.size and np.shape take numbers and ar",
    ),
    (lambda: len(half), "a single number has no length"),
    (lambda: len(i for i in many), "a generator has no length"),
    (
        lambda: gen[0],
        "a generator gives its entries one after the other; list(…) makes a list of them",
    ),
    (lambda: zip(many)[0], "a zip gives its entries one after the other; list(…) makes"),
    (lambda: [*scalar], "a single number has no entries to go through"),
    (
        lambda: [*half],
        "a single number has no entries to go through or to take out; here half is the n",
    ),
    (lambda: half[0], "a single number has no entries to go through or to take out"),
    (lambda: x[0][0], "a single number has no entries to take out"),
    (lambda: takes[0], "a function has no entries; call it, with its arguments in round brackets"),
    (one_number, "a single number has no entries to be changed"),
    # Kinds that do not calculate.
    (lambda: takes * half, "`*` takes numbers and arrays, and takes is a function: call takes(…)"),
    (lambda: 1 - takes, "`-` takes numbers and arrays, and takes is a function: call takes(…)"),
    (
        lambda: many - half,
        "`-` takes numbers and arrays, and many is a list of 2; take out of it wh",
    ),
    (
        lambda: network * half,
        "* repeats a list, a whole number of times; it multiplies numbers and",
    ),
    (
        lambda: many + half,
        "+ puts one list behind another; numbers are added to the entries of an a",
    ),
    (lambda: 2 ** range(3), "np.arange makes an array"),
    (lambda: -many, "takes numbers and arrays, and many is a list of 2"),
    (lambda: many > half, "`>` takes numbers and arrays, and many is a list of 2"),
    (lambda: x ^ 2, "^ is no power in Python; ** is"),
    (lambda: half ^ 2, "^ is no power in Python; ** is"),
    (
        lambda: x > 0 & x < 1,
        "& joins True and False; put brackets around each comparison beside it",
    ),
    (lambda: half @ half, "@ multiplies vectors and matrices; single numbers are multiplied by *"),
    (
        lambda: np.sqrt(takes),
        "takes is a function, and is handed over where numbers belong; hand over",
    ),
    (lambda: np.exp("a"), "np.exp takes numbers, and gets something else"),
    (in_place_of_integers, "an array of whole numbers cannot take in fractions; make a new array"),
    (
        lambda: range(half),
        "a whole number belongs where a number with a fraction stands; here half is",
    ),
    (
        lambda: rng.random((many, 2)),
        "a whole number belongs where a list stands; here many is a list of",
    ),
    (lambda: 1 + np.exp - x, "`+` takes numbers and arrays, and here is a function: call it, with"),
    (lambda: np.exp[x], "a function has no entries; call it, with its arguments in round brackets"),
    (
        lambda: np.ones(x),
        "np.ones takes sizes, and gets an array; here x is an array of shape (3,);",
    ),
    (
        lambda: np.where(x > 0, x),
        "np.where takes a condition with both of its sides, or a condition",
    ),
    # Records and tuples.
    (sets_attribute, "a Layer cannot be changed; make a new one: Layer(W, b, activation)"),
    (sets_item, "a Layer cannot be changed; make a new one: Layer(W, b, activation)"),
    (sets_tuple, "a tuple cannot be changed; make a new one"),
    (lambda: layer.w, "a Layer has no w; it has W, b and activation"),
    # Calls.
    (
        lambda: name(x),
        "`name` is a text, and is called like a function; look the function up by it",
    ),
    (
        lambda: TABLE[name](x),
        "`TABLE[name]` is a tuple, and is called like a function; take the functi",
    ),
    (lambda: TABLE(name), "`TABLE` is looked up in by square brackets, as ACTIVATIONS[name] is"),
    (
        lambda: x(W),
        "numbers are called like a function; is a * missing before the bracket, or are squ",
    ),
    (lambda: 2 / x.size(), "size is no function: write x.size, without round brackets"),
    (lambda: x.shape()[0], "shape is no function: write x.shape, without round brackets"),
    (lambda: W.T(), "T is no function: write W.T, without round brackets"),
    (lambda: (lambda z: z)(x, W), "takes 1 argument, and is given 2"),
    (lambda: takes(x, W, 1), "takes takes 2 arguments, and is given 3"),
    (lambda: takes(x), "takes is called without W"),
    (lambda: takes(x, b=1), "takes has no argument that is called b"),
    (lambda: takes(x, x=1), "takes is given x twice"),
    (lambda: [].append(x, W), "a pair has brackets of its own: append((x, W))"),
    (lambda: np.zeros(2, 3), "the sizes go into brackets of their own: write np.zeros((2, 3))"),
    (lambda: rng.standard_normal(2, 3), "write rng.standard_normal((2, 3))"),
    (lambda: np.array(x, 5.0), "the second argument of np.array is the type of the entries"),
    (
        lambda: np.concatenate(x, x),
        "np.concatenate takes one list of arrays: write np.concatenate([x, x]",
    ),
    (lambda: np.hstack(x, x), "hstack takes one list of arrays: write np.hstack([x, x])"),
    (lambda: np.dot(x, x, half), "a number is added by +"),
    # None.
    (without, "rng is None: nothing was handed over for it"),
    (lambda: range(none), "none is None. Did a function forget `return`?"),
    (lambda: none * 2, "none is None. Did a function forget `return`?"),
    (lambda: none[0], "none is None. Did a function forget `return`?"),
    (lambda: len(none), "none is None. Did a function forget `return`?"),
    (
        kept,
        "signals is None; append changes a list and returns nothing, so its result is not to be",
    ),
    # Names.
    (lambda: exq(x), "nothing is called exq here"),  # noqa: F821
    (lambda: decide(x), "decide is defined in nonlinearity.py: write `from .nonlinearity imp"),  # noqa: F821
    (lambda: exp(x), "nothing is called exp here; NumPy calls it np.exp"),  # noqa: F821
    (lambda: w * x, "nothing is called w here; did you mean W?"),  # noqa: F821
    (before, "value is used before it gets a value"),
    (lambda: np.expo(x), "np has no expo; did you mean np.exp?"),
    (lambda: np.than(x), "np has no than; did you mean np.tanh?"),
    (lambda: np.ln(x), "np has no ln; the natural logarithm is np.log"),
    (lambda: ln(x), "nothing is called ln here; the natural logarithm is np.log"),  # noqa: F821
    (lambda: np.int(x), "np has no int; x.astype(int) makes whole numbers of an array's entries"),
    (lambda: np.float(x), "np has no float; x.astype(float) makes fractions of an array's entr"),
    (greek, "nothing is called yhat here; did you mean ŷ?"),
    (greek_too, "nothing is called y_hat here; did you mean ŷ?"),
    (lambda: many.mean(), "a list has no mean; an array has; here many is a list of 2"),
    (lambda: x.append(1), "an array cannot grow, and has no append; gather in a list"),
    (lambda: half.T, "a single number has no T"),
    (lambda: takes.T, "a function has no T; call it first, with its arguments in round brackets"),
    (lambda: TABLE["sigmoid"], "there is no 'sigmoid' in TABLE; there are relu and tanh"),
    # Numbers.
    (lambda: np.exp(1e4 * x), "makes a number that is too large to be stored, in np.exp"),
    (lambda: 1e200 * x * 1e200, "makes a number that is too large to be stored, in `*`"),
    (lambda: np.log(0 * x), "takes the logarithm of 0"),
    (lambda: np.log(-x), "takes the logarithm of a negative number"),
    (lambda: x / (0 * x), "divides by 0"),
    (lambda: 0 * x / (0 * x), "divides 0 by 0, or infinity by infinity"),
    (lambda: {x: 1}, "what can change is no key of a dictionary, and no entry of a set"),
    (lambda: 1 / 0, "it divides by 0"),
    (lambda: math.log(0), "the logarithm or the root is one of a number that has none"),
    (
        lambda: np.where(x > 0, 1.0, np.exp(1e4 * x)),
        "in np.exp. np.where computes both of its sides everywhere, also where it does not use",
    ),
]


@pytest.mark.parametrize(("function", "words"), CASES)
def test_an_error_is_told_in_a_learners_words(function, words):
    assert words in told(function)


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
