"""Variants of the reference: modules with another text, each judged in a fork of a warm pytest."""

import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple, Self

from dojo.course import chapters, locations
from dojo.runner.protocol import Outcome
from dojo.runner.session import Warm, collect
from dojo.verdict import GREEN

# What one behaviour may take; longer counts as red, so a busy machine needs many.
SECONDS = 60


class Variant(NamedTuple):
    """A name, and the modules of the kata that are other than the reference: {module: text}."""

    name: str
    sources: dict[str, str]


class Found(NamedTuple):
    """What the book says to a variant: the chapter that turns red first, and how; None if none."""

    chapter: int | None
    outcome: Outcome | None


def source(module: str) -> str:
    """Return the text of a module of the reference."""
    return (locations.REFERENCE / f"{module}.py").read_text(encoding="utf-8")


class Judge:
    """The book, collected once in a process of its own, which judges variant after variant."""

    def __init__(self) -> None:
        """Start the process; it is ready about a second later."""
        context = get_context("spawn")
        self._questions, theirs = context.Pipe()
        self._process = context.Process(target=_answer, args=(theirs,), daemon=True)
        # `tools` is not installed: the process finds it where this one has found the course.
        sys.path.insert(0, str(locations.ROOT))
        try:
            self._process.start()
        finally:
            sys.path.remove(str(locations.ROOT))
        theirs.close()

    def __enter__(self) -> Self:
        """Return the judge."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self._questions.close()
        self._process.join()

    def first_red(self, variant: Variant) -> Found:
        """Run the book up to its first behaviour that is not green.

        It begins with the chapter that introduces the first of the variant's modules: no earlier
        one can load it.
        """
        self._questions.send((variant, None))
        return self._questions.recv()

    def outcomes(self, variant: Variant, after: int) -> list[Outcome]:
        """Run all chapters after one of them; return what came of every behaviour."""
        self._questions.send((variant, after))
        return self._questions.recv()


def judge(variants: Iterable[Variant], jobs: int = 2) -> Iterator[Found]:
    """Run the book on each variant up to its first red behaviour; yield what is found, in order."""
    free: SimpleQueue[Judge] = SimpleQueue()

    def first_red(variant: Variant) -> Found:
        judge = free.get()
        try:
            return judge.first_red(variant)
        finally:
            free.put(judge)

    with ExitStack() as judges, ThreadPoolExecutor(jobs) as pool:
        for _ in range(jobs):
            free.put(judges.enter_context(Judge()))
        yield from pool.map(first_red, variants)


def _answer(questions: Connection) -> None:
    """Collect the book in a workspace of its own; answer until nobody asks any more."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(locations.FEATURES, folder / "features")
        shutil.copytree(locations.REFERENCE, folder / "kata")
        # The tables as they are printed must tell: what is drawn differs from run to run.
        settings = f"[pytest]\ntime_limit = {SECONDS}\ndraws = 0\n"
        (folder / "pytest.ini").write_text(settings, encoding="utf-8")
        collect(folder, lambda warm: _converse(warm, questions), ["features"])


def _converse(warm: Warm, questions: Connection) -> None:
    while True:
        try:
            variant, after = questions.recv()
        except EOFError:
            return
        kata = warm.folder / "kata"
        for module, text in variant.sources.items():
            (kata / f"{module}.py").write_text(text, encoding="utf-8")
        try:
            answer = _first_red(warm, variant) if after is None else _outcomes(warm, after)
        finally:
            for module in variant.sources:
                shutil.copy(locations.REFERENCE / f"{module}.py", kata)
        questions.send(answer)


def _first_red(warm: Warm, variant: Variant) -> Found:
    introduced = chapters.introduced(locations.FEATURES)
    first = min(introduced.get(module, 1) for module in variant.sources)
    chapter_of = {item.nodeid: item.chapter for item in warm.items if item.chapter >= first}
    run = warm.run([item for item in warm.items if item.nodeid in chapter_of])
    red = next((outcome for outcome in run if outcome.verdict != GREEN), None)
    run.stop()
    return Found(red and chapter_of[red.nodeid], red)


def _outcomes(warm: Warm, after: int) -> list[Outcome]:
    return list(warm.run([item for item in warm.items if item.chapter > after]))
