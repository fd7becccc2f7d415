"""Steps of a behaviour run once more: on the reference to record its answers, then to compare."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from pytest_bdd.parser import Step

from dojo.behaviours.random_tables.moves import Spot
from dojo.behaviours.random_tables.mutations import replaced
from dojo.behaviours.reference import Reference
from dojo.behaviours.step_runner import ScenarioRun
from dojo.implementation.implementation import Implementation
from dojo.tables.comparison import AS_DERIVED, Answer, Comparison, compare, show
from dojo.tables.expectations import Begins, Bound, Exact, Expectation, Within, expectations
from dojo.tables.sheet import At, Sheet

# How near an answer to a random table must come to the reference's: relative to the largest number
# of the answer, or absolute near zero. Where the cell itself leaves more room, that counts.
TOLERANCE, NEAR_ZERO = 1e-6, 1e-9
# Another seed may lead further from the middle than the one that a table states.
OTHER_SEEDS = 3


class NothingSaid(Exception):  # noqa: N818  not an error: the table is left out
    """The reference itself has no answer to a random table."""


class Expected(NamedTuple):
    """Content of a random table's cell: as shown, as one of several cells, as answered.

    Where no cell is given, any answer will do.
    """

    text: str
    accepted: list[str]
    value: Answer
    printed: str

    @property
    def in_words(self) -> bool:
        """Whether the answer is a word, and no number or shape."""
        return isinstance(self.value, str) and expectations(self.value) is None

    @property
    def retold(self) -> bool:
        """Whether the answer is another word, or another count, than the printed one."""
        counted = _counted_or_said(self.value) and not isinstance(self.value, str)
        return (self.in_words or counted) and self.text != self.printed

    def accepts(self, value: Answer) -> bool:
        """Tell whether a value would do as well."""
        cells = (text for text in self.accepted if text != AS_DERIVED)
        return AS_DERIVED in self.accepted or any(compare(text, value).right for text in cells)


class Replay(ScenarioRun):
    """The steps of a run, on tables with other numbers: no hook is called, nothing reported.

    They may be the first few only. What is not `strict` goes on after a wrong answer.
    """

    strict = True

    def __init__(self, run: ScenarioRun, steps: Sequence[Step], kata: Implementation) -> None:
        """Take the run that was green, the steps with other tables, and the implementation."""
        super().__init__(run.item, run.scenario, kata)
        self.steps = steps

    def run(self) -> None:
        """Run the steps in order, up to the first that fails."""
        self.kata.begin(self.item.chapter, self.item.shown)
        pairs = zip(self.steps, self.scenario.steps, strict=False)
        for number, (step, printed) in enumerate(pairs):
            self.step = step
            definition = self.item.definitions.of(printed, self.item.shown)
            sheet = self.lay_out(number, step)
            self.sheets.append(sheet)
            value = definition.step_func(**self._arguments(step, definition, sheet))
            if self.strict:
                sheet.finish()
            if definition.target_fixture:
                self.state[definition.target_fixture] = value

    def lay_out(self, number: int, step: Step) -> Sheet:
        """Return the sheet of a step."""
        raise NotImplementedError


class Repeated(Replay):
    """The steps as they are printed, asked once more."""

    def lay_out(self, number: int, step: Step) -> Sheet:
        """Return a plain sheet."""
        return Sheet(step, self.item.shown, self.kata.calls.take)


class Recorded(Sheet):
    """A sheet that takes every answer of the reference for right, and keeps what is expected.

    Words are expected only in a row that tells the printed story, with no other word or count.
    Where it is another one, it may be told in more than one way: two findings that are equally bad
    come in either order.
    """

    def __init__(self, step: Step, where: str, kata: Reference, certain: bool) -> None:
        """Lay out the table; `certain` says that luck has no part in any printed answer."""
        super().__init__(step, where, kata.calls.take)
        self._kata, self._certain = kata, certain
        self.expected: dict[At, Expected] = {}

    def compare(self, index: int, column: str, value: Answer, derived: Answer = None) -> None:
        """Keep what a right implementation answers in this cell."""
        text = self.cell(index, column).text
        # Then it has none in counts and words either, when there are other numbers to count.
        by_chance = self._kata.by_chance and not (self._certain and _counted_or_said(value))
        shown, accepted = expected(text, value, by_chance)
        if text == AS_DERIVED and not _as_derived(compare(text, value, derived)):
            accepted = []  # so many digits cancel that the reference is off: nobody is asked for it
        self.expected[index, column] = Expected(shown, accepted, value, text)
        self._record(index, column, Comparison(True, "", ""))

    def finish(self) -> None:
        """Expect no words where a row tells another story."""
        super().finish()
        stories = {index for (index, _), cell in self.expected.items() if cell.retold}
        for (index, column), cell in self.expected.items():
            if index in stories and cell.in_words:
                self.expected[index, column] = cell._replace(accepted=[])


class Compared(Sheet):
    """A sheet whose answers are compared with what the reference answered."""

    def __init__(self, step: Step, where: str, kata: Implementation, known: Recorded) -> None:
        """Lay out the table, with the reference's answers as what is expected."""
        super().__init__(step, where, kata.calls.take)
        self._expected = known.expected
        for (index, column), cell in self._expected.items():
            self._change(index, column, text=cell.text)
        self._read.clear()

    def compare(self, index: int, column: str, value: Answer, derived: Answer = None) -> None:
        """Compare an answer with what is expected."""
        shown, accepted, *_ = self._expected.get((index, column), ("", [], None, ""))
        found = [compare(text, value, derived, column) for text in accepted]
        right = [comparison for comparison in found if _as_derived(comparison)]
        best = [*right, *found, Comparison(True, shown, "")][0]
        self._record(index, column, best._replace(right=best.right or bool(right)))


