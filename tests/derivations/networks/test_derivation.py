"""A derivation's gradients are the gradients, for any layout, and its steps read in order."""

import re
import time
import warnings
from itertools import pairwise, product

import numpy as np
import pytest
from inline_snapshot import snapshot

from derivations import derive
from derivations.rules.compiled import (
    activation_slope,
    activation_value,
    activations,
    cost_slope,
    costs,
)
from derivations.rules.spelling import spelled

RIGHT_COSTS = {
    "mse": activations(),
    "binary_cross_entropy": ["sigmoid"],
    "cross_entropy": ["softmax"],
}


def network(widths, seed=0):
    rng = np.random.default_rng(seed)
    return [(rng.normal(size=(a, b)), rng.normal(size=b) * 0.5) for a, b in pairwise(widths)]


def batch(widths, n, cost, seed=1):
    rng = np.random.default_rng(seed)
    Y = np.eye(widths[-1])[rng.integers(0, widths[-1], n)]
    return rng.normal(size=(n, widths[0])), Y if "cross" in cost else rng.normal(size=Y.shape)


def by_hand(parameters, X, Y, names, cost):
    """Backpropagate with full Jacobians, sample by sample: slow, and by another road."""
    total = [(np.zeros_like(W), np.zeros_like(b)) for W, b in parameters]
    n, k = Y.shape
    scale = {"cross_entropy": 1}.get(cost, k)
    for x, y in zip(X, Y, strict=True):
        a, before = x, []
        for (W, b), name in zip(parameters, names, strict=True):
            z = a @ W + b
            before.append((a, z))
            a = activation_value(name)(z)
        g = cost_slope(cost)(y[None], a[None])[0] * scale
        for layer in range(len(names) - 1, -1, -1):
            a_in, z = before[layer]
            J = activation_slope(names[layer])(z)
            δ = g @ J if J.ndim == 2 else g * J
            dW, db = total[layer]
            dW += np.outer(a_in, δ) / (n * scale)
            db += δ / (n * scale)
            g = parameters[layer][0] @ δ
    return total


def differs(left, right):
    return max(
        np.abs(a - b).max() / max(1.0, np.abs(b).max())
        for pair, other in zip(left, right, strict=True)
        for a, b in zip(pair, other, strict=True)
    )


CASES = [
    (name, cost, depth)
    for cost, outputs in RIGHT_COSTS.items()
    for name, depth in product(activations(), (1, 2, 3, 4))
    if depth > 1 or name in outputs
]


@pytest.mark.parametrize(("name", "cost", "depth"), CASES)
@pytest.mark.parametrize("n", [1, 7])
def test_gradients_are_those_of_full_jacobians(name, cost, depth, n):
    output = name if name in RIGHT_COSTS[cost] else RIGHT_COSTS[cost][0]
    widths, names = [3, 4, 2, 5, 3][: depth + 1], [name] * (depth - 1) + [output]
    parameters, (X, Y) = network(widths), batch(widths, n, cost)
    found = derive(widths, names, cost).gradients(parameters, X, Y)
    assert differs(found, by_hand(parameters, X, Y, names, cost)) < 1e-10


@pytest.mark.parametrize(("name", "cost"), list(product(activations(), costs())))
def test_gradients_are_the_slopes_of_the_cost(name, cost):
    widths = [2, 3, 3]
    names = [name, RIGHT_COSTS[cost][0] if cost != "mse" else name]
    parameters, (X, Y) = network(widths), batch(widths, 5, cost)
    derivation, ε = derive(widths, names, cost), 1e-6
    for (W, b), (dW, db) in zip(parameters, derivation.gradients(parameters, X, Y), strict=True):
        for array, gradient in ((W, dW), (b, db)):
            for at in np.ndindex(array.shape):
                kept = array[at]
                array[at] = kept + ε
                up = derivation.cost_of(parameters, X, Y)
                array[at] = kept - ε
                down = derivation.cost_of(parameters, X, Y)
                array[at] = kept
                assert gradient[at] == pytest.approx((up - down) / (2 * ε), abs=2e-8)


@pytest.mark.parametrize(("name", "cost"), list(product(activations(), costs())))
def test_nothing_overflows_when_saturated(name, cost):
    derivation = derive([1, 2, 2], [name, name], cost)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for z in (800.0, -800.0):
            parameters = [(np.zeros((1, 2)), np.array([z, -z])), (np.eye(2), np.array([z, -z]))]
            gradients = derivation.gradients(parameters, [[1.0]], [[1.0, 0.0]])
            assert all(np.isfinite(part).all() for pair in gradients for part in pair)


