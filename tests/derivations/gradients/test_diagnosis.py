"""A wrong array of gradients gets the mistake that gives just that array, a random one none."""

from itertools import pairwise

import numpy as np
import pytest

from derivations import derive, diagnose_gradients
from derivations.networks.backward_pass import BackwardPass
from derivations.rules.compiled import activation_slope

WIDTHS, NAMES = [2, 3, 3, 1], ["sigmoid", "tanh", "sigmoid"]


def case(widths=WIDTHS, names=NAMES, cost="mse", n=5, seed=0):
    rng = np.random.default_rng(seed)
    derivation = derive(widths, names, cost)
    parameters = [(rng.normal(size=(a, b)), rng.normal(size=b)) for a, b in pairwise(widths)]
    X, Y = rng.normal(size=(n, widths[0])), rng.uniform(size=(n, widths[-1]))
    if cost == "cross_entropy":
        Y = np.eye(widths[-1])[rng.integers(0, widths[-1], n)]
    return derivation, parameters, X, Y


DERIVATION, PARAMETERS, X, Y = case()
RIGHT = DERIVATION.gradients(PARAMETERS, X, Y)
DONE = BackwardPass(DERIVATION, PARAMETERS, X, Y)


def slopes_at_outputs():
    return {at: activation_slope(NAMES[at - 1])(DONE.a(at)) for at in (1, 2, 3)}


def updated_too_early(α=0.1):
    δ, found = DONE.deltas()[-1], []
    for layer in (3, 2, 1):
        found.append((DONE.a(layer - 1).T @ δ, δ.sum(axis=0)))
        W = PARAMETERS[layer - 1][0] - α * found[-1][0]
        if layer > 1:
            δ = (δ @ W.T) * activation_slope(NAMES[layer - 2])(DONE.z(layer - 1))
    return found[::-1]


def one_entry():
    found = [(W.copy(), b.copy()) for W, b in RIGHT]
    found[0][0][1, 2] *= -1
    return found


def last_sample():
    return [(np.outer(DONE.a(at - 1)[-1], δ[-1]), δ[-1]) for at, δ in enumerate(DONE.deltas(), 1)]


