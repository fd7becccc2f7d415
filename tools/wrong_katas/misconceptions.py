"""Misconceptions: wrong implementations that learners really write, and what the book says to each.

    python -m tools.wrong_katas.misconceptions > MISCONCEPTIONS.md
    python -m tools.wrong_katas.misconceptions --write

Each is a small file in tests/misconceptions/: a name, why one believes it, and the lines of the
reference that it replaces, which have to be there exactly once. With --write the sentences that
learners get now are written into these files and the page, to be read before they are kept.
"""

import argparse
import difflib
import json
import re
import tomllib
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from dojo.course.course import Course
from dojo.course.feature_source import FeatureSource
from dojo.verdict import Verdict
from tools.wrong_katas.variants import Variant, altered, first_reds, source

COURSE = Course.default()
FOLDER = COURSE.root / "tests" / "misconceptions"
# What a reader sees in the table itself, or what names a place and no reason.
UNNAMED = {"", "only-at", "only-where", "derived", "factor"}
HEAD = """\
# What learners get wrong, and how the book tells them

Made by `python -m tools.wrong_katas.misconceptions > MISCONCEPTIONS.md`; a test runs each of them.

{count} mistakes that are easily made, by chapter. Each is one change to the reference, and the book
turns red in the chapter named here, before any later one. What it says is quoted word for word
from below the table of answers, in which each wrong cell shows what was expected and what came.
To {named} of them it says in words what the mistake is. To {rest}, marked *(cells alone)*, it shows
the wrong cells and no more: nothing in them tells why.
"""


class Misconception(NamedTuple):
    """One wrong belief about a module, and what the book has to say to it."""

    slug: str
    name: str
    belief: str
    module: str
    change: list[dict[str, str]]
    chapter: int
    says: str
    code: str = ""

    def variant(self) -> Variant:
        """Return the module as it is believed to be; ValueError where the reference has moved."""
        return altered(self.slug, self.module, self.change)

    def diff(self) -> str:
        """Return the change as a diff without its head."""
        before, after = source(self.module), self.variant().sources[self.module]
        lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0)
        return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


def catalogue(folder: Path = FOLDER) -> list[Misconception]:
    """Return all of them, in the order of the book."""
    return [
        Misconception(path.stem, **tomllib.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.toml"))
    ]


def said(verdict: Verdict) -> str:
    """Return what a verdict says below its table, on one line, places of code left out."""
    said = (f"{reason.sentence} {reason.source}".strip() for reason in verdict.reasons)
    return " ".join(" ".join(said).split())


def codes(verdict: Verdict) -> list[str]:
    """Return the codes of what a verdict says."""
    return verdict.codes


def page(entries: list[Misconception]) -> str:
    """Return the page about them all."""
    named = sum(entry.code not in UNNAMED for entry in entries)
    parts = [HEAD.format(count=len(entries), named=named, rest=len(entries) - named)]
    for chapter, group in groupby(entries, key=lambda entry: entry.chapter):
        paths = [path for path in COURSE.chapters if COURSE.number(path) == chapter]
        titles = (FeatureSource(path, path.name).feature.name for path in paths)
        parts.append(f"\n## {chapter} {', '.join(titles)}\n")
        parts += [_entry(entry) for entry in group]
    return "".join(parts)


def _entry(entry: Misconception) -> str:
    alone = "*(cells alone)* " if entry.code in UNNAMED else ""
    quoted = f"> {alone}{entry.says}".rstrip()
    code = f" `{entry.code}`" if entry.code else ""
    diff = f"```diff\n{entry.diff()}\n```"
    return f"\n### {entry.name}\n\n{entry.belief}\n\n{diff}\n\n{quoted}{code}\n"


def write(entries: list[Misconception], folder: Path = FOLDER, jobs: int = 2) -> None:
    """Write the sentences that learners get now into the files; a kata that is green keeps its."""
    for entry, found in zip(
        entries, first_reds([entry.variant() for entry in entries], jobs), strict=True
    ):
        if found.verdict:
            path = folder / f"{entry.slug}.toml"
            text = path.read_text(encoding="utf-8")
            line = f"says = {json.dumps(said(found.verdict), ensure_ascii=False)}"
            replaced = re.sub(r"^says = .*$", lambda _, line=line: line, text, count=1, flags=re.M)
            path.write_text(replaced, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    if parser.parse_args().write:
        write(catalogue())
        (COURSE.root / "MISCONCEPTIONS.md").write_text(page(catalogue()), encoding="utf-8")
    else:
        print(page(catalogue()), end="")
