"""Networks that share no code with the reference: `python -m tools.right_katas.adapters`.

They are those of tests/adapters whose library is installed, or any folder that is named. Each is
checked on many seeds, with random tables. A table says how often it was green; under it stands what
was said where it was not.
"""

import argparse
import importlib.util
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from dojo.course.course import Course
from dojo.runner.session import Warm, collect
from dojo.terminal.message import text
from dojo.verdict import GREEN, Verdict

COURSE = Course.default()
ADAPTERS = COURSE.root / "tests" / "adapters"
CHAPTERS = sorted(COURSE.features.glob("*.feature"))
# What one behaviour may take: no time is measured here, and some engines are slow.
SECONDS = 120


def _number(chapter: Path) -> int:
    return int(chapter.name.partition("_")[0])


LAST = _number(CHAPTERS[-1])


class Kata(NamedTuple):
    """A right implementation: the library that it needs, if any, and the last chapter for it."""

    library: str = ""
    last: int = LAST

    @property
    def missing(self) -> bool:
        """Tell whether its library is not installed."""
        return bool(self.library) and importlib.util.find_spec(self.library) is None

    def features(self) -> list[Path]:
        """Return the chapters that it is checked by."""
        return [path for path in CHAPTERS if _number(path) <= self.last]


KATAS = {
    "another_hand": Kata(),
    "columns": Kata(),
    # Lists, and numbers that are engines of their own, are too slow to draw thousands of networks
    # and to read digits.
    "lists": Kata(last=9),
    "micrograd": Kata("micrograd", last=9),
    "torch": Kata("torch"),
    "jax": Kata("jax"),
    "autograd": Kata("autograd"),
    "mygrad": Kata("mygrad"),
    "dezero": Kata("dezero"),
    "scipy": Kata("sklearn"),
}


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
        """Say in a line what came of it."""
        said = f"{len(self.others)} of {len(self.verdicts)} behaviours not green"
        return f"seed {self.seed}: {said}, {self.seconds:.1f} s"


def runs(folder: Path, kata: Kata, seeds: Sequence[int], draws: int) -> list[Run]:
    """Collect the book once, and run it on the kata of a folder, seed after seed."""
    found = []

    def check(warm: Warm) -> None:
        options = warm.items[0].config.option
        options.draws = draws
        for seed in seeds:
            options.drawn_seed, start = seed, time.perf_counter()
            verdicts = list(warm.run(warm.items))
            found.append(Run(seed, verdicts, time.perf_counter() - start))
            print(f"{folder.name} {found[-1]}", file=sys.stderr)

    with tempfile.TemporaryDirectory() as name:
        workspace = Path(name)
        shutil.copytree(COURSE.features, workspace / "features")
        settings = f"[pytest]\ntime_limit = {SECONDS}\n"
        (workspace / "pytest.ini").write_text(settings, encoding="utf-8")
        chapters = [f"features/{path.name}" for path in kata.features()]
        collect(workspace, check, chapters, folder)
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the katas that are named, or all; return 1 if one was not green throughout."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.right_katas.adapters", description=__doc__
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(KATAS)}, or a folder")
    parser.add_argument("--seeds", type=int, default=10, help="seeds, counted from 1")
    parser.add_argument("--last", type=int, default=LAST, help="the last chapter to check by")
    parser.add_argument("--draws", type=int, default=2, help="random tables behind each table")
    asked = parser.parse_args(arguments)
    for name in asked.names:
        if name not in KATAS and not Path(name).is_dir():
            parser.error(f"{name} is neither an adapter in tests/adapters nor a folder")
    reds = 0
    for name in asked.names or KATAS:
        kata = KATAS.get(name, Kata())
        kata = kata._replace(last=min(kata.last, asked.last))
        if kata.missing:
            print(f"{name:14} {kata.library} is not installed: pip install -e '.[adapters]'")
            continue
        folder = ADAPTERS / name if name in KATAS else Path(name).resolve()
        found = runs(folder, kata, range(1, asked.seeds + 1), asked.draws)
        print(*report(folder.name, found), sep="\n", flush=True)
        reds += sum(bool(run.others) for run in found)
    return 1 if reds else 0


if __name__ == "__main__":
    sys.exit(main())
