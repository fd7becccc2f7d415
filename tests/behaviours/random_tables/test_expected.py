"""Cells of a random table accept several answers where a seed decides."""

import numpy as np
import pytest

from dojo.behaviours.random_tables.replay import expected
from dojo.tables.comparison import compare


def accepts(text, answer, value):
    _, accepted = expected(text, value, by_chance=True)
    return any(compare(cell, answer).right for cell in accepted)


@pytest.mark.parametrize(
    ("text", "answer", "right"),
    [
        ("0, 1", np.array([1.7e-11, 1 - 2e-10]), True),
        ("0, 1", np.array([1e-3, 1.0]), False),
        ("0, 1 ± 0.1", np.array([1.7e-11, 1.2]), True),
        ("0, 1 ± 0.1", np.array([1.7e-11, 1.4]), False),
        ("1e6", np.array(1e6 + 0.01), True),
        ("1/3", np.array(1 / 3 + 1e-12), True),
    ],
)
def test_a_number_has_the_room_that_other_seeds_need(text, answer, right):
    value = np.array([[0.0, 1.0]])[0] if "," in text else np.array(float(eval(text)))
    assert accepts(text, answer, value) is right


def test_a_count_has_none():
    assert accepts("0, 1", np.array([0, 1]), np.array([0, 1]))
    assert not accepts("0, 1", np.array([0, 1 + 1e-7]), np.array([0, 1]))
