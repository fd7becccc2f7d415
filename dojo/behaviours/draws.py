"""Options of what is drawn at random: how much of it, from which seed, and how to repeat it."""

import random

import pytest

from dojo.behaviours import DRAWS
from dojo.course.course import Course
from dojo.implementation.implementation import Implementation

SESSION_SEED = pytest.StashKey[int]()


def seed_of(config: pytest.Config) -> int:
    """Return the seed of this run: the one that is asked for, or one of its own."""
    asked: int | None = config.getoption("drawn_seed")
    if asked is not None:
        return asked
    return config.stash.setdefault(SESSION_SEED, new_seed())


def command(config: pytest.Config) -> str:
    """Return what to type to have the same random tables again."""
    asked, usual = config.getoption("draws"), int(config.getini("draws"))
    draws = "" if asked in (None, usual) else f"--draws {asked} "
    return f"pytest {draws}--drawn-seed {seed_of(config)}"


def new_seed() -> int:
    """Return a seed that nobody can know beforehand."""
    return random.SystemRandom().randrange(10**6)


def rounds_of(config: pytest.Config) -> int:
    """Return how many rounds of arguments a function is asked: more where more draws are wanted."""
    return max(1, (config.getoption("draws") or 0) // DRAWS)


def count_of(config: pytest.Config, kata: Implementation, course: Course) -> int:
    """Return how many random tables to ask: as said; of the reference itself, else none."""
    asked: int | None = config.getoption("draws")
    own = type(kata) is Implementation and kata.folder == course.reference
    return asked if asked is not None else 0 if own else int(config.getini("draws"))
