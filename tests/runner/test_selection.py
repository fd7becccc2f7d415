"""Selection: a chapter, a function, or words of a title, and which of them is meant."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from dojo.runner.selection import choose
from dojo.verdict import Title
from tests.fixtures.course import COURSE

OWNER = SimpleNamespace(course=COURSE)
BOOK = [
    ("a", 3, "nonlinearity", "A prediction is classified", "The threshold", "decide in kata/"),
    (
        "b",
        9,
        "gradient_descent",
        "Each epoch shuffles",
        "The seed decides the order",
        "minibatches",
    ),
    ("c", 10, "dying_relu", "The variance shrinks", "The weights of each", "he draws W"),
    ("d", 2, "activations", "ReLU passes what is positive", "On both sides", "relu, relu_prime"),
]


def item(name, number, stem, rule, example, hint):
    return SimpleNamespace(
        nodeid=name,
        chapter=number,
        path=Path(f"features/{number:02}_{stem}.feature"),
        title=Title(number, stem, rule, example),
        hints=[hint],
        template=SimpleNamespace(steps=[]),
        owner=OWNER,
        name=example,
        get_closest_marker=lambda tag: None,
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["decide"], "a"),  # and not what has "decides" in its title
        (["he"], "c"),  # and not each "the"
        (["relu"], "d"),  # and not the whole chapter of dying ones
        (["relu_prime"], "d"),
        (["dying_relu"], "c"),
        (["2"], "d"),
        (["seed", "decides"], "b"),
        (["shuffles"], "b"),
        (["2", "decide"], "ad"),
    ],
)
def test_what_is_meant_is_found(words, found):
    items = [item(*each) for each in BOOK]
    assert "".join(one.nodeid for one in choose(items, words)) == found
