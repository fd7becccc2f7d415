"""The numerical check finds one wrong entry among thousands, and says when it cannot know."""

import re
from itertools import combinations, pairwise

import numpy as np
import pytest

from derivations import check_every_entry, check_numerically, derive, structured_differences


def case(widths, names, cost, n=32, seed=0):
    rng = np.random.default_rng(seed)
    parameters = [
        (rng.normal(size=(a, b)) / np.sqrt(a), rng.normal(size=b) / 10) for a, b in pairwise(widths)
    ]
    X, Y = rng.normal(size=(n, widths[0])), np.eye(widths[-1])[rng.integers(0, widths[-1], n)]
    return derive(widths, names, cost), parameters, X, Y


BIG = case([64, 64, 10], ["sigmoid", "softmax"], "cross_entropy")
GRADIENTS = BIG[0].gradients(*BIG[1:])
J = BIG[0].cost_function(*BIG[2:])
SMALL = case([2, 4, 3], ["tanh", "sigmoid"], "mse", 6)


def changed(gradients, layer, which, at, factor):
    found = [[W.copy(), b.copy()] for W, b in gradients]
    found[layer][which][at] *= factor
    return found


@pytest.mark.parametrize("factor", [-1, 1.01, 1.00001, 0])
def test_one_wrong_entry_among_thousands_is_found_and_named(factor):
    rng = np.random.default_rng(7)
    for seed in range(25):
        layer, which = int(rng.integers(2)), int(rng.integers(2))
        shape = GRADIENTS[layer][which].shape
        at = tuple(int(rng.integers(size)) for size in shape)
        claimed = changed(GRADIENTS, layer, which, at, factor)
        report = check_numerically(J, BIG[1], claimed, seed)
        assert report.status == "wrong"
        (finding,) = report.findings
        assert (finding.parameter, finding.index) == (f"{'Wb'[which]}{layer + 1}", at)
        right = GRADIENTS[layer][which][at]
        assert finding.numeric == pytest.approx(right, rel=1e-9)


@pytest.mark.parametrize("factor", [-1, 1.01, 1.00001, 0])
def test_every_entry_by_itself_names_the_same_one(factor):
    claimed = changed(GRADIENTS, 0, 0, (5, 7), factor)
    report = check_every_entry(*BIG, claimed)
    assert [(f.parameter, f.index, f.verdict) for f in report.findings] == [("W1", (5, 7), "wrong")]


def test_every_entry_by_itself_raises_no_alarm():
    derivation, parameters, X, Y = case([3, 4, 3], ["relu", "softmax"], "cross_entropy", 5)
    parameters[0][1][:2] = [-100.0, -1e3]  # dead units, whose slopes are exactly 0
    for seed in range(20):
        X = np.random.default_rng(seed).normal(size=X.shape)
        claimed = derivation.gradients(parameters, X, Y)
        assert check_every_entry(derivation, parameters, X, Y, claimed).status == "right"


def test_a_kink_beside_it_is_no_wrong_entry():
    derivation = derive([1, 1, 1], ["relu", "identity"], "mse")
    parameters = [(np.array([[1.0]]), np.array([0.0])), (np.array([[1.0]]), np.array([0.0]))]
    X, Y = [[1e-9]], [[1.0]]
    claimed = derivation.gradients(parameters, X, Y)
    assert check_every_entry(derivation, parameters, X, Y, claimed).status == "right"
    wrong = changed(claimed, 0, 1, 0, -1)
    (finding,) = check_every_entry(derivation, parameters, X, Y, wrong).findings
    assert finding.parameter == "b1"


def test_two_entries_swapped_are_both_found():
    for seed in range(20):
        W = GRADIENTS[0][0].copy()
        W[[3, 40], 5] = W[[40, 3], 5]
        claimed = [(W, GRADIENTS[0][1]), GRADIENTS[1]]
        report = check_numerically(J, BIG[1], claimed, seed)
        assert [finding.index for finding in report.findings] == [(3, 5), (40, 5)]


