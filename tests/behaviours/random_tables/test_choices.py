"""Choices are drawn from a seed, each once, and made simple where they fail."""

import itertools
import random

import pytest

from dojo.behaviours.random_tables.choices import draw, simplest


def test_a_seed_draws_the_same_choices_and_another_seed_others():
    most = [400] * 5
    assert draw(most, 3, "1 chapter") == draw(most, 3, "1 chapter")
    assert not set(draw(most, 3, "1 chapter")) & set(draw(most, 3, "2 chapter"))


def test_whoever_asks_for_more_gets_the_same_and_others():
    assert draw([400, 1, 4], 20, "seed")[:2] == draw([400, 1, 4], 2, "seed")


def test_where_there_are_few_each_is_drawn_once_and_never_what_is_printed():
    every = set(itertools.product(range(3), range(2), range(3))) - {(0, 0, 0)}
    drawn = draw([2, 1, 2], 1000, "seed")
    assert len(drawn) == len(every)
    assert set(drawn) == every


def test_each_choice_goes_all_the_way():
    drawn = draw([400, 1], 2000, "seed")
    assert {choices[1] for choices in drawn} == {0, 1}
    firsts = [choices[0] for choices in drawn]
    assert min(firsts) < 5
    assert max(firsts) > 395


@pytest.mark.parametrize("size", [1, 2, 3, 7, 20])
def test_the_simplest_fails_and_nothing_simpler_next_to_it_does(size):
    chance = random.Random(size)
    for _ in range(50):
        failed = (*(chance.randint(0, 400) for _ in range(size - 1)), 400)
        least = tuple(chance.choice([0, 0, number // 2]) for number in failed[:-1])
        least += (chance.randint(1, 400),)
        asked = []

        def fails(choices, least=least, asked=asked):
            asked.append(choices)
            return all(number >= low for number, low in zip(choices, least, strict=True))

        assert simplest(failed, fails) == least
        # What is printed was right, or there would be no search; and an answer takes its time.
        assert all(map(any, asked))
        assert len(asked) <= 12 * size


def test_what_fails_only_together_stays_together():
    assert simplest((5, 9, 3, 7), lambda c: c[0] > 4 and c[3] > 2) == (5, 0, 0, 3)
