"""A new course: a chapter, a function, a step and a mistake, all green, to be changed."""

import itertools
import json
import os
import re
import shlex
from pathlib import Path

from dojo import atomic_files
from dojo.course.chapters import concept
from dojo.course.course import Course
from dojo.course.feature_names import features_in
from dojo.course.installed import name_of
from dojo.course.order import BASE, REST
from dojo.errors import UsageError

TEMPLATE = Path(__file__).parent / "template"
# What makes a folder a course, or a project, is not called so there: the template is none itself.
_ENDING = ".in"
# The chapter of the template, and its sentence.
CHAPTER, SENTENCE = "average", "the mean is"
# What is said once for all layers: the glossary of the functions.
_OF_ALL = ("kata/__init__.py",)


def new(folder: Path, base: Course | None = None) -> Course:
    """Write a course into an empty folder, or a new one; UsageError where something is in it.

    It may extend another one, the `base`: then nothing in it is called as something there.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file", "Name an empty or a new folder")
    if folder.is_dir() and any(folder.iterdir()):
        again = shlex.join(["dojo", "course", "check", str(folder)])
        raise UsageError(
            f"{folder} is not empty, so dojo did not change it",
            f"Name another folder; if it is already a course: {again}",
        )
    words = _words(folder, base)
    try:
        for path in sorted(TEMPLATE.rglob("*")):
            inside = path.relative_to(TEMPLATE).as_posix()
            if not path.is_file() or path.suffix == ".pyc" or (base and inside in _OF_ALL):
                continue
            text = path.read_text(encoding="utf-8")
            for word, value in words.items():
                text, inside = text.replace(word, value), inside.replace(word, value)
            atomic_files.write(folder / inside.removesuffix(_ENDING), text.encode())
    except OSError as error:
        raise UsageError(f"cannot write {folder}: {error.strerror or error}") from None
    return Course.at(folder)


def _words(folder: Path, base: Course | None) -> dict[str, str]:
    """Return what stands in the template, and what a course in this folder has there instead."""
    name = named(folder)
    words = {
        "{name}": name,
        "{title}": name.replace("-", " ").capitalize(),
        "{extends}": f"extends = {json.dumps(_called(base, folder))}\n" if base else "",
        "{base}": f'"{BASE}{REST}", ' if base else "",
    }
    taken = (
        {concept(path) for layer in base.layers for path in features_in(layer.features)}
        if base
        else set()
    )
    if CHAPTER in taken:
        free = (f"{CHAPTER}_{number}" for number in itertools.count(2))
        chapter = next(each for each in free if each not in taken)
        words |= {CHAPTER: chapter, SENTENCE: f"{SENTENCE} here, for {chapter}"}
    return words


def _called(base: Course, folder: Path) -> str:
    """Return how a course in a folder names the one below it: by its name, or the way there."""
    if name := name_of(base.root):
        return name
    try:
        return Path(os.path.relpath(base.root, folder.resolve())).as_posix()
    except ValueError:  # on another drive
        return base.root.as_posix()


def named(folder: Path) -> str:
    """Return the name of a course as its folder says it.

    >>> named(Path("courses/My Course!"))
    'my-course'
    """
    return re.sub(r"[^\w]+|_", "-", folder.resolve().name.lower()).strip("-") or "my-course"
