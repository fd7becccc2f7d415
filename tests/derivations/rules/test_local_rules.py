"""Every local rule is proved from its definition, and its NumPy form is the derivative anywhere."""

import warnings

import numpy as np
import pytest
import sympy
from inline_snapshot import snapshot
from sympy import Symbol, cancel, diff, exp, symbols

from derivations import activation_slope, activation_value, cost_slope, cost_value
from derivations.rules.compiled import activations, costs, rules_once
from derivations.rules.definitions import ACTIVATIONS, COSTS, FUSED, PROBABILITIES, y, z, ŷ
from derivations.rules.local_rules import algebraic, derive_all, s, stable, u

SCALAR = list(ACTIVATIONS)
EVERYWHERE = [-1000.0, -800.0, -36.5, -3.0, -0.1, -1e-9, 1e-9, 0.1, 2.0, 40.0, 800.0, 1000.0]


@pytest.fixture(autouse=True)
def _no_warning():
    with warnings.catch_warnings(), np.errstate(over="raise", divide="raise", invalid="raise"):
        warnings.simplefilter("error")
        yield


def rational(expression):
    """Rewrite exponentials of z by E = exp(z), so that a difference can cancel to 0."""
    E = Symbol("E", positive=True)
    return cancel(
        expression.replace(
            lambda part: isinstance(part, exp), lambda part: E ** cancel(part.args[0] / z)
        )
    )


@pytest.mark.parametrize("name", SCALAR)
def test_the_algebraic_slope_is_the_derivative_of_the_definition(name):
    back = 1 / (1 + exp(-z))
    for branch, text in zip(
        ACTIVATIONS[name], rules_once()["activations"][name]["slope_algebra"], strict=True
    ):
        written = sympy.sympify(text, {"z": z, "s": s}).subs(s, back)
        assert rational(written - diff(branch, z)) == 0


@pytest.mark.parametrize("name", SCALAR)
def test_the_stable_form_is_the_same_function_on_its_side(name):
    for branch, side in zip(ACTIVATIONS[name], (1, -1), strict=True):
        for formula in (branch, diff(branch, z)):
            assert rational(stable(formula, side).subs(u, exp(-side * z)) - formula) == 0


@pytest.mark.parametrize("name", SCALAR)
@pytest.mark.parametrize("at", EVERYWHERE)
def test_slopes_agree_with_fifty_digits(name, at):
    branch = ACTIVATIONS[name][0 if at > 0 else 1]
    for formula, function in ((branch, activation_value), (diff(branch, z), activation_slope)):
        exact = float(formula.subs(z, sympy.Float(at, 50)).evalf(50))
        assert float(function(name)(at)) == pytest.approx(exact, rel=1e-12, abs=1e-15)


def test_the_slope_at_a_kink_is_the_left_one():
    at_zero = {name: float(activation_slope(name)(0.0)) for name in SCALAR}
    assert at_zero == {
        "identity": 1, "sigmoid": 0.25, "tanh": 1, "relu": 0, "leaky_relu": 0.01, "elu": 1,
        "swish": 0.5,
    }  # fmt: skip


@pytest.mark.parametrize("classes", [2, 3, 4])
def test_softmaxs_jacobian_is_the_one_that_all_its_classes_give(classes):
    zs = symbols(f"z0:{classes}", real=True)
    outputs = [exp(part) / sum(map(exp, zs)) for part in zs]
    a_i, a_j = symbols("a_i a_j")
    names = {"a_i": a_i, "a_j": a_j}
    rule = {key: sympy.sympify(rules_once()["softmax"][key], names) for key in ("same", "other")}
    for i in range(classes):
        for j in range(classes):
            written = rule["same" if i == j else "other"].subs({a_i: outputs[i], a_j: outputs[j]})
            difference = written - diff(outputs[i], zs[j])
            logs = symbols(f"E0:{classes}", positive=True)
            assert cancel(difference.subs({exp(a): b for a, b in zip(zs, logs, strict=True)})) == 0


