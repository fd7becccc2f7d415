"""Clauses: every sentence of every docstring in kata/, and wrong katas that break it.

    python -m tools.wrong_katas.clauses                all of them; it takes a minute
    python -m tools.wrong_katas.clauses --sample 60    so many, drawn with --seed
    python -m tools.wrong_katas.clauses --write        and write down which behaviour turns red

A file in tests/clauses/ goes through one module. A sentence that promises something has violations:
changes to the reference that break it, each with the behaviour that turns red, by its printed
tables or by the random ones behind them. What promises nothing is listed with the reason.
"""

import argparse
import ast
import inspect
import json
import random
import re
import sys
import time
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from dojo.course.course import Course
from dojo.verdict import GREEN
from tools.wrong_katas.variants import Checker, Variant, altered, source

COURSE = Course.default()
FOLDER = COURSE.root / "tests" / "clauses"
# Random tables are part of the book's verdict, as many as a learner's run asks.
DRAWS = 2
_SENTENCE_ENDS = re.compile(r"(?<=\.)\s+")
_DOCUMENTED = ast.FunctionDef | ast.ClassDef


class Sentence(NamedTuple):
    """A sentence, and the function or class whose docstring it stands in; "" for the module's."""

    of: str
    text: str


@dataclass(frozen=True)
class Violation:
    """A change to the reference that breaks a sentence, and the behaviour that it turns red.

    What no table can draw, random calls of a function do: such a violation names them in `by`.
    """

    sentence: Sentence
    breaks: str
    module: str
    change: tuple[dict[str, str], ...]
    red: str
    by: str

    @property
    def name(self) -> str:
        """What it breaks, and where."""
        place = f"{self.module}.{self.sentence.of}" if self.sentence.of else self.module
        return f"{place}: {self.breaks}"

    def variant(self) -> Variant:
        """Return the module with the change; ValueError where the reference has moved."""
        return altered(self.name, self.module, self.change)


@dataclass(frozen=True)
class Clauses:
    """What a file says about a module: the violations, and the sentences without any."""

    module: str
    violations: tuple[Violation, ...]
    reasons: dict[Sentence, str]

    @property
    def sentences(self) -> set[Sentence]:
        """Every sentence that is listed."""
        return {violation.sentence for violation in self.violations} | set(self.reasons)


def listed(folder: Path = FOLDER) -> list[Clauses]:
    """Return what all files say, in the order of the book."""
    files = {path.stem: path for path in folder.glob("*.toml")}
    ranks = {module: rank for rank, module in enumerate(["__init__", *COURSE.introduced])}
    return [
        _read(files[module]) for module in sorted(files, key=lambda m: ranks.get(m, len(ranks)))
    ]


def _read(path: Path) -> Clauses:
    file = tomllib.loads(path.read_text(encoding="utf-8"))
    violations = tuple(
        Violation(
            Sentence(clause["of"], clause["sentence"]),
            violation["breaks"],
            violation.get("module", path.stem),
            tuple(violation["change"]),
            violation.get("red", ""),
            violation.get("by", ""),
        )
        for clause in file.get("clause", [])
        for violation in clause["violation"]
    )
    reasons = {
        Sentence(group["of"], text): group["because"]
        for group in file.get("no_promise", [])
        for text in group["sentences"]
    }
    return Clauses(path.stem, violations, reasons)


def stated(module: str) -> list[Sentence]:
    """Return every sentence of the docstrings of a module, in their order."""
    tree = ast.parse(source(module))
    nodes = [tree, *(node for node in tree.body if isinstance(node, _DOCUMENTED))]
    return [
        Sentence(getattr(node, "name", ""), text)
        for node in nodes
        for text in sentences(ast.get_docstring(node) or "")
    ]


def sentences(docstring: str) -> Iterator[str]:
    """Yield the sentences of a docstring; a line of a formula or of a table is one of its own.

    >>> list(sentences("Return 1. At e.g 2, too:\\n\\n    a = b   (n,)\\n\\n>>> f()\\n1"))
    ['Return 1.', 'At e.g 2, too:', 'a = b (n,)']
    """
    for block in re.split(r"\n\s*\n", inspect.cleandoc(docstring)):
        prose = block.partition(">>>")[0]
        if prose.startswith(" "):
            yield from (" ".join(line.split()) for line in prose.splitlines())
        else:
            yield from _SENTENCE_ENDS.split(" ".join(prose.split())) if prose.strip() else ()


