"""Every rule has three hints, and they stand where nothing else reads them."""

import re

import pytest

from dojo.course.feature_names import features_in
from dojo.course.feature_source import FeatureSource
from dojo.course.hints import LEVELS
from tests.fixtures.course import COURSE

FILES = [*features_in(COURSE.features), *features_in(COURSE.worksheets)]


def hints(path):
    """Return {rule: its hints} for a feature."""
    source = FeatureSource(path, path.name)
    return {rule.name: source.hints[rule.location.line] for rule in source.rules}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_rule_has_three_hints(path):
    found = hints(path)
    assert found
    for rule, levels in found.items():
        assert len(levels) == LEVELS, rule
        assert [hint for hint in levels if not 30 < len(hint) < 420] == [], rule


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
    path = tmp_path / "x.feature"
    path.write_text(
        "Feature: f\n"
        "# hint: of no rule\n"
        "Rule: r\n# hint: a\n#   b\n#hint: c\n\n# d\n# hint: e\n# lint: allow x\n# f\n"
        'Example: 1\nGiven x\n"""\n# hint: in a docstring\n"""\n# hint: g\n'
        "Rule: s\n# h\nExample: 2\nGiven x\n",
        encoding="utf-8",
    )
    assert hints(path) == {"r": ["a b", "c", "e", "g"], "s": []}
