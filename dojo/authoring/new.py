"""A new course: a chapter, a function, a step and a mistake, all green, to be changed."""

import json
import re
import shlex
from pathlib import Path

from dojo import atomic_files
from dojo.course.course import Course
from dojo.course.order import BASE, REST
from dojo.errors import UsageError

TEMPLATE = Path(__file__).parent / "template"
# What makes a folder a course, or a project, is not called so there: the template is none itself.
_ENDING = ".in"


def new(folder: Path, extends: str = "") -> Course:
    """Write a course into an empty folder, or a new one; UsageError where something is in it."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file", "Name a folder that is empty or does not exist")
    if folder.is_dir() and any(folder.iterdir()):
        again = shlex.join(["dojo", "course", "check", str(folder)])
        raise UsageError(
            f"{folder} is not empty, so it stays as it is",
            f"Name another folder; if it is a course already: {again}",
        )
    name = named(folder)
    words = {
        "{name}": name,
        "{title}": name.replace("-", " ").capitalize(),
        "{extends}": f"extends = {json.dumps(extends)}\n" if extends else "",
        "{base}": f'"{BASE}{REST}", ' if extends else "",
    }
    try:
        for path in sorted(TEMPLATE.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                text = path.read_text(encoding="utf-8")
                for word, value in words.items():
                    text = text.replace(word, value)
                name = str(path.relative_to(TEMPLATE)).removesuffix(_ENDING)
                atomic_files.write(folder / name, text.encode())
    except OSError as error:
        raise UsageError(f"cannot write {folder}: {error.strerror or error}") from None
    return Course.at(folder)


def named(folder: Path) -> str:
    """Return the name of a course as its folder says it.

    >>> named(Path("courses/My Course!"))
    'my-course'
    """
    return re.sub(r"[^\w]+|_", "-", folder.resolve().name.lower()).strip("-") or "my-course"
