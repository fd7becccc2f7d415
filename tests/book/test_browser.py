"""The book in a real browser: what can be played with, accessibility, and no request at all."""

import numpy as np
import pytest

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
XOR_X, XOR_Y = np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]]), np.array([[0], [1], [1], [0.0]])
MOVE = """values => { for (const [name, value] of Object.entries(values)) {
    const slider = document.getElementById('neuron-' + name);
    slider.value = value;
    slider.dispatchEvent(new Event('input'));
} }"""
NEAR = {"rtol": 1e-12, "atol": 1e-12}


def numbers(page, within="#play-training"):
    """Return {name: number} of all that a part shows, in full precision."""
    found = page.eval_on_selector_all(
        f"{within} [data-value]", "all => all.map(one => [one.dataset.name, one.dataset.value])"
    )
    return {name: float(value) for name, value in found if value}


def network_on(shown, kata, column):
    """Read a network from the numbers of the table of parameters."""
    Layer, layers = kata("forward_propagation").Layer, []
    for at, (rows, columns) in enumerate([(2, 3), (3, 1)], 1):
        W = [
            [shown[f"{column}W{at}_{i}_{j}"] for j in range(1, columns + 1)]
            for i in range(1, rows + 1)
        ]
        b = [shown[f"{column}b{at}_{j}"] for j in range(1, columns + 1)]
        layers.append(Layer(np.array(W), np.array(b), "sigmoid"))
    return layers


def test_a_training_step_agrees_with_the_kata(book, visit, kata):
    page = visit(book)
    for rate in (2, 0.5):
        page.fill("#training-rate", str(rate))
        page.click("#play-training [data-act=step]")
        said = numbers(page)
        network = network_on(said, kata, "value:")
        signals = kata("forward_propagation").forward(network, XOR_X)
        for row in range(4):
            for unit in range(3):
                z, a = signals[0][0][row, unit], signals[0][1][row, unit]
                assert said[f"s{row + 1}:z1_{unit + 1}"] == pytest.approx(z, 1e-12, 1e-12)
                assert said[f"s{row + 1}:a1_{unit + 1}"] == pytest.approx(a, 1e-12, 1e-12)
            ŷ = signals[1][1][row, 0]
            assert said[f"s{row + 1}:yhat_1"] == pytest.approx(ŷ, 1e-12, 1e-12)
        J = kata("cost").mse(XOR_Y, signals[1][1])
        assert said["said"] == pytest.approx(J, 1e-12, 1e-12)
        gradients = kata("backpropagation").backpropagate(network, XOR_X, XOR_Y, "mse")
        shown = network_on(said, kata, "gradient:")
        after = network_on(said, kata, "new:")
        for layer, mine, new, (dW, db) in zip(network, shown, after, gradients, strict=True):
            np.testing.assert_allclose(mine.W, dW, **NEAR)
            np.testing.assert_allclose(mine.b, db, **NEAR)
            np.testing.assert_allclose(new.W, layer.W - rate * dW, **NEAR)
            np.testing.assert_allclose(new.b, layer.b - rate * db, **NEAR)


def test_each_move_shows_its_numbers_and_back_takes_them_away(book, visit):
    page = visit(book)
    hidden = page.locator("#play-training [data-name='s1:z1_1']")
    assert hidden.get_attribute("data-value") is None
    page.click("#play-training [data-act=next]")
    assert hidden.get_attribute("data-value") is not None
    page.click("#play-training [data-act=back]")
    assert hidden.get_attribute("data-value") is None


def test_a_hundred_steps_lower_the_cost(book, visit):
    page = visit(book)
    page.click("#play-training [data-act=step]")
    first = numbers(page)["said"]
    page.evaluate(
        "const step = document.querySelector('#play-training [data-act=step]');"
        "for (let made = 0; made < 100; made++) step.click()"
    )
    assert numbers(page)["said"] < first


def test_a_neuron_agrees_with_the_kata_for_every_activation(book, visit, kata):
    page = visit(book)
    activations = kata("activations")
    for name in page.eval_on_selector_all("#neuron-f option", "all => all.map(o => o.value)"):
        page.select_option("#neuron-f", name)
        for w1, w2, b, x1, x2 in [(1, -0.5, 0.5, 1, 2), (-3, 2.9, -1, 3, -3), (0, 0, 0, 1, 1)]:
            for slider, value in zip(
                ("w1", "w2", "b", "x1", "x2"), (w1, w2, b, x1, x2), strict=True
            ):
                page.fill(f"#neuron-{slider}", str(value))
            z = kata("neuron").weighted_sum(np.array([x1, x2]), np.array([w1, w2]), b)
            f, slope = getattr(activations, name), getattr(activations, f"{name}_prime")
            said = numbers(page, "#play-neuron")
            for shown, is_ in (("z", z), ("a", f(z)), ("slope", slope(z))):
                assert said[shown] == pytest.approx(is_, 1e-12, 1e-12)


def test_a_slider_answers_the_keyboard(book, visit):
    page = visit(book)
    before = numbers(page, "#play-neuron")["z"]
    page.focus("#neuron-w1")
    page.keyboard.press("ArrowRight")
    assert numbers(page, "#play-neuron")["z"] == pytest.approx(before + 0.1)


def test_it_asks_the_network_for_nothing(book, browser):
    context = browser.new_context()
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(book.as_uri())
    page.wait_for_load_state("networkidle")
    context.close()
    assert [url for url in asked if not url.startswith("data:")] == [book.as_uri()]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_page_never_scrolls_sideways(book, visit, size):
    page = visit(book, viewport=size)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_violation_of_accessibility(book, visit, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not here")
    page = visit(book, color_scheme=scheme, bypass_csp=True, viewport=DESK)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.click("#play-training [data-act=step]")
    # Of each kind of thing there is enough left to look at: a chapter's other rules are like these.
    page.evaluate(
        "for (const one of document.querySelectorAll('section.rule ~ section.rule')) one.remove();"
        "for (const one of document.querySelectorAll('tr:nth-child(n + 4)')) one.remove();"
        "for (const one of document.querySelectorAll('.proof ~ .proof')) one.remove()"
    )
    found = axe.Axe().run(page).response["violations"]
    bad = [
        (violation["id"], violation["nodes"][0]["html"][:200], len(violation["nodes"]))
        for violation in found
        if violation["impact"] in ("serious", "critical")
    ]
    assert bad == []


def test_without_scripts_everything_can_be_read(book, visit):
    page = visit(book, java_script_enabled=False)
    assert page.locator("#search").is_hidden()
    assert page.locator("#play-neuron noscript").is_visible()
    assert page.locator("section.rule").first.is_visible()
    assert page.locator("details.proof").first.is_visible()


def test_search_finds_a_rule_and_goes_there(book, visit):
    page = visit(book, viewport=DESK)
    page.fill("#search", "relu kink")
    assert "place" in page.inner_text("#found")
    page.click("#hits li:first-child a")
    target = page.evaluate("location.hash.slice(1)")
    assert page.locator(f"[id='{target}']").is_visible()


def test_search_knows_stems_and_says_when_it_finds_nothing(book, visit):
    page = visit(book, viewport=DESK)
    found = {}
    for asked in ("initialise", "initialisation", "initialised"):
        page.fill("#search", asked)
        found[asked] = page.inner_text("#hits")
    assert len(set(found.values())) == 1
    assert found["initialise"]
    page.fill("#search", "relu xylophone")
    assert page.inner_text("#found") == "Nothing found: “xylophone” stands nowhere in the book."
    assert page.inner_text("#hits") == ""


def test_the_skip_link_comes_first(book, visit):
    page = visit(book)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "book"
