"""Drawings of the figures: safe, the same every time, and what an unfinished kata gets."""

import re
import shutil
import time
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from dojo.book.course_figures import of_course
from dojo.book.drawings import drawings
from dojo.book.experiments import Result
from dojo.book.page import unquoted
from dojo.course.feature_source import FeatureSource
from dojo.workspace.stubs import stub
from tests.fixtures.course import COURSE

pytest.importorskip("matplotlib")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def chapters():
    return of_course(COURSE.features)


@pytest.fixture(scope="module")
def drawn(chapters):
    return by_name(drawings(COURSE.reference, chapters, seconds=60))


def by_name(drawings):
    """Return the figures by their names, without what toys have asked for."""
    return {one.name: one for one in drawings if one.svg}


@pytest.fixture
def kata(tmp_path):
    folder = tmp_path / "kata"
    shutil.copytree(COURSE.reference, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def spoil(folder, module, old, new):
    file = folder / f"{module}.py"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_every_figure_is_drawn_in_the_order_of_the_chapters(drawn, chapters):
    assert list(drawn) == [figure.name for chapter in chapters for figure in chapter.figures]
    assert [one.name for one in drawn.values() if one.is_ghost] == []
    features = [one.feature for one in drawn.values()]
    assert features == sorted(features)
    assert len(features) > len(set(features)) > 4
    assert sum(len(one.svg) for one in drawn.values()) < 13_500 * len(drawn)


def test_figures_and_toys_stand_in_rules_that_there_are(chapters):
    for chapter in chapters:
        feature = FeatureSource(chapter.feature, chapter.feature.name).document.feature
        rules = {child.rule.name for child in feature.children if child.rule}
        placed = {one.rule for one in (*chapter.figures, *chapter.toys)} - {""}
        assert placed <= rules, chapter.feature.name


def test_a_drawing_is_safe_and_takes_the_pages_colours(drawn, subtests):
    for drawing in drawn.values():
        with subtests.test(drawing.name):
            check_it_is_safe(drawing)


def check_it_is_safe(drawing):
    root = ET.fromstring(drawing.svg)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == drawing.title
    assert root.find(f"{SVG}desc").text == drawing.alternative
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags.isdisjoint({"script", "style", "image", "foreignObject", "metadata", "a"})
    pairs = [pair for element in root.iter() for pair in element.attrib.items()]
    values = [value for key, value in pairs if key != "href"]
    assert [
        v for v in values if re.search(r"(?<!url\()#[0-9a-f]{3,6}\b|rgb\(|https?:|data:", v)
    ] == []
    assert not [k for e in root.iter() for k in e.attrib if k.startswith("on")]
    families = [e for e in root.iter() if "font-family" in e.get("style", "")]
    assert families == [root]
    paints = [
        paint
        for value in values
        for paint in re.findall(r"(?:fill|stroke): ?([^;]+)", value)
        if paint != "none"
    ]
    assert paints
    assert [paint for paint in paints if not re.fullmatch(r"var\(--[a-z0-9]+\)", paint)] == []


def test_every_label_begins_inside_the_drawing(drawn, subtests):
    for drawing in drawn.values():
        with subtests.test(drawing.name):
            check_its_labels_are_inside(drawing)


def check_its_labels_are_inside(drawing):
    root = ET.fromstring(drawing.svg)
    _, _, width, height = map(float, root.get("viewBox").split())
    labels = list(root.iter(f"{SVG}text"))
    assert labels
    for label in labels:
        moved = re.search(r"translate\((\S+)[ ,]+(\S+)\)", label.get("transform") or "")
        x, y = moved.groups() if moved else (label.get("x"), label.get("y"))
        assert 0 <= float(x) <= width * 0.99, label.text
        assert 0 <= float(y) <= height, label.text


def test_names_inside_the_drawings_are_unique_in_the_book(drawn):
    names = [
        element.get("id")
        for drawing in drawn.values()
        for element in ET.fromstring(drawing.svg).iter()
        if element.get("id")
    ]
    assert len(names) == len(set(names))
    for drawing in drawn.values():
        root = ET.fromstring(drawing.svg)
        known = {element.get("id") for element in root.iter()}
        referred = set(re.findall(r"url\(#([^)]+)\)|href=\"#([^\"]+)\"", drawing.svg))
        assert {a or b for a, b in referred} <= known


def test_a_text_alternative_carries_the_numbers(drawn):
    for drawing in drawn.values():
        assert len(re.findall(r"\d", drawing.alternative)) > 10, drawing.name
        assert drawing.caption not in drawing.alternative


def test_the_same_kata_gives_the_same_drawings(drawn, book):
    """Another process has drawn those of the book, where they share their styles."""

    def bare(text):
        own = r' (?:style|class)=(?:"[^"]*"|[^\s">]+)| id="?[^\s">]+-drawn"?'
        return unquoted(re.sub(own, "", text))

    text = bare(book.read_text(encoding="utf-8"))
    assert [name for name, one in drawn.items() if bare(one.svg) not in text] == []


def test_of_stubs_nothing_is_drawn_and_each_says_what_is_missing(tmp_path, chapters, drawn):
    folder = tmp_path / "kata"
    folder.mkdir()
    for file in COURSE.reference.glob("*.py"):
        text = file.read_text(encoding="utf-8")
        written = text if file.stem == "__init__" else stub(text)
        (folder / file.name).write_text(written, encoding="utf-8")
    found = by_name(drawings(folder, chapters))
    assert list(found) == list(drawn)
    # The calculus is no work of the kata's.
    assert [name for name, drawing in found.items() if not drawing.is_ghost] == ["chain"]
    for drawing in found.values():
        check_it_is_safe(drawing)
        if drawing.is_ghost:
            assert "is not written yet" in drawing.caption
            (function,) = re.findall(r"\((?:\S+):\d+ (\w+)\)$", drawing.caption)
            assert f"{function} draws this figure" in drawing.svg
            assert drawing.title in drawing.alternative


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return np.nan * z", "nan or infinite"),
        ("return z[:3]", "tanh returns an array of shape (3,), which cannot be used here"),
        ("return None", "returned None"),
        ("raise SystemExit", "ends the program"),
        ("import os; os._exit(1)", "ended the whole process"),
        ("return ['<script>'] * len(z)", "cannot be used"),
        ("while True: pass", "The code gave no answer within 1 s"),
        (
            "\n    while True:\n        try:\n            for _ in iter(int, 1): z + 0\n"
            "        except BaseException: pass",
            "could not be interrupted",
        ),
    ],
)
def test_a_broken_function_costs_its_own_figure_alone(kata, some, body, said):
    spoil(kata, "activations", "    return np.tanh(z)\n", f"    {body}\n")
    start = time.monotonic()
    found = some(kata, "activations-and-slopes", "born-dead", seconds=1)
    # No measure of speed: without a limit the loops would never end.
    assert time.monotonic() - start < 60
    assert found["activations-and-slopes"].is_ghost
    assert said in found["activations-and-slopes"].caption
    assert not found["born-dead"].is_ghost


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            "insert(0, (inputs[i].T",
            "insert(0, (-inputs[i].T",
            "= −36, but the code answers ∂J/∂W₁ = 36 ✗",
        ),
        (
            "], network[i][2])",
            "], 'identity')",
            "(−6)·5·0 = 0, but the code answers ∂J/∂b₁ = −30 ✗",
        ),
        (
            "return _error(cost_prime",
            "return 2 * _error(cost_prime",
            "(−6)·1 = −6, but the code answers ∂J/∂b₂ = −12 ✗",
        ),
    ],
    ids=["sign", "slope", "scale"],
)
def test_a_wrong_gradient_is_marked_where_it_comes_about(kata, some, right, wrong, said):
    spoil(kata, "backpropagation", right, wrong)
    svg = some(kata, "both-passes")["both-passes"].svg
    assert said in svg
    for told in re.findall(r'data-said="([^"]*)"', svg):
        assert not ("✗" in told and "proved" in told)
    if "∂b" in said:
        assert "proved" not in "".join(re.findall(r'data-said="([^"]*)"', svg))


