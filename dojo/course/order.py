"""The order of a course's chapters: its own and those of the course that it extends."""

from collections.abc import Sequence
from pathlib import Path

from dojo.course.chapters import concept
from dojo.course.course_file import CourseFile

BASE, REST = "@base/", "*"


def order(file: CourseFile, own: Sequence[Path], base: Sequence[Path]) -> tuple[str, ...]:
    """Return the names of the chapters in the order that a `course.toml` says, if it does.

    `@base/NAME` is a chapter of the course that it extends, and `@base/*` all of them that are not
    named otherwise. Own chapters that are not named come last.
    """
    if not file.chapters and not base:
        return ()
    named = file.chapters or (f"{BASE}{REST}",)
    single = [_named(file, word, own, base) for word in named if not word.endswith(REST)]
    found: list[str] = []
    for word in named:
        if word == f"{BASE}{REST}":
            _needs_base(file, word)
            names = [path.stem for path in base if path.stem not in single]
        elif word == REST:
            names = [path.stem for path in own if path.stem not in single]
        else:
            names = [_named(file, word, own, base)]
        for name in names:
            if name in found:
                fact = f"chapters names {word!r} twice"
                raise file.wrong("chapters", fact, "Name each chapter once", word)
            found.append(name)
    return (*found, *(path.stem for path in own if path.stem not in found))


def _named(file: CourseFile, word: str, own: Sequence[Path], base: Sequence[Path]) -> str:
    """Return the file's name of a chapter; it may be named without its number."""
    name = word.removeprefix(BASE)
    if word.startswith(BASE):
        _needs_base(file, word)
    for path in base if word.startswith(BASE) else own:
        if name in (path.stem, concept(path)):
            return path.stem
    if word.startswith(BASE):
        known = ", ".join(concept(path) for path in base)
        fact = f"chapters names {word!r}, and {file.extends} has no chapter {name!r}"
        raise file.wrong("chapters", fact, f"Its chapters are {known}", word)
    fact = f"chapters names {word!r}, but there is no features/{word}.feature"
    raise file.wrong("chapters", fact, _what_to_do(word, base), word)


def _what_to_do(word: str, base: Sequence[Path]) -> str:
    if any(word in (path.stem, concept(path)) for path in base):
        return f'The extended course has this chapter: write "{BASE}{word}"'
    return "Write that file, or remove the name"


def _needs_base(file: CourseFile, word: str) -> None:
    if not file.extends:
        fact = f"chapters names {word!r}, but the course extends no other course"
        raise file.wrong("chapters", fact, 'Write extends = "NAME", or remove the name', word)
