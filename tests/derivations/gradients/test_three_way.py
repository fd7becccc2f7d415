"""The three-way verdict tells a wrong gradient from a wrong forward pass."""

import numpy as np
import pytest
from inline_snapshot import snapshot

from derivations import derive, three_way


@pytest.fixture
def case():
    rng = np.random.default_rng(3)
    derivation = derive([2, 3, 1], ["tanh", "sigmoid"], "mse")
    parameters = [
        (rng.normal(size=(2, 3)), rng.normal(size=3)),
        (rng.normal(size=(3, 1)), np.ones(1)),
    ]
    return derivation, parameters, rng.normal(size=(5, 2)), rng.normal(size=(5, 1))


def test_right_gradients_get_no_verdict(case):
    derivation, parameters, X, Y = case
    J = derivation.cost_function(X, Y)
    assert three_way(*case, derivation.gradients(parameters, X, Y), J) == []


def test_a_wrong_gradient_of_a_right_forward_pass(case):
    derivation, parameters, X, Y = case
    (dW1, db1), last = derivation.gradients(parameters, X, Y)
    first, why = three_way(*case, [(-dW1, db1), last], derivation.cost_function(X, Y))
    assert first.code == "three-way"
    assert "Your forward pass is right" in first.message
    assert why.code == "sign"


def test_a_gradient_that_fits_a_wrong_forward_pass(case):
    _, parameters, X, Y = case
    wrong = derive([2, 3, 1], ["sigmoid", "sigmoid"], "mse")
    found = three_way(*case, wrong.gradients(parameters, X, Y), wrong.cost_function(X, Y))
    assert [diagnosis.code for diagnosis in found] == ["forward-pass"]
    assert found[0].message == snapshot(
        "∂J/∂b2[0]: yours 0.0803197, numeric 0.0803197, derived -0.0145885. Your gradient fits your forward pass. The mistake is in that pass or in the cost."
    )


def test_both_wrong(case):
    derivation, parameters, X, Y = case
    wrong = derive([2, 3, 1], ["sigmoid", "sigmoid"], "mse").cost_function(X, Y)
    claimed = [(-dW, -db) for dW, db in derivation.gradients(parameters, X, Y)]
    (found,) = three_way(*case, claimed, wrong)
    assert found.message == snapshot(
        "∂J/∂W1[0, 0]: yours -0.0691127, numeric 0.0163658, derived 0.0691127. Your forward pass or cost is wrong, and your gradient does not fit it."
    )


def test_a_saturated_forward_pass_is_not_accused():
    derivation = derive([1, 1], ["sigmoid"], "binary_cross_entropy")
    parameters, X, Y = [([[1.0]], [0.0])], [[-1000.0]], [[1.0]]
    ((dW, db),) = derivation.gradients(parameters, X, Y)
    J = derivation.cost_function(X, Y)
    assert three_way(derivation, parameters, X, Y, [(dW, db / 2)], J)[0].code == "three-way"


@pytest.mark.parametrize("claimed", [None, [], [(None, None)], [(np.zeros(7), np.zeros(1))]])
def test_what_is_no_gradient_is_named_without_measuring(claimed):
    derivation = derive([1, 1], ["identity"], "mse")
    parameters, X, Y = [([[1.0]], [0.0])], [[2.0]], [[1.0]]
    found = three_way(derivation, parameters, X, Y, claimed, derivation.cost_function(X, Y))
    assert found
    assert "three-way" not in {diagnosis.code for diagnosis in found}
