"""First mistakes: what beginners write in each function of the course, and the sentence they get.

    python -m tools.wrong_katas.first_mistakes > FIRST_MISTAKES.md
    python -m tools.wrong_katas.first_mistakes --write

They are in tests/first_mistakes/, a file for each module of the kata. With --write the sentences
are written there again, to be read before they are kept.
"""

import argparse
import ast
import re
import tomllib
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from dojo.course.chapters import tags
from dojo.course.feature_source import FeatureSource
from dojo.verdict import GREEN, Verdict
from tools.wrong_katas.misconceptions import said
from tools.wrong_katas.variants import COURSE, Variant, first_reds, source

FOLDER = COURSE.root / "tests" / "first_mistakes"
HEAD = """\
# First mistakes, and what the book says to them

Made by `python -m tools.wrong_katas.first_mistakes > FIRST_MISTAKES.md`; a test runs each of them.

{count} things that beginners write in a function of the course; all other functions are as they
should be. Under each stands what the book says below the first table that is not green. Where it
says nothing, the cells of the table are all there is to see: *cells alone*. What one may doubt and
is right is *green*.
"""


class FirstMistake(NamedTuple):
    """A function as a beginner writes it, and what is said to it, all on one line.

    It is "" where the cells alone show it, and None where all is green.
    """

    slug: str
    module: str
    code: str
    says: str | None = None

    @property
    def function(self) -> str:
        """The name of the function."""
        return next(node.name for node in _functions(self.code))

    def variant(self) -> Variant:
        """Return the module with this body under the function's own docstring."""
        text = source(self.module)
        lines = text.splitlines(keepends=True)
        (right,) = (node for node in _functions(text) if node.name == self.function)
        (wrong,) = _functions(self.code)
        written = self.code.splitlines(keepends=True)
        head, body = written[: wrong.body[0].lineno - 1], written[wrong.body[0].lineno - 1 :]
        first, *_ = right.body
        documented = lines[first.lineno - 1 : first.end_lineno]
        lines[right.lineno - 1 : right.end_lineno] = [*head, *documented, *body]
        return Variant(self.slug, {self.module: "".join(lines)})


def _functions(text: str) -> list[ast.FunctionDef]:
    return [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]


def catalogue(folder: Path = FOLDER) -> list[FirstMistake]:
    """Return all of them, in the order of the book."""
    return [
        FirstMistake(f"{path.stem}-{number}", path.stem.partition("_")[2], **entry)
        for path in sorted(folder.glob("*.toml"))
        for number, entry in enumerate(tomllib.loads(path.read_text("utf-8"))["mistake"], 1)
    ]


Said = tuple[int, Verdict | None]


def what_is_said(entries: list[FirstMistake], jobs: int = 2) -> Iterator[Said]:
    """Yield, for each, the chapter and the verdict of the first behaviour that is not green."""
    for found in first_reds([entry.variant() for entry in entries], jobs):
        red = found.verdict if found.verdict and found.verdict.kind != GREEN else None
        yield found.chapter or 0, red


def page(entries: list[FirstMistake]) -> str:
    """Return the page about them all."""
    parts = [HEAD.format(count=len(entries))]
    for module, group in groupby(entries, key=lambda entry: entry.module):
        number = COURSE.introduced[module]
        path = next(path for path in COURSE.chapters if module in tags(path))
        parts.append(f"\n## {number} {FeatureSource(path, path.name).feature.name}: {module}.py\n")
        for one in group:
            parts.append(f"\n```python\n{one.code.strip()}\n```\n\n> {_quoted(one.says)}\n")
    return "".join(parts)


def _quoted(says: str | None) -> str:
    # Brackets of quoted code are no link.
    text = (says or "*(cells alone)*").replace("](", "]\\(")
    return "*(green)*" if says is None else text


def write(entries: list[FirstMistake], folder: Path = FOLDER) -> None:
    """Write what is said now into the files."""
    verdicts = (verdict for _, verdict in what_is_said(entries))
    for name, group in groupby(
        zip(entries, verdicts, strict=True), key=lambda pair: pair[0].slug.rpartition("-")[0]
    ):
        parts = [
            f"[[mistake]]\ncode = '''\n{entry.code.strip()}\n'''\n{_said(verdict)}"
            for entry, verdict in group
        ]
        (folder / f"{name}.toml").write_text("\n".join(parts), encoding="utf-8")


def _said(verdict: Verdict | None) -> str:
    if verdict is None:
        return ""
    sentence = re.sub(r"(?<!\\)'''", "' ' '", said(verdict))
    return f"says = '''{sentence}'''\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    if parser.parse_args().write:
        write(catalogue())
    else:
        print(page(catalogue()), end="")
