"""Witnesses for a diagnosis: the step that failed, asked about tables with other numbers.

They are drawn at random, and they are those of the chapter's other examples with the same step. A
mistake that explains a printed table by coincidence does not explain all of these.
"""

import io
import math
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout, suppress

from pytest_bdd.parser import Step
from pytest_bdd.steps import StepFunctionContext

from dojo.behaviours.random_tables.choices import Choices, draw
from dojo.behaviours.random_tables.mutations import Tables
from dojo.behaviours.random_tables.replay import Comparing, NothingSaid, Recording, Replay
from dojo.behaviours.random_tables.search import MOST_SEEDS
from dojo.behaviours.reference import Reference, reference_of
from dojo.behaviours.step_runner import ScenarioRun, rendered
from dojo.diagnosis import evasions
from dojo.implementation.process_guard import kept_alive
from dojo.tables.sheet import Sheet
from dojo.time_limit import SLOWER, Deadline, time_limit
from dojo.verdict import SpecError, TookTooLong

COUNT = 6  # tables that a mistake has to explain beside the printed one
SECONDS = 2.0 * SLOWER  # for all of them
SEED = "witnesses"  # the same in every run, so that a diagnosis is the same


class Witnesses:
    """The sheets of a step that failed, on tables with other numbers: made when first asked for."""

    def __init__(
        self, run: ScenarioRun, count: int = COUNT, seed: str = SEED, seconds: float = SECONDS
    ) -> None:
        """Take the run whose step failed, on a printed table or on a random one."""
        self._run, self._count, self._seconds = run, count, seconds
        self._seed = f"{seed} {run.item.path.name} {run.item.name}"
        self._made: list[Sheet] | None = None

    def __iter__(self) -> Iterator[Sheet]:
        """Go through the sheets; there are none where nothing can be drawn, or time is up."""
        if self._made is None:
            self._made = []
            # A diagnosis that cannot hear them is made without them.
            with suppress(Exception):
                for sheet in self._sheets(self._run.step) if self._run.step else ():
                    self._made.append(sheet)
        return iter(self._made)

    def _sheets(self, failed: Step) -> Iterator[Sheet]:
        run, until = self._run, Deadline(self._seconds)
        lines = [step.line_number for step in run.scenario.steps]
        last = lines.index(failed.line_number) + 1
        steps = run.scenario.steps[:last]
        if len(run.sheets) < last:
            return
        definitions = [run.item.definitions.of(step, run.item.shown) for step in steps]
        reference = reference_of(run.item.config, run.item.owner.course)
        tables = Tables(steps, run.sheets[:last], definitions)
        if tables.seeds and self._left_to_chance(reference, steps, until):
            tables.leave_to_chance()
        if failed is not run.scenario.steps[last - 1]:
            # It failed on a random table: the printed one, which it got right, is the first.
            yield from self._answered(reference, steps, tables.certain, until)
        for choices in self._choices(tables):
            if until.left() < 0:
                return
            yield from self._changed(reference, tables, choices, until)

        yield from self._in_other_examples(definitions[-1], until)

    def _in_other_examples(
        self, definition: StepFunctionContext, until: Deadline
    ) -> Iterator[Sheet]:
        """Yield the printed sheets of the same step in the chapter's other examples."""
        run, item = self._run, self._run.item
        for example in item.examples:
            scenario = rendered(example.template, example.values)
            if scenario.line_number == run.scenario.line_number:
                continue
            known = [item.definitions.of(step, item.shown) for step in scenario.steps]
            asked = definition.step_func
            same = [n for n, each in enumerate(known, 1) if each.step_func is asked]
            for last in same if until.left() > 0 else ():
                other = ScenarioRun(item, scenario, run.kata)
                yield from self._asked(Printed(other, scenario.steps[:last], run.kata), until)

    def _choices(self, tables: Tables) -> list[Choices]:
        spread = [MOST_SEEDS] if tables.seeds else []
        spread += [move.most for move in tables.moves]
        count = min(self._count, math.prod(most + 1 for most in spread) - 1)
        return draw(spread, count, self._seed) if spread else []

    def _left_to_chance(self, reference: Reference, steps: Sequence[Step], until: Deadline) -> bool:
        """Tell whether the implementation draws numbers itself."""
        reference.until_chance = True
        try:
            self._record(reference, steps, certain=False, until=until)
        except NothingSaid:
            pass
        finally:
            reference.until_chance = False
        return reference.by_chance

    def _changed(
        self, reference: Reference, tables: Tables, choices: Choices, until: Deadline
    ) -> Iterator[Sheet]:
        """Yield the sheet with each move made as chosen; with counts as printed, if need be."""
        seeds, moves = (choices[0], choices[1:]) if tables.seeds else (0, choices)
        for chosen in dict.fromkeys([moves, tables.without_counts(moves)]):
            found = [
                *self._answered(reference, tables.changed(chosen, seeds), tables.certain, until)
            ]
            if found:
                yield from found
                return

    def _answered(
        self, reference: Reference, steps: Sequence[Step], certain: bool, until: Deadline
    ) -> Iterator[Sheet]:
        """Yield the failed step's sheet as the implementation answers these tables, if it does."""
        run = self._run
        try:
            known = self._record(reference, steps, certain, until)
        except NothingSaid:
            return
        yield from self._asked(Asked(run, steps, run.kata, known), until)

    def _asked(self, asked: Replay, until: Deadline) -> Iterator[Sheet]:
        """Yield the sheet of the last step, if the implementation comes so far."""
        limit = max(until.left(), 0.05)
        try:
            # What it prints now belongs to no verdict.
            with (
                redirect_stdout(io.StringIO()),
                kept_alive(self._run.kata.places.holds),
                time_limit(limit),
            ):
                asked.run()
        except (SpecError, TookTooLong, *evasions.ANY):
            return
        yield asked.sheets[-1]

    def _record(
        self, reference: Reference, steps: Sequence[Step], certain: bool, until: Deadline
    ) -> Recording:
        recording = Recording(self._run, steps, reference, certain)
        try:
            with time_limit(max(until.left(), 0.05)):
                recording.run()
        except (Exception, TookTooLong):
            raise NothingSaid from None
        return recording


class Asked(Comparing):
    """The steps, answered by the implementation to the end, whatever is wrong on the way."""

    strict = False


class Printed(Replay):
    """The steps of another example, compared with what is printed."""

    strict = False

    def lay_out(self, number: int, step: Step) -> Sheet:
        """Return a plain sheet."""
        return Sheet(step, self.item.shown, self.kata.calls.take)
