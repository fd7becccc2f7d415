"""The animated picture of the README: what the tool writes today, and every number in its turn."""

import re
import xml.etree.ElementTree as ET

import pytest

from tests.fixtures.course import COURSE

pytest.importorskip("matplotlib")
animated_picture = pytest.importorskip("tools.animated_picture")
FILE = COURSE.figures.parent / "docs" / "network.svg"


@pytest.fixture(scope="module")
def written():
    return FILE.read_text(encoding="utf-8")


def test_the_picture_is_what_the_reference_computes(written):
    assert written == animated_picture.picture() + "\n"


def test_every_number_appears_in_some_stage_and_what_is_given_stands_there(written):
    names = re.findall(r'data-number="([^"]+)"', written)
    stages = " ".join(animated_picture.STAGES).split()
    given = {"a0-0", "a0-1", "b1-0", "b1-1", "b1-2", "b2-0"}
    assert {name for name in names if not name.startswith(tuple(stages))} == given
    for stage in stages:
        assert any(name.startswith(stage) for name in names), stage


def test_it_rests_for_who_wants_no_motion_and_is_dark_in_the_dark(written):
    style = ET.fromstring(written).find("{http://www.w3.org/2000/svg}style").text
    before, moving = style.split("@media (prefers-reduced-motion: no-preference)")
    assert "animation" in moving
    assert "animation" not in before
    light, dark = animated_picture.colours()
    assert light.split("; ")[0] != dark.split("; ")[0]
    assert light in before
    assert dark in before
