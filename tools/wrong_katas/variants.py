"""Variants of the reference: modules with another text, each checked in a fork of a warm pytest."""

import shutil
import sys
import tempfile
from collections.abc import Container, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NamedTuple, Self

from dojo.behaviours.draws import new_seed
from dojo.course.course import Course
from dojo.runner.session import Warm, collect
from dojo.verdict import GREEN, Verdict

COURSE = Course.default()
# What one behaviour may take; longer counts as red, so a busy machine needs many.
SECONDS = 60


class Variant(NamedTuple):
    """A name, and the modules of the kata that are other than the reference: {module: text}."""

    name: str
    sources: dict[str, str]


class Found(NamedTuple):
    """What the book says to a variant: the chapter that turns red first, and how; None if none."""

    chapter: int | None
    verdict: Verdict | None


def source(module: str) -> str:
    """Return the text of a module of the reference."""
    return (COURSE.reference / f"{module}.py").read_text(encoding="utf-8")


def altered(name: str, module: str, change: Iterable[Mapping[str, str]]) -> Variant:
    """Return the module with every `old` as its `new`; ValueError where one is not there once."""
    text = source(module)
    for part in change:
        if text.count(part["old"]) != 1:
            raise ValueError(f"{name}: this is not once in {module}: {part['old']}")
        text = text.replace(part["old"], part["new"])
    return Variant(name, {module: text})


class Question(NamedTuple):
    """What to check a variant by: all behaviours of some chapters, or the `only` one, or others."""

    variant: Variant
    chapters: Container[int]
    without: str = ""
    only: str = ""
    until_red: bool = False
    seed: int | None = None


class Checker:
    """The book, collected once in a process of its own, which checks variant after variant.

    By the tables as they are printed, and by `draws` more behind each.
    """

    def __init__(self, draws: int = 0, plugin: object = None) -> None:
        """Start the process; it is ready about a second later. A plugin of pytest's may join."""
        context = get_context("spawn")
        self._questions, theirs = context.Pipe()
        self._process = context.Process(target=_answer, args=(theirs, draws, plugin), daemon=True)
        # `tools` is not installed: the process finds it where this one has found the course.
        sys.path.insert(0, str(COURSE.root))
        try:
            self._process.start()
        finally:
            sys.path.remove(str(COURSE.root))
        theirs.close()

    def __enter__(self) -> Self:
        """Return the check."""
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
        introduced = COURSE.introduced
        first = min(introduced.get(module, 1) for module in variant.sources)
        return self._ask(Question(variant, range(first, 100), until_red=True))

    def verdicts(
        self,
        variant: Variant,
        chapters: Container[int],
        without: str = "",
        seed: int | None = None,
    ) -> list[Verdict]:
        """Run some chapters, `without` one behaviour; return the result of each of the others.

        Random tables are drawn from the seed, or others in each run.
        """
        return self._ask(Question(variant, chapters, without, seed=seed))

    def verdict(self, variant: Variant, chapter: int, name: str) -> Verdict | None:
        """Run one behaviour; return the result, None where there is no such one."""
        return next(iter(self._ask(Question(variant, {chapter}, only=name))), None)

    def _ask(self, question: Question) -> Any:
        self._questions.send(question)
        return self._questions.recv()


def first_reds(
    variants: Iterable[Variant], jobs: int = 2, draws: int = 0, plugin: object = None
) -> Iterator[Found]:
    """Run the book on each variant up to its first red behaviour; yield what is found, in order."""
    free: SimpleQueue[Checker] = SimpleQueue()

    def first_red(variant: Variant) -> Found:
        check = free.get()
        try:
            return check.first_red(variant)
        finally:
            free.put(check)

    with ExitStack() as checks, ThreadPoolExecutor(jobs) as pool:
        for _ in range(jobs):
            free.put(checks.enter_context(Checker(draws, plugin)))
        yield from pool.map(first_red, variants)


def _answer(questions: Connection, draws: int, plugin: object) -> None:
    """Collect the book in a workspace of its own; answer until nobody asks any more."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(COURSE.features, folder / "features")
        shutil.copytree(COURSE.reference, folder / "kata")
        settings = f"[pytest]\ntime_limit = {SECONDS}\n"
        (folder / "pytest.ini").write_text(settings, encoding="utf-8")
        collect(folder, lambda warm: _converse(warm, questions, draws, plugin), ["features"])


def _converse(warm: Warm, questions: Connection, draws: int, plugin: object) -> None:
    options = warm.items[0].config.option
    if plugin:
        warm.items[0].config.pluginmanager.register(plugin)
    options.draws = draws
    usual = options.drawn_seed
    while True:
        try:
            question: Question = questions.recv()
        except EOFError:
            return
        # Not the one that this process would keep: a new one for each variant.
        seed = usual if question.seed is None else question.seed
        options.drawn_seed = new_seed() if seed is None else seed
        kata = warm.folder / "kata"
        for module, text in question.variant.sources.items():
            (kata / f"{module}.py").write_text(text, encoding="utf-8")
        try:
            questions.send(_run(warm, question))
        finally:
            for module in question.variant.sources:
                shutil.copy(COURSE.reference / f"{module}.py", kata)


def _run(warm: Warm, question: Question) -> Found | list[Verdict]:
    items = [
        item
        for item in warm.items
        if item.chapter in question.chapters
        and item.name != question.without
        and question.only in ("", item.name)
    ]
    if not question.until_red:
        return list(warm.run(items)) if items else []
    run = warm.run(items)
    red = next((verdict for verdict in run if verdict.kind != GREEN), None)
    run.stop()
    chapter_of = {item.nodeid: item.chapter for item in items}
    return Found(red and chapter_of[red.nodeid], red)
