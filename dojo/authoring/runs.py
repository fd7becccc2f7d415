"""Runs of a course's chapters on one implementation after another, in forks of a warm pytest."""

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dojo.authoring.memorised import Memorised
from dojo.behaviours.items import Behaviour
from dojo.course.course import Course
from dojo.implementation.implementation import Implementation
from dojo.implementation.implementations import checking
from dojo.runner.processes import fork
from dojo.runner.run import Run
from dojo.runner.session import Warm
from dojo.verdict import GREEN, Verdict

# What one behaviour may take: a busy machine needs many.
SECONDS = 60.0


class Chapters:
    """The behaviours of a course that are to be checked, and the result."""

    def __init__(self, warm: Warm, course: Course) -> None:
        """Take a session that has collected the course; a layer answers for its own chapters."""
        own = [item for item in warm.items if item.path.is_relative_to(course.features)]
        self.warm, self.course = warm, course
        self.items = own or warm.items

    def verdicts(
        self, kata: Implementation | None = None, draws: int = 0, until_red: bool = False
    ) -> list[Verdict]:
        """Check an implementation, or the reference; with so many random tables behind each table.

        `until_red` ends with the first behaviour that is not green.
        """
        found = []
        for verdict in self._run(kata, draws):
            found.append(verdict)
            if until_red and verdict.kind != GREEN:
                break
        return found

    def reference(self, draws: int) -> list[Verdict]:
        """Check the reference; where a layer moves chapters of another course, by those as well."""
        below, here = self.course.base.chapters if self.course.base else [], self.course.chapters
        moved = [path for path in here if path in below] != [path for path in below if path in here]
        others = [item for item in self.warm.items if item not in self.items] if moved else []
        return [*self._run(None, draws), *(self._run(None, 0, others) if others else ())]

    def _run(
        self, kata: Implementation | None, draws: int, items: list[Behaviour] | None = None
    ) -> Iterator[Verdict]:
        def work(items: list[Behaviour], write: int) -> None:
            items[0].config.option.draws = draws
            self.warm.stream.open(write)
            with checking(items[0].config, kata or items[0].implementation):
                for item in items:
                    run(item)

        return iter(
            Run(lambda items: fork(lambda to: work(items, to)), items or self.items, SECONDS)
        )

    def memorised(self, draws: int) -> tuple[list[Verdict], dict[str, list[str]]]:
        """Check a kata that stores the printed tables, with random tables behind them.

        Return the verdicts, and for each behaviour the functions that its steps asked.
        """
        with tempfile.NamedTemporaryFile(prefix="dojo-asked-") as file:
            asked = Path(file.name)

            def work(items: list[Behaviour], write: int) -> None:
                option, memory = items[0].config.option, Memorised(self.course)
                with checking(items[0].config, memory):
                    option.draws = 0
                    for item in self.items:
                        memory.behaviour = item.nodeid
                        run(item)
                    names = {b: sorted(map(".".join, keys)) for b, keys in memory.asked.items()}
                    asked.write_text(json.dumps(names), encoding="utf-8")
                    memory.by_heart, option.draws = True, draws
                    self.warm.stream.open(write)
                    for item in items:
                        run(item)

            found = list(Run(lambda i: fork(lambda to: work(i, to)), self.items, SECONDS))
            return found, json.loads(asked.read_text(encoding="utf-8") or "{}")

    @contextmanager
    def variant(self, changed: Mapping[str, str]) -> Iterator[Implementation]:
        """Yield the reference with the texts of some modules changed, in a folder of its own."""
        with tempfile.TemporaryDirectory(prefix="dojo-variant-") as name:
            folder = Path(name).resolve() / "kata"
            texts = {n: p.read_text(encoding="utf-8") for n, p in self.course.files("kata").items()}
            for file, text in (texts | {f"{n}.py": text for n, text in changed.items()}).items():
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                (folder / file).write_text(text, encoding="utf-8")
            yield Implementation.of(self.course, folder)


def run(item: Behaviour) -> None:
    """Run one behaviour in this process."""
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)


def red(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return those that are not green."""
    return [verdict for verdict in verdicts if verdict.kind != GREEN]
