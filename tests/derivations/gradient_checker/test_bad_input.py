"""Input that cannot be checked gets one sentence that names the array."""

import re

import numpy as np
import pytest

from derivations.gradient_checker import check_gradient

x = np.array([1.0, 2.0, 3.0])


def squares(x):
    return (x**2).sum()


def of_dict(arrays):
    return (arrays["W"] ** 2).sum() + arrays["b"].sum()


W = {"W": np.ones((2, 3)), "b": np.ones(3)}
RIGHT = {"W": 2 * np.ones((2, 3)), "b": np.ones(3)}


@pytest.mark.parametrize(
    ("f", "arrays", "gradient", "error", "sentence"),
    [
        (of_dict, W, {"W": RIGHT["W"]}, ValueError, "the gradient has no 'b'."),
        (
            of_dict, W, {**RIGHT, "c": x}, ValueError,
            "the gradient has 'c', which is not one of the arrays.",
        ),
        (
            of_dict, W, [RIGHT["W"], RIGHT["b"]], TypeError,
            "the gradient is of the type list instead of a dict.",
        ),
        (of_dict, W, {**RIGHT, "b": None}, TypeError, "the gradient of b is None. If f does not depend on b, return"),
        (
            of_dict, W, {**RIGHT, "b": np.ones(4)}, ValueError,
            "the gradient of b has shape (4,) instead of (3,).",
        ),
        (
            of_dict, W, {**RIGHT, "W": 2 * np.ones((3, 2))}, ValueError,
            "the gradient of W has shape (3, 2) instead of (2, 3). If it is transposed, it is right.",
        ),
        (
            of_dict, W, {**RIGHT, "b": np.full((4, 3), 0.25)}, ValueError,
            "If it is summed over axis 0 (of length 4), it is right.",
        ),
        (
            of_dict, W, {**RIGHT, "b": np.ones(3, dtype=int)}, TypeError,
            "the gradient of b contains int64 instead of float64.",
        ),
        (
            of_dict, W, {**RIGHT, "b": np.ones(3) * 1j}, TypeError,
            "the gradient of b contains complex128 instead of float64.",
        ),
        (
            of_dict, W, {**RIGHT, "b": [[1.0], [1.0, 2.0]]}, TypeError,
            "the gradient of b is not an array: its rows differ in length.",
        ),
        (of_dict, {**W, "b": None}, RIGHT, TypeError, "b is None. Pass an array, or remove it."),
        (
            of_dict, {**W, "b": np.arange(3)}, RIGHT, TypeError,
            "b contains int64, but only floating-point numbers have a gradient.",
        ),
        (
            of_dict, {**W, "b": np.array(["x"])}, RIGHT, TypeError,
            "b contains <U1 instead of floating-point numbers.",
        ),
        (
            of_dict, {**W, "b": np.ones((0, 3))}, RIGHT, ValueError,
            "b is empty and has shape (0, 3). Remove it from arrays.",
        ),
        (
            of_dict, {**W, "b": np.array([1.0, np.nan, 2.0])}, RIGHT, ValueError,
            "b is nan at [1], but a gradient needs finite numbers.",
        ),
        (squares, {}, {}, ValueError, "arrays contains no array"),
        (squares, [x, x], [x], ValueError, "the gradient has length 1 instead of 2."),
        (squares, x, {"x": x}, TypeError, "the gradient is a dict instead of an array."),
        (squares, x, None, TypeError, "Pass exactly one of gradient, vjp and jacobian instead of none of them"),
        (lambda x: np.inf * x.sum(), x, x, ValueError, "f returns inf at these arrays"),
        (lambda x: np.sqrt(-x).sum().real * np.nan, x, x, ValueError, "f returns nan"),
        (lambda x: x * 2, x, x, ValueError, "f returns 3 numbers instead of one; pass vjp or jacobian"),
        (lambda x: None, x, x, TypeError, "f returns a value None instead of a number"),
        (lambda x: "text", x, x, TypeError, "f returns a value of the type str instead of a number"),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_one_sentence_each(f, arrays, gradient, error, sentence):
    with pytest.raises(error, match=re.escape(sentence)) as caught:
        check_gradient(f, arrays, gradient)
    assert "\n" not in str(caught.value)


def test_a_random_function_is_noticed():
    rng = np.random.default_rng(0)

    def noisy(x):
        return (x**2).sum() + rng.normal() * 1e-3

    with pytest.raises(
        ValueError, match=r"f gives .* and then .* for the same arrays: it is random"
    ):
        check_gradient(noisy, x, 2 * x)


def test_a_function_that_counts_its_calls_is_noticed():
    calls = []

    def stateful(x):
        calls.append(0)
        return (x**2).sum() * (1 + 1e-6 * len(calls))

    with pytest.raises(ValueError, match="stores something between calls"):
        check_gradient(stateful, x, 2 * x)


@pytest.mark.parametrize("real", [False, True])
def test_a_function_that_changes_its_arguments_is_noticed(real):
    def careless(arrays):
        value = arrays["x"].real if real else arrays["x"]
        value -= 1.0
        return (value**2).sum()

    with pytest.raises(ValueError, match="f changes its argument x in place"):
        check_gradient(careless, {"x": x}, {"x": 2 * (x - 1)})


def test_a_gradient_that_changes_its_arguments_is_noticed():
    def careless(x):
        x *= 2
        return x

    with pytest.raises(ValueError, match=r"gradient changes its argument array in place"):
        check_gradient(squares, x, careless)


def test_a_gradient_that_adds_to_what_it_gave_is_noticed():
    kept = np.zeros(3)

    def adding(x):
        nonlocal kept
        kept += 2 * x
        return kept

    with pytest.raises(ValueError, match="it adds to its earlier answer"):
        check_gradient(squares, x, adding)


def test_a_gradient_that_is_random_is_noticed():
    rng = np.random.default_rng(0)
    with pytest.raises(
        ValueError, match="gradient gives another answer for array in a second call"
    ):
        check_gradient(squares, x, lambda x: 2 * x + rng.normal(size=3))


def test_a_gradient_that_is_no_number_is_wrong():
    report = check_gradient(squares, x, np.array([2.0, np.nan, 6.0]))
    assert report.status == "wrong"
    assert [f.index for f in report.findings] == [(1,)]


def test_what_the_function_itself_raises_is_not_hidden():
    def broken(x):
        raise KeyError("missing")

    with pytest.raises(KeyError, match="missing"):
        check_gradient(broken, x, x)


def test_the_arrays_stay_as_they_are():
    kept = x.copy()
    check_gradient(squares, x, lambda x: 2 * x)
    check_gradient(lambda x: float(squares(np.real(x))), x, 3 * x)
    np.testing.assert_array_equal(x, kept)


def test_a_function_of_several_arguments_is_told_how_to_be_called():
    with pytest.raises(TypeError, match=r"f needs 2 arguments.*pass lambda arrays: f\(\*arrays\)"):
        check_gradient(lambda W, b: (W * b).sum(), (x, x), (x, x))
    with pytest.raises(TypeError, match=r"gradient needs 2 arguments"):
        check_gradient(lambda both: (both[0] * both[1]).sum(), (x, x), lambda W, b: (b, W))
    with pytest.raises(TypeError, match=r"vjp needs 3 arguments.*lambda arrays, dy: vjp"):
        check_gradient(lambda x: 2 * x, x, vjp=lambda x, y, dy: dy)
    assert check_gradient(lambda x, power=2: (x**power).sum(), x, 2 * x).status == "right"


def test_a_tensor_of_pytorch_is_sent_to_its_own_checker():
    torch = pytest.importorskip("torch")
    with pytest.raises(
        TypeError, match="array is a tensor of PyTorch: use check_function or check_"
    ):
        check_gradient(squares, torch.ones(3), torch.ones(3))
