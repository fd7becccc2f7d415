"""Toys in a real browser: they agree with the kata, refuse wrong input, and stay in sight."""

import json
import re

import numpy as np
import pytest

from figures import live_network, worked_example

PHONE, LAPTOP, DESK = ((390, 844), (1024, 768), (1440, 900))
XOR_X, XOR_Y = np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]]), np.array([[0], [1], [1], [0.0]])
ONE_X, ONE_Y = np.array([worked_example.x]), np.array([worked_example.y])
TO_THE_TOP = """chosen => document.querySelector(chosen)
    .scrollIntoView({block: 'start', behavior: 'instant'})"""
BOXES = """all => all.map(one => one.getBoundingClientRect())
    .map(box => [box.left, box.top, box.right, box.bottom])"""
NEAR = {"rtol": 1e-12, "atol": 1e-12}


@pytest.fixture
def book(toys):
    """What stands around a toy makes no difference to it."""
    return toys


def numbers(page, toy):
    """Return {name: number} of all that a toy shows, in full precision."""
    found = page.eval_on_selector_all(
        f"#play-{toy} [data-value]", "all => all.map(one => [one.dataset.name, one.dataset.value])"
    )
    return {name: float(value) for name, value in found}


def press(page, toy, *acts):
    for act in acts:
        page.click(f"#play-{toy} [data-act={act}]")


def network_on(shown, kata, column, activations):
    """Read a network from the numbers on the graph."""
    Layer, layers = kata("forward_propagation").Layer, []
    for at, ((rows, columns), f) in enumerate(zip([(2, 3), (3, 1)], activations, strict=True), 1):
        units = range(1, columns + 1)
        W = [[shown[f"{column}W{at}_{i}_{j}"] for j in units] for i in range(1, rows + 1)]
        b = [shown[f"{column}b{at}_{j}"] for j in units]
        layers.append(Layer(np.array(W), np.array(b), f))
    return layers


def check_a_step(page, toy, kata, X, Y, activations, rate):
    """Compare every number of a whole step, each sample's and all together, with the kata's."""
    for row in range(len(X)):
        page.select_option(f"#{toy}-sample", str(row))
        said = numbers(page, toy)
        network = network_on(said, kata, "value:", activations)
        (z1, a1), (z2, ŷ) = kata("forward_propagation").forward(network, X)
        names = {"z1": z1, "a1": a1, "z2": z2, "yhat": ŷ}
        for name, values in names.items():
            shown = [said[f"{name}_{unit + 1}"] for unit in range(values.shape[1])]
            np.testing.assert_allclose(shown, values[row], **NEAR)
        # The sample's own share of ∂J/∂b is its δ.
        part = kata("backpropagation").backpropagate(network, X[[row]], Y[[row]], "mse")
        for name, (_, db) in zip(("dJ_z1", "dJ_z2"), part, strict=True):
            shown = [said[f"{name}_{unit + 1}"] for unit in range(len(db))]
            np.testing.assert_allclose(shown, db / len(X), **NEAR)
        np.testing.assert_allclose(said["J"], kata("cost").mse(Y, ŷ), **NEAR)
    gradients = kata("backpropagation").backpropagate(network, X, Y, "mse")
    shown = network_on(said, kata, "gradient:", activations)
    after = network_on(said, kata, "new:", activations)
    for layer, mine, new, (dW, db) in zip(network, shown, after, gradients, strict=True):
        np.testing.assert_allclose(mine.W, dW, **NEAR)
        np.testing.assert_allclose(mine.b, db, **NEAR)
        np.testing.assert_allclose(new.W, layer.W - rate * dW, **NEAR)
        np.testing.assert_allclose(new.b, layer.b - rate * db, **NEAR)


def test_xor_agrees_with_the_kata_at_every_step(book, visit, kata):
    page = visit(book)
    for rate in (2, 0.5):
        page.fill("#training-rate", str(rate))
        for act in ("step", "step", "hundred"):
            press(page, "training", act)
            check_a_step(page, "training", kata, XOR_X, XOR_Y, ["sigmoid", "sigmoid"], rate)


