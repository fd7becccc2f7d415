"""Networks that share no code with the reference: `python -m tools.right_katas.adapters`.

They are those of tests/adapters whose library is installed, or any folder that is named. Each is
checked on many seeds, with random tables. A table says how often it was green; under it stands what
was said where it was not.
"""

import argparse
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tools.right_katas.runs import COURSE, report, runs

ADAPTERS = COURSE.root / "tests" / "adapters"
CHAPTERS = sorted(COURSE.features.glob("*.feature"))
# What one behaviour may take: no time is measured here, and some engines are slow.
SECONDS = 120


LAST = max(COURSE.introduced.values())


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
        return [path for path in CHAPTERS if (COURSE.number(path) or 0) <= self.last]


# The chapters after this one are checked by NumPy, PyTorch and JAX alone.
FIRST_PART = 12
KATAS = {
    "another_hand": Kata(),
    "columns": Kata(last=FIRST_PART),
    # Lists, and numbers that are engines of their own, are too slow to draw thousands of networks
    # and to read digits.
    "lists": Kata(last=9),
    "micrograd": Kata("micrograd", last=9),
    "torch": Kata("torch"),
    "jax": Kata("jax"),
    "autograd": Kata("autograd", last=FIRST_PART),
    "mygrad": Kata("mygrad", last=FIRST_PART),
    "dezero": Kata("dezero", last=FIRST_PART),
    "scipy": Kata("sklearn", last=FIRST_PART),
}


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
        chapters = [str(path) for path in kata.features()]
        only = [*chapters, f"--override-ini=time_limit={SECONDS}"]
        found = runs(folder, only, range(1, asked.seeds + 1), asked.draws)
        print(*report(folder.name, found), sep="\n", flush=True)
        reds += sum(bool(run.others) for run in found)
    return 1 if reds else 0


if __name__ == "__main__":
    sys.exit(main())
