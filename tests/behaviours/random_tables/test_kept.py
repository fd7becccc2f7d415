"""A kata that keeps something from one call to the next is told so, and no other one is."""

import shutil

import pytest

from tests.behaviours.random_tables.test_seed import pytest_says
from tests.fixtures.course import COURSE

COUNTED = """
_t = 0


def adam(θ, g, m, v, t, α, β1=0.9, β2=0.999, ε=1e-8):
    global _t
    _t += 1
    m = β1 * m + (1 - β1) * g
    v = β2 * v + (1 - β2) * g**2
    return θ - α * (m / (1 - β1**_t)) / (np.sqrt(v / (1 - β2**_t)) + ε), m, v
"""
RUNNING = """
_kept = 0.0


def running(kept, new, ρ):
    global _kept
    _kept = (1 - ρ) * _kept + ρ * new
    return _kept
"""
FORGETFUL = """


def running(kept, new, ρ):
    return (1 - ρ) * kept + ρ * min(new, 15)
"""
ADAM = "features/14_optimisers.feature::Three steps of Adam"
TWO_BATCHES = "features/16_normalisation.feature::Two batches"


@pytest.mark.parametrize(
    ("module", "code", "name", "told"),
    [
        ("optimisers", COUNTED, ADAM, True),
        ("normalisation", RUNNING, TWO_BATCHES, True),
        ("normalisation", FORGETFUL, TWO_BATCHES, False),
    ],
)
def test_what_is_kept_between_calls_is_told(module, code, name, told, tmp_path):
    shutil.copytree(COURSE.reference, tmp_path / "kata")
    with (tmp_path / "kata" / f"{module}.py").open("a", encoding="utf-8") as file:
        file.write(code)
    said = " ".join(pytest_says(tmp_path / "kata", names=(name,)).split())
    assert "✗" in said
    assert ("your code keeps something from one call to the next" in said) is told
    assert ("The numbers that the book prints happen not to show this" in said) is not told
