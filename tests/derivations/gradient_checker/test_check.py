"""The checker takes any structure, finds one wrong entry, and says when it cannot know."""

from collections import namedtuple

import numpy as np
import pytest

from derivations.gradient_checker import WrongGradientError, check_gradient
from tests.fixtures.five_functions import FIVE

Layer = namedtuple("Layer", "W b")
rng = np.random.default_rng(0)
X = rng.normal(size=(6, 3))
NESTED = {
    "layers": [Layer(rng.normal(size=(3, 4)), rng.normal(size=4)), (rng.normal(size=(4, 2)),)],
    "scale": 1.5,
}


def nested(arrays):
    first, (V,) = arrays["layers"]
    return arrays["scale"] * (np.tanh(X @ first.W + first.b) @ V).sum()


def nested_gradient(arrays):
    first, (V,) = arrays["layers"]
    a = np.tanh(X @ first.W + first.b)
    δ = arrays["scale"] * np.ones((len(X), 2)) @ V.T * (1 - a**2)
    dV = arrays["scale"] * a.T @ np.ones((len(X), 2))
    layers = [Layer(X.T @ δ, δ.sum(0)), (dV,)]
    return {"layers": layers, "scale": np.asarray((a @ V).sum())}


def real_only(f):
    """Return a function that drops imaginary parts, so that differences are needed."""

    def dropped(value):
        if isinstance(value, dict):
            return {key: dropped(each) for key, each in value.items()}
        if isinstance(value, Layer):
            return Layer(*map(dropped, value))
        if isinstance(value, list | tuple):
            return type(value)(map(dropped, value))
        return np.real(value)

    return lambda arrays: f(dropped(arrays))


@pytest.mark.parametrize("way", [lambda f: f, real_only], ids=["complex", "differences"])
def test_a_nested_structure_is_checked_and_its_arrays_named(way):
    right = nested_gradient(NESTED)
    assert check_gradient(way(nested), NESTED, right).status == "right"
    assert check_gradient(way(nested), NESTED, nested_gradient).status == "right"
    right["layers"][0].W[2, 1] *= 1.001
    report = check_gradient(way(nested), NESTED, right)
    assert [(f.parameter, f.index) for f in report.findings] == [("layers[0].W", (2, 1))]
    with pytest.raises(WrongGradientError, match=r"layers\[0\].W\[2, 1\]"):
        report.raise_if_wrong()


@pytest.mark.parametrize(
    ("arrays", "name"),
    [
        (np.array([1.0, 2.0]), "array"),
        ([np.array([1.0, 2.0])], "arrays[0]"),
        (({"x": np.array([1.0, 2.0])},), "arrays[0].x"),
    ],
)
def test_one_array_or_a_list_has_a_name_as_well(arrays, name):
    def f(arrays):
        while not isinstance(arrays, np.ndarray):
            arrays = arrays["x"] if isinstance(arrays, dict) else arrays[0]
        return (arrays**3).sum()

    def wrapped(gradient, like):
        if isinstance(like, np.ndarray):
            return gradient
        if isinstance(like, dict):
            return {"x": gradient}
        return type(like)(wrapped(gradient, each) for each in like)

    assert check_gradient(f, arrays, wrapped(np.array([3.0, 12.0]), arrays)).status == "right"
    (finding,) = check_gradient(f, arrays, wrapped(np.array([3.0, 11.0]), arrays)).findings
    assert (finding.parameter, finding.index) == (name, (1,))


def test_the_report_is_printed_with_its_seed_and_method():
    x = np.array([1.0, 2.0])
    report = check_gradient(lambda x: (x**2).sum(), x, 2 * x, seed=7)
    assert str(report).startswith("right, by projected complex steps (seed 7)")
    assert 0 < report.resolution < 1e-9
    report.raise_if_wrong()


@pytest.mark.parametrize("name", FIVE)
@pytest.mark.parametrize("size", [3, 12])
@pytest.mark.parametrize("way", [lambda f: f, real_only], ids=["complex", "differences"])
def test_the_five_functions_are_right_and_one_sign_is_found(name, size, way):
    five = FIVE[name]
    for seed in range(5):
        arrays = five.draw(np.random.default_rng(seed), size)
        report = check_gradient(way(five.f), arrays, vjp=five.vjp, seed=seed)
        assert report.status == "right", report
        which = sorted(arrays)[seed % len(arrays)]
        at = tuple(int(rng.integers(length)) for length in arrays[which].shape)

        def wrong(arrays, cotangent, which=which, at=at):
            found = five.vjp(arrays, cotangent)
            found[which][at] *= -1
            return found

        report = check_gradient(way(five.f), arrays, vjp=wrong, seed=seed)
        assert [(f.parameter, f.index) for f in report.findings] == [(which, at)], report