def test_a_whole_tensor_slightly_off_is_found():
    claimed = [(GRADIENTS[0][0] * 1.0005, GRADIENTS[0][1]), GRADIENTS[1]]
    report = check_numerically(J, BIG[1], claimed)
    assert report.status == "wrong"
    assert {finding.parameter for finding in report.findings} == {"W1"}


def test_right_gradients_raise_no_alarm():
    for seed in range(100):
        report = check_numerically(J, BIG[1], GRADIENTS, seed)
        assert (report.status, report.alarms) == ("right", [])


def test_a_scaled_loss_hides_nothing():
    for scale in (1e-4, 1e-12, 1e8):
        scaled = [(W * scale, b * scale) for W, b in GRADIENTS]
        assert check_numerically(lambda p, s=scale: s * J(p), BIG[1], scaled).status == "right"
        claimed = [(-scaled[0][0], -scaled[0][1]), scaled[1]]
        report = check_numerically(lambda p, s=scale: s * J(p), BIG[1], claimed)
        assert report.status == "wrong"


def test_a_small_entry_counts_as_much_as_a_large_one():
    weights = np.array([1.0, 1e-8, 1e4])

    def cost(parameters):
        return (weights * parameters[0][1]).sum() + parameters[0][0].sum() ** 2

    parameters = [(np.array([[2.0]]), np.zeros(3))]
    right = [(np.array([[4.0]]), weights)]
    assert check_numerically(cost, parameters, right).status == "right"
    wrong = [(np.array([[4.0]]), weights * [1, -1, 1])]
    (finding,) = check_numerically(cost, parameters, wrong).findings
    assert (finding.parameter, finding.index) == ("b1", (1,))


@pytest.mark.parametrize(
    ("spoil", "alarm"),
    [
        (lambda z: np.abs(z) * np.sign(z.real), "disagree|exactly 0|real number"),
        (lambda z: z.astype(float), "imaginary"),
        (lambda z: z.real, "real number|exactly 0"),
        (lambda z: np.sqrt(z.real**2 + 1e-3) + 0j, "exactly 0|disagree"),
    ],
)
def test_a_complex_step_that_breaks_is_noticed_and_differences_take_over(spoil, alarm):
    parameters = [(np.array([[0.7, -0.4]]), np.array([0.3, 0.2]))]

    def smooth(parameters):
        ((W, b),) = parameters
        return np.tanh(np.array([[1.0], [2.0]]) @ W + b)

    def cost(parameters):
        return (spoil(smooth(parameters)) ** 2).sum()

    def plain(array):
        return float((spoil(np.asarray(array)).real ** 2).sum())

    ε, gradients = 1e-6, []
    flat = [array.copy() for array in parameters[0]]
    for array in flat:
        gradient = np.zeros_like(array)
        for at in np.ndindex(array.shape):
            kept = array[at]
            array[at] = kept + ε
            up = plain(smooth([tuple(flat)]))
            array[at] = kept - ε
            down = plain(smooth([tuple(flat)]))
            array[at] = kept
            gradient[at] = (up - down) / (2 * ε)
        gradients.append(gradient)
    report = check_numerically(cost, parameters, [tuple(gradients)])
    assert re.search(alarm, " ".join(report.alarms)), report
    assert report.method == "projected central differences"
    assert report.status == "right"
    gradients[0][0, 1] *= -1
    report = check_numerically(cost, parameters, [tuple(gradients)])
    assert report.status == "wrong"
    assert [finding.index for finding in report.findings if finding.verdict == "wrong"] == [(0, 1)]


def test_a_kink_is_a_kink_and_no_wrong_gradient():
    def cost(parameters):
        return float(np.abs(parameters[0][0]).sum() + (parameters[0][1] ** 2).sum())

    parameters = [(np.array([[0.0, 1.0]]), np.array([2.0]))]
    report = check_numerically(cost, parameters, [(np.array([[1.0, 1.0]]), np.array([4.0]))])
    assert [finding.verdict for finding in report.findings] == ["kink"]
    assert report.status == "right"
    report = check_numerically(cost, parameters, [(np.array([[3.0, 1.0]]), np.array([4.0]))])
    assert report.status == "wrong"


