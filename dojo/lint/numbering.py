"""Numbering of chapters: a file's number in its folder, and the modules that its tags introduce."""

from collections.abc import Iterator
from pathlib import Path

from dojo.course.chapters import chapter_number, part, tags
from dojo.course.feature_names import features_in
from dojo.lint.chapter import Chapter
from dojo.lint.codes import Finding

WHOLE = "features"


def check_numbers(folder: Path, chapters: list[Chapter]) -> Iterator[Finding]:
    """Yield what is wrong with the numbers of a folder; one without any number needs none."""
    paths = features_in(folder)
    numbers = {path: chapter_number(path) for path in paths}
    if not any(numbers.values()):
        return
    looked_at = {chapter.path for chapter in chapters}
    # A whole course begins with 1 and leaves nothing out. A folder beside it, such as worksheets,
    # follows the chapters of its numbers.
    whole = folder.name == WHOLE
    before = 0 if whole else None
    letter = ""
    for path in sorted(paths, key=lambda path: (numbers[path] or 0, path.name)):
        number, problem = numbers[path], ""
        if number is None:
            problem = "its name has no number; rename it to NN_concept.feature, like its neighbours"
        elif number == before and not (letter and part(path)):
            problem = f"another file has the number {number}, too; give each chapter its own"
        elif whole and before is not None and number not in (before, before + 1):
            problem = f"its number is {number}, but the next number is {before + 1}"
        if number is not None:
            before, letter = number, part(path)
        if problem and path in looked_at:
            yield Finding(path, 0, "number", problem)


def check_tags(
    chapters: list[Chapter], introduced: dict[str, list[Path]], modules: set[str]
) -> Iterator[Finding]:
    """Yield tags that name no module, or one that another chapter introduces already."""
    for chapter in chapters:
        for node in chapter.source.node.tags if chapter.source else ():
            tag, line = node.name.removeprefix("@"), node.location.line
            if tag not in modules:
                what = (
                    f"@{tag} is not a module of the kata; a chapter's tags name the "
                    "modules that it introduces"
                )
                yield Finding(chapter.path, line, "tag", what)
            elif (first := introduced[tag][0]) != chapter.path:
                what = f"{first.name} already introduces @{tag}; only one chapter can do so"
                yield Finding(chapter.path, line, "tag", what)


def check_modules(introduced: dict[str, list[Path]], kata: Path) -> Iterator[Finding]:
    """Yield the modules that no chapter introduces."""
    for path in sorted(kata.glob("[!_]*.py")):
        if path.stem not in introduced:
            what = f"no chapter introduces it; write @{path.stem} at the top of its chapter"
            yield Finding(path, 0, "tag", what)


def introductions(chapters: list[Path]) -> dict[str, list[Path]]:
    """Return {module: the chapters whose tags name it}."""
    found: dict[str, list[Path]] = {}
    for path in chapters:
        for name in tags(path):
            found.setdefault(name, []).append(path)
    return found