def test_a_full_jacobian_is_checked_and_its_entry_named():
    x = {"a": np.array([1.0, 2.0, 3.0]), "b": np.array([[0.5, -1.0]])}

    def f(x):
        return np.outer(np.sin(x["a"]), np.exp(x["b"]))

    def jacobian(x):
        sin, cos, e = np.sin(x["a"]), np.cos(x["a"]), np.exp(x["b"])[0]
        a = np.einsum("ik,i,j->ijk", np.eye(3), cos, e)
        b = np.einsum("jk,i,j->ijk", np.eye(2), sin, e)[:, :, None, :]
        return {"a": a, "b": b}

    assert check_gradient(f, x, jacobian=jacobian).status == "right"
    assert check_gradient(real_only(f), x, jacobian=jacobian).status == "right"
    claimed = jacobian(x)
    claimed["b"][2, 1, 0, 1] *= 1.01
    claimed["a"][0, 1, 0] = 0
    for way in (f, real_only(f)):
        findings = check_gradient(way, x, jacobian=claimed).findings
        assert {(f.parameter, f.index) for f in findings} == {
            ("b", (2, 1, 0, 1)),
            ("a", (0, 1, 0)),
        }
    with pytest.raises(
        ValueError, match=r"the Jacobian of a has shape \(3,\) instead of \(3, 2, 3\)"
    ):
        check_gradient(f, x, jacobian={"a": np.ones(3), "b": np.ones(2)})


def test_every_entry_by_itself_on_request():
    x = np.linspace(-1, 2, 30)
    claimed = 3 * x**2
    claimed[[3, 4, 5, 6, 7, 8, 9, 10, 20, 21]] += 0.5
    report = check_gradient(lambda x: (x**3).sum(), x, claimed, every_entry=True)
    assert report.method == "complex steps, entry by entry"
    assert [f.index[0] for f in report.findings] == [3, 4, 5, 6, 7, 8, 9, 10, 20, 21]
    report = check_gradient(real_only(lambda x: (x**3).sum()), x, claimed, every_entry=True)
    assert report.method == "central differences, entry by entry"
    assert len(report.findings) == 10


@pytest.mark.parametrize("scale", [1e-200, 1e-12, 1e-4, 1e8, 1e200])
@pytest.mark.parametrize("way", [lambda f: f, real_only], ids=["complex", "differences"])
def test_a_scaled_loss_hides_nothing(scale, way):
    x = rng.normal(size=20)

    def f(x):
        return scale * np.sin(x).sum()

    right = scale * np.cos(x)
    assert check_gradient(way(f), x, right).status == "right"
    assert check_gradient(way(f), x, 0 * right).status == "wrong"
    assert check_gradient(way(f), x, np.where(np.arange(20) == 7, -right, right)).status == "wrong"


def test_what_cancels_to_zero_is_no_wrong_gradient():
    def f(x):  # whatever x is, the normalised numbers add up to 0
        return ((x - x.mean(1, keepdims=True)) / x.std(1, keepdims=True)).sum()

    for seed in range(50):
        x = np.random.default_rng(seed).normal(size=(4, 5))
        for claimed in (np.zeros((4, 5)), 1e-16 * np.random.default_rng(seed).normal(size=(4, 5))):
            for way in (f, real_only(f)):
                assert check_gradient(way, x, claimed, seed=seed).status == "right"


def test_a_bias_that_changes_nothing_is_no_wrong_gradient():
    def f(arrays):
        z = X @ arrays["W"] + arrays["b"]
        return ((z - z.mean(0)) ** 2 * np.arange(4)).sum()

    W = rng.normal(size=(3, 4))
    z = X @ W
    dW = X.T @ (2 * (z - z.mean(0)) * np.arange(4))
    for seed in range(50):
        noise = 1e-15 * np.random.default_rng(seed).normal(size=4)
        arrays, claimed = {"W": W, "b": np.ones(4)}, {"W": dW, "b": noise}
        for way in (f, real_only(f)):
            assert check_gradient(way, arrays, claimed, seed=seed).status == "right"


def relu(x):
    return np.maximum(x, 0)