def faults(clauses: Clauses) -> list[str]:
    """Return what is wrong with the list for a module: sentences that are missing, or gone."""
    now, known = stated(clauses.module), clauses.sentences
    return [
        *(f"not listed: {s.of}: {s.text}" for s in now if s not in known),
        *(f"listed, but not stated: {s.of}: {s.text}" for s in known if s not in now),
        *(f"listed twice: {s.text}" for s in clauses.reasons if s in _broken(clauses)),
    ]


def _broken(clauses: Clauses) -> set[Sentence]:
    return {violation.sentence for violation in clauses.violations}


def red(violation: Violation, check: Checker) -> str:
    """Return the behaviour that a violation turns red: the one that it names, or else the first."""
    chapter, _, name = violation.red.partition(" ")
    if chapter.isdigit():
        named = check.verdict(violation.variant(), int(chapter), name)
        if named and named.kind != GREEN:
            return violation.red
    found = check.first_red(violation.variant())
    return f"{found.chapter} {found.verdict.title.example}" if found.verdict else ""


def reds(chosen: list[Violation], jobs: int, draws: int) -> Iterator[str]:
    """Check violations by several processes; yield the behaviour that each turns red, in order."""
    free: SimpleQueue[Checker] = SimpleQueue()

    def ask(violation: Violation) -> str:
        check = free.get()
        try:
            return red(violation, check)
        finally:
            free.put(check)

    with ExitStack() as checks, ThreadPoolExecutor(jobs) as pool:
        for _ in range(jobs):
            free.put(checks.enter_context(Checker(draws)))
        yield from pool.map(ask, chosen)


def said(violation: Violation, found: str) -> str:
    """Say what is wrong if a violation turns another behaviour red than it names, or none."""
    if found and found == violation.red:
        return ""
    what = f"{violation.red or 'nothing'} is not red, but {found}" if found else "all is green"
    return f"{what}: {violation.name}"


def write(found: dict[str, str], folder: Path = FOLDER) -> None:
    """Write into the files which behaviour each violation, by its name, turns red."""
    for clauses in listed(folder):
        path = folder / f"{clauses.module}.toml"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        places = [i for i, line in enumerate(lines) if line.startswith(("  red = ", "  by = "))]
        for i, violation in zip(places, clauses.violations, strict=True):
            if new := found.get(violation.name):
                lines[i] = f"  red = {json.dumps(new, ensure_ascii=False)}\n"
        path.write_text("".join(lines), encoding="utf-8")


def by_tables() -> list[Violation]:
    """Return every violation that a table tells."""
    return [v for clauses in listed() for v in clauses.violations if not v.by]


def main() -> int:
    """Check the list and the violations; 0 if every sentence is listed and every one told."""
    parser = argparse.ArgumentParser(prog="python -m tools.wrong_katas.clauses")
    parser.add_argument("--sample", type=int, help="check only so many, drawn by chance")
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--only", default="", help="check those with this in their name")
    parser.add_argument("--draws", type=int, default=DRAWS, help="random tables behind each")
    parser.add_argument("--write", action="store_true", help="write down what turns red")
    options = parser.parse_args()
    wrong = [f"{clauses.module}: {fault}" for clauses in listed() for fault in faults(clauses)]
    chosen = [violation for violation in by_tables() if options.only in violation.name]
    if options.sample:
        chosen = random.Random(options.seed).sample(chosen, min(options.sample, len(chosen)))
    began = time.monotonic()
    pairs = list(zip(chosen, reds(chosen, options.jobs, options.draws), strict=True))
    if options.write:
        write({violation.name: found for violation, found in pairs})
        pairs = [(replace(violation, red=found), found) for violation, found in pairs]
    silent = [text for violation, found in pairs if (text := said(violation, found))]
    print(*wrong, *silent, sep="\n")
    seconds = time.monotonic() - began
    print(f"{len(chosen)} violations: {len(chosen) - len(silent)} told. {seconds:.0f} seconds.")
    return 1 if wrong or silent else 0


if __name__ == "__main__":
    sys.exit(main())