def test_the_worked_example_agrees_with_the_kata_for_every_activation(book, visit, kata):
    page = visit(book)
    for hidden in page.eval_on_selector_all(
        "#backward-hidden option", "all => all.map(o => o.value)"
    ):
        page.select_option("#backward-hidden", hidden)
        page.select_option("#backward-output", "tanh")
        press(page, "backward", "step")
        check_a_step(page, "backward", kata, ONE_X, ONE_Y, [hidden, "tanh"], 0.005)


def test_what_a_reader_changes_goes_into_the_next_step(book, visit, kata):
    page = visit(book)
    press(page, "backward", "step")
    after = numbers(page, "backward")
    page.click("#play-backward [data-part=W2_1_1]")
    assert float(page.input_value("#backward-chosen").replace("−", "-")) == pytest.approx(
        after["new:W2_1_1"], 1e-5
    )
    page.fill("#backward-chosen", "0,75")
    page.fill("#backward-target", "-3")
    now = numbers(page, "backward")
    assert now["value:W2_1_1"] == 0.75
    assert now["value:W2_2_1"] == after["new:W2_2_1"]
    assert now["y_1"] == -3
    press(page, "backward", "step")
    check_a_step(page, "backward", kata, ONE_X, np.array([[-3.0]]), ["relu", "identity"], 0.005)


UNUSABLE = ("", "  ", "two", "1e", "5000", "1e999", "Infinity", "0x10", "--1")


@pytest.mark.parametrize("field", ["chosen", "target", "rate"])
def test_a_field_refuses_what_it_cannot_use_and_uses_nothing_else(book, visit, field):
    page = visit(book)
    used, before = page.input_value(f"#training-{field}"), numbers(page, "training")
    press(page, "training", "step")
    without = numbers(page, "training")
    for typed in UNUSABLE:
        press(page, "training", "restart")
        page.fill(f"#training-{field}", typed)
        assert page.get_attribute(f"#training-{field}", "aria-invalid") == "true", typed
        refused = page.locator(f"#training-{field}-refused")
        assert f"The value stays {used}" in refused.inner_text()
        assert refused.is_visible()
        assert numbers(page, "training") == before
        press(page, "training", "step")
        assert numbers(page, "training") == without
        assert page.input_value(f"#training-{field}") != typed
        assert not refused.is_visible()


def test_a_rate_too_high_is_neither_shown_as_used_nor_used(book, visit):
    page = visit(book)
    page.fill("#training-rate", "50")
    assert "from 0 to 20. The value stays 2" in page.inner_text("#training-rate-refused")
    page.fill("#training-rate", "3")
    assert page.inner_text("#training-rate-refused") == ""
    assert page.get_attribute("#training-rate", "aria-invalid") == "false"


def test_one_field_mended_leaves_the_others_refused(book, visit):
    page = visit(book)
    page.fill("#training-rate", "x")
    page.fill("#training-target", "y")
    page.fill("#training-target", "1")
    assert page.get_attribute("#training-rate", "aria-invalid") == "true"
    assert "The value stays" in page.inner_text("#training-rate-refused")


def test_numbers_that_leave_their_range_stop_the_training_and_say_so(book, visit):
    page = visit(book)
    page.fill("#backward-rate", "20")
    press(page, "backward", "hundred", "hundred")
    assert "leave the range of numbers" in page.inner_text("#play-backward .stopped")
    assert all(np.isfinite(list(numbers(page, "backward").values())))
    press(page, "backward", "restart")
    assert page.inner_text("#play-backward .stopped") == ""


def test_each_move_shows_its_numbers_and_back_takes_them_away(book, visit):
    page = visit(book)
    hidden = page.locator("#play-training [data-name='z1_1']")
    assert hidden.get_attribute("data-value") is None
    press(page, "training", "next")
    assert hidden.get_attribute("data-value") is not None
    press(page, "training", "back")
    assert hidden.get_attribute("data-value") is None


