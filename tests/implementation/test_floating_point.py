"""Overflow inside a function: no fault where the answer is right, but where none is promised."""

import numpy as np
import pytest

from dojo.implementation.implementation import Implementation

KATA = """
import numpy as np

def slope(z):
    return 1 / np.cosh(z) ** 2

def ratio(z):
    return np.exp(z) / np.exp(z)

def drawn(z, rng):
    return rng.normal() + 0 / np.exp(z)

def yielded(z):
    yield 1 / np.exp(z)
"""


@pytest.fixture
def net(tmp_path):
    def make(silent=()):
        (tmp_path / "net.py").write_text(KATA, encoding="utf-8")
        kata = Implementation(tmp_path, silent=lambda module: silent)
        kata.begin(None, "")
        return kata.net

    return make


def test_an_answer_that_comes_of_an_overflow_counts(net):
    assert net().slope(np.array([1000.0, 0.0])).tolist() == [0.0, 1.0]


def test_what_is_no_number_is_an_error_where_it_came_up(net):
    with pytest.raises(FloatingPointError, match="overflow"):
        net().ratio(np.array([1000.0, 0.0]))


def test_who_promises_no_warning_may_have_none(net):
    with pytest.raises(FloatingPointError, match="overflow"):
        net({"slope"}).slope(np.array([1000.0]))


def test_a_generator_of_numbers_is_used_once(net):
    drawn = net().drawn(1000.0, np.random.default_rng(1))
    assert drawn == np.random.default_rng(1).normal()


def test_what_is_yielded_counts_too(net):
    assert list(net().yielded(1000.0)) == [0.0]
