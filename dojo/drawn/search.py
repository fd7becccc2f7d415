"""The search for a drawn table that a green implementation gets wrong, and for the simplest one.

Hypothesis draws, and makes what fails as much like the printed table as it can.
"""

import contextlib
import os
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pytest
from pytest_bdd.parser import Step

from dojo import course
from dojo.drawn.reference import Reference
from dojo.drawn.replay import Comparing, NothingSaid, Recording
from dojo.drawn.tables import MOST, Tables
from dojo.implementation import Implementation
from dojo.running import Run
from dojo.timing import paused, time_limit
from dojo.verdict import Reason, SpecError, TookTooLong

MOST_TRIES = 120
MOST_SEEDS = 999
MANY = 10
# Data that steps hand on, such as images, are no table: asking again would take too long.
MOST_DATA = 10_000
# Hypothesis likes to draw numbers that stand in the source code around it. None stands up here, so
# a seed draws the same tables whatever code is loaded.
_OFFSET = 10**12 + 10**7

SESSION_SEED = pytest.StashKey[int]()
REFERENCE = pytest.StashKey[Reference]()


# The share of the time limit that must be left for one more table.
_ROOM = 0.6


class Failure(NamedTuple):
    """An error on a drawn table, and the step it came up in."""

    error: BaseException
    step: Step


class Enough(BaseException):
    """No more can be tried: time is up."""


def ask_again(run: Run) -> None:
    """Ask a green behaviour again with drawn tables; raise what the simplest that fails raises."""
    config = run.request.config
    count = count_of(config, run.state["kata"])
    tables = Tables(run.scenario.steps, run.sheets) if count > 0 else None
    if not tables or not (tables.entries or tables.seeds) or _data(run.state) > MOST_DATA:
        return
    printed, properties = run.item.step, len(run.item.user_properties)
    seed = seed_of(config)
    # The alarm may ring in what is judged, never inside of Hypothesis.
    with paused() as left:
        search = Search(run, tables, left)
        try:
            failure = search.find(count, f"{seed} {run.item.path.name} {run.item.name}")
        except (Enough, TookTooLong):
            failure = search.last()
    run.item.step = printed
    del run.item.user_properties[properties:]
    if failure:
        run.item.step, run.item.sheet = failure.step, None
        run.item.drawn = Reason("drawn", SENTENCE.format(seed=seed))
        run.item.user_properties.append(("drawn seed", str(seed)))
        raise failure.error


def count_of(config: pytest.Config, kata: object) -> int:
    """Return how many tables to draw: what is asked for; for the reference itself, else none."""
    asked = config.getoption("draws")
    own = type(kata) is Implementation and kata.folder == course.REFERENCE.resolve()
    return asked if asked is not None else 0 if own else int(config.getini("draws"))


def get_ready(config: pytest.Config, kata: object) -> None:
    """Load Hypothesis before any time limit runs, once for all that is forked from here."""
    if count_of(config, kata) > 0:
        # A search in vain, so that what Hypothesis loads and reads only then is known as well.
        with _hypothesis() as (hypothesis, options):
            number = hypothesis.strategies.integers(_OFFSET, 2 * _OFFSET)
            settings = hypothesis.settings(max_examples=200, **options)
            chance = random.Random(0)
            with contextlib.suppress(hypothesis.errors.NoSuchExample):
                hypothesis.find(number, lambda _: False, settings=settings, random=chance)


SENTENCE = (
    "Right at the numbers that the book prints, wrong at these, which were drawn: it is looked up, "
    "or a special case. The same tables again: pytest --drawn-seed {seed}"
)


def seed_of(config: pytest.Config) -> int:
    """Return the seed of this run: the one that is asked for, or one of its own."""
    asked = config.getoption("drawn_seed")
    if asked is not None:
        return asked
    return config.stash.setdefault(SESSION_SEED, random.SystemRandom().randrange(10**6))


