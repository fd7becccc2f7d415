"""The search for a drawn table that a green implementation gets wrong, and for the simplest one.

Hypothesis draws, and makes what fails as much like the printed table as it can.
"""

import contextlib
import functools
import itertools
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from pytest_bdd.parser import Step

from dojo.behaviours.random_tables.hypothesis_engine import OFFSET, engine
from dojo.behaviours.random_tables.mutations import Tables
from dojo.behaviours.random_tables.reference import Reference
from dojo.behaviours.random_tables.replay import Comparing, NothingSaid, Recording
from dojo.behaviours.step_runner import ScenarioRun
from dojo.diagnosis import evasions
from dojo.tables.sheet import Wrong
from dojo.time_limit import time_limit
from dojo.verdict import SpecError, TookTooLong

MOST_TRIES = 120
MOST_SEEDS = 999
MANY = 10
# The share of the time limit that must be left for one more table.
_ROOM = 0.6

REFERENCES = pytest.StashKey[dict[Path, Reference]]()


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

    def __init__(self, run: ScenarioRun, seconds: float) -> None:
        """Take a run that was green, and the seconds there are for the search (0: no limit)."""
        self._run = run
        self._until = time.monotonic() + seconds if seconds else 0.0
        stash = run.request.config.stash
        course = run.item.owner.course
        known = stash.setdefault(REFERENCES, {})
        self._reference = known.get(course.root) or Reference(course)
        known[course.root] = self._reference
        self._tried: dict[tuple[int, ...], Failure | None] = {}
        self._failures: list[Failure] = []
        self.drawn: list[Drawn] = []

    @functools.cached_property
    def _tables(self) -> Tables:
        item, steps = self._run.item, self._run.scenario.steps
        definitions = [item.definitions.of(step, item.shown) for step in steps]
        return Tables(steps, self._run.sheets, definitions)

    def fails(self, known: Sequence[Drawn]) -> bool:
        """Tell whether one of these tables is answered wrongly."""
        self._failures += itertools.islice(filter(None, map(self._ask, known)), 1)
        return bool(self._failures)

    def find(self, count: int, seed: str) -> Failure | None:
        """Return the simplest failure among `count` draws, if any fails."""
        by_chance = bool(self._tables.seeds) and self._left_to_chance()
        if by_chance:
            self._tables.leave_to_chance()
        spread = [MOST_SEEDS] if self._tables.seeds else []
        spread += [move.most for move in self._tables.moves]
        if not spread:
            return None
        # What is left to chance is the slowest by far, and one other seed is enough to be caught.
        count = 1 if not self._tables.moves and count < MANY else count
        with engine() as (hypothesis, options):
            numbers = [hypothesis.strategies.integers(OFFSET, OFFSET + most) for most in spread]
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
            self._tried[drawn] = self._try([number - OFFSET for number in drawn])
            if self._tried[drawn]:
                self._failures.append(self._tried[drawn])
        return self._tried[drawn]

    def _try(self, choices: list[int]) -> Failure | None:
        if not any(choices):
            return None
        try:
            self.drawn.append(self._draw(choices))
        except (NothingSaid, SpecError):
            return None
        return self._ask(self.drawn[-1])

    def _draw(self, choices: list[int]) -> Drawn:
        """Return the tables so changed, with the reference's answers.

        Where it has none, counts do not fit together: they stay as they are printed.
        """
        seeds, choices = (choices[0], choices[1:]) if self._tables.seeds else (0, choices)
        steps = self._tables.changed(choices, seeds)
        try:
            return Drawn(steps, self._record(steps))
        except NothingSaid:
            fewer = self._tables.without_counts(choices)
            if fewer == choices or not (seeds or any(fewer)):
                raise
            steps = self._tables.changed(fewer, seeds)
            return Drawn(steps, self._record(steps))

    def _ask(self, drawn: Drawn) -> Failure | None:
        """Return how the implementation fails on a drawn table, if it does."""
        kata = self._run.kata
        began = time.monotonic()
        try:
            try:
                self._compare(drawn)
            except Wrong:
                if not self._doubtful(drawn):
                    raise
                self._compare(drawn)
        except (NothingSaid, SpecError):
            return None
        except TookTooLong as error:
            limit = float(self._run.item.config.getini("time_limit"))
            # One table that takes most of the time is endless; many that take a little are not.
            if not self._failures and time.monotonic() - began > limit / 2:
                self._failures.append(Failure(error, self._step))
            elif last := kata.calls.last_used:
                last.endless = False  # it was slow, and is to be asked by the next behaviour
            raise Enough from None
        except evasions.ANY as error:
            return Failure(error, self._step)
        return None

    def _compare(self, drawn: Drawn) -> None:
        comparing = Comparing(self._run, drawn.steps, self._run.kata, drawn.known)
        try:
            with time_limit(self._left()):
                comparing.run()
        finally:
            self._step = comparing.step

    def _doubtful(self, drawn: Drawn) -> bool:
        """Tell whether an answer hangs on a rounding or on luck; it is no longer expected then."""
        self._reference.luck = 1
        try:
            return drawn.known.allow(self._record(self._tables.beside(drawn.steps)))
        finally:
            self._reference.luck = 0

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
        recording = Recording(self._run, steps, self._reference, self._tables.certain)
        try:
            with time_limit(self._left()):
                recording.run()
        except Exception:
            raise NothingSaid from None
        return recording