@pytest.mark.parametrize(
    ("output", "cost", "share"),
    [("sigmoid", "binary_cross_entropy", 2), ("softmax", "cross_entropy", 1)],
)
def test_a_fused_gradient_survives_saturation(output, cost, share):
    parameters = [(np.zeros((1, 2)), np.array([-800.0, 800.0]))]
    ((_, db),) = derive([1, 2], [output], cost).gradients(parameters, [[1.0]], [[1.0, 0.0]])
    assert np.allclose(db, [-1 / share, 1 / share])


def test_the_source_it_prints_is_a_program_of_its_own():
    derivation = derive([2, 3, 3], ["swish", "softmax"], "cross_entropy")
    namespace = {}
    exec(derivation.python(), namespace)
    parameters, (X, Y) = network([2, 3, 3]), batch([2, 3, 3], 4, "cross_entropy")
    found = namespace["gradients"](parameters, X, Y)
    assert differs(found, derivation.gradients(parameters, X, Y)) == 0
    assert "import" not in derivation.python().removeprefix("import numpy as np")


def test_steps_rest_on_earlier_steps_and_grow_in_a_straight_line():
    lengths = [len(derive([2] * (d + 1), ["tanh"] * d, "mse").steps) for d in range(1, 12)]
    assert set(np.diff(lengths)) == {6}
    steps = derive([2, 3, 1], ["relu", "sigmoid"], "mse").steps
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    assert all(rest < step.number for step in steps for rest in step.rests_on)
    assert len({step.left for step in steps}) == len(steps)


def worked_out(derivation, parameters, X, Y):
    """Work out the steps as they are written, and return {left side: value}."""
    n = len(X) if derivation.cost == "cross_entropy" else Y.size
    values = {"X": X, "y": Y, "n": n, "ln": np.log}
    values |= {f"W{k}": W for k, (W, _) in enumerate(parameters, 1)}
    values |= {f"b{k}": b for k, (_, b) in enumerate(parameters, 1)}
    values |= {spelled(name)[0]: activation_value(name) for name in activations()}
    values |= {f"{spelled(name)[0]}_slope": activation_slope(name) for name in activations()}
    for step in derivation.steps:
        if step.rule:
            continue
        left, text = step.left, step.right.replace("∂J/∂", "d_")
        if left == "J":
            mean, term = text.split(" Σ ")
            text = f"{mean}*np.sum({term})".replace("·", "*")
        elif left[0] == "z" or left[4:5] in ("W", "a"):
            text = text.replace("·", " @ ")
        else:
            text = text.replace("·", "*")
        # Entry j of a sample, and the sum over its entries k, are rows of matrices here.
        text = re.sub(r"Σ_k (\w+)_k\*(\w+)_k", r"np.sum(\1*\2, axis=-1, keepdims=True)", text)
        text = re.sub(r"Σ (δ\d+)", r"\1.sum(axis=0)", re.sub(r"_[jk]\b", "", text))
        text = text.replace("ᵀ", ".T").replace("⊙", "*").replace("′", "_slope").replace("^", "**")
        name = left.replace("∂J/∂", "d_").removesuffix("_j")
        values[name] = eval(text, {"np": np}, values)
    return values


@pytest.mark.parametrize(("name", "cost"), list(product(activations(), costs())))
def test_the_steps_are_true_as_they_are_written(name, cost):
    widths = [2, 4, 3, 3]
    derivation = derive(widths, [name, "tanh", {"mse": name}.get(cost, RIGHT_COSTS[cost][0])], cost)
    parameters, (X, Y) = network(widths), batch(widths, 5, cost)
    values = worked_out(derivation, parameters, X, Y)
    assert values["J"] == pytest.approx(derivation.cost_of(parameters, X, Y))
    for layer, (dW, db) in enumerate(derivation.gradients(parameters, X, Y), 1):
        assert np.allclose(values[f"d_W{layer}"], dW, rtol=1e-10, atol=1e-14)
        assert np.allclose(values[f"d_b{layer}"], db, rtol=1e-10, atol=1e-14)


def test_every_parameter_has_a_step():
    left = {step.left for step in derive([2, 3, 4, 1], ["elu"] * 3, "mse").steps}
    assert {f"∂J/∂{p}{layer}" for p in "Wb" for layer in (1, 2, 3)} <= left


def test_thirty_two_layers_take_no_second():
    began = time.perf_counter()
    derivation = derive([8] * 33, ["tanh"] * 32, "mse")
    parameters, (X, Y) = network([8] * 33), batch([8] * 33, 4, "mse")
    derivation.gradients(parameters, X, Y)
    assert len(str(derivation)) > 1000
    assert time.perf_counter() - began < 1.0


