"""Calls inside a kata: a function may not change what another one of the kata hands it."""

from textwrap import dedent

import numpy as np
import pytest

from dojo.implementation.implementation import Implementation
from dojo.verdict import Broken

KATA = """
    import numpy as np

    def forward(X):
        return [(X, X + 1.0)]

    def backward(X, signals):
        {body}
        return X

    def backpropagate(X):
        signals = forward(X)
        answer = backward(X, signals)
        return answer + signals[0][1]

    def add_to(total, x):
        total += x
        return total

    def sums(X):
        return add_to(np.zeros(len(X)), X)
"""
KNOWN = {"forward", "backward", "backpropagate", "sums"}


@pytest.fixture
def kata(tmp_path):
    def make(body):
        source = dedent(KATA).replace("{body}", body)
        (tmp_path / "net.py").write_text(source, encoding="utf-8")
        implementation = Implementation(tmp_path, functions=lambda module: KNOWN)
        implementation.begin(None, "")
        return implementation.net

    return make


def test_an_array_of_another_function_may_not_be_changed(kata):
    with pytest.raises(ValueError, match="read-only"):
        kata("δ = signals[0][1]; δ -= X").backpropagate(np.ones(3))


def test_nor_a_list(kata):
    with pytest.raises(Broken) as raised:
        kata("signals.append(signals[0])").backpropagate(np.ones(3))
    assert "backward changes a list that it gets" in raised.value.reason.sentence
    place = raised.value.place
    assert (place.file.rpartition("/")[2], place.line, place.function) == ("net.py", 7, "backward")


def test_a_copy_may_be_changed(kata):
    answer = kata("δ = signals[0][1].copy(); δ -= X").backpropagate(np.ones(3))
    assert answer.tolist() == [3.0, 3.0, 3.0]


def test_a_helper_that_the_course_does_not_know_may_do_as_it_likes(kata):
    assert kata("pass").sums(np.ones(3)).tolist() == [1.0, 1.0, 1.0]


def test_afterwards_everything_can_be_written_to(kata):
    X = np.ones(3)
    kata("pass").backpropagate(X)
    assert X.flags.writeable