def test_softmaxs_product_with_a_row_is_the_product_with_its_jacobian():
    g, a = symbols("g0:4"), symbols("a0:4")
    text = rules_once()["softmax"]["pulled"]
    for j in range(4):
        names = {"G": sum(x * w for x, w in zip(g, a, strict=True)), "g": g[j], "a_j": a[j]}
        written = sympy.sympify(text, names)
        by_hand = sum(g[i] * (a[i] * int(i == j) - a[i] * a[j]) for i in range(4))
        assert sympy.expand(written - by_hand) == 0


@pytest.mark.parametrize("name", list(COSTS))
def test_the_cost_slope_is_the_derivative_of_the_cost(name):
    term = COSTS[name][0].subs(PROBABILITIES)
    written = sympy.sympify(rules_once()["costs"][name]["slope_algebra"], {"y": y, "ŷ": ŷ})
    assert cancel(written - diff(term, ŷ)) == 0


def test_sigmoid_and_binary_cross_entropy_fuse_to_the_difference():
    assert ("sigmoid", "binary_cross_entropy") in FUSED
    term = COSTS["binary_cross_entropy"][0].subs(PROBABILITIES)
    through = diff(term.subs(ŷ, 1 / (1 + exp(-z))), z)
    assert rational(through - (1 / (1 + exp(-z)) - y)) == 0
    assert rules_once()["fused"]["sigmoid binary_cross_entropy"] == "ŷ - y"


@pytest.mark.parametrize("classes", [2, 3, 4])
def test_softmax_and_cross_entropy_fuse_to_the_difference(classes):
    zs, ys = symbols(f"z0:{classes}"), list(symbols(f"y0:{classes}"))
    ys[-1] = 1 - sum(ys[:-1])
    E = symbols(f"E0:{classes}", positive=True)
    shares = [exp(part) / sum(map(exp, zs)) for part in zs]
    J = -sum(w * sympy.log(a) for w, a in zip(ys, shares, strict=True))
    for i in range(classes):
        difference = diff(J, zs[i]) - (shares[i] - ys[i])
        assert cancel(difference.subs({exp(a): b for a, b in zip(zs, E, strict=True)})) == 0
    assert rules_once()["fused"]["softmax cross_entropy"] == "ŷ - y"


def test_matrix_rules_hold_entry_by_entry():
    n, d, k = 3, 2, 2
    X, W, b = (sympy.Matrix(*shape, lambda i, j, c=c: Symbol(f"{c}{i}{j}"))
               for c, shape in (("x", (n, d)), ("w", (d, k)), ("b", (1, k))))  # fmt: skip
    δ = sympy.Matrix(n, k, lambda i, j: Symbol(f"d{i}{j}"))
    Z = X * W + sympy.ones(n, 1) * b
    total = sum(δ[i, j] * Z[i, j] for i in range(n) for j in range(k))  # dJ = Σ δ dz
    assert sympy.Matrix(d, k, lambda i, j: diff(total, W[i, j])) == X.T * δ
    assert sympy.Matrix(1, k, lambda _, j: diff(total, b[0, j])) == sympy.ones(1, n) * δ
    assert sympy.Matrix(n, d, lambda i, j: diff(total, X[i, j])) == δ * W.T


@pytest.mark.parametrize("name", list(COSTS))
def test_cost_slopes_are_the_slopes_of_the_cost_values(name):
    rng = np.random.default_rng(1)
    y_, ŷ_ = rng.uniform(0.1, 0.9, (4, 3)), rng.uniform(0.1, 0.9, (4, 3))
    slope, ε = cost_slope(name)(y_, ŷ_), 1e-6
    for at in np.ndindex(4, 3):
        up, down = ŷ_.copy(), ŷ_.copy()
        up[at] += ε
        down[at] -= ε
        numeric = (cost_value(name)(y_, up) - cost_value(name)(y_, down)) / (2 * ε)
        assert slope[at] == pytest.approx(numeric, rel=1e-7)


