"""Claims as people wrote them are read; no wrong one is proved, no right one is called wrong."""

import json
from collections import Counter
from pathlib import Path

import pytest

from derivations import check_equation
from derivations.claims.report import CANNOT_READ, DEFINED, NUMERICALLY, OTHERWISE, PROVED, WRONG
from tools.claims_page import network

CORPUS = Path(__file__).with_name("corpus.jsonl")
ROWS = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
# Right ones that are wrong in the network that their options name, with the reason.
RIGHT_IN_ANOTHER_NETWORK = {
    r"\boldsymbol{\delta}^{(1)} = (\mathbf{W}^{(2)\top}\delta^{(2)}) \odot a_1(1-a_1)": (
        "a1·(1 − a1) is the slope of a sigmoid, and the options say tanh"
    ),
}
# Wrong ones that are right by another cost, which the reply names, with the reason.
RIGHT_BY_ANOTHER_COST = {
    "dJ/dw = (1/m) * Σ(Y_pred - y) * x": "2 is missing; with the cost 1/(2n) Σ it is not",
    "dJ/dyhat = (yhat - y) / (yhat(1 - yhat))": "1/m is missing; for one sample's loss it is not",
    "dJ/dYhat = -Y / Yhat + (1 - Y) / (1 - Yhat)": "1/m is missing, as above",
}


@pytest.fixture(scope="module")
def judged():
    """Return each row with the report on it."""
    return [(row, check_equation(row["claim"], network(row["options"]))) for row in ROWS]


def claims(judged, truth, *statuses):
    """Return the claims of a truth that got one of these statuses."""
    return {
        row["claim"]
        for row, report in judged
        if row["truth"] == truth and report.status in statuses
    }


def test_the_corpus_is_whole():
    assert Counter(row["truth"] for row in ROWS) == {"right": 184, "wrong": 58}
    assert all(row.keys() == {"options", "claim", "truth", "note"} for row in ROWS)


def test_at_least_95_of_100_are_read(judged):
    read = [row["claim"] for row, report in judged if report.status != CANNOT_READ]
    assert len(read) >= 0.95 * len(ROWS)


def test_what_is_not_read_is_told_why(judged):
    for row, report in judged:
        if report.status == CANNOT_READ:
            assert report.message.endswith((".", "?")), row["claim"]
            assert len(report.message) > 20, row["claim"]


def test_no_wrong_one_is_right(judged):
    assert claims(judged, "wrong", PROVED, NUMERICALLY, DEFINED) == set()
    assert claims(judged, "wrong", OTHERWISE) == set(RIGHT_BY_ANOTHER_COST)


def test_a_wrong_one_that_is_right_by_another_cost_is_told_which(judged):
    told = [report.message for row, report in judged if row["claim"] in RIGHT_BY_ANOTHER_COST]
    assert len(told) == len(RIGHT_BY_ANOTHER_COST)
    assert all("the cost is" in message for message in told)


def test_no_right_one_is_wrong(judged):
    assert claims(judged, "right", WRONG) == set(RIGHT_IN_ANOTHER_NETWORK)


def test_the_exceptions_are_right_where_their_reason_says():
    (claim,) = RIGHT_IN_ANOTHER_NETWORK
    sigmoids = (("sigmoid", "sigmoid"), "binary_cross_entropy")
    assert check_equation(claim, sigmoids).status not in (WRONG, CANNOT_READ)


def test_no_other_status_comes(judged):
    known = {PROVED, NUMERICALLY, DEFINED, OTHERWISE, WRONG, CANNOT_READ}
    assert {report.status for _, report in judged} <= known
