"""Properties of the checker, on functions and mistakes that nobody thought of."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from derivations.gradient_checker import check_gradient

FUNCTIONS = {
    "sin": (np.sin, np.cos),
    "exp": (np.exp, np.exp),
    "cube": (lambda x: x**3, lambda x: 3 * x**2),
    "tanh": (np.tanh, lambda x: 1 - np.tanh(x) ** 2),
    "softplus": (lambda x: np.log1p(np.exp(x)), lambda x: 1 / (1 + np.exp(-x))),
}
shapes = st.lists(st.integers(1, 4), max_size=3).map(tuple)
structures = st.recursive(
    shapes,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from("abcde"), inner, min_size=1, max_size=3)
        | st.tuples(inner, inner)
    ),
    max_leaves=5,
)


def is_shape(value):
    return isinstance(value, tuple) and all(isinstance(length, int) for length in value)


def made(structure, of):
    if is_shape(structure):
        return of(structure)
    if isinstance(structure, dict):
        return {key: made(value, of) for key, value in structure.items()}
    return type(structure)(made(value, of) for value in structure)


def mapped(structure, of):
    if isinstance(structure, dict):
        return {key: mapped(value, of) for key, value in structure.items()}
    if isinstance(structure, list | tuple):
        return type(structure)(mapped(value, of) for value in structure)
    return of(structure)


def flat(structure):
    if isinstance(structure, dict):
        structure = list(structure.values())
    if isinstance(structure, list | tuple):
        return [array for part in structure for array in flat(part)]
    return [structure]


@st.composite
def problems(draw):
    """A function of a nested structure, its arrays and its gradient; with complex steps or not."""
    structure, name = draw(structures), draw(st.sampled_from(sorted(FUNCTIONS)))
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    arrays = made(structure, lambda shape: rng.normal(size=shape))
    value, slope = FUNCTIONS[name]
    scale = 10.0 ** draw(st.integers(-8, 8))
    real = draw(st.booleans())

    def f(arrays):
        total = scale * sum(value(array).sum() * k for k, array in enumerate(flat(arrays), 1))
        return float(np.real(total)) if real else total

    count = iter(range(1, 100))
    gradient = mapped(arrays, lambda array: np.asarray(scale * next(count) * slope(array)))
    return f, arrays, gradient, draw(st.integers(0, 10**6))


@given(problems())
@settings(max_examples=150, deadline=None)
def test_a_right_gradient_is_right(problem):
    f, arrays, gradient, seed = problem
    report = check_gradient(f, arrays, gradient, seed=seed)
    assert report.status == "right", report


@given(problems(), st.sampled_from([-1.0, 0.0, 1.01, 1.0001, 2.0]), st.integers(0, 10**6))
@settings(max_examples=150, deadline=None)
def test_one_wrong_entry_is_found_and_named(problem, factor, place):
    f, arrays, gradient, seed = problem
    parts = flat(gradient)
    which = place % len(parts)
    at = np.unravel_index(place % parts[which].size, parts[which].shape)
    typical = np.sqrt(np.mean(parts[which] ** 2))
    assume(abs(parts[which][at]) > 0.02 * typical)
    parts[which][at] *= factor
    report = check_gradient(f, arrays, gradient, seed=seed)
    assert report.status == "wrong"
    assert [one.index for one in report.findings] == [tuple(map(int, at))]
    assert report.findings[0].numeric == pytest.approx(
        parts[which][at] / factor if factor else report.findings[0].numeric, rel=1e-5
    )


@given(
    st.sampled_from(sorted(FUNCTIONS)),
    st.lists(st.integers(2, 5), min_size=2, max_size=4),
    st.integers(-12, 12).filter(lambda k: k not in (0, 1)),
    st.integers(0, 10**6),
)
@settings(max_examples=100, deadline=None)
def test_a_factor_is_measured(name, sizes, factor, seed):
    rng, (value, slope) = np.random.default_rng(seed), FUNCTIONS[name]
    arrays = [rng.normal(size=size) for size in sizes]
    wrong = [factor * slope(array) for array in arrays]
    report = check_gradient(lambda arrays: sum(value(x).sum() for x in arrays), arrays, wrong)
    (said,) = report.diagnoses
    assert said.factor == str(factor)