@pytest.fixture
def some(chapters):
    """Draw the figures of these names only, to spare the time of the others."""

    def draw(kata, *names, seconds=60):
        chosen = [
            replace(chapter, figures=tuple(f for f in chapter.figures if f.name in names), toys=())
            for chapter in chapters
        ]
        return by_name(drawings(kata, chosen, seconds))

    return draw


def test_numbers_of_a_wrong_size_make_no_figure_and_no_error(kata, some):
    spoil(kata, "dying_relu", "    return upper + c *", "    return upper, upper, upper + c *")
    assert "make no figure" in some(kata, "born-dead")["born-dead"].caption


def test_where_there_is_no_fork_the_same_is_drawn(drawn, some, monkeypatch):
    monkeypatch.setenv("DOJO_NO_FORK", "1")
    names = ("learning-rates", "decision-boundary", "hidden-view")
    assert some(COURSE.reference, *names) == {name: drawn[name] for name in names}


def test_figures_that_share_their_data_ask_for_it_once(chapters, monkeypatch):
    asked = []

    def results(kata, experiments, seconds):
        for experiment in experiments:
            asked.append(experiment.name)
            yield experiment, Result(None, "not now")

    monkeypatch.setattr("dojo.book.drawings.results", results)
    found = list(by_name(drawings(COURSE.reference, chapters)))
    assert {"decision-boundary", "digits-read"} <= set(asked)
    assert set(found) - set(asked) == {
        *("vanishing", "hidden-view", "digits-mistaken", "confusion-matrix", "first-weights"),
        "moved-digits",
    }


def test_a_folder_without_a_kata_is_said_to_be_empty(tmp_path, some):
    found = some(tmp_path, "activations-and-slopes")
    assert "There is no" in found["activations-and-slopes"].caption
