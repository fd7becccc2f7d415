"""The README's picture of the watch loop: what `dojo` paints today, page after page."""

import re
import xml.etree.ElementTree as ET

import pytest

from tests.fixtures.course import COURSE

watch_picture = pytest.importorskip("tools.watch_picture")
FILE = COURSE.root / "docs" / "watch.svg"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def written():
    return FILE.read_text(encoding="utf-8")


def untimed(text):
    """Return a text without the time of a verdict, nor the width that it takes."""
    without = re.sub(r' textLength="[\d.]+"(?=[^<]* in all\b)', "", text)
    return re.sub(r"(?<= in all)\s+[\d.]+ m?s\b", "", without)


def test_the_picture_is_what_dojo_paints(written):
    assert untimed(written) == untimed(watch_picture.picture() + "\n"), (
        "python -m tools.watch_picture > docs/watch.svg"
    )


def test_it_goes_from_a_stub_by_a_named_mistake_to_green(written):
    pages = ET.fromstring(written).findall(f"{SVG}g")
    stub, red, green = (" ".join(page.itertext()) for page in pages)
    assert "not written yet" in stub
    assert "✗" not in stub
    assert "z >= 0" in red
    assert re.search(r"✗\s+yours 1", red)
    assert "edit kata/activations.py" in red
    assert "✗" not in green
    assert "Green" in green


def test_it_rests_on_the_mistake_for_who_wants_no_motion_and_is_dark_in_the_dark(written):
    style = ET.fromstring(written).find(f"{SVG}style").text
    before, moving = style.split("@media (prefers-reduced-motion: no-preference)")
    assert ".page-1 { visibility: visible }" in before
    assert "animation" not in before
    assert "animation" in moving
    assert "prefers-color-scheme: dark" in before


def test_a_line_that_is_not_there_is_not_mended_in_silence(monkeypatch, tmp_path):
    monkeypatch.setattr(watch_picture, "RIGHT", "return what nobody wrote")
    with pytest.raises(SystemExit, match="change RIGHT"):
        watch_picture.save(tmp_path, "x")
