"""A new course, and a course with something to be mended."""

import pytest

from dojo.authoring.check import check
from dojo.authoring.new import new
from dojo.course.choice import choosing
from dojo.course.course import Course


@pytest.fixture
def made(tmp_path, monkeypatch):
    """A course as `dojo course new` makes it, and we stand beside it."""
    monkeypatch.chdir(tmp_path)
    new(tmp_path / "my-course")
    return tmp_path / "my-course"


@pytest.fixture
def edit():
    """Replace text in a file that must have it."""

    def edit(path, old, new):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edit


@pytest.fixture
def parts():
    """Check a course; return what came of each question, by its name."""

    def parts(root, **how):
        with choosing(root):
            return {part.what: part for part in check(Course.at(root), **how)}

    return parts
