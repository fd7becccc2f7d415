"""The modules that a chapter introduces: the tags above its first line, in any language."""

import pytest

from dojo.course.chapters import tags


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@a @b\n@c\nFeature: F\n@d\nRule: R\n", ["a", "b", "c"]),
        ("# language: de\n@a\nFunktion: F\n@d\nRegel: R\n", ["a"]),
        ("\ufeff@a # why: @b\nFeature: F\n", ["a"]),
        ("# @a\nFeature: F\n", []),
        ("@a b\nFeature: F\n", []),
        ("# language: klingon\n@a\nFeature: F\n", []),
        ("", []),
    ],
)
def test_tags(tmp_path, text, found):
    path = tmp_path / "01_x.FEATURE"
    path.write_text(text, encoding="utf-8")
    assert tags(path) == found