def test_float32_cannot_decide_what_is_small():
    def cost(parameters):
        return np.float32(sum((np.float32(p) ** 2).sum() for pair in parameters for p in pair))

    parameters = [(np.array([[0.5]]), np.array([0.25]))]
    report = check_numerically(cost, parameters, [(np.array([[1.0]]), np.array([0.5]))])
    assert report.status == "undecided"
    assert "float32" in report.alarms[0]
    report = check_numerically(cost, parameters, [(np.array([[1.5]]), np.array([0.5]))])
    assert report.status == "wrong"


@pytest.mark.parametrize("hidden", [float, np.float64, np.float32])
def test_float32_is_recognised_behind_a_float(hidden):
    derivation, parameters, X, Y = SMALL
    J = derivation.cost_function(X, Y)
    right = derivation.gradients(parameters, X, Y)

    def cost(parameters):
        single = [
            (np.real(W).astype(np.float32), np.real(b).astype(np.float32)) for W, b in parameters
        ]
        return hidden(np.float32(np.real(J(single))))

    report = check_numerically(cost, parameters, right)
    assert report.status == "undecided", report
    assert "float32" in report.alarms[0]


@pytest.mark.parametrize(
    ("claimed", "error", "sentence"),
    [
        ([(np.zeros((3, 2)), np.zeros(4))], ValueError, "4 parameters, but 2 gradients"),
        (GRADIENTS, ValueError, "the gradient of W1 has shape"),
        ([(1j * np.zeros((2, 4)), np.zeros(4))], TypeError, "W1 among the gradients"),
        ([("x", np.zeros(4))], TypeError, "W1 among the gradients"),
    ],
)
def test_what_does_not_fit_is_named(claimed, error, sentence):
    derivation, parameters, X, Y = SMALL
    with pytest.raises(error, match=sentence):
        check_numerically(derivation.cost_function(X, Y), parameters, claimed)
    with pytest.raises(error, match=sentence):
        check_every_entry(derivation, parameters, X, Y, claimed)


def test_a_gradient_that_is_no_number_is_wrong():
    derivation, parameters, X, Y = SMALL
    claimed = changed(derivation.gradients(parameters, X, Y), 0, 0, (1, 2), np.nan)
    report = check_numerically(derivation.cost_function(X, Y), parameters, claimed)
    assert report.status == "wrong"
    assert report.findings[0].index == (1, 2)


@pytest.mark.parametrize(
    ("names", "cost"),
    [
        (["tanh", "softmax"], "cross_entropy"), (["relu", "sigmoid"], "binary_cross_entropy"),
        (["softmax", "identity"], "mse"), (["swish", "elu"], "mse"),
        (["relu", "leaky_relu"], "mse"),
        (["softmax", "softmax"], "cross_entropy"), (["elu", "tanh", "softmax"], "cross_entropy"),
        (["sigmoid", "softmax", "swish"], "mse"), (["sigmoid"], "mse"), (["softmax"], "mse"),
        (["softmax"], "cross_entropy"),
    ],
)  # fmt: skip
def test_structured_differences_are_the_gradients(names, cost):
    widths = [*[3, 4, 5, 2][: len(names)], 3]
    derivation, parameters, X, Y = case(widths, names, cost, 7, seed=3)
    right = derivation.gradients(parameters, X, Y)
    found = structured_differences(derivation, parameters, X, Y)
    for layer, (W, b) in enumerate(right):
        for which, true in enumerate((W, b)):
            error = np.abs(found.gradients[layer][which] - true)
            crossed = found.kinks[layer][which]
            assert (error <= 1e-7 * np.abs(true) + found.noise[layer][which] + crossed).all()


def test_structured_differences_report_a_crossed_kink():
    derivation = derive([1, 1, 1], ["relu", "identity"], "mse")
    parameters = [(np.array([[1.0]]), np.array([0.0])), (np.array([[1.0]]), np.array([0.0]))]
    found = structured_differences(derivation, parameters, [[1e-9]], [[1.0]])
    assert found.kinks[0][1].all()
    assert not found.kinks[1][1].any()


