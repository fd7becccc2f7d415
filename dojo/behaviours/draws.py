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


def rounds_of(config: pytest.Config, kata: Implementation, course: Course) -> int:
    """Return how many rounds of arguments a function is asked: more where more draws are wanted.

    The reference itself is asked none, unless draws are wanted: each signature once.
    """
    asked: int | None = config.getoption("draws")
    own = asked is None and _is_reference(kata, course)
    return 0 if own else max(1, (asked or 0) // DRAWS)


def count_of(config: pytest.Config, kata: Implementation, course: Course) -> int:
    """Return how many random tables to ask: as said; of the reference itself, else none."""
    asked: int | None = config.getoption("draws")
    usual = 0 if _is_reference(kata, course) else int(config.getini("draws"))
    return usual if asked is None else asked


def _is_reference(kata: Implementation, course: Course) -> bool:
    return type(kata) is Implementation and kata.folder == course.reference
