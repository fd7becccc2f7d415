"""The search for a drawn table that a green implementation gets wrong, and for the simplest one.

Hypothesis draws, and makes what fails as much like the printed table as it can.
"""

import contextlib
import functools
import itertools
import os
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pytest
from pytest_bdd.parser import Step

from dojo.drawn.reference import Reference
from dojo.drawn.replay import Comparing, NothingSaid, Recording
from dojo.drawn.tables import MOST, Tables
from dojo.running import Run
from dojo.timing import time_limit
from dojo.verdict import SpecError, TookTooLong

MOST_TRIES = 120
MOST_SEEDS = 999
MANY = 10
# Data that steps hand on, such as images, are no table: asking again would take too long.
MOST_DATA = 10_000
# Hypothesis likes to draw numbers that stand in the source code around it. None stands up here, so
# a seed draws the same tables whatever code is loaded.
_OFFSET = 10**12 + 10**7

# The share of the time limit that must be left for one more table.
_ROOM = 0.6

REFERENCE = pytest.StashKey[Reference]()


class Failure(NamedTuple):
    """An error on a drawn table, and the step it came up in."""

    error: BaseException
    step: Step


class Drawn(NamedTuple):
    """Steps with a drawn table, and what the reference answers to them."""

    steps: Sequence[Step]
    known: Recording


class Enough(BaseException):
    """No more can be tried: time is up."""


class Search:
    """The drawn tables of one behaviour, each tried once."""

    def __init__(self, run: Run, seconds: float) -> None:
        """Take a run that was green, and the seconds there are for the search (0: no limit)."""
        self._run = run
        self._until = time.monotonic() + seconds if seconds else 0.0
        stash = run.request.config.stash
        self._reference = stash.setdefault(REFERENCE, None) or Reference()
        stash[REFERENCE] = self._reference
        self._tried: dict[tuple[int, ...], Failure | None] = {}
        self._failures: list[Failure] = []
        self.drawn: list[Drawn] = []

    @functools.cached_property
    def _tables(self) -> Tables:
        return Tables(self._run.scenario.steps, self._run.sheets)

    def fails(self, known: Sequence[Drawn]) -> bool:
        """Tell whether one of these tables is answered wrongly."""
        self._failures += itertools.islice(filter(None, map(self._ask, known)), 1)
        return bool(self._failures)

    def find(self, count: int, seed: str) -> Failure | None:
        """Return the simplest failure among `count` draws, if any fails."""
        if _data(self._run.state) > MOST_DATA:
            return None
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
        try:
            self.drawn.append(Drawn(steps, self._record(steps)))
        except (NothingSaid, SpecError):
            return None
        return self._ask(self.drawn[-1])

    def _ask(self, drawn: Drawn) -> Failure | None:
        """Return how the implementation fails on a drawn table, if it does."""
        item, kata = self._run.item, self._run.state["kata"]
        began = time.monotonic()
        try:
            with time_limit(self._left()):
                Comparing(self._run, drawn.steps, kata, drawn.known).run()
        except SpecError:
            return None
        except TookTooLong as error:
            limit = float(item.config.getini("time_limit"))
            # One table that takes most of the time is endless; many that take a little are not.
            if not self._failures and time.monotonic() - began > limit / 2:
                self._failures.append(Failure(error, item.step))
            elif last := kata.last_used:
                last.endless = False  # it was slow, and is to be asked by the next behaviour
            raise Enough from None
        except (Exception, SystemExit) as error:
            return Failure(error, item.step)
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


@functools.cache
def load_hypothesis() -> None:
    """Search in vain, so that what Hypothesis loads and reads only then is known as well."""
    with _hypothesis() as (hypothesis, options):
        number = hypothesis.strategies.integers(_OFFSET, 2 * _OFFSET)
        settings = hypothesis.settings(max_examples=200, **options)
        chance = random.Random(0)
        with contextlib.suppress(hypothesis.errors.NoSuchExample):
            hypothesis.find(number, lambda _: False, settings=settings, random=chance)
