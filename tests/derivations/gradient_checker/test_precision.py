"""Low precision is compared with what it can show, and said."""

import numpy as np
import pytest

from derivations.gradient_checker import check_gradient
from derivations.gradient_checker.landscape import Landscape
from derivations.gradient_checker.precision import unit_seen
from derivations.gradient_checker.structure import Leaf

x = np.random.default_rng(1).normal(size=300)


def f(x):
    return np.tanh(x).sum()


def slopes(x):
    return 1 - np.tanh(x) ** 2


def in_kind(kind):
    return lambda x: np.tanh(x.astype(kind)).sum()


@pytest.mark.parametrize("f", [f, in_kind(np.float32)], ids=["follows", "casts"])
def test_float32_arrays_are_compared_as_float32_shows(f):
    single = x.astype(np.float32)
    report = check_gradient(f, single, slopes(single))
    assert report.status == "right"
    assert 1e-5 < report.resolution < 0.1
    assert "the gradient is in float32" in report.alarms[0]
    wrong = slopes(single)
    at = int(np.abs(wrong).argmax())
    wrong[at] *= -1
    report = check_gradient(f, single, wrong)
    assert [f.index for f in report.findings] == [(at,)]


@pytest.mark.parametrize("kind", [np.float32, np.float16])
def test_few_digits_behind_a_float_are_undecided_not_right(kind):
    report = check_gradient(lambda x: float(in_kind(kind)(np.real(x))), x, slopes(x))
    assert report.status == "undecided", report


def test_a_wrong_sign_is_found_in_float32_all_the_same():
    claimed = slopes(x)
    claimed[int(np.abs(claimed).argmax())] *= -1
    report = check_gradient(lambda x: float(in_kind(np.float32)(np.real(x))), x, claimed)
    assert report.status == "wrong"


def test_float16_arrays_are_compared_as_float16_shows():
    half = x.astype(np.float16)
    assert check_gradient(f, half, slopes(half)).status == "right"
    assert check_gradient(f, half, -slopes(half)).status == "wrong"


def test_no_right_gradient_in_float32_is_called_wrong():
    for seed in range(100):
        rng = np.random.default_rng(seed)
        x, W = rng.normal(size=(5, 8)).astype(np.float32), rng.normal(size=(8, 4))
        W = W.astype(np.float32)

        def f(W, x=x):
            return (np.tanh(x @ W) ** 2).sum()

        a = np.tanh(x @ W)
        assert check_gradient(f, W, x.T @ (2 * a * (1 - a**2)), seed=seed).status == "right"


@pytest.mark.parametrize("kind", [np.float64, np.float32, np.float16])
def test_the_precision_of_a_function_is_seen(kind):
    for seed in range(20):
        x = np.random.default_rng(seed).normal(size=30)
        landscape = Landscape(lambda x: float((x.astype(kind) ** 2).sum()), x, [Leaf("x", x)])
        assert unit_seen(landscape) == np.finfo(kind).eps


def test_a_kink_is_no_sign_of_few_digits():
    x = np.array([0.0, 1.0, -2.0])
    assert unit_seen(Landscape(lambda x: np.abs(x).sum(), x, [Leaf("x", x)])) < 1e-15
