"""The pictures: their numbers against an independent source, and what an unfinished kata gets."""

import re
import shutil
import time
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from dojo.book.experiments import conduct
from dojo.book.pictures import pictures
from dojo.book.plans import PICTURES
from dojo.course import locations
from dojo.workspace.stubs import stub

pytest.importorskip("matplotlib")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn():
    return {picture.name: picture for picture in pictures(locations.REFERENCE, seconds=60)}


def data_of(name):
    result = conduct(locations.REFERENCE, name)
    assert result.why == ""
    return result.data


@pytest.fixture
def kata(tmp_path):
    folder = tmp_path / "kata"
    shutil.copytree(locations.REFERENCE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def spoil(folder, module, old, new):
    file = folder / f"{module}.py"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_every_planned_picture_is_drawn_in_the_order_of_the_chapters(drawn):
    assert list(drawn) == [plan.name for plan in PICTURES]
    assert [p.name for p in drawn.values() if not p.svg] == []
    chapters = [p.chapter for p in drawn.values()]
    assert chapters == sorted(chapters)
    assert sum(len(p.svg) for p in drawn.values()) < 1_200_000


@pytest.mark.parametrize("name", [plan.name for plan in PICTURES])
def test_a_drawing_is_safe_and_takes_the_pages_colours(drawn, name):
    picture = drawn[name]
    root = ET.fromstring(picture.svg)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == picture.title
    assert root.find(f"{SVG}desc").text == picture.alternative
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags.isdisjoint({"script", "style", "image", "foreignObject", "metadata", "a"})
    pairs = [pair for element in root.iter() for pair in element.attrib.items()]
    values = [value for key, value in pairs if key != "href"]
    assert [
        v for v in values if re.search(r"(?<!url\()#[0-9a-f]{3,6}\b|rgb\(|https?:|data:", v)
    ] == []
    assert not [k for e in root.iter() for k in e.attrib if k.startswith("on")]
    paints = [
        paint
        for value in values
        for paint in re.findall(r"(?:fill|stroke): ([^;]+)", value)
        if paint != "none"
    ]
    assert paints
    assert [paint for paint in paints if not re.fullmatch(r"var\(--[a-z0-9]+\)", paint)] == []


@pytest.mark.parametrize("name", [plan.name for plan in PICTURES])
def test_every_label_begins_inside_the_drawing(drawn, name):
    root = ET.fromstring(drawn[name].svg)
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
        for picture in drawn.values()
        for element in ET.fromstring(picture.svg).iter()
        if element.get("id")
    ]
    assert len(names) == len(set(names))
    for picture in drawn.values():
        root = ET.fromstring(picture.svg)
        known = {element.get("id") for element in root.iter()}
        referred = set(re.findall(r"url\(#([^)]+)\)|href=\"#([^\"]+)\"", picture.svg))
        assert {a or b for a, b in referred} <= known


def test_a_text_alternative_carries_the_numbers(drawn):
    for picture in drawn.values():
        assert len(re.findall(r"\d", picture.alternative)) > 20, picture.name
        assert picture.caption not in picture.alternative


def test_the_same_kata_gives_the_same_drawings(drawn):
    again = {p.name: p for p in pictures(locations.REFERENCE, seconds=60)}
    assert again == drawn


def test_slopes_are_what_the_curves_differences_say():
    data = data_of("activations")
    z = np.array(data["z"])
    for name, curve in data["curves"].items():
        measured = np.gradient(np.array(curve["a"]), z)
        away = np.abs(z) > 0.11
        assert np.allclose(measured[away], np.array(curve["slope"])[away], atol=0.02), name


def test_the_v_has_its_point_near_1e_5_and_grows_as_the_square_on_its_right():
    data = data_of("gradient_errors")
    ε, errors = np.array(data["ε"]), np.array(data["errors"])
    assert 1e-6 < ε[errors.argmin()] < 1e-4
    right = (ε >= 1e-3) & (ε <= 0.1)
    slope, _ = np.polyfit(np.log10(ε[right]), np.log10(errors[right]), 1)
    assert abs(slope - 2) < 0.05
    left = ε <= 1e-7
    slope, _ = np.polyfit(np.log10(ε[left]), np.log10(errors[left]), 1)
    assert -1.3 < slope < -0.7


def test_more_units_die_the_larger_the_learning_rate():
    data = data_of("dead_units")
    means = np.mean(data["dead"], axis=1)
    assert means[0] < 0.05
    assert means[-1] > 0.9
    assert np.all(np.diff(means[2:]) > 0)