class Search:
    """The drawn tables of one behaviour, each tried once."""

    def __init__(self, run: Run, tables: Tables, seconds: float) -> None:
        """Take a run that was green, and the seconds there are for the search (0: no limit)."""
        self._run, self._tables = run, tables
        self._until = time.monotonic() + seconds if seconds else 0.0
        stash = run.request.config.stash
        self._reference = stash.setdefault(REFERENCE, None) or Reference()
        stash[REFERENCE] = self._reference
        self._tried: dict[tuple[int, ...], Failure | None] = {}
        self._failures: list[Failure] = []

    def find(self, count: int, seed: str) -> Failure | None:
        """Return the simplest failure among `count` draws, if any fails."""
        by_chance = bool(self._tables.seeds) and self._left_to_chance()
        spread = [MOST_SEEDS] if self._tables.seeds else []
        spread += [] if by_chance else [2 * MOST] * len(self._tables.entries)
        if not spread:
            return None
        # What is left to chance is the slowest by far, and one other seed is enough to be caught.
        count = 1 if by_chance and count < MANY else count
        with _hypothesis() as (hypothesis, options):
            numbers = [hypothesis.strategies.integers(_OFFSET, _OFFSET + most) for most in spread]
            try:
                simplest = hypothesis.find(
                    hypothesis.strategies.tuples(*numbers),
                    lambda drawn: self._fails(drawn) is not None,
                    # The first that Hypothesis tries is the table as it is printed.
                    settings=hypothesis.settings(max_examples=count + 1, **options),
                    random=random.Random(seed),
                )
            except hypothesis.errors.NoSuchExample:
                return None
            except hypothesis.errors.HypothesisException:
                return self.last()
            return self._tried[simplest]

    def last(self) -> Failure | None:
        """Return the last failure: the simplest that was found, as far as the search came."""
        return self._failures[-1] if self._failures else None

    def _left_to_chance(self) -> bool:
        """Tell whether the implementation draws numbers itself: a right one may do so otherwise."""
        with contextlib.suppress(NothingSaid):
            self._record(self._run.scenario.steps)
        return self._reference.by_chance

    def _fails(self, drawn: tuple[int, ...]) -> Failure | None:
        if drawn not in self._tried:
            if self._failures and len(self._tried) >= MOST_TRIES:
                return None
            self._tried[drawn] = self._try([_signed(number - _OFFSET) for number in drawn])
            if self._tried[drawn]:
                self._failures.append(self._tried[drawn])
        return self._tried[drawn]

    def _try(self, moves: list[int]) -> Failure | None:
        if not any(moves):
            return None
        seeds = abs(moves.pop(0)) if self._tables.seeds else 0
        steps = self._tables.changed(moves, seeds)
        run = None
        try:
            known = self._record(steps)
            began = time.monotonic()
            run = Comparing(self._run, steps, self._run.state["kata"], known)
            with time_limit(self._left()):
                run.run()
        except (NothingSaid, SpecError):
            return None
        except TookTooLong as error:
            limit = float(self._run.item.config.getini("time_limit"))
            # One table that takes most of the time is endless; many that take a little are not.
            if run and not self._failures and time.monotonic() - began > limit / 2:
                self._failures.append(Failure(error, self._run.item.step))
            elif run and (last := self._run.state["kata"].last_used):
                last.endless = False  # it was slow, and is to be asked by the next behaviour
            raise Enough from None
        except (Exception, SystemExit) as error:
            return Failure(error, self._run.item.step)
        return None

    def _left(self) -> float:
        """Return the seconds that are left, 0 for no limit; Enough where too few are left."""
        left = self._until - time.monotonic()
        limit = float(self._run.item.config.getini("time_limit"))
        # What is slow, but right, is not to run into the limit here.
        if self._until and left < limit * _ROOM:
            raise Enough
        return left if self._until else 0.0

    def _record(self, steps: Sequence[Step]) -> Recording:
        """Return the reference's answers; NothingSaid where it has none."""
        recording = Recording(self._run, steps, self._reference)
        try:
            with time_limit(self._left()):
                recording.run()
        except Exception:
            raise NothingSaid from None
        return recording


def _data(state: Mapping[str, object]) -> int:
    """Return how many numbers the steps handed on to each other."""
    tuples = [value for value in state.values() if isinstance(value, tuple)]
    return sum(part.size for value in tuples for part in value if isinstance(part, np.ndarray))


def _signed(drawn: int) -> int:
    """Return 0, 1, -1, 2, -2, … for 0, 1, 2, 3, 4, …: simple is what is near 0."""
    return (drawn + 1) // 2 if drawn % 2 else -drawn // 2


@contextlib.contextmanager
def _hypothesis() -> Iterator[tuple]:
    """Return Hypothesis and its options for drawing in a learner's folder: it leaves no files."""
    import hypothesis
    from hypothesis import HealthCheck, Phase, configuration

    configuration.set_hypothesis_home_dir(os.devnull)
    try:
        yield (
            hypothesis,
            {
                "phases": [Phase.generate, Phase.shrink],
                "database": None,
                "deadline": None,
                "suppress_health_check": list(HealthCheck),
            },
        )
    finally:
        configuration.set_hypothesis_home_dir(None)
