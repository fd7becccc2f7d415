"""Variants of the reference: modules with another text, each judged in a fork of a warm pytest."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from dojo.course.course import Course
from dojo.runner.session import Warm, collect
from dojo.verdict import GREEN, Verdict

COURSE = Course.default()
LARGEST_SHARD = 100


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


def judge(variants: Iterable[Variant], jobs: int = 2, seconds: int = 60) -> Iterator[Found]:
    """Run the book on each variant up to its first red behaviour; yield what was found, in order.

    A variant is judged from the chapter on that introduces the first of its modules: no earlier
    one can load it. A behaviour may take so many seconds; longer counts as
    red, so a busy machine needs many.
    """
    variants = list(variants)
    size = min(LARGEST_SHARD, -(-len(variants) // jobs))
    shards = [variants[at : at + size] for at in range(0, len(variants), size)]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for found in pool.map(_judge, shards, [seconds] * len(shards)):
            yield from found


def _judge(variants: list[Variant], seconds: int) -> list[Found]:
    """Judge some variants one after another, in a workspace of their own."""
    found: list[Found] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(COURSE.features, folder / "features")
        shutil.copytree(COURSE.reference, folder / "kata")
        # The tables as they are printed must tell: what is drawn differs from run to run.
        settings = f"[pytest]\ntime_limit = {seconds}\ndraws = 0\n"
        (folder / "pytest.ini").write_text(settings, encoding="utf-8")
        collect(folder, lambda warm: found.extend(_one(warm, v) for v in variants), ["features"])
    return found


def _one(warm: Warm, variant: Variant) -> Found:
    introduced = COURSE.introduced
    first = min(introduced.get(module, 1) for module in variant.sources)
    items = [item for item in warm.items if item.chapter >= first]
    kata = warm.folder / "kata"
    for module, text in variant.sources.items():
        (kata / f"{module}.py").write_text(text, encoding="utf-8")
    try:
        run = warm.run(items)
        red = next((verdict for verdict in run if verdict.kind != GREEN), None)
        run.stop()
    finally:
        for module in variant.sources:
            shutil.copy(COURSE.reference / f"{module}.py", kata)
    chapter = next((item.chapter for item in items if red and item.nodeid == red.nodeid), None)
    return Found(chapter, red)
