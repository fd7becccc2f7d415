"""The page on checking derivations shows what the commands reply, and notation that is read."""

import re

import pytest

from derivations import check_equation
from tests.derivations.claims.test_corpus import ROWS
from tools.claims_page import CHOSEN, PAGE, network, written

TEXT = PAGE.read_text(encoding="utf-8")
NETWORK = network("--hidden tanh --output sigmoid --cost binary_cross_entropy")
ROWS_OF_NOTATION = [
    line.rsplit(" | ", 1)[1]
    for line in re.search(r"<!-- notation -->(.*?)<!--", TEXT, re.DOTALL)[1].splitlines()
    if line.startswith("| ") and not line.startswith("| what")
]
EXAMPLES = [example for row in ROWS_OF_NOTATION for example in re.findall("`([^`]+)`", row)]
CLAIMS = [claim for group in CHOSEN["group"] for claim in group["claims"]]
EQUATIONS = [equation for course in CHOSEN["course"] for equation in course["equations"]]


def test_the_page_is_up_to_date():
    assert written(TEXT) == TEXT, "write it anew: python -m tools.claims_page"


def test_fifty_claims_are_of_the_corpus():
    corpus = [(row["claim"], row["options"]) for row in ROWS]
    assert len(CLAIMS) == 50
    assert [one for one in CLAIMS if (one["claim"], one["options"]) not in corpus] == []


def test_twenty_equations_come_from_three_courses():
    assert [len(CHOSEN["course"]), len(EQUATIONS)] == [3, 20]
    assert "✗" not in TEXT.partition("<!-- courses")[2]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_notation_is_right(example):
    assert check_equation(example, NETWORK).right


def test_every_row_of_the_notation_has_an_example():
    assert len(ROWS_OF_NOTATION) > 25
    assert all("=" in row for row in ROWS_OF_NOTATION)