@pytest.mark.parametrize("size", [PHONE, LAPTOP, DESK], ids=["phone", "laptop", "desk"])
def test_the_numbers_that_a_move_changes_are_on_the_screen_with_its_buttons(book, visit, size):
    page = visit(book, viewport=dict(zip(("width", "height"), size, strict=True)))
    for toy in ("backward", "training"):
        # What was off the screen gets its height as it comes near: the second time all have theirs.
        for _ in range(2):
            page.evaluate(TO_THE_TOP, f"#play-{toy} .buttons")
            page.wait_for_timeout(200)
        for move in range(8):
            press(page, toy, "next")
            shown = f"#play-{toy} :is(.plane, .fresh:not(.absent))"
            boxes = page.eval_on_selector_all(shown, BOXES)
            assert len(boxes) >= 2, move
            for left, top, right, bottom in boxes:
                assert 0 <= top <= bottom <= size[1], move
                assert 0 <= left <= right <= size[0], move


def test_numbers_on_the_graph_do_not_cover_each_other(book, visit):
    page = visit(book)
    for toy in ("backward", "training"):
        press(page, toy, "step", "hundred")
        boxes = page.eval_on_selector_all(
            f"#play-{toy} .graph text:not(.absent)",
            "all => all.filter(one => one.textContent).map(one => "
            "{ const b = one.getBBox(); return [one.textContent, b.x, b.y + 3, b.x + b.width,"
            " b.y + b.height - 3]; })",
        )
        for at, (one, *first) in enumerate(boxes):
            for other, *second in boxes[:at]:
                apart = (
                    first[2] <= second[0]
                    or second[2] <= first[0]
                    or first[3] <= second[1]
                    or second[3] <= first[1]
                )
                assert apart, (toy, one, other)


def test_xor_is_learned_within_five_presses(book, visit):
    page = visit(book)
    before = numbers(page, "training")
    press(page, "training", *["hundred"] * 5)
    assert "after 500" in page.text_content("#play-training .curve")
    answers = []
    for row in range(4):
        page.select_option("#training-sample", str(row))
        answers.append(round(numbers(page, "training")["yhat_1"]))
    assert answers == [0, 1, 1, 0]
    assert numbers(page, "training")["J"] < 0.1
    press(page, "training", "restart")
    assert numbers(page, "training") == before


def test_play_goes_on_until_pause(book, visit):
    page = visit(book)
    press(page, "training", "play")
    page.locator("#play-training .result", has_text=re.compile(r"Step [2-9]\d,")).wait_for()
    press(page, "training", "play")
    assert page.inner_text("#play-training [data-act=play]") == "Play"
    step = page.inner_text("#play-training .result")
    page.wait_for_timeout(100)
    assert page.inner_text("#play-training .result") == step


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
            said = numbers(page, "neuron")
            for shown, is_ in (("z", z), ("a", f(z)), ("slope", slope(z))):
                assert said[shown] == pytest.approx(is_, 1e-12, 1e-12)


def test_a_batch_agrees_with_the_kata(book, visit, kata):
    page = visit(book)
    rows = ([-2, 0, 3, 5], 1, 0, 0), ([1, 1, 3, 3], 2.5, -1, 0.4), ([6, -6, 6, -6], 0, 3, 4)
    for x, γ, β, ε in rows:
        for name, value in zip(("x1", "x2", "x3", "x4"), x, strict=True):
            page.fill(f"#batch-{name}", str(value))
        for name, value in (("gamma", γ), ("beta", β), ("epsilon", ε)):
            page.fill(f"#batch-{name}", str(value))
        X, one = np.array(x, dtype=float)[:, None], np.ones(1)
        y = kata("normalisation").batch_norm(X, γ * one, β * one, ε)
        said = numbers(page, "batch")
        assert [said[f"y{i}"] for i in range(1, 5)] == pytest.approx(y.ravel(), 1e-12, 1e-12)
        mean, deviation = kata("normalisation").mean_and_deviation(X)
        assert said["mean"] == pytest.approx(mean.item(), 1e-12, 1e-12)
        assert said["deviation"] == pytest.approx(deviation.item(), 1e-12, 1e-12)


