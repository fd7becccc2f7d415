"""The course that was chosen for this process and those that it starts: by `--course DIR|NAME`.

It travels in the environment, as DOJO_COURSE, so that `DOJO_COURSE=my-course pytest` works too.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from dojo.course.course import Course
from dojo.course.installed import root_of

VARIABLE = "DOJO_COURSE"


def chosen() -> Course | None:
    """Return the course that was chosen; UsageError if there is none such."""
    word = os.environ.get(VARIABLE)
    return Course.at(root_of(word, Path.cwd())) if word else None


@contextlib.contextmanager
def choosing(word: str | Path | None) -> Iterator[None]:
    """Choose a course meanwhile, by its folder or its name; None leaves it as it is."""
    before = os.environ.get(VARIABLE)
    try:
        if word:
            os.environ[VARIABLE] = str(Course.at(root_of(str(word), Path.cwd())).root)
        yield
    finally:
        os.environ.pop(VARIABLE, None)
        if before is not None:
            os.environ[VARIABLE] = before
