"""Texts of a course that are not right: the file, the line, what to do."""

import pytest

from dojo.book.course_texts import ChapterTexts, Opening, _read
from dojo.errors import UsageError
from tests.fixtures.course import COURSE

WRONG = {
    "no TOML": ("adds = 1 2\n", 1, "is not valid TOML"),
    "an unknown key": ('adds = "x"\nbrif = ["x"]\n', 2, "the key brif is unknown. There are adds"),
    "an unknown key of a table": ('[[notes]]\nask = "x"\nanser = ["x"]\n', 3, "key anser is un"),
    "a key that is missing": ('[[notes]]\nask = "x"\n', 1, "notes has no answer. Write answer ="),
    "a text for a list": ('adds = "x"\nbrief = "x"\n', 2, "which is not a list, each text"),
    "a number for a text": ("adds = 3\n", 1, "adds is 3, which is not text"),
    "a text for tables": ('questions = "x"\n', 1, "questions is not a table. Write [[questions]]"),
    "a truth for a number": (
        '[[predict]]\nask = "x"\nexample = "x"\nrow = true\ncolumn = "x"\n',
        4,
        "row is True, which is not a whole number",
    ),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_is_said_with_the_file_the_line_and_what_to_do(tmp_path, kind):
    text, line, said = WRONG[kind]
    path = tmp_path / "neuron.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as error:
        _read(path, ChapterTexts)
    assert str(error.value).startswith(f"{path}:{line}: ")
    assert said in str(error.value)


def test_the_texts_of_the_course_are_right():
    for path in (COURSE.root / "texts").glob("[0-9]*.toml"):
        assert _read(path, ChapterTexts)
    assert _read(COURSE.root / "texts" / "book.toml", Opening).glossary