def test_a_batch_of_equal_numbers_becomes_β(book, visit):
    page = visit(book)
    for name in ("x1", "x2", "x3", "x4"):
        page.fill(f"#batch-{name}", "2")
    page.fill("#batch-beta", "1.5")
    assert [numbers(page, "batch")[f"y{i}"] for i in range(1, 5)] == [1.5] * 4


def test_a_slider_answers_the_keyboard(book, visit):
    page = visit(book)
    before = numbers(page, "neuron")["z"]
    page.focus("#neuron-w1")
    page.keyboard.press("ArrowRight")
    assert numbers(page, "neuron")["z"] == pytest.approx(before + 0.1)


def test_the_neurons_point_and_arrow_can_be_dragged(book, visit):
    page = visit(book)
    plane = page.locator("#play-neuron .inputs")
    plane.scroll_into_view_if_needed()
    for disc, sliders in ((".sample", ("x1", "x2")), (".tip", ("w1", "w2"))):
        box = plane.bounding_box()
        unit = box["width"] / 6.8
        grip = page.locator(f"#play-neuron {disc}").bounding_box()
        page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] / 2 - 2 * unit, box["y"] + box["height"] / 2 - unit)
        page.mouse.up()
        values = [float(page.input_value(f"#neuron-{name}")) for name in sliders]
        assert values == pytest.approx([-2, 1], abs=0.1)
    said = numbers(page, "neuron")
    dot = page.locator("#play-neuron .dot")
    assert float(dot.get_attribute("cx")) == pytest.approx(said["z"])
    assert float(dot.get_attribute("cy")) == pytest.approx(said["a"])


def test_every_start_has_the_widths_of_the_graph():
    for start in live_network.STARTS.values():
        assert len(start["weights"]) == 2 * 3 + 3 + 3 + 1


def test_what_two_chapters_play_with_stands_once_in_the_page(book):
    text = book.read_text(encoding="utf-8")
    assert text.count("const live = part") == 1
    assert text.count(".live .graph {") == 1
    assert text.count('class="play live"') == 2


def test_a_kernel_finds_on_the_page_what_conv_finds(book, visit, kata):
    page = visit(book)
    options = page.eval_on_selector_all("#sliding-kernel option", "all => all.map(o => o.value)")
    images = np.array(json.loads(page.get_attribute("#play-sliding", "data-images")))
    assert images.shape == (10, 64)
    for digit, option in enumerate(filter(None, options)):
        page.select_option("#sliding-kernel", option)
        page.select_option("#sliding-digit", str(digit))
        given = images[digit].reshape(1, 8, 8, 1), np.reshape(json.loads(option), (3, 3, 1, 1))
        Z = kata("convolution").conv(*given, np.zeros(1))
        found = numbers(page, "sliding")
        np.testing.assert_allclose([found[f"z{i}"] for i in range(36)], Z.ravel(), **NEAR)


def test_a_kernel_is_written_and_what_cannot_be_used_is_refused(book, visit):
    page = visit(book)
    page.fill("#sliding-k0", "0,5")
    assert page.input_value("#sliding-kernel") == ""
    assert numbers(page, "sliding")["z35"] == pytest.approx(24 - 0.5 * 12)
    for typed in UNUSABLE:
        page.fill("#sliding-k0", typed)
        assert "The value stays 0.5" in page.inner_text("#sliding-refused"), typed
    page.select_option("#sliding-kernel", index=1)
    assert page.inner_text("#sliding-refused") == ""


def test_a_place_says_how_its_sum_comes_about_by_the_keyboard_too(book, visit):
    page = visit(book)
    page.focus("#play-sliding .place >> nth=0")
    assert "5·(−1) + 13·(−1) + 15·(−1) = −33" in page.inner_text("#play-sliding .result")
    page.keyboard.press("ArrowRight")
    assert "Row 1, column 2" in page.inner_text("#play-sliding .result")
    assert page.get_attribute("#play-sliding .seen", "x") == "1"
