"""Mutants: the kata with one token changed, by mutmut's own rules. The features must tell each.

    python -m tools.wrong_katas.mutants            all of them; it takes minutes
    python -m tools.wrong_katas.mutants --sample 40    so many, drawn with --seed

mutmut makes the mutants; the book runs on each. A mutant that no feature tells has to be
listed with the reason why it is equivalent, and the list may hold no other.
"""

import argparse
import functools
import random
import sys
import time
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dojo.authoring import mutants as authoring
from dojo.course.course import Course
from tools.wrong_katas.variants import Found, Variant, first_reds

COURSE = Course.default()
EQUIVALENT = COURSE.root / "tests" / "mutants" / "equivalent.toml"


def mutants(module: str) -> list[Variant]:
    """Return mutmut's mutants of a module, each named by its function and the lines it changes."""
    return [Variant(m.name, {m.module: m.text}) for m in authoring.mutants(COURSE, module)]


@functools.cache
def every() -> list[Variant]:
    """Return the mutants of all modules, in the order of the book."""
    return [mutant for module in COURSE.introduced for mutant in mutants(module)]


def listed(path: Path = EQUIVALENT) -> dict[str, str]:
    """Return {mutant: why it is equivalent, or why only some random tables tell it}."""
    return {name: group["because"] for group in _groups(path) for name in group["mutants"]}


def told_by_some(path: Path = EQUIVALENT) -> set[str]:
    """Return the mutants that are red in some runs and green in others."""
    groups = (group for group in _groups(path) if group.get("sometimes"))
    return {name for group in groups for name in group["mutants"]}


def _groups(path: Path) -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["equivalent"]
    return groups


def faults(
    chosen: list[Variant], survivors: list[str], reasons: dict[str, str], either: set[str]
) -> list[str]:
    """Return what is wrong with a run: survivors without a reason, and reasons without survivor.

    `either` holds the mutants that may be red or green.
    """
    names, known = {mutant.name for mutant in chosen}, {mutant.name for mutant in every()}
    return [
        *(f"no feature tells it, and it is not listed: {n}" for n in survivors if n not in reasons),
        *(
            f"listed as equivalent, but a feature tells it: {name}"
            for name in reasons
            if name in names and name not in survivors and name not in either
        ),
        *(f"listed, but there is no such mutant: {name}" for name in reasons if name not in known),
    ]


def check(chosen: list[Variant], found: Iterable[Found]) -> tuple[list[str], list[str]]:
    """Take what was found of some mutants; return the survivors, and what is wrong."""
    survivors = []
    for done, (mutant, (_, red)) in enumerate(zip(chosen, found, strict=True), 1):
        if red is None:
            survivors.append(mutant.name)
        if done % 50 == 0:
            print(f"{done} of {len(chosen)}", file=sys.stderr, flush=True)
    return survivors, faults(chosen, survivors, listed(), told_by_some())


def main() -> int:
    """Check the mutants and print the result; 0 if each is told or listed, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tools.wrong_katas.mutants")
    parser.add_argument("--sample", type=int, help="check only so many, drawn by chance")
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    options = parser.parse_args()
    try:
        chosen = every()
    except ImportError:
        print("Mutants are made by mutmut: pip install 'deep-learning-dojo[test]'", file=sys.stderr)
        return 2
    if options.sample:
        chosen = random.Random(options.seed).sample(chosen, min(options.sample, len(chosen)))
    began = time.monotonic()
    survivors, wrong = check(chosen, first_reds(chosen, options.jobs))
    print(*wrong, sep="\n")
    killed, seconds = len(chosen) - len(survivors), time.monotonic() - began
    equivalent = sum(name in listed() for name in survivors)
    print(
        f"{len(chosen)} mutants: {killed} killed, {equivalent} equivalent, "
        f"{len(survivors) - equivalent} not told. {seconds:.0f} seconds."
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