def test_simulated_deaths_lie_between_the_published_bounds():
    data = data_of("born_dead")
    for at in data["widths"]:
        N = at["width"]
        a1, a2 = 1 - 0.5**N, 1 - 0.5 ** (N - 1) - (N - 1) / 4**N
        c = (1 - 0.5 ** (N - 1)) * (1 - 0.5**N) / (1 + (N - 1) / 2**N)
        for L, (low, high) in zip(data["every depth"], at["bounds"], strict=True):
            assert high == pytest.approx(1 - a1 ** (L - 2))
            assert low == pytest.approx(high + c * (a2 ** (L - 2) - a1 ** (L - 2)))
        bounds = dict(zip(data["every depth"], at["bounds"], strict=True))
        for L, share in zip(data["depths"], at["born dead"], strict=True):
            slack = 4 * (0.25 / data["networks"]) ** 0.5
            assert bounds[L][0] - slack <= share <= bounds[L][1] + slack


def test_one_rate_crawls_one_arrives_and_one_leaps():
    crawls, arrives, leaps = data_of("learning_rates")["costs"]
    assert np.all(np.diff(crawls) < 0)
    assert crawls[-1] > 0.6
    assert arrives[-1] < 0.05
    assert max(leaps) > 2 * leaps[0]


def test_the_boundary_ends_with_every_sample_on_its_side():
    data = data_of("boundary")
    assert [round(ŷ) for ŷ in data["ŷ"]] == data["y"]
    assert data["J"] == sorted(data["J"], reverse=True)
    across, last = np.array(data["across"]), np.array(data["stages"][-1])
    for (x1, x2), y in zip(data["x"], data["y"], strict=True):
        column, row = (int(np.abs(across - x).argmin()) for x in (x1, x2))
        assert round(last[row, column]) == y


def test_the_confusion_matrix_counts_what_was_read():
    data = data_of("reading")
    counts = np.array(data["counts"])
    assert np.trace(counts) / counts.sum() == pytest.approx(data["accuracy"])
    assert counts.sum() - np.trace(counts) == len(data["mistakes"])
    assert data["accuracy"] > 0.95
    assert np.shape(data["weights"])[1] == 64


def test_of_stubs_nothing_is_drawn_and_each_says_what_is_missing(tmp_path):
    folder = tmp_path / "kata"
    folder.mkdir()
    for file in locations.REFERENCE.glob("*.py"):
        text = file.read_text(encoding="utf-8")
        written = text if file.stem == "__init__" else stub(text)
        (folder / file.name).write_text(written, encoding="utf-8")
    found = list(pictures(folder))
    assert [picture.name for picture in found] == [plan.name for plan in PICTURES]
    for picture in found:
        assert picture.svg == ""
        assert "is not written yet" in picture.caption
        assert picture.title in picture.alternative


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return np.nan * z", "nan or infinite"),
        ("return z[:3]", "the shape (3,) where (161,) belongs"),
        ("return None", "returned None"),
        ("raise SystemExit", "ends the program"),
        ("import os; os._exit(1)", "ended the whole process"),
        ("return ['<script>'] * len(z)", "cannot be used"),
        ("while True: pass", "No answer within 1 s"),
        (
            "\n    while True:\n        try:\n            for _ in iter(int, 1): z + 0\n"
            "        except BaseException: pass",
            "no way to interrupt it",
        ),
    ],
)
def test_a_broken_function_costs_its_own_picture_alone(kata, body, said):
    spoil(kata, "activations", "    return np.tanh(z)\n", f"    {body}\n")
    start = time.monotonic()
    by_name = {p.name: p for p in _some(kata, ("activations", "born_dead"), seconds=1)}
    # No measure of speed: without a limit the loops would never end.
    assert time.monotonic() - start < 60
    assert by_name["activations-and-slopes"].svg == ""
    assert said in by_name["activations-and-slopes"].caption
    assert by_name["born-dead"].svg


def _some(kata, experiments, seconds):
    """Yield the pictures of some experiments only, to spare the time of the others."""
    from dojo.book import pictures as module

    chosen = tuple(plan for plan in PICTURES if plan.experiment in experiments)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "PICTURES", chosen)
        yield from pictures(kata, seconds)


def test_numbers_of_a_wrong_size_make_no_picture_and_no_error(kata):
    spoil(kata, "dying_relu", "    return upper + c *", "    return upper, upper, upper + c *")
    found = {p.name: p for p in _some(kata, ("born_dead",), 60)}
    assert "makes no picture" in found["born-dead"].caption


def test_where_there_is_no_fork_the_same_is_drawn(drawn, monkeypatch):
    monkeypatch.setenv("DOJO_NO_FORK", "1")
    cold = {p.name: p for p in _some(locations.REFERENCE, ("learning_rates", "boundary"), 60)}
    assert cold == {name: drawn[name] for name in cold}


def test_a_folder_without_a_kata_is_said_to_be_empty(tmp_path):
    found = list(_some(tmp_path, ("activations",), 60))
    assert "There is no" in found[0].caption
