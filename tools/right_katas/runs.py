"""Runs of the book on a right kata: collected once, and other random tables in each run."""

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from dojo.course.course import Course
from dojo.runner.session import Warm, collect
from dojo.terminal.message import text
from dojo.verdict import GREEN, Verdict

COURSE = Course.default()


class Run(NamedTuple):
    """What the book said to a kata on one seed."""

    seed: int
    verdicts: list[Verdict]
    seconds: float

    @property
    def others(self) -> list[Verdict]:
        """Return the verdicts that are not green."""
        return [verdict for verdict in self.verdicts if verdict.kind != GREEN]

    def __str__(self) -> str:
        """Return the result in one line."""
        said = f"{len(self.others)} of {len(self.verdicts)} behaviours not green"
        return f"seed {self.seed}: {said}, {self.seconds:.1f} s"


def runs(kata: Path, only: Iterable[str], seeds: Iterable[int], draws: int) -> list[Run]:
    """Run chapters or behaviours, with pytest's options among them, on a kata, seed after seed."""
    found = []

    def check(book: Warm) -> None:
        options = book.items[0].config.option
        options.draws = draws
        for seed in seeds:
            options.drawn_seed, start = seed, time.perf_counter()
            verdicts = list(book.run(book.items))
            found.append(Run(seed, verdicts, time.perf_counter() - start))
            print(f"{kata.name} {found[-1]}", file=sys.stderr, flush=True)

    collect(COURSE.root, check, list(only), kata.resolve())
    return found


def report(name: str, found: Sequence[Run]) -> Iterator[str]:
    """Yield a kata's line of the table, and each message under the seeds on which it was said."""
    green = sum(not run.others for run in found)
    seconds = sum(run.seconds for run in found) / len(found)
    behaviours = len(found[0].verdicts)
    counts = f"{behaviours:3} behaviours  {green:3} of {len(found):3} runs green"
    yield f"{name:14} {counts}  {seconds:6.1f} s each"
    said: dict[str, list[Run]] = {}
    for run in found:
        for verdict in run.others:
            said.setdefault(verdict.nodeid, []).append(run)
    for nodeid, reds in said.items():
        first = next(verdict for verdict in reds[0].others if verdict.nodeid == nodeid)
        yield f"\nseeds {', '.join(str(run.seed) for run in reds)}:\n{text(first)}"