def test_it_reads_well():
    text = str(derive([2, 3, 1], ["sigmoid", "sigmoid"], "mse"))
    assert text.startswith("2-3-1, sigmoid, sigmoid, cost mse\n")
    assert "J = 1/n Σ (y - ŷ)^2 " in text
    assert "averaged over the n predictions" in text
    assert "σ′(z) = σ(z)·(1 - σ(z)) " in text
    assert "∂J/∂ŷ = -2/n·(y - ŷ) " in text
    latex = derive([2, 3, 1], ["sigmoid", "sigmoid"], "mse").latex()
    assert latex.count(r"\frac{\partial J}") == 8
    assert latex.count("{") == latex.count("}")
    assert "ŷ" not in latex


def test_a_cost_says_what_it_averages_over():
    text = str(derive([2, 3], ["sigmoid"], "binary_cross_entropy"))
    assert "n is the number of predictions, 3 for each sample." in text
    assert "J = -1/n Σ (y·ln(ŷ) + (1 - y)·ln(1 - ŷ)) " in text
    assert "averaged over the n predictions" in text
    assert "δ1 = (ŷ - y)/n " in text
    text = str(derive([2, 3], ["softmax"], "cross_entropy"))
    assert "J = -1/n Σ y·ln(ŷ) " in text
    assert "n is the number of samples." in text
    assert "averaged over the n samples" in text
    assert "∂J/∂ŷ = -1/n·y/ŷ " in text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (([2], [], "mse"), "at least two whole numbers"),
        (([2, 0], ["relu"], "mse"), "above 0"),
        (([2, True], ["relu"], "mse"), "whole numbers"),
        (([2, 1], ["relu", "relu"], "mse"), "make 1 layers, but 2 activations"),
        (([2, 1], ["rellu"], "mse"), "did you mean 'relu'"),
        (([2, 1], ["relu"], "mes"), "did you mean 'mse'"),
    ],
)
def test_a_layout_that_is_none_is_refused(arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        derive(*arguments)


@pytest.mark.parametrize(
    ("change", "error", "sentence"),
    [
        (
            lambda p, X, Y: (p[:1], X, Y),
            ValueError,
            snapshot("the network has 2 layers, but there are parameters for 1"),
        ),
        (
            lambda p, X, Y: ([(p[0][0].T, p[0][1]), p[1]], X, Y),
            ValueError,
            snapshot("W1 has shape (3, 2) instead of (2, 3)"),
        ),
        (
            lambda p, X, Y: ([(p[0][0], p[0][1][:2]), p[1]], X, Y),
            ValueError,
            snapshot("b1 has shape (2,) instead of (3,)"),
        ),
        (
            lambda p, X, Y: (p, X[:, :1], Y),
            ValueError,
            snapshot("X has shape (4, 1) instead of (4, 2)"),
        ),
        (
            lambda p, X, Y: (p, X[:0], Y[:0]),
            ValueError,
            snapshot("X has shape (0, 2) instead of (1, 2)"),
        ),
        (lambda p, X, Y: (p, X[0], Y), ValueError, snapshot("X has shape (2,) instead of (2, 2)")),
        (lambda p, X, Y: (p, 1.0, Y), ValueError, snapshot("X has shape () instead of (n, 2)")),
        (
            lambda p, X, Y: (p, X, Y[:2]),
            ValueError,
            snapshot("Y has shape (2, 1) instead of (4, 1)"),
        ),
        (
            lambda p, X, Y: (p, X + 1j, Y),
            TypeError,
            snapshot("X must contain real numbers instead of complex numbers"),
        ),
        (
            lambda p, X, Y: (p, X.astype(object), Y),
            TypeError,
            snapshot("X must contain real numbers instead of objects or rows of unequal length"),
        ),
    ],
)
def test_arrays_that_do_not_fit_are_named(change, error, sentence):
    derivation = derive([2, 3, 1], ["sigmoid", "sigmoid"], "mse")
    arguments = change(network([2, 3, 1]), *batch([2, 3, 1], 4, "mse"))
    with pytest.raises(error) as raised:
        derivation.gradients(*arguments)
    assert str(raised.value) == sentence


def test_integers_will_do_and_arguments_are_left_alone():
    derivation = derive([2, 1], ["identity"], "mse")
    parameters = [(np.array([[1], [2]]), np.array([0]))]
    derivation.gradients(parameters, [[1, 2]], [[5]])
    assert parameters[0][0].tolist() == [[1], [2]]
