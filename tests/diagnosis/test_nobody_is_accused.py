"""Katas that are wrong in their own way, whose numbers come near to a known mistake's."""

import pytest

from tools.wrong_katas.misconceptions import said
from tools.wrong_katas.variants import Variant, source


def changed(module, *changes):
    text = source(module)
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return Variant(module, {module: text})


CASES = {
    "a factor that changes from row to row": (
        changed(
            "backpropagation",
            ("    _, cost_prime = COSTS[cost]\n    return _error(cost_prime(Y, ŷ)", ""
             "    _, cost_prime = COSTS[cost]\n    return _error(ŷ * cost_prime(Y, ŷ)"),
        ),
        ["times the right gradient", "is missing", "that of"],
    ),
    "weights moved by a step of another length each time": (
        changed(
            "backpropagation",
            ("W_next = network[i + 1][0]", "W_next = network[i + 1][0] * (1 - 0.1 * len(X))"),
        ),
        ["were updated", "times the right gradient"],
    ),
    "one bound twice": (
        changed("dying_relu", ("return upper + c * (a2 ** (L - 2) - a1 ** (L - 2)), upper",
                               "return upper, upper")),
        ["swapped"],
    ),
    "sums compared with differences": (
        changed("gradient_checking", ("wrong = ~(np.abs(analytic - numeric) <= allowed)",
                                      "wrong = ~(np.abs(analytic + numeric) <= allowed)")),
        ["with the old parameters", "tolerance"],
    ),
    "nothing is held out": (
        changed("learning", ("test, training = order[:n_test], order[n_test:]",
                             "test, training = order[:0], order")),
        ["shuffled", "rng"],
    ),
    "each finding in a network with a relu is called a kink": (
        changed("gradient_checking", ('verdict = "kink" if kink else "wrong"',
                                      'verdict = "kink" if "relu" in str(network) else "wrong"')),
        ["every finding is reported as a kink"],
    ),
    "every bend is rounding": (
        changed("depth", ("<= 1e-9 * np.abs(ŷ).max()", "<= np.abs(ŷ).max()")),
        ["as where", "matches"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", list(CASES))
def test_a_mistake_that_was_not_made_is_not_named(name, check):
    variant, accusations = CASES[name]
    _, verdict = check.first_red(variant)
    assert verdict.kind == "red"
    assert [words for words in accusations if words in said(verdict)] == []


def test_numbers_that_agree_are_said_and_no_cause(check):
    """(ŷ − Y)/n may be the slope of another cost, or a cancellation that is not allowed."""
    variant = changed(
        "backpropagation",
        ('if (activation, cost) == ("softmax", "cross_entropy"):',
         'if activation in ("sigmoid", "softmax") and cost == "cross_entropy":'),
    )  # fmt: skip
    _, verdict = check.first_red(variant)
    assert "is (ŷ - y)/n, but sigmoid and cross entropy do not cancel." in said(verdict)
    assert "that of" not in said(verdict)


def test_two_functions_in_one_column_are_told_each_for_itself(check):
    """A wrong swish′ and a wrong tanh′ hide each other in a table that asks for both."""
    variant = changed(
        "activations",
        ("    return sigmoid(z) + z * sigmoid_prime(z)", "    return sigmoid_prime(z)"),
        ("    return 1.0 - np.tanh(z) ** 2", "    return 1.0 + np.tanh(z) ** 2"),
    )
    verdict = check.verdict(variant, 2, "Slopes as SymPy derives them")
    told = {reason.code: reason.sentence for reason in verdict.reasons}
    assert told["product-rule"].startswith(
        "Your slopes? of swish_prime matches this mistake: each fac"
    )
    assert told["sign-inside"] == (
        "Your slopes? of tanh_prime matches `1 + a^2` instead of `1 - a^2`."
    )


CLIPPED = changed(
    "activations",
    ("    return e / e.sum(axis=-1, keepdims=True)",
     "    return np.clip(e / e.sum(axis=-1, keepdims=True), 1e-12, 1)"),
)  # fmt: skip
STALE = changed(
    "forward_propagation",
    ("    signals = []\n", "    if _seen and _seen[0] is network[0][0]:\n        return _seen[1]\n"
                         "    signals = []\n"),
    ("    return signals\n", "    _seen[:] = network[0][0], signals\n    return signals\n"),
    ("class Layer(", "_seen = []\n\n\nclass Layer("),
)  # fmt: skip


@pytest.mark.parametrize(
    ("variant", "example", "said", "function"),
    [
        (CLIPPED, "Softmax with cross-entropy", "a₁[0, 1] is 1e-12 instead of 0.", "softmax"),
        (STALE, "One neuron, one sample", "z₁[0, 0] is 6 instead of -6.", "forward"),
    ],
)
def test_a_wrong_forward_pass_is_not_called_right(check, variant, example, said, function):
    """The cost at moved weights is right, and what led to the gradient is not."""
    verdict = check.verdict(variant, 7, example)
    sentence, *_ = (reason.sentence for reason in verdict.reasons)
    assert sentence.endswith(f"Your forward pass is wrong: {said}")
    assert [place.function for place in verdict.places] == [function]


def test_two_mistakes_in_one_column_are_told_each_with_its_rows(check):
    """leaky_relu is left out, and only w + ε is tried: each hides the other."""
    variant = changed(
        "gradient_checking",
        ('if activation in ("relu", "leaky_relu")', 'if activation == "relu"'),
        ("_with_parameter(network, layer, parameter, θ - step)",
         "_with_parameter(network, layer, parameter, θ)"),
    )  # fmt: skip
    verdict = check.verdict(variant, 8, "One hidden unit with z = x + b₁")
    told = {reason.code: reason.sentence for reason in verdict.reasons}
    assert told == {
        "relu-alone": "Your crosses? in row 8 matches this mistake: leaky_relu is not searched.",
        "one-sided": (
            "Your crosses? in row 6 matches this mistake: w + ε is compared with w instead of w - ε."
        ),
    }


def test_an_error_in_one_row_does_not_hide_the_mistake_in_others(check):
    """e^1000 is too large; that the sum runs over all rows is seen in those that have answers."""
    variant = changed(
        "activations",
        ("    e = np.exp(z - z.max(axis=-1, keepdims=True))\n"
         "    return e / e.sum(axis=-1, keepdims=True)",
         "    return np.exp(z) / np.exp(z).sum()"),
    )  # fmt: skip
    verdict = check.verdict(variant, 2, "Probabilities in proportion to e^z")
    assert verdict.kind == "broken"
    raised, beside = (reason.sentence for reason in verdict.reasons)
    assert raised.startswith("softmax computes a number that is too large")
    assert beside.startswith("Your a? matches this mistake: ")
    assert beside.endswith("instead of each row.")
