"""The valleys to go down, in a real browser: each step is the kata's, and fields refuse."""

import numpy as np
import pytest

from figures.optimisers import valleys
from tests.book.test_toys import NEAR, UNUSABLE, numbers, press

PAGE = "14-optimisers.html"

RATES = {"descent": 0.11, "momentum": 0.013, "RMSProp": 0.03, "Adam": 0.2}
VALLEYS = {"curved": valleys.CURVED, "narrow": valleys.NARROW}


class Katas:
    """Modules of the kata as attributes, as a figure asks for them."""

    def __init__(self, load):
        self.load = load

    def __getattr__(self, name):
        return self.load(name)


def trained(kata, valley, name, steps):
    """Return both weights and J after so many steps of training with an optimiser."""
    step, start = valleys.optimisers(kata, RATES)[name]
    network = valleys.network(kata, valley, valley["start"])
    given = network, *valleys.samples(valley), "mse", steps
    network, costs = kata.optimisers.train_with(step, start, *given)
    assert all(np.all(b == 0) for _, b, _ in network)
    return [*valleys.place(network), costs[-1]]


def shown(page):
    said = numbers(page, "descending")
    return [said[name] for name in ("w1", "w2", "J")]


@pytest.mark.parametrize("name", VALLEYS)
def test_each_optimisers_steps_agree_with_the_kata(pages, visit, kata, name):
    page, modules = visit(pages / PAGE), Katas(kata)
    page.select_option("#descending-valley", name)
    for optimiser, rate in RATES.items():
        page.select_option("#descending-optimiser", optimiser)
        page.fill("#descending-rate", str(rate))
        for steps, acts in ((0, ()), (1, ("step",)), (2, ("step",)), (32, ("ten",) * 3)):
            press(page, "descending", *acts)
            wanted = trained(modules, VALLEYS[name], optimiser, steps)
            np.testing.assert_allclose(shown(page), wanted, **NEAR)


def test_another_optimiser_leaves_the_path_of_the_first_one(pages, visit):
    page = visit(pages / PAGE)
    press(page, "descending", "ten")
    first = page.get_attribute("#play-descending .plane [data-of=descent] path", "d")
    page.select_option("#descending-optimiser", "Adam")
    press(page, "descending", "ten")
    assert page.get_attribute("#play-descending .plane [data-of=descent] path", "d") == first
    assert first.count("L") == 10
    press(page, "descending", "restart")
    assert "L" not in page.get_attribute("#play-descending .plane [data-of=descent] path", "d")


@pytest.mark.parametrize("field", ["rate", "w1", "w2"])
def test_what_a_field_cannot_use_it_refuses_visibly(pages, visit, field):
    page = visit(pages / PAGE)
    used, before = page.input_value(f"#descending-{field}"), numbers(page, "descending")
    refused = page.locator(f"#descending-{field}-refused")
    for typed in (*UNUSABLE, "-101"):
        page.fill(f"#descending-{field}", typed)
        assert page.get_attribute(f"#descending-{field}", "aria-invalid") == "true", typed
        assert f"The value stays {used}" in refused.inner_text()
        assert refused.is_visible()
        assert numbers(page, "descending") == before
    press(page, "descending", "restart")
    assert page.input_value(f"#descending-{field}") == used
    assert not refused.is_visible()


def test_steps_that_leave_the_range_of_numbers_stop_and_say_so(pages, visit):
    page = visit(pages / PAGE)
    page.select_option("#descending-valley", "narrow")
    page.fill("#descending-rate", "10")
    press(page, "descending", *["ten"] * 12)
    assert "leave the range of numbers" in page.inner_text("#play-descending .stopped")
    assert all(np.isfinite(shown(page)))
    press(page, "descending", "restart")
    assert page.inner_text("#play-descending .stopped") == ""


def test_a_touch_of_the_valley_is_where_all_begin(pages, visit):
    page = visit(pages / PAGE)
    plane = page.locator("#play-descending .plane")
    plane.click()  # in its middle
    left, right, bottom, top = valleys.CURVED["box"]
    middle = [(left + right) / 2, (bottom + top) / 2]
    assert shown(page)[:2] == pytest.approx(middle, abs=0.02)
    fields = [float(page.input_value(f"#descending-w{i}")) for i in (1, 2)]
    assert fields == shown(page)[:2]
