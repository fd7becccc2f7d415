"""An explanation of gradients holds for all rows of a table, and leaves the right ones right."""

from itertools import pairwise

import numpy as np
import pytest
from inline_snapshot import snapshot

from derivations import GradientExplanation, derive
from derivations.networks.backward_pass import BackwardPass


def row(make, widths=(2, 3, 2), names=("tanh", "identity"), cost="mse", n=4, seed=0, again=None):
    """Return what explains a row: `make` gets the backward pass, and returns what was answered."""
    rng = np.random.default_rng(seed)
    parameters = [(rng.normal(size=(a, b)), rng.normal(size=b)) for a, b in pairwise(widths)]
    X, Y = rng.normal(size=(n, widths[0])), rng.uniform(0.1, 0.9, size=(n, widths[-1]))
    derivation = derive(widths, names, cost)
    claimed = make(BackwardPass(derivation, parameters, X, Y))
    J = derivation.cost_function(X, Y)
    again = again or (lambda: claimed)
    return GradientExplanation((widths, names, cost), (parameters, X, Y), claimed, J, again)


def together(first, *others):
    names = [name for name in first.names() if all(other.allows(name) for other in others)]
    return [code for code, _ in first.say(names)], first.say(names)[-1][1]


def times(factor):
    return lambda done: [(factor * dW, factor * db) for dW, db in done.backward()]


def right(done):
    return done.backward()


def updated(α):
    def make(done):
        gradients = done.backward()
        W = done.parameters[1][0] - α * gradients[1][0]
        return done.backward(weights={2: W})

    return make


def test_one_factor_in_all_rows_is_said_and_two_factors_are_not():
    assert together(row(times(3)), row(times(3), n=5, seed=1)) == snapshot(
        (
            ["three-way", "constant-factor"],
            "Your ∂J/∂W1, ∂J/∂b1, ∂J/∂W2 and ∂J/∂b2 are 3 times the right gradient.",
        )
    )
    assert together(row(times(3)), row(times(2), n=5, seed=1))[0] == ["three-way"]
    assert together(row(times(3)), row(right, n=5, seed=1))[0] == ["three-way"]


def test_a_factor_of_n_is_no_other_factor():
    codes, said = together(row(times(4)), row(times(5), n=5, seed=1))
    assert codes == ["three-way", "not-averaged"]
    assert said == snapshot(
        "Your ∂J/∂W1, ∂J/∂b1, ∂J/∂W2 and ∂J/∂b2 are summed over the batch instead of averaged (n = 4)."
    )
    # One batch alone does not tell which it is.
    assert together(row(times(4)))[1] == snapshot(
        "Your ∂J/∂W1, ∂J/∂b1, ∂J/∂W2 and ∂J/∂b2 are 4 times the right gradient (n is 4 here)."
    )


def test_weights_are_updated_at_one_rate():
    codes, said = together(row(updated(0.1)), row(updated(0.1), seed=1))
    assert codes == ["three-way", "updated-too-early"]
    assert "α = 0.1" in said
    assert together(row(updated(0.1)), row(updated(0.2), seed=1))[0] == ["three-way"]


def test_a_row_on_which_a_mistake_would_show_and_does_not_refutes_it():
    missing = row(lambda done: done.backward(slopes={1: 1.0}))
    assert together(missing)[0] == ["three-way", "factor-missing"]
    assert together(missing, row(right, seed=1))[0] == ["three-way"]
    linear = row(right, names=("identity", "identity"), seed=1)  # its slope is 1 anyway
    assert together(missing, linear)[0] == ["three-way", "factor-missing"]


def test_what_two_mistakes_lead_to_is_named_as_both():
    same = row(lambda done: done.backward(inputs={2: done.X}), (3, 3, 1), seed=2)
    assert together(same)[1] == snapshot(
        "Your ∂J/∂W2 matches `x` instead of `a1` as layer 2's input."
    )
    alone = row(lambda done: done.backward(inputs={2: done.z(1)}), (1, 1, 1), n=1)
    assert ", or " not in together(alone)[1]


@pytest.mark.parametrize("path", [0, -1])
def test_paths_that_overwrite_each_other(path):
    def make(done):
        W = np.zeros_like(done.parameters[1][0])
        W[:, path] = done.parameters[1][0][:, path]
        return done.backward(weights={2: W})

    assert together(row(make), row(make, seed=1))[0] == ["three-way", "overwritten"]


def test_gradients_that_add_up_over_calls_are_asked_for_twice():
    calls, rights = [], []
    row(lambda done: rights.extend(done.backward()))

    def again():
        calls.append(1)
        return [(len(calls) * dW, len(calls) * db) for dW, db in rights]

    def add(done):
        return [(2 * dW + 1, 2 * db + 1) for dW, db in done.backward()]

    assert together(row(add, again=again))[0] == ["three-way", "accumulated"]
    assert together(row(add))[0] == ["three-way"]


def test_another_answer_the_second_time_is_said():
    chance = np.random.default_rng(0)

    def again():
        return [(chance.normal(size=(2, 3)), np.zeros(3)), (np.zeros((3, 2)), np.zeros(2))]

    noise = row(lambda done: [(dW + 0.1 * dW**2, db) for dW, db in done.backward()], again=again)
    assert together(noise)[0] == ["three-way", "state"]


@pytest.mark.parametrize("claimed", [None, [], 3.0, [(None, None)] * 2])
def test_what_is_no_gradient_is_said_by_its_form(claimed):
    explanation = row(lambda _: claimed)
    assert explanation.names() == []
    assert explanation.say([])