def test_each_cost_is_averaged_over_what_it_says():
    y_, ŷ_ = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]), np.full((2, 3), 0.5)
    assert cost_value("mse")(y_, ŷ_) == pytest.approx(6 * 0.25 / 6)
    assert cost_slope("mse")(y_, ŷ_)[0].tolist() == pytest.approx([-1 / 6, 1 / 6, 1 / 6])
    assert cost_value("binary_cross_entropy")(y_, ŷ_) == pytest.approx(6 * np.log(2) / 6)
    assert cost_value("cross_entropy")(y_, ŷ_) == pytest.approx(2 * np.log(2) / 2)
    assert cost_slope("cross_entropy")(y_, ŷ_)[1].tolist() == pytest.approx([0, -1, 0])


@pytest.mark.parametrize("name", ["binary_cross_entropy", "cross_entropy"])
def test_confident_answers_cost_nothing_or_a_finite_amount(name):
    y_ = [[1.0, 0.0]]
    assert cost_value(name)(y_, [[1.0, 0.0]]) == 0
    share = {"binary_cross_entropy": 2, "cross_entropy": 1}[name]
    wrong = cost_value(name)(y_, [[0.0, 0.0]])
    assert wrong == pytest.approx(-np.log(1e-12) / share)
    assert cost_slope(name)(y_, [[0.0, 0.0]])[0, 0] == pytest.approx(-1e12 / share)


def test_softmax_shifts_nothing_and_its_rows_sum_to_zero():
    z_ = np.array([[1000.0, -1000.0, 3.0], [1.0, 2.0, 3.0]])
    J = activation_slope("softmax")(z_)
    assert J.shape == (2, 3, 3)
    assert np.allclose(J.sum(axis=-1), 0)
    assert np.allclose(activation_value("softmax")(z_ + 5), activation_value("softmax")(z_))


def test_names_are_checked_with_a_suggestion():
    with pytest.raises(ValueError, match="did you mean 'sigmoid'"):
        activation_slope("sigmod")
    with pytest.raises(ValueError, match="known: mse"):
        cost_slope("hinge")


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ([1j], snapshot("z must contain real numbers instead of complex numbers")),
        (["a"], snapshot("z must contain real numbers instead of text")),
        (
            [[1], [1, 2]],
            snapshot("z must contain real numbers instead of objects or rows of unequal length"),
        ),
        (
            [None],
            snapshot("z must contain real numbers instead of objects or rows of unequal length"),
        ),
    ],
)
def test_what_is_not_real_numbers_is_refused(bad, sentence):
    with pytest.raises(TypeError) as raised:
        activation_slope("tanh")(bad)
    assert str(raised.value) == sentence


def test_everything_known_is_derived():
    assert set(activations()) == {*ACTIVATIONS, "softmax"}
    assert costs() == list(COSTS)
    assert derive_all() == rules_once()
    assert algebraic(ACTIVATIONS["sigmoid"][0]) == s


def test_softmax_needs_more_than_one_number():
    for make in (activation_value, activation_slope):
        with pytest.raises(ValueError, match="at least two z"):
            make("softmax")(3.0)


def test_costs_compare_arrays_of_one_shape():
    for make in (cost_value, cost_slope):
        with pytest.raises(ValueError, match=r"y has shape \(1, 1\) and ŷ \(2, 1\)"):
            make("mse")([[1.0]], [[1.0], [2.0]])


TEXTBOOK = {
    "identity": "1",
    "sigmoid": "σ(z)·(1 - σ(z))",
    "tanh": "1 - tanh(z)^2",
    "relu": "1 if z > 0 else 0",
    "leaky_relu": "1 if z > 0 else 1/100",
    "elu": "1 if z > 0 else exp(z)",
    "swish": "σ(z) + z·σ(z)·(1 - σ(z))",
}


def test_every_slope_is_written_as_in_a_textbook():
    rules = rules_once()["activations"]
    assert {name: rule["slope_textbook"] for name, rule in rules.items()} == TEXTBOOK


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_textbook_form_is_the_same_function(name):
    text = rules_once()["activations"][name]["slope_textbook"].replace("·", "*").replace("^", "**")
    names = {"σ": activation_value("sigmoid"), "tanh": np.tanh, "exp": np.exp}
    for at in (-3.0, -0.5, 0.0, 0.5, 3.0):
        assert eval(text, names | {"z": at}) == pytest.approx(float(activation_slope(name)(at)))
