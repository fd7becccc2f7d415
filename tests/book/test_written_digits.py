"""A digit written in a real browser, and read there by the network that the kata has trained."""

import json
from math import cos, radians, sin

import jinja2
import numpy as np
import pytest

from dojo.book import page as book_page
from dojo.book.drawing import Drawing
from dojo.book.experiments import Experiment, conduct
from figures.learning import digits, reading
from tests.fixtures.course import COURSE

TOY, SHEET = "#play-reading", "#play-reading .sheet"


@pytest.fixture
def book(toys):
    """What stands around a toy makes no difference to it."""
    return toys


def arc(x, y, wide, high, first, last):
    """Return points along an ellipse, by degrees from its right end downwards."""
    turns = [radians(first + (last - first) * step / 24) for step in range(25)]
    return [(x + wide * cos(turn), y + high * sin(turn)) for turn in turns]


# On a sheet of 320×320, as a person would write them.
DIGITS = {
    0: [arc(160, 160, 60, 95, -90, 270)],
    1: [[(120, 110), (165, 60), (165, 260)]],
    2: [[*arc(160, 110, 55, 50, -170, 30), (105, 255), (220, 255)]],
    3: [[*arc(150, 110, 55, 50, -160, 90), *arc(150, 210, 60, 50, -90, 160)]],
    4: [[(175, 60), (95, 190), (225, 190)], [(185, 140), (185, 260)]],
    5: [[(215, 65), (120, 65), (112, 150), *arc(150, 200, 60, 58, -130, 150)]],
    6: [[(190, 60), (135, 130), (110, 200), *arc(160, 205, 50, 50, 180, 540)]],
    7: [[(100, 70), (215, 70), (140, 260)]],
    8: [arc(160, 110, 45, 45, 90, 450), arc(160, 210, 55, 52, -90, 270)],
    9: [[*arc(160, 115, 48, 50, 0, 360), (208, 115), (200, 200), (180, 260)]],
}


def write(page, strokes, scale=1.0):
    """Write strokes with the mouse, on a sheet that is empty before."""
    page.click(f"{TOY} [data-act=clear]")
    page.locator(SHEET).scroll_into_view_if_needed()
    box = page.locator(SHEET).bounding_box()
    unit = box["width"] / 320 * scale
    for stroke in strokes:
        (x, y), *rest = [(box["x"] + x * unit, box["y"] + y * unit) for x, y in stroke]
        page.mouse.move(x, y)
        page.mouse.down()
        for at in rest:
            page.mouse.move(*at)
        page.mouse.up()


def seen(page):
    """Return the pixels that the network sees, and its probabilities."""
    x = json.loads(page.get_attribute(TOY, "data-pixels"))
    shown = page.eval_on_selector_all(
        f"{TOY} .bars output", "all => all.map(one => one.dataset.value)"
    )
    return np.array([x]), np.array(list(map(float, shown)))


def network_of(page, kata):
    Layer = kata("forward_propagation").Layer
    layers = json.loads(page.get_attribute(TOY, "data-network"))
    return [Layer(np.array(one["W"]) / 1000, np.array(one["b"]) / 1000, one["f"]) for one in layers]


def test_what_is_read_agrees_with_the_kata(book, visit, kata):
    page = visit(book)
    network = network_of(page, kata)
    for strokes in DIGITS.values():
        write(page, strokes)
        x, ŷ = seen(page)
        assert set(np.unique(x * 16 % 1)) == {0}
        predicted = kata("forward_propagation").predict(network, x)[0]
        np.testing.assert_allclose(ŷ, predicted, rtol=1e-12, atol=1e-12)


def test_digits_written_with_a_mouse_are_read(book, visit):
    page = visit(book)
    read = {}
    for digit, strokes in DIGITS.items():
        write(page, strokes)
        read[digit] = int(seen(page)[1].argmax())
        assert f"reads a {read[digit]} " in page.inner_text("#reading-said")
    assert sum(digit == answer for digit, answer in read.items()) >= 8, read


def test_where_and_how_large_one_writes_makes_no_difference(book, visit):
    page = visit(book)
    write(page, DIGITS[2])
    large, _ = seen(page)
    write(page, DIGITS[2], scale=0.6)
    small, _ = seen(page)
    assert np.abs(large - small).max() < 0.25
    assert small.sum() > 10


def test_the_keyboard_writes_too(book, visit):
    page = visit(book)
    page.focus(SHEET)
    for key in ("ArrowUp", " ", *["ArrowDown"] * 9, " ", "ArrowRight"):
        page.keyboard.press(key)
    x, _ = seen(page)
    columns = x.reshape(8, 8).sum(axis=0)
    assert columns[3] == columns[4] > 4
    assert columns[0] == columns[7] == 0
    page.keyboard.press("Delete")
    assert page.get_attribute(TOY, "data-pixels") is None
    assert page.inner_text("#reading-said") == "Write a digit."


def test_an_image_that_was_held_out_is_read_as_the_figure_says(book, visit):
    page = visit(book)
    feature = COURSE.features / "12_learning.feature"
    shown = conduct(COURSE.reference, Experiment(feature, "digits-read", digits.data)).data["shown"]
    assert len(shown) == 20
    for index, image in enumerate(shown):
        page.select_option("#reading-shown", str(index))
        x, ŷ = seen(page)
        assert x[0].tolist() == image["pixels"]
        assert ŷ.argmax() == image["read"]


@pytest.fixture
def alone(tmp_path):
    """Return what writes a page of the toy alone, for a network or for none."""
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)

    def put(data, why=""):
        asked = Drawing(COURSE.features, "", "reading", "", "", why, "", data is None, data)
        html, _, script = book_page._toy(reading.TOY, environment, asked)
        tools = (book_page.HERE / "toys.js").read_text(encoding="utf-8")
        path = tmp_path / "page.html"
        path.write_text(f"<meta charset=utf-8>{html}<script>{tools}{script}</script>", "utf-8")
        return path

    return put


def thousandths(rng, size):
    return np.rint(1000 * rng.normal(size=size)).astype(int).tolist()


@pytest.mark.parametrize("hidden", [[], [5], [6, 7]])
def test_a_network_of_any_layout_reads(alone, visit, kata, hidden):
    rng, widths = np.random.default_rng(3), [64, *hidden, 10]
    activations = [*["tanh", "elu"][: len(hidden)], "softmax"]
    network = [
        {"W": thousandths(rng, shape), "b": thousandths(rng, shape[1]), "f": f}
        for *shape, f in zip(widths, widths[1:], activations, strict=False)
    ]
    page = visit(alone({"network": network, "shown": [], "accuracy": 0.1}))
    write(page, DIGITS[5])
    x, ŷ = seen(page)
    predicted = kata("forward_propagation").predict(network_of(page, kata), x)[0]
    np.testing.assert_allclose(ŷ, predicted, rtol=1e-12, atol=1e-12)


def test_where_no_network_has_learnt_a_ghost_says_why(alone, visit):
    page = visit(alone(None, "learn is not written yet. (kata/learning.py:69 learn)"))
    assert "kata/learning.py:69 learn" in page.inner_text(TOY)
    assert page.locator(f"{TOY} .ghost").count() == 1
    assert page.locator(SHEET).count() == 0
