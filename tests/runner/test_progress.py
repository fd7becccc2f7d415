"""Progress: what is counted, what comes next, and what may be left out."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from dojo.runner.progress import Progress
from dojo.runner.report import chapters
from dojo.verdict import GREEN, NOT_WRITTEN, RED, Place, Title, Verdict

BOOK = [("1", "features"), ("1*", "features"), ("2", "features"), ("1", "worksheets")]


def item(name, number, room):
    chapter, star = int(number[0]), number.endswith("*")
    return SimpleNamespace(
        nodeid=name,
        chapter=chapter,
        path=Path(room) / f"0{chapter}_{name}.feature",
        title=Title(chapter, f"{room} {chapter}", "", name),
        get_closest_marker=lambda tag: (tag == "optional" and star) or None,
    )


@pytest.fixture
def progress():
    return Progress([item("abcd"[i], *each) for i, each in enumerate(BOOK)])


def take(progress, **kinds):
    for name, kind in kinds.items():
        title = progress.items[name].title
        progress.take(Verdict(kind, name, title, Place("f", 1)))


def test_a_worksheet_stands_after_the_chapter_of_its_number(progress):
    assert list(progress.items) == ["a", "b", "d", "c"]
    assert list(progress.chapters()) == ["1 features 1", "1 worksheets 1", "2 features 2"]


def test_what_is_optional_is_counted_apart_and_comes_last(progress):
    take(progress, a=GREEN, b=NOT_WRITTEN, c=NOT_WRITTEN, d=GREEN)
    assert progress.count() == (2, 3)
    assert progress.count_optional() == (0, 1)
    assert progress.next() == "c"
    assert progress.finished(["a", "b"])
    assert not progress.finished()
    take(progress, c=GREEN)
    assert progress.finished()
    assert progress.next() == "b"


def test_a_verdict_of_before_the_save_finishes_nothing(progress):
    take(progress, a=GREEN, b=GREEN, c=GREEN, d=GREEN)
    assert progress.finished()
    progress.expire()
    assert not progress.finished()
    take(progress, a=RED)
    assert progress.stale == {"b", "c", "d"}


@pytest.mark.parametrize("width", [26, 30, 34, 100])
def test_a_chapters_line_is_no_wider_than_the_terminal(width):
    many = Progress([item(str(i), "1*" if i > 30 else "1", "features") for i in range(34)])
    lines = chapters(many, width)
    assert max(map(len, lines)) <= width
    assert "".join(lines).count("?") == 34
    assert lines[-1].endswith("0 of 3 optional")
