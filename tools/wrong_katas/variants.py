"""Variants of the reference: modules with another text, each judged in a fork of a warm pytest."""

import shutil
import sys
import tempfile
from collections.abc import Container, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NamedTuple, Self

from dojo.course import chapters, locations
from dojo.runner.protocol import Outcome
from dojo.runner.session import Warm, collect
from dojo.verdict import GREEN

# What one behaviour may take; longer counts as red, so a busy machine needs many.
SECONDS = 60
SEED = 7


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


class Question(NamedTuple):
    """What to judge a variant by."""

    variant: Variant
    chapters: Container[int]
    without: str = ""
    until_red: bool = False


class Judge:
    """The book, collected once in a process of its own, which judges variant after variant.

    By the tables as they are printed, and by `draws` more behind each: the same in every run.
    """

    def __init__(self, draws: int = 0) -> None:
        """Start the process; it is ready about a second later."""
        context = get_context("spawn")
        self._questions, theirs = context.Pipe()
        self._process = context.Process(target=_answer, args=(theirs, draws), daemon=True)
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
        introduced = chapters.introduced(locations.FEATURES)
        first = min(introduced.get(module, 1) for module in variant.sources)
        return self._ask(Question(variant, range(first, 100), until_red=True))

    def outcomes(
        self, variant: Variant, chapters: Container[int], without: str = ""
    ) -> list[Outcome]:
        """Run some chapters, `without` one behaviour; return what came of each of the others."""
        return self._ask(Question(variant, chapters, without))

    def _ask(self, question: Question) -> Any:
        self._questions.send(question)
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


def _answer(questions: Connection, draws: int) -> None:
    """Collect the book in a workspace of its own; answer until nobody asks any more."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(locations.FEATURES, folder / "features")
        shutil.copytree(locations.REFERENCE, folder / "kata")
        settings = f"[pytest]\ntime_limit = {SECONDS}\n"
        (folder / "pytest.ini").write_text(settings, encoding="utf-8")
        collect(folder, lambda warm: _converse(warm, questions, draws), ["features"])


def _converse(warm: Warm, questions: Connection, draws: int) -> None:
    options = warm.items[0].config.option
    options.draws, options.drawn_seed = draws, SEED
    while True:
        try:
            question: Question = questions.recv()
        except EOFError:
            return
        kata = warm.folder / "kata"
        for module, text in question.variant.sources.items():
            (kata / f"{module}.py").write_text(text, encoding="utf-8")
        try:
            questions.send(_run(warm, question))
        finally:
            for module in question.variant.sources:
                shutil.copy(locations.REFERENCE / f"{module}.py", kata)


def _run(warm: Warm, question: Question) -> Found | list[Outcome]:
    items = [
        item
        for item in warm.items
        if item.chapter in question.chapters and item.name != question.without
    ]
    run = warm.run(items)
    if not question.until_red:
        return list(run)
    red = next((outcome for outcome in run if outcome.verdict != GREEN), None)
    run.stop()
    chapter_of = {item.nodeid: item.chapter for item in items}
    return Found(red and chapter_of[red.nodeid], red)