MISTAKES = {
    "sign": ([(-W, -b) for W, b in RIGHT], "sign", "-1"),
    "summed": ([(5 * W, 5 * b) for W, b in RIGHT], "not-averaged", "5"),
    "halved": ([(W / 2, b / 2) for W, b in RIGHT], "constant-factor", "1/2"),
    "the notes' step 6": (DONE.backward(cost=Y - DONE.a(3)), "constant-factor", "-n/2"),
    "bias averaged twice": ([(W, b / 5) for W, b in RIGHT], "averaged-twice", ""),
    "transposed": ([(W.T, b) for W, b in RIGHT[:1]] + RIGHT[1:], "transposed", ""),
    "transposed square": ([RIGHT[0], (RIGHT[1][0].T, RIGHT[1][1]), RIGHT[2]], "transposed", ""),
    "bias not summed": (
        [(W, δ) for (W, _), δ in zip(RIGHT, DONE.deltas(), strict=True)], "bias-not-summed", "",
    ),
    "other numbers in δ's shape": (
        [(W, δ + 1) for (W, _), δ in zip(RIGHT, DONE.deltas(), strict=True)], "shape", "",
    ),
    "bias as a row": ([(W, b[None]) for W, b in RIGHT], "shape", ""),
    "last layer first": (RIGHT[::-1], "reversed", ""),
    "overwritten": (last_sample(), "overwritten", ""),
    "no slope in layer 1": (DONE.backward(slopes={1: 1.0}), "factor-missing", ""),
    "no slope in layer 3": (DONE.backward(slopes={3: 1.0}), "factor-missing", ""),
    "no slope anywhere": (DONE.backward(slopes={1: 1.0, 2: 1.0, 3: 1.0}), "factor-missing", ""),
    "slope at a": (DONE.backward(slopes=slopes_at_outputs()), "slope-at-output", ""),
    "σ for σ′": (DONE.backward(slopes={3: DONE.a(3)}), "value-for-slope", ""),
    "y + ŷ": (DONE.backward(cost=-2 * (Y + DONE.a(3)) / 5), "sign-inside", ""),
    "binary cross-entropy": (
        DONE.backward(cost=(DONE.a(3) - Y) / (DONE.a(3) * (1 - DONE.a(3))) / 5), "other-cost", "",
    ),
    "updated too early": (updated_too_early(), "updated-too-early", ""),
    "W not transposed": (DONE.backward(weights={2: PARAMETERS[1][0].T}), "not-transposed", ""),
    "z for a": (DONE.backward(inputs={2: DONE.z(1)}), "sum-for-output", ""),
    "tanh′ for σ′": (
        DONE.backward(slopes={1: activation_slope("tanh")(DONE.z(1))}), "other-activation", "",
    ),
    "one entry": (one_entry(), "few-entries", ""),
    "None": (None, "no-arrays", ""),
    "None inside": ([(None, b) for _, b in RIGHT], "none", ""),
    "NaN": ([(W * np.nan, b) for W, b in RIGHT], "nan", ""),
    "text": ([("W", b) for _, b in RIGHT], "no-arrays", ""),
    "complex": ([(W + 1j, b) for W, b in RIGHT], "no-arrays", ""),
    "ragged": ([([[1], [1, 2]], b) for _, b in RIGHT], "no-arrays", ""),
    "a layer short": (RIGHT[:2], "no-arrays", ""),
    "one array": (3.0, "no-arrays", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", list(MISTAKES))
def test_a_mistake_is_recognised(name):
    claimed, code, factor = MISTAKES[name]
    found = diagnose_gradients(DERIVATION, PARAMETERS, X, Y, claimed)
    assert {one.code for one in found} == {code}, found
    assert found[0].factor == factor
    by_form = {"no-arrays", "none", "nan", "shape", "bias-not-summed", "transposed"}
    assert len(found) == 1 or code in by_form, "one mistake, one diagnosis"
    assert all(one.message.endswith((".", "?")) for one in found)


def test_right_gradients_have_no_diagnosis():
    assert diagnose_gradients(DERIVATION, PARAMETERS, X, Y, RIGHT) == []
    as_lists = [(W.tolist(), b.tolist()) for W, b in RIGHT]
    assert diagnose_gradients(DERIVATION, PARAMETERS, X, Y, as_lists) == []


def test_two_mistakes_in_two_places_are_told_apart():
    claimed = [(-RIGHT[0][0], RIGHT[0][1]), (RIGHT[1][0], RIGHT[1][1] * 5), RIGHT[2]]
    found = diagnose_gradients(DERIVATION, PARAMETERS, X, Y, claimed)
    assert [(one.code, one.where) for one in found] == [
        ("sign", ("∂J/∂W1",)), ("not-averaged", ("∂J/∂b2",)),
    ]  # fmt: skip


def test_a_batch_of_two_cannot_tell_a_two_from_n():
    derivation, parameters, X_, Y_ = case(n=2)
    right = derivation.gradients(parameters, X_, Y_)
    (found,) = diagnose_gradients(
        derivation, parameters, X_, Y_, [(2 * W, 2 * b) for W, b in right]
    )
    assert (found.code, found.factor) == ("constant-factor", "2")
    assert "n is 2 here" in found.message


def test_a_sign_among_dead_units_is_no_matter_of_few_entries():
    derivation, parameters, X_, Y_ = case([2, 20, 1], ["relu", "identity"])
    parameters[0][1][:] = [9.0] + 19 * [-100.0]
    right = derivation.gradients(parameters, X_, Y_)
    assert np.count_nonzero(right[0][0]) <= 2
    claimed = [(-right[0][0], right[0][1]), right[1]]
    assert diagnose_gradients(derivation, parameters, X_, Y_, claimed)[0].code == "sign"


def test_random_arrays_stay_unexplained():
    rng = np.random.default_rng(5)
    for _ in range(50):
        claimed = [(rng.normal(size=W.shape), rng.normal(size=b.shape)) for W, b in RIGHT]
        (found,) = diagnose_gradients(DERIVATION, PARAMETERS, X, Y, claimed)
        assert found.code == ""
        assert "no single mistake" in found.message


def test_softmax_with_only_its_diagonal():
    derivation, parameters, X_, Y_ = case([2, 3, 3], ["relu", "softmax"], "mse")
    done = BackwardPass(derivation, parameters, X_, Y_)
    a = done.a(2)
    (found,) = diagnose_gradients(
        derivation, parameters, X_, Y_, done.backward(slopes={2: a * (1 - a)})
    )
    assert found.code == "diagonal-only"


def test_the_slope_twice_after_a_fused_delta():
    derivation, parameters, X_, Y_ = case([2, 3, 1], ["tanh", "sigmoid"], "binary_cross_entropy")
    done = BackwardPass(derivation, parameters, X_, Y_)
    ŷ = done.a(2)
    claimed = done.backward(cost=(ŷ - Y_) / 5)
    found = diagnose_gradients(derivation, parameters, X_, Y_, claimed)
    assert {one.code for one in found} <= {"factor-squared", "other-cost"}


@pytest.mark.parametrize("name", ["swish", "elu", "relu", "leaky_relu", "identity", "softmax"])
def test_every_activation_brings_its_mistakes(name):
    derivation, parameters, X_, Y_ = case([2, 4, 1], [name, "sigmoid"])
    done = BackwardPass(derivation, parameters, X_, Y_)
    found = diagnose_gradients(derivation, parameters, X_, Y_, done.backward(slopes={2: 1.0}))
    assert {one.code for one in found} == {"factor-missing"}


def test_right_numbers_in_a_wrong_shape_are_told():
    claimed = [(dW.copy(), db.copy()) for dW, db in RIGHT]
    claimed[0] = (claimed[0][0].ravel(), claimed[0][1])
    (found,) = diagnose_gradients(DERIVATION, PARAMETERS, X, Y, claimed)
    assert found.code == "shape"
    assert "the right numbers in a wrong shape" in found.message


def test_a_mistake_and_a_constant_are_both_named():
    claimed = [(3 * dW, 3 * db) for dW, db in DONE.backward(slopes={3: 1.0})]
    (found,) = diagnose_gradients(DERIVATION, PARAMETERS, X, Y, claimed)
    assert (found.code, found.factor) == ("factor-missing", "3")
    assert found.message.endswith("is missing; and it is 3 times too large.")


@pytest.mark.parametrize(
    ("name", "cost", "factor", "says"),
    [
        ("softmax", "cross_entropy", 0.5, "predictions, but this cost averages over the samples"),
        ("sigmoid", "binary_cross_entropy", 2, "samples, but this cost averages over all predict"),
    ],
)
def test_a_fused_slope_over_the_wrong_number_is_explained(name, cost, factor, says):
    derivation, parameters, X, Y = case([2, 3, 2], ["tanh", name], cost)
    right = derivation.gradients(parameters, X, Y)
    claimed = [(factor * dW, factor * db) for dW, db in right]
    (found,) = diagnose_gradients(derivation, parameters, X, Y, claimed)
    assert found.code == "mean"
    assert says in found.message