def _as_derived(comparison: Comparison) -> bool:
    """Tell whether an answer is right, or as near to a derivation as random numbers let it come.

    For some of them digits cancel that do not in the table, which is compared more strictly.
    """
    if comparison.right or not comparison.reason or comparison.reason.code != "derived":
        return comparison.right
    value, truth = comparison.value, comparison.expected
    if value is None or truth is None:
        return False
    away = np.abs(value - truth).max(initial=0.0)
    return bool(away <= max(TOLERANCE * np.abs(truth).max(initial=0.0), NEAR_ZERO))


def _counted_or_said(value: Answer) -> bool:
    return isinstance(value, str) or np.asarray(value).dtype.kind in "biu"


def expected(text: str, value: Answer, by_chance: bool) -> tuple[str, list[str]]:
    """Return what the cell of a random table shows and accepts, given the reference's answer."""
    if text == AS_DERIVED:
        return text, [text]
    if by_chance:
        return text, _by_chance(text, value)
    bound = isinstance(expectations(text), Bound)
    if isinstance(value, str):
        return value, [value]
    kind = np.asarray(value).dtype.kind
    if kind in "biu" and not bound:
        if kind == "b" and np.ndim(value) == 0:
            said = "yes" if value else "no"
        else:
            counts = np.atleast_2d(np.asarray(value, dtype=int)).tolist()
            said = "; ".join(", ".join(map(str, row)) for row in counts)
        return said, [said]
    values = np.atleast_2d(np.asarray(value, dtype=float))
    if not np.isfinite(values).all():
        raise NothingSaid
    largest = float(np.abs(values).max(initial=0.0))
    room = max(TOLERANCE * largest, NEAR_ZERO, _room(text))
    near = "; ".join(", ".join(f"{v!r} ± {room!r}" for v in row) for row in values.tolist())
    if bound:
        return text, [text, near] if compare(text, value).right else []
    return show(np.asarray(value, dtype=float)), [near]


def _by_chance(text: str, value: Answer) -> list[str]:
    """Return what holds for other seeds too: a wider ±, or what the reference answers to each."""
    if not compare(text, value).right and "±" not in text:
        return []
    cells = expectations(text)
    if isinstance(value, str) or cells is None:
        return [text]
    if isinstance(cells, Bound) or not all(isinstance(e, Exact | Within) for e in cells.flat):
        return []
    if np.asarray(value).dtype.kind in "biu":
        return [text]
    # Other seeds have other matrices, of which other digits are lost.
    room = max(TOLERANCE * max(abs(entry.value) for entry in cells.flat), NEAR_ZERO)
    wider = [
        ", ".join(f"{e.value!r} ± {max(OTHER_SEEDS * _width(e), room)!r}" for e in row)
        for row in cells
    ]
    return ["; ".join(wider)]


def _room(text: str) -> float:
    """Return how far off an answer may be that the cell itself would accept."""
    cells = expectations(text)
    if cells is None or isinstance(cells, Bound):
        return 0.0
    return max(map(_width, cells.flat))


def _width(entry: Expectation) -> float:
    match entry:
        case Within(width=width) | Begins(unit=width):
            return width
    return 0.0


class Recording(Replay):
    """The steps, answered by the reference."""

    def __init__(
        self, run: ScenarioRun, steps: Sequence[Step], kata: Reference, certain: bool = False
    ) -> None:
        """Take also whether no answer is left to chance, whatever is drawn."""
        super().__init__(run, steps, kata)
        self._reference, self._certain = kata, certain
        self.recorded: list[Recorded] = []

    def lay_out(self, number: int, step: Step) -> Sheet:
        """Return a sheet that records."""
        sheet = Recorded(step, self.item.shown, self._reference, self._certain)
        self.recorded.append(sheet)
        return sheet

    def allow(self, other: "Recording") -> bool:
        """Expect nothing of a cell to which a second recording has another answer; say if any."""
        allowed = False
        for sheet, second in zip(self.recorded, other.recorded, strict=True):
            for at, cell in sheet.expected.items():
                if cell.accepted and not cell.accepts(second.expected[at].value):
                    sheet.expected[at] = cell._replace(accepted=[])
                    allowed = True
        return allowed


class Comparing(Replay):
    """The steps, answered by the implementation under test."""

    def __init__(
        self, run: ScenarioRun, steps: Sequence[Step], kata: Implementation, known: Recording
    ) -> None:
        """Take also what the reference answered; tables are shown with its answers in them."""
        shown = {
            Spot(number, index, sheet.header.index(column)): cell.text
            for number, sheet in enumerate(known.recorded)
            for (index, column), cell in sheet.expected.items()
        }
        super().__init__(run, replaced(steps, shown), kata)
        self._known = known

    def lay_out(self, number: int, step: Step) -> Sheet:
        """Return a sheet that compares."""
        return Compared(step, self.item.shown, self.kata, self._known.recorded[number])
