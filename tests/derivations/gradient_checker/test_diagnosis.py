"""A diagnosis is true, because what it says was tried; or there is none."""

import numpy as np
import pytest

from derivations.gradient_checker import check_gradient
from tests.fixtures.five_functions import FIVE

rng = np.random.default_rng(3)
X = rng.normal(size=(8, 4))
W = rng.normal(size=(4, 4))


def f(W):
    return (np.tanh(X @ W) * np.arange(1.0, 5.0)).sum()


G = X.T @ ((1 - np.tanh(X @ W) ** 2) * np.arange(1.0, 5.0))
column = np.arange(4) == 2


@pytest.mark.parametrize(
    ("claimed", "code", "message"),
    [
        (-G, "sign", "array has the wrong sign."),
        (2 * G, "constant-factor", "array is 2 times the right gradient."),
        (G / 8, "constant-factor", "array is 1/8 times the right gradient."),
        (G * np.sqrt(8), "constant-factor", "array is √8 times the right gradient."),
        (-1.5 * G, "constant-factor", "array is -3/2 times the right gradient."),
        (1.0005 * G, "constant-factor", "array is 1.0005 times the right gradient."),
        (G.T, "transposed", "array is transposed."),
        (G[::-1], "flipped", "array is flipped along axis 0."),
        (G[::-1, ::-1], "flipped", "array is flipped along the axes 0 and 1."),
        (np.roll(G, 1, 1), "shifted", "array is shifted by one along axis 1."),
        (0 * G, "zero", "array is 0 throughout, but f depends on it."),
        (
            np.where(column, -G, G), "slice",
            "array[:, 2] has the wrong sign; the other 12 entries are right.",
        ),
        (
            np.where(column, 0, G), "slice",
            "array[:, 2] is 0 but should not be; the other 12 entries are right.",
        ),
        (
            np.where(column[:, None], G * G, G), "slice",
            "array[2, :] alone is wrong; the other 12 entries are right.",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("real", [False, True], ids=["complex", "differences"])
def test_what_was_done_is_said(claimed, code, message, real):
    (said,) = check_gradient((lambda W: float(f(np.real(W)))) if real else f, W, claimed).diagnoses
    assert (said.code, said.message) == (code, message)


def test_what_nothing_explains_is_not_explained():
    for seed in range(100):
        claimed = np.random.default_rng(seed).normal(size=(4, 4))
        report = check_gradient(f, W, claimed, seed=seed)
        assert (report.status, list(report.diagnoses)) == ("wrong", [])


def test_a_factor_that_is_a_length_is_said_to_be_one():
    arrays = {"X": X, "W": W}

    def f(arrays):
        return (np.tanh(arrays["X"] @ arrays["W"]) ** 2).mean(0).sum()

    a = np.tanh(X @ W)
    δ = 2 * a * (1 - a**2)  # the average over the 8 rows is lacking
    (said,) = check_gradient(f, arrays, {"X": δ @ W.T, "W": X.T @ δ}).diagnoses
    expected = "Every array is 8 times the right gradient (8 is the length of axis 0 of X)."
    assert said.message == expected


def test_two_arrays_that_were_exchanged():
    arrays = {"a": W, "b": W + 1}

    def f(arrays):
        return (arrays["a"] ** 2).sum() + (arrays["b"] ** 3).sum()

    claimed = {"a": 3 * (W + 1) ** 2, "b": 2 * W}
    said = [one.message for one in check_gradient(f, arrays, claimed).diagnoses]
    assert said == ["a is the gradient of b.", "b is the gradient of a."]


def lossy(terms):
    def vjp(arrays, dy):
        x, right = arrays["x"], FIVE["layer norm"].vjp(arrays, dy)
        centred = x - x.mean(1, keepdims=True)
        deviation = np.sqrt((centred**2).mean(1, keepdims=True) + 1e-5)
        h, dh = centred / deviation, dy * arrays["weight"]
        dx = dh.copy()
        if "mean" not in terms:
            dx -= dh.mean(1, keepdims=True)
        if "variance" not in terms:
            dx -= h * (dh * h).mean(1, keepdims=True)
        return {**right, "x": dx / deviation}

    return vjp


@pytest.mark.parametrize(
    ("terms", "code", "message"),
    [
        (("mean",), "lost-mean", "x lacks the term through the mean over axis 1."),
        (("variance",), "lost-variance", "x lacks the term through the variance over axis 1."),
        (
            ("mean", "variance"), "lost-mean-and-variance",
            "x lacks the terms through the mean and the variance over axis 1.",
        ),
    ],
)  # fmt: skip
def test_the_lost_terms_of_layer_norm(terms, code, message):
    for size in (3, 6):
        arrays = FIVE["layer norm"].draw(np.random.default_rng(size), size)
        report = check_gradient(FIVE["layer norm"].f, arrays, vjp=lossy(terms))
        assert [(one.code, one.message) for one in report.diagnoses] == [(code, message)]


def test_the_lost_sum_of_softmax():
    z, target = rng.normal(size=(5, 3)), rng.normal(size=(5, 3))

    def p(z):
        e = np.exp(z)
        return e / e.sum(1, keepdims=True)

    (said,) = check_gradient(lambda z: (p(z) * target).sum(), z, p(z) * target).diagnoses
    assert said.message == "array lacks the sum over axis 1 in the slope of softmax."


def test_a_flipped_kernel():
    five = FIVE["convolution"]
    arrays = five.draw(np.random.default_rng(0), 6)

    def flipped(arrays, dy):
        found = five.vjp(arrays, dy)
        return {**found, "kernel": found["kernel"][:, :, ::-1, ::-1]}

    (said,) = check_gradient(five.f, arrays, vjp=flipped).diagnoses
    assert said.message == "kernel is flipped along the axes 2 and 3."
