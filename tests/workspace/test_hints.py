"""Every rule has three hints, and they stand where nothing else reads them."""

import re

import pytest

from dojo.course.hints import LEVELS, hints
from tests.fixtures.course import COURSE

FILES = [
    *sorted(COURSE.features.glob("*.feature")),
    *sorted(COURSE.worksheets.glob("*.feature")),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_rule_has_three_hints(path):
    rules = re.findall(r"^ *Rule: (.*?)\s*$", path.read_text(encoding="utf-8"), re.M)
    found = hints(path)
    assert list(found) == rules
    for rule, levels in found.items():
        assert len(levels) == LEVELS, rule
        assert all(30 < len(hint) < 420 for hint in levels), rule


def test_a_hint_says_no_name_that_is_not_there():
    """Names with an underscore in a hint are functions of the kata, or of NumPy."""
    import numpy as np

    known = set(re.findall(r"\w+", "".join(p.read_text() for p in COURSE.reference.glob("*.py"))))
    known |= {*dir(np), "d_next"}
    for path in FILES:
        for rule, levels in hints(path).items():
            for name in re.findall(r"\b[a-z]+_[a-z_]+\b", " ".join(levels)):
                assert name in known, (rule, name)


def test_a_hint_may_go_on_over_several_lines(tmp_path):
    (tmp_path / "x.feature").write_text("Rule: r\n# hint: a\n#   b\n# hint: c\n\n# d\nRule: s\n# e")
    assert hints(tmp_path / "x.feature") == {"r": ["a b", "c"], "s": []}


def test_a_file_that_cannot_be_read_has_no_hints(tmp_path):
    assert hints(tmp_path / "nothing.feature") == {}
    (tmp_path / "x.feature").write_bytes(b"\xff\xfe")
    assert hints(tmp_path / "x.feature") == {}
