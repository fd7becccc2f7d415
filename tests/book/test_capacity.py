"""The polynomial to play with, in a real browser: it agrees with the kata, and refuses."""

import json

import numpy as np
import pytest

from tests.book.test_toys import NEAR, UNUSABLE, numbers

PAGE = "13-generalisation.html"


def choose(page, draw, degree, strength):
    page.select_option("#capacity-draw", str(draw))
    page.fill("#capacity-degree", str(degree))
    page.fill("#capacity-strength", str(strength))


def network_of(kata, said, degree):
    W = np.array([said[f"w{power}"] for power in range(1, degree + 1)])[:, None]
    layer = kata("forward_propagation").Layer
    return [layer(W.reshape(degree, 1), np.array([said["w0"]]), "identity")]


def test_a_polynomial_agrees_with_the_kata_for_every_degree_and_penalty(pages, visit, kata):
    page = visit(pages / PAGE)
    draws = json.loads(page.get_attribute("#play-capacity", "data-draws"))
    mse, predict = kata("cost").mse, kata("forward_propagation").predict
    regularisation, powers = kata("regularisation"), kata("generalisation").powers
    for draw, parts in enumerate(draws):
        for degree in range(10):
            for λ in (0, 1e-4, 0.03, 2):
                choose(page, draw, degree, λ)
                said = numbers(page, "capacity")
                network = network_of(kata, said, degree)
                for name, (x, y) in parts.items():
                    ŷ = predict(network, powers(np.array(x), degree))
                    np.testing.assert_allclose(said[name], mse(np.array(y)[:, None], ŷ), **NEAR)
                penalty = regularisation.l2_cost(network, λ)
                np.testing.assert_allclose(said["penalty"], penalty, **NEAR)
                # Where the cost with its penalty is least, its gradient is 0.
                x, y = (np.array(part) for part in parts["training"])
                given = network, powers(x, degree), y[:, None], "mse"
                slopes = kata("backpropagation").backpropagate(*given)
                [(dW, db)] = regularisation.with_l2(network, slopes, λ)
                size = 1 + np.abs(network[0].W).max(initial=0)
                np.testing.assert_allclose(np.append(dW, db) / size, 0, atol=1e-12)


def test_without_a_penalty_it_is_the_katas_linear_fit(pages, visit, kata):
    page = visit(pages / PAGE)
    draws = json.loads(page.get_attribute("#play-capacity", "data-draws"))
    powers, mse = kata("generalisation").powers, kata("cost").mse
    for degree in range(8):
        choose(page, 0, degree, 0)
        x, y = (np.array(part) for part in draws[0]["training"])
        W, b = kata("nonlinearity").best_linear_fit(powers(x, degree), y[:, None])
        unseen, wanted = (np.array(part) for part in draws[0]["validation"])
        ŷ = kata("neuron").weighted_sum(powers(unseen, degree), W, b)
        shown = numbers(page, "capacity")["validation"]
        np.testing.assert_allclose(shown, mse(wanted[:, None], ŷ), **NEAR)


def test_more_capacity_lowers_the_training_cost_and_a_penalty_the_weights(pages, visit):
    page = visit(pages / PAGE)
    training, weights = [], []
    for degree in range(10):
        choose(page, 0, degree, 0)
        training.append(numbers(page, "capacity")["training"])
    assert training == sorted(training, reverse=True)
    for λ in (0, 1e-4, 1e-2, 1, 100):
        choose(page, 0, 9, λ)
        said = numbers(page, "capacity")
        weights.append(sum(said[f"w{power}"] ** 2 for power in range(1, 10)))
    assert weights == sorted(weights, reverse=True)


def test_a_penalty_that_cannot_be_used_is_refused_and_the_last_one_stays(pages, visit):
    page = visit(pages / PAGE)
    choose(page, 0, 9, 0.25)
    before, refused = numbers(page, "capacity"), page.locator("#capacity-refused")
    for typed in (*UNUSABLE, "-0.1", "101"):
        page.fill("#capacity-strength", typed)
        assert page.get_attribute("#capacity-strength", "aria-invalid") == "true", typed
        assert "The value stays 0.25" in refused.inner_text()
        assert refused.is_visible()
        assert numbers(page, "capacity") == before
    page.fill("#capacity-slide", "5")
    assert refused.inner_text() == ""
    assert float(page.input_value("#capacity-strength")) == pytest.approx(1e-4)
