"""Sentences of the book: which words of them are a formula, and how it is set."""

import re

import pytest

from dojo.book.formulas import mathml
from dojo.book.notation import formula
from dojo.book.prose import parts, sentence


def formulas_of(text):
    return [part for part, is_formula in parts(text) if is_formula]


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("A neuron answers ŷ = xW + b. From it", ["ŷ = xW + b"]),
        ("s is an average, s ← ρs + (1 − ρ)g². A step", ["s", "s ← ρs + (1 − ρ)g²"]),
        ("so w₁ = (9 + 9t/2)/2ᵗ after t steps", ["w₁ = (9 + 9t/2)/2ᵗ", "t"]),
        ("each by the factor 1 − αλ besides", ["1 − αλ"]),
        ("in n + 2p − k + 1 places", ["n + 2p − k + 1"]),
        ("has ⌊(n + 2p − k)/s⌋ + 1 entries", ["⌊(n + 2p − k)/s⌋ + 1"]),
        ("at least 2ᶠ − 1 units", ["2ᶠ − 1"]),
        ("y/ŷ - (1 - y)/(1 - ŷ) has", ["y/ŷ - (1 - y)/(1 - ŷ)"]),
        ("It is |analytic − numeric| / max(1, 2): 0", ["|analytic − numeric| / max(1, 2)"]),
        ("With keep = 1/4. What", ["keep = 1/4"]),
        ("of (d_in, d_out) and (d_out,)", ["d_in", "d_out", "d_out"]),
        ("m̂ is g and v̂ is ½ of it", ["m̂", "g", "v̂"]),
        ("z and a have one row", ["z", "a"]),
        ("at z, not at a.", ["z", "a"]),
        ("a sum, and a slope", []),
        ("levels off towards −α", ["−α"]),
        ("W2 multiplies a1", ["W2", "a1"]),
        ("the weight W_hy acts", ["W_hy"]),
    ],
)
def test_a_formula_is_found_whole(text, formulas):
    assert formulas_of(text) == formulas


@pytest.mark.parametrize(
    "text",
    [
        "By J. L. Ba, J. R. Kiros and G. Hinton.",
        "Y. LeCun and others",
        "np.where(z, 0, 1) and keepdims=True, axis=-1, f_prime(z)",
        "the cost − as was said",
    ],
)
def test_initials_and_code_are_no_formulas(text):
    assert formulas_of(text) == []


def test_a_letter_before_the_next_sentence_is_a_quantity():
    assert formulas_of("This lowers J. The next") == ["J"]


def test_a_minus_before_a_number_is_one():
    assert sentence("from -15 to 15, in 2-3 steps") == "from −15 to 15, in 2-3 steps"
    assert sentence("1 - 0.9") == "1 − 0.9"


def test_code_is_set_as_code():
    assert sentence("use `np.zeros(3) = a` here") == "use <code>np.zeros(3) = a</code> here"
    assert "<code>&lt;b&gt;</code>" in sentence("`<b>`")


def test_a_minus_that_subtracts_nothing_stands_at_its_number():
    assert "<mo>=</mo><mrow><mo>−</mo><mn>3</mn></mrow>" in formula("x = −3")
    assert formula("−3") == "<math><mo>−</mo><mn>3</mn></math>"


@pytest.mark.parametrize("written", [formula("y·ln x"), mathml(r"y \ln{x}")])
def test_a_logarithm_does_not_touch_its_argument(written):
    assert re.search(r"<mi>ln</mi><mspace[^>]*/><mi>x</mi>", written)


def test_a_small_letter_above_is_above():
    assert formula("2ᶠ") == "<math><msup><mn>2</mn><mi>f</mi></msup></math>"
