"""The graph to go back through, in a real browser: it agrees with the kata, and refuses."""

import numpy as np
import pytest

from figures.autodiff.computations import COMPUTATIONS
from tests.book.test_toys import NEAR, UNUSABLE, numbers, press

PAGE = "15-autodiff.html"


def found_by(kata, computation, leaves):
    """Return {name: value} and {name: gradient} of a computation, as the kata finds them."""
    autodiff, activations = kata("autodiff"), kata("activations")
    minus, nodes = autodiff.leaf(np.array(-1.0)), {}
    make = {
        "add": autodiff.add,
        "multiply": autodiff.multiply,
        "subtract": lambda a, b: autodiff.add(a, autodiff.multiply(minus, b)),
        "square": lambda a: autodiff.apply(np.square, lambda z: 2 * z, a),
        "sigmoid": lambda a: autodiff.apply(activations.sigmoid, activations.sigmoid_prime, a),
    }
    for name, one in computation["nodes"].items():
        parents = [nodes[parent] for parent in one.get("of", ())]
        nodes[name] = make[one["made"]](*parents) if parents else autodiff.leaf(leaves[name])
    found = autodiff.gradients(nodes[name])
    return (
        {name: float(node.value) for name, node in nodes.items()},
        {name: float(found[node]) for name, node in nodes.items()},
    )


@pytest.mark.parametrize("name", COMPUTATIONS)
def test_values_and_gradients_agree_with_the_kata(pages, visit, kata, name):
    page, computation = visit(pages / PAGE), COMPUTATIONS[name]
    page.select_option("#graph-of", name)
    own = [leaf for leaf, one in computation["nodes"].items() if "value" in one]
    assert page.locator("#play-graph .leaf:visible").count() == len(own)
    for seed in range(5):
        drawn = np.random.default_rng(seed).normal(scale=3, size=len(own)).round(3)
        leaves = dict(zip(own, map(np.array, drawn), strict=True))
        for place, value in enumerate(drawn):
            page.fill(f"#graph-leaf{place}", str(value))
        press(page, "graph", "all")
        said = numbers(page, "graph")
        for kind, wanted in zip(
            ("value", "gradient"), found_by(kata, computation, leaves), strict=True
        ):
            for node, number in wanted.items():
                np.testing.assert_allclose(said[f"{kind}:{node}"], number, **NEAR)


def test_a_node_hands_on_what_it_has_collected_when_its_turn_comes(pages, visit):
    page = visit(pages / PAGE)
    result = page.locator("#play-graph .result")
    shown = []
    for _ in range(4):
        press(page, "graph", "next")
        shown.append(set(numbers(page, "graph")) - {f"value:{name}" for name in "xpqy"})
    assert "It is a leaf" in result.inner_text()
    assert "44" in result.inner_text()
    assert [len(one) for one in shown] == [5, 8, 10, 10]  # gradients, and shares on the lines
    assert page.locator("#play-graph [data-act=next]").is_disabled()
    press(page, "graph", "back")
    assert "p has collected all, 10. It hands 10·2 = 20 to x, and" in result.inner_text()


def test_a_value_that_cannot_be_used_is_refused(pages, visit):
    page = visit(pages / PAGE)
    press(page, "graph", "all")
    before, refused = numbers(page, "graph"), page.locator("#graph-leaf0-refused")
    for typed in (*UNUSABLE, "101"):
        page.fill("#graph-leaf0", typed)
        assert page.get_attribute("#graph-leaf0", "aria-invalid") == "true", typed
        assert "x must be a number from −100 to 100. The value stays 2" in refused.inner_text()
        assert numbers(page, "graph") == before
    page.select_option("#graph-of", "neuron")
    assert not refused.is_visible()
