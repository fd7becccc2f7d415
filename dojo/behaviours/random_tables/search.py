"""The search for a random table that a green implementation gets wrong; the simplest one."""

import functools
import time
from collections.abc import Sequence
from typing import NamedTuple

from pytest_bdd.parser import Step

from dojo.behaviours.random_tables.choices import Choices, draw, simplest
from dojo.behaviours.random_tables.mutations import Tables
from dojo.behaviours.random_tables.replay import Comparing, NothingSaid, Recording, Repeated
from dojo.behaviours.reference import reference_of
from dojo.behaviours.step_runner import ScenarioRun
from dojo.diagnosis import evasions
from dojo.tables.sheet import Wrong
from dojo.time_limit import Deadline, time_limit
from dojo.verdict import SpecError, Table, TookTooLong

MOST_TRIES = 120
MOST_SEEDS = 999
MANY = 10
# The share of the time limit that must be left for one more table.
_ROOM = 0.6


class Failure(NamedTuple):
    """An error on a random table, the step it came up in, and the tables of the steps before."""

    error: BaseException
    step: Step | None
    before: Sequence[Table] = ()


class RandomTables(NamedTuple):
    """Steps with a random table under some of them, and what the reference answers to them."""

    steps: Sequence[Step]
    known: Recording


class Enough(BaseException):
    """No more can be tried: time is up."""


class Search:
    """The random tables of one behaviour, each tried once."""

    def __init__(self, run: ScenarioRun, seconds: float) -> None:
        """Take a run that was green, and the seconds there are for the search (0: no limit)."""
        self._run = run
        self._until = Deadline(seconds, run.kata.patience) if seconds else None
        self._reference = reference_of(run.request.config, run.item.owner.course)
        self._tried: dict[Choices, Failure | None] = {}
        self._failures: list[Failure] = []
        self._step: Step | None = None
        self._before: Sequence[Table] = ()
        self.asked: list[RandomTables] = []

    @functools.cached_property
    def _printed(self) -> Tables:
        item, steps = self._run.item, self._run.scenario.steps
        definitions = [item.definitions.of(step, item.shown) for step in steps]
        return Tables(steps, self._run.sheets, definitions)

    def fails(self, known: Sequence[RandomTables]) -> bool:
        """Tell whether one of these tables is answered wrongly."""
        for tables in known:
            if failure := self._ask(tables):
                self._failures.append(failure)
                return True
        return False

    def find(self, count: int, seed: str) -> Failure | None:
        """Return the simplest failure among `count` draws, if any fails."""
        by_chance = bool(self._printed.seeds) and self._left_to_chance()
        if by_chance:
            self._printed.leave_to_chance()
        spread = [MOST_SEEDS] if self._printed.seeds else []
        spread += [move.most for move in self._printed.moves]
        if not spread:
            return None
        # What is left to chance is the slowest by far, and one other seed is enough to be caught.
        count = 1 if not self._printed.moves and count < MANY else count
        for choices in draw(spread, count, seed):
            if self._fails(choices):
                return self._tried[simplest(choices, self._fails)]
        return None

    def last(self) -> Failure | None:
        """Return the last failure: the simplest that was found, as far as the search came."""
        return self._failures[-1] if self._failures else None

    def answers_change(self) -> bool:
        """Tell whether the printed tables, which were right, are wrong when asked once more."""
        try:
            with time_limit(self._left(), self._run.kata.patience):
                Repeated(self._run, self._run.scenario.steps, self._run.kata).run()
        except Wrong:
            return True
        except (Enough, TookTooLong, SpecError, *evasions.ANY):
            return False
        return False

    def _left_to_chance(self) -> bool:
        """Tell whether the implementation draws numbers itself: a right one may do so otherwise."""
        self._reference.until_chance = True
        try:
            self._record(self._run.scenario.steps)
        except NothingSaid:
            pass
        finally:
            self._reference.until_chance = False
        return self._reference.by_chance

    def _fails(self, choices: Choices) -> bool:
        if choices not in self._tried:
            if self._failures and len(self._tried) >= MOST_TRIES:
                return False
            failure = self._tried[choices] = self._try(choices)
            self._failures += [failure] if failure else []
        return self._tried[choices] is not None

    def _try(self, choices: Choices) -> Failure | None:
        try:
            tables = self._changed(choices)
        except (NothingSaid, SpecError):
            return None
        self.asked.append(tables)
        return self._ask(tables)

    def _changed(self, choices: Choices) -> RandomTables:
        """Return the tables so changed, with the reference's answers.

        Where it has none, counts do not fit together: they stay as they are printed.
        """
        seeds, choices = (choices[0], choices[1:]) if self._printed.seeds else (0, choices)
        steps = self._printed.changed(choices, seeds)
        try:
            return RandomTables(steps, self._record(steps))
        except NothingSaid:
            fewer = self._printed.without_counts(choices)
            if fewer == choices or not (seeds or any(fewer)):
                raise
            steps = self._printed.changed(fewer, seeds)
            return RandomTables(steps, self._record(steps))

    def _ask(self, tables: RandomTables) -> Failure | None:
        """Return how the implementation fails on random tables, if it does."""
        kata = self._run.kata
        began = time.monotonic()
        try:
            try:
                self._compare(tables)
            except Wrong:
                if not self._doubtful(tables):
                    raise
                self._compare(tables)
        except (NothingSaid, SpecError):
            return None
        except TookTooLong as error:
            limit = float(self._run.item.config.getini("time_limit"))
            # One table that takes most of the time is endless; many that take a little are not.
            if not self._failures and time.monotonic() - began > limit / 2:
                self._failures.append(Failure(error, self._step, self._before))
            elif last := kata.calls.last_used:
                last.time_outs -= 1  # it was slow, and is to be asked by the next behaviour
            raise Enough from None
        except evasions.ANY as error:
            return Failure(error, self._step, self._before)
        return None

    def _compare(self, tables: RandomTables) -> None:
        comparing = Comparing(self._run, tables.steps, self._run.kata, tables.known)
        try:
            with time_limit(self._left(), self._run.kata.patience):
                comparing.run()
        finally:
            self._step = comparing.step
            self._before = [sheet.table() for sheet in comparing.sheets[:-1] if sheet.header]

    def _doubtful(self, tables: RandomTables) -> bool:
        """Tell whether an answer hangs on a rounding or on luck; it is no longer expected then."""
        doubtful = False
        try:
            for luck, steps in enumerate(self._printed.beside(tables.steps), start=1):
                self._reference.luck = luck
                doubtful |= tables.known.allow(self._record(steps))
        finally:
            self._reference.luck = 0
        return doubtful

    def _left(self) -> float:
        """Return the seconds that are left, 0 for no limit; Enough where too few are left."""
        if not self._until:
            return 0.0
        left = self._until.left()
        # What is slow, but right, is not to run into the limit here.
        if left < float(self._run.item.config.getini("time_limit")) * _ROOM:
            raise Enough
        return left

    def _record(self, steps: Sequence[Step]) -> Recording:
        """Return the reference's answers; NothingSaid where it has none."""
        recording = Recording(self._run, steps, self._reference, self._printed.certain)
        try:
            with time_limit(self._left()):
                recording.run()
        except Exception:
            raise NothingSaid from None
        return recording