@pytest.mark.parametrize("way", [lambda f: f, real_only], ids=["complex", "differences"])
def test_kinks_are_told_as_kinks(way):
    x = np.array([-1.0, 0.0, 2.0, 0.0])

    def f(x):
        return (relu(x) * np.array([1.0, 2.0, 3.0, 4.0])).sum()

    report = check_gradient(way(f), x, np.array([0.0, 0.0, 3.0, 0.0]))
    assert report.status == "right"
    found = {(f.verdict, f.index) for f in report.findings}
    assert found
    assert found <= {("kink", (1,)), ("kink", (3,))}
    report = check_gradient(way(f), x, np.array([0.0, 0.0, 3.0, 9.0]))
    assert report.status == "wrong"
    assert ("wrong", (3,)) in {(f.verdict, f.index) for f in report.findings}


@pytest.mark.parametrize("spoil", [np.abs, np.real], ids=["abs", "real"])
def test_a_small_part_that_breaks_complex_steps_is_noticed(spoil):
    x = rng.normal(size=1000)

    def f(x):  # one entry of a thousand goes a way that is not analytic
        return np.sin(x).sum() + spoil(x[7])

    right = np.cos(x)
    right[7] += np.sign(x[7]) if spoil is np.abs else 1.0
    report = check_gradient(f, x, right)
    assert (report.status, report.method) == ("right", "projected central differences"), report
    wrong = np.cos(x)
    (finding,) = check_gradient(f, x, wrong).findings
    assert finding.index == (7,)


def test_swapped_entries_and_errors_that_could_cancel_are_found():
    x = rng.normal(size=50)
    right = np.cos(x)
    for seed in range(30):
        swapped = right.copy()
        swapped[[3, 40]] = right[[40, 3]]
        report = check_gradient(lambda x: np.sin(x).sum(), x, swapped, seed=seed)
        assert {f.index for f in report.findings} == {(3,), (40,)}


def test_the_chance_to_miss_stays_below_its_bound():
    x, missed, draws = np.ones(2), 0, 1500

    def f(x):
        return float(np.real(x).sum())

    # Two errors of the same size and float32's tolerance: the chance is not too small to measure.
    error = 0.001
    claimed = np.array([1 + error, 1 - error], dtype=np.float32)
    for seed in range(draws):
        report = check_gradient(f, x, claimed, seed=seed)
        missed += report.status == "right"
    bound = report.resolution / error
    assert 0 < missed / draws <= bound + 3 * np.sqrt(bound / draws)


def test_a_step_beyond_the_domain_is_made_smaller():
    x = np.array([1e-5, 1.0, 3.0])
    for f, slope in ((np.log, 1 / x), (np.sqrt, 0.5 / np.sqrt(x))):
        for way in (lambda f: f, real_only):
            report = check_gradient(way(lambda x, f=f: f(x).sum()), x, slope)
            assert report.status == "right", report
            report = check_gradient(way(lambda x, f=f: f(x).sum()), x, slope * [-1, 1, 1])
            assert [one.index for one in report.findings] == [(0,)]


def test_arrays_in_other_units_count_alike():
    arrays = {"length": 1e-9, "temperature": 310.0}

    def f(a):
        return (a["length"] * 1e9 - 2) ** 2 * 300 + np.sin(a["temperature"] / 300)

    right = {"length": -2e9 * 300, "temperature": np.cos(310 / 300) / 300}
    for way in (f, real_only(f)):
        assert check_gradient(way, arrays, right).status == "right"
        report = check_gradient(way, arrays, {**right, "temperature": -right["temperature"]})
        assert report.arrays == {"length": "right", "temperature": "wrong"}


def test_one_number_by_itself():
    for way in (lambda f: f, real_only):
        assert check_gradient(way(lambda a: a**2), 3.0, 6.0).status == "right"
        report = check_gradient(way(lambda a: a**2), 3.0, 5.0)
        assert str(report.findings[0]) == "array: wrong, claimed 5, numbers say 6"
    assert check_gradient(lambda a: a**2, 3.0, 5.0).method == "projected complex steps"


def test_a_domain_that_no_step_stays_in_is_undecided():
    x = np.array([1e-12, 1.0])
    report = check_gradient(real_only(lambda x: np.sqrt(x).sum()), x, 0.5 / np.sqrt(x))
    assert report.status == "undecided"
    assert "f is not finite near these arrays" in report.alarms[-1]
