"""Behind every table there are random ones, and they catch who knows the printed ones by heart."""

import contextlib
import tomllib
from pathlib import Path

import pytest

from dojo.behaviours.random_tables import check, search
from dojo.course.chapters import chapter_number
from dojo.implementation.implementation import Implementation
from dojo.implementation.implementations import checking
from dojo.runner import session
from dojo.tables.cells import CellError
from dojo.tables.expectations import Bound, expectations
from dojo.terminal.message import text
from tests.fixtures.course import COURSE

from .lucky import CHAPTERS, Lucky, Recorded

DRAWS, SEED = 2, 7
GREEN = "green"
ANY_ARGUMENTS = "A function answers right for all that its docstring allows"


class Checked:
    """The book, collected once: its verdicts on lucky implementations, and what was drawn for it.

    `plain` and `drawn` are the verdicts of an implementation that knows everything by heart, by
    behaviour; `functions` says in which behaviour each function was caught that alone does so.
    """

    def __init__(self):
        self.plain, self.drawn, self.functions, self.undrawn = {}, {}, {}, []
        # Of what fails, no simpler table is looked for: that takes most of the time.
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(search, "simplest", lambda failed, fails: failed)
            # Nor is a draw left out because the machine is busy.
            patient = ["features", "--override-ini=time_limit=60"]
            session.collect(COURSE.root, self._check, patient, kata=COURSE.reference)

    def _check(self, book):
        config, session = book.items[0].config, book.items[0].session
        # The last behaviour of a chapter prints no numbers that one could know by heart.
        self.by_heart = {item.nodeid for item in book.items if item.rule != ANY_ARGUMENTS}
        items = [item for item in book.items if item.nodeid in self.by_heart]
        config.option.draws, config.option.drawn_seed = 0, SEED
        recorded, asked = Recorded({}), {}
        with checking(config, recorded):
            for item in items:
                recorded.asked = asked[item] = set()
                run_here(item)
        known = recorded.known
        config.option.draws = DRAWS
        self.undrawn = list(undrawn(items, session))
        with checking(config, Lucky(known, set(known))):
            self.drawn = {verdict.nodeid: verdict for verdict in book.run(book.items)}
        for function in known:
            own = CHAPTERS[function[0]]
            with checking(config, Lucky(known, {function})):
                run = book.run([i for i in items if function in asked[i] and i.chapter == own])
                self.functions[function] = next((o.nodeid for o in run if is_caught(o)), None)
                run.stop()
        config.option.draws = 0
        with checking(config, Lucky(known, set(known))):
            self.plain = {verdict.nodeid: verdict for verdict in book.run(book.items)}


def run_here(item):
    """Run a behaviour in this process."""
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)


def undrawn(items, session):
    """Yield the tables at whose drawn ones no answer of the reference is compared.

    Those whose answers are all bounds need not be.
    """
    reference = Implementation(COURSE.reference, CHAPTERS)
    check.keep_tables(session.config)
    with checking(session.config, reference):
        for item in items:
            run_here(item)
            drawn = session.config.stash[check.REHEARSED].get(item.nodeid, [])
            for number, step in enumerate(item.template.steps):
                known = [d.known.recorded[number] for d in drawn if differ(d.steps, item, number)]
                compared = any(cell.accepted for sheet in known for cell in sheet.expected.values())
                if not compared and not all(map(is_bound, answers_of(step))):
                    yield f"{title(item.nodeid)}, line {step.line_number}"
    del session.config.stash[check.REHEARSED]


def differ(steps, item, number):
    """Tell whether a table, or one before it, is not the printed one."""
    return steps[: number + 1] != list(item.template.steps)[: number + 1]


def answers_of(step):
    header, *rows = step.datatable.raw() if step.datatable else [[]]
    return [text for row in rows for name, text in zip(header, row, strict=True) if "?" in name]


def is_bound(text):
    with contextlib.suppress(CellError):
        return isinstance(expectations(text), Bound)


def is_caught(verdict):
    return verdict.codes[-1:] == ["drawn"] and f"--drawn-seed {SEED}" in text(verdict)


def title(nodeid):
    """Return a behaviour's chapter and name."""
    file, _, name = nodeid.rpartition("::")
    return f"{chapter_number(Path(file))} {name}"


def listed():
    """Return the behaviours in undrawn.toml, each with its reason."""
    text = (Path(__file__).parent / "undrawn.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text)["undrawn"]
    return {name: entry["because"] for entry in entries for name in entry["behaviours"]}


@pytest.fixture(scope="module")
def checked():
    return Checked()


def test_who_knows_the_book_by_heart_passes_it_as_it_is_printed(checked):
    green = {nodeid for nodeid, verdict in checked.plain.items() if verdict.kind == GREEN}
    assert green == checked.by_heart
    assert len(green) > 150
    assert len(checked.plain) > len(green)


def test_every_behaviour_catches_it_with_random_tables_but_those_listed(checked):
    printed = {nodeid: checked.drawn[nodeid] for nodeid in checked.by_heart}
    missed = [title(nodeid) for nodeid, verdict in printed.items() if not is_caught(verdict)]
    wrong = {name: "missed" if name in missed else "told" for name in {*missed} ^ {*listed()}}
    assert not wrong, "; ".join(f"{name} is {what}" for name, what in sorted(wrong.items()))


def test_every_function_that_alone_is_known_by_heart_is_caught_in_its_chapter(checked):
    assert [function for function, where in checked.functions.items() if not where] == []
    assert {module for module, _ in checked.functions} == {
        name for name in CHAPTERS if (COURSE.reference / f"{name}.py").is_file()
    }


def test_behind_every_table_there_is_a_drawn_one(checked):
    reasons = ("no function", "@heavy")
    excused = {
        title for title, because in listed().items() if any(word in because for word in reasons)
    }
    assert [table for table in checked.undrawn if table.rpartition(",")[0] not in excused] == []


def test_each_reason_is_a_sentence():
    assert all(why.endswith(".") and len(why) > 30 for why in listed().values())
