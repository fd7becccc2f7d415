"""Figures whose parts can be asked, in a real browser: by pointer, finger and keyboard."""

import numpy as np
import pytest

from dojo.book import sketch
from figures import backpropagation as figure

PHONE = {"width": 390, "height": 844}

ANSWERS = """() => [...document.querySelectorAll('#figure--both-passes .edge')].map(edge => {
    edge.dispatchEvent(new MouseEvent('click', {bubbles: true}));
    return document.querySelector('#figure--both-passes .told').textContent;
})"""

FLOWING = """async name => {
    const figure = document.querySelector(name), sent = [];
    const told = figure.querySelector('.told'), before = told.textContent;
    const seen = all => all.flatMap(one => [...one.addedNodes])
        .forEach(one => one.classList?.contains('flowing') && sent.push([told.textContent.split(':')[0], one.textContent]));
    new MutationObserver(seen).observe(figure.querySelector('svg'), {childList: true});
    figure.querySelector('button.flow').click();
    while (told.textContent === before) await new Promise(requestAnimationFrame);
    while (told.textContent !== before) await new Promise(requestAnimationFrame);
    return sent;
}"""


@pytest.fixture
def book(short):
    """Figures stand outside of the examples."""
    return short


def test_every_edge_of_the_worked_example_says_input_times_delta(book, visit, kata):
    Layer = kata("forward_propagation").Layer
    network = [Layer(np.array(W), np.array(b), f) for W, b, f in figure.NETWORK]
    X, Y = np.array([figure.x]), np.array([figure.y])
    gradients = kata("backpropagation").backpropagate(network, X, Y, "mse")
    said = visit(book).evaluate(ANSWERS)
    entries = [entry for dW, _ in gradients for entry in dW.ravel()]
    assert len(said) == len(entries) == 9
    for sentence, entry in zip(said, entries, strict=True):
        assert f"= {sketch.number(entry)} = ∂J/∂W" in sentence
        assert "input × δ" in sentence
        assert sentence.endswith("proved.")
    assert "2 × (−18) = −36" in " ".join(said)


def test_an_edge_lights_up_its_input_and_its_delta(book, visit):
    page = visit(book)
    page.focus("#figure--both-passes .edge >> nth=3")
    assert "2 × (−18)" in page.inner_text("#figure--both-passes .told")
    lit = page.locator("#figure--both-passes .used").all_text_contents()
    assert lit == ["2", "δ = −18"]


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)])
def test_the_first_screen_shows_a_network_that_can_be_asked(pages, visit, size):
    page = visit(pages / "index.html", viewport=dict(zip(("width", "height"), size, strict=True)))
    network = page.locator(".cover .drawing svg")
    box = network.bounding_box()
    assert box["y"] + 0.8 * box["height"] < size[1]
    page.locator(".cover .edge .reach").first.click()
    told = page.inner_text(".cover .told")
    assert "input × δ = x × δ₁ = 1 × (−18) = −18 = ∂J/∂W₁, proved." in told


def test_the_numbers_of_the_worked_example_go_into_each_layer_and_deltas_come_back(
    book, visit, kata
):
    Layer = kata("forward_propagation").Layer
    network = [Layer(np.array(W), np.array(b), f) for W, b, f in figure.NETWORK]
    X, Y = np.array([figure.x]), np.array([figure.y])
    (_, a), _ = kata("forward_propagation").forward(network, X)
    (_, δ1), (_, δ2) = kata("backpropagation").backpropagate(network, X, Y, "mse")
    forward = [*np.repeat(figure.x, 3), *a[0]]
    back = [*np.repeat(δ2, 3), *np.tile(δ1, 2)]
    sent = visit(book).evaluate(FLOWING, "#figure--both-passes")
    expected = [("Forward", each) for each in forward] + [("Back", each) for each in back]
    assert sent == [[way, sketch.number(value)] for way, value in expected]


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_the_numbers_on_the_cover_flow_by_themselves_unless_nothing_shall_move(
    pages, visit, motion
):
    page = visit(pages / "index.html", reduced_motion=motion)
    assert bool(page.locator(".cover .flowing").count()) is (motion == "no-preference")
    page.locator(".cover .flowing").first.wait_for(state="detached")
    assert page.locator(".cover button.flow").is_visible()


def test_a_hidden_unit_says_how_its_delta_comes_back(book, visit):
    page = visit(book)
    page.focus("#figure--both-passes .unit >> nth=0")
    said = page.inner_text("#figure--both-passes .told")
    assert "δ₁ = δ₂·W₂ · f′(z₁) = (−6)·3·1 = −18 = ∂J/∂b₁" in said
    lit = page.locator("#figure--both-passes .used").all_text_contents()
    assert lit == ["1", "2", "b = 2", "δ = −6"]


def test_parts_of_a_figure_answer_the_keyboard_and_a_finger(book, visit):
    page = visit(book, viewport=PHONE, has_touch=True)
    told, parts = page.locator("#figure--both-passes .told"), "#figure--both-passes .part"
    before = told.inner_text()
    page.tap(f"{parts}.unit >> nth=0")
    first = told.inner_text()
    assert first.startswith("Layer 1, unit 1: z₁ = 1·1")
    assert first != before
    page.keyboard.press("ArrowRight")
    assert told.inner_text() not in (before, first)
    assert page.locator(f"{parts}[tabindex='0']").count() == 1