def linear(slopes):
    """Return a cost with these slopes by b1, and its parameters."""

    def cost(parameters):
        return (slopes * parameters[0][1]).sum() + parameters[0][0].sum()

    return cost, [(np.array([[2.0]]), np.ones(len(slopes)))]


def test_errors_that_could_cancel_do_not():
    cost, parameters = linear(np.ones(2))
    for seed in range(50):
        claimed = [(np.ones((1, 1)), 1 / np.array([1.01, 0.99]))]  # relative errors of ±1 %
        assert check_numerically(cost, parameters, claimed, seed).status == "wrong"


@pytest.mark.parametrize("wrong", [*combinations(range(7), 2), *combinations(range(7), 3)])
def test_wherever_several_wrong_entries_are_they_are_all_found(wrong):
    cost, parameters = linear(np.arange(1.0, 8.0))
    claimed = np.arange(1.0, 8.0)
    claimed[list(wrong)] *= -1
    report = check_numerically(cost, parameters, [(np.ones((1, 1)), claimed)])
    assert [(f.parameter, f.index) for f in report.findings] == [("b1", (at,)) for at in wrong]


@pytest.mark.parametrize("factor", [1.01, 1.0001])
def test_differences_alone_find_a_small_error_too(factor):
    def cost(parameters):
        return float(np.tanh(np.real(parameters[0][0])).sum() + np.real(parameters[0][1]).sum())

    parameters = [(np.array([[0.3, -0.2]]), np.zeros(2))]
    right = 1 - np.tanh(parameters[0][0]) ** 2
    report = check_numerically(cost, parameters, [(right, np.ones(2))])
    assert (report.status, report.method) == ("right", "projected central differences")
    report = check_numerically(cost, parameters, [(right * [[1, factor]], np.ones(2))])
    assert [finding.index for finding in report.findings] == [(0, 1)]


def test_differences_of_every_entry_decide_where_they_can():
    report = check_every_entry(*SMALL, SMALL[0].gradients(*SMALL[1:]))
    assert (report.status, report.method) == ("right", "central differences of every entry")


def test_a_gradient_too_many_is_said_to_be_one():
    parameters = [(np.ones((1, 1)), np.ones(1))]
    with pytest.raises(ValueError, match="2 parameters, but 4 gradients"):
        check_numerically(lambda pairs: 0.0, parameters, parameters * 2)


def sums(change):
    """J = Σ W² + Σ b², by way of something that breaks complex steps."""
    return lambda pairs: sum(change(array) for pair in pairs for array in pair)


@pytest.mark.parametrize(
    ("J", "why"),
    [
        (sums(lambda a: np.sum(np.abs(a) ** 2)), "returns a real number"),
        (sums(lambda a: (a * a).astype(np.complex64).sum()), "float32"),
        (sums(lambda a: (a.astype(float) ** 2).sum()), "loses the imaginary part"),
        (
            sums(lambda a: sum(float(x) ** 2 for x in a.ravel().tolist())),
            "does not take complex numbers",
        ),
        (sums(lambda a: (a.real**2).sum() + 0j), "the complex step is exactly 0"),
        (sums(lambda a: (a.real**2).sum() + a.sum() - a.real.sum()), "disagree"),
    ],
)
def test_what_breaks_complex_steps_is_checked_by_differences(J, why):
    parameters = [(np.array([[2.0, -3.0]]), np.array([1.0]))]
    right = [(2 * parameters[0][0], 2 * parameters[0][1])]
    report = check_numerically(J, parameters, right)
    assert report.method == "projected central differences"
    if "float32" not in why:
        assert report.status == "right"
        wrong = check_numerically(J, parameters, [(right[0][0], -right[0][1])])
        assert wrong.status == "wrong"
    assert any(why in alarm for alarm in report.alarms), report.alarms


@pytest.mark.parametrize("ε", [0, 1.0, float("nan")])
def test_a_step_of_no_use_is_refused(ε):
    with pytest.raises(ValueError, match="ε must lie between"):
        structured_differences(*BIG, ε=ε)
