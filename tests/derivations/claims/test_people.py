"""Claims and derivations as people write them: few wrong ones pass, few right ones are refused.

`people.jsonl` and `derivations.jsonl` hold what is true of each, worked out by hand or by finite
differences. A right claim may be right by another convention; a reply that asks is right where
the claim leaves a name open ("ask"). A wrong claim may be right by another convention, where one
makes it so; where none does, "otherwise" is false. Derivations count line by line.

The files were written to find what the checker cannot do, and each limit below is what it reaches
today. A limit may only fall: whoever improves the checker lowers it, and nobody raises one. That
nothing raises an error has no limit: it holds for every claim and every line.
"""

import json
from functools import cache
from pathlib import Path

import pytest

from derivations.claims.check_claim import check_equation
from derivations.claims.check_derivation import check_derivation
from derivations.claims.report import (
    CANNOT_READ,
    DEFINED,
    NUMERICALLY,
    OTHERWISE,
    PROVED,
)

MOST_WRONG_CLAIMS_THAT_PASS = 0
MOST_RIGHT_CLAIMS_REFUSED = 0
MOST_CLAIMS_UNREAD = 3
MOST_WRONG_LINES_THAT_PASS = 0
MOST_RIGHT_LINES_REFUSED = 1
MOST_LINES_UNREAD = 4

HERE = Path(__file__).parent
PLAINLY_RIGHT = (PROVED, NUMERICALLY, DEFINED)


def rows(name):
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def network_of(options):
    words = options.split()
    named = dict(zip(words[::2], words[1::2], strict=True))
    layout = named.pop("--layout", "")
    if not named:
        return None, layout
    hidden = named["--hidden"].split(",") if "--hidden" in named else []
    activations = (*hidden, named.get("--output", "sigmoid"))
    return (activations, named.get("--cost", "mse")), layout


@cache
def judged_claims():
    """Every claim with its report, and those that made it raise."""
    judged, raised = [], []
    for row in CLAIMS:
        try:
            judged.append((row, check_equation(row["claim"], *network_of(row["options"]))))
        except Exception as error:
            raised.append((row["claim"], row["options"], repr(error)))
    return judged, raised


@cache
def judged_lines():
    """Every line of a derivation with its report, and the derivations that made it raise."""
    judged, raised = [], []
    for row in DERIVATIONS:
        lines = [line[0] for line in row["lines"]]
        try:
            reports = check_derivation(lines, *network_of(row["options"]))
        except Exception as error:
            raised.append((row["title"], repr(error)))
            continue
        assert len(reports) == len(row["lines"]), row["title"]
        judged += [
            (row["title"], *line, report)
            for line, report in zip(row["lines"], reports, strict=True)
        ]
    return judged, raised


def listed(found):
    return f"{len(found)} found:\n" + "\n".join(map(repr, found))


CLAIMS = rows("people.jsonl")
DERIVATIONS = rows("derivations.jsonl")


def test_the_files_are_large_enough_to_mean_something():
    assert len(CLAIMS) >= 300
    assert len(DERIVATIONS) >= 30
    assert {row["truth"] for row in CLAIMS} == {"right", "wrong"}


def test_nothing_raises():
    assert not judged_claims()[1]
    assert not judged_lines()[1]


def test_few_wrong_claims_pass():
    passed = [
        (row["claim"], row["options"], report.status, report.reading)
        for row, report in judged_claims()[0]
        if row["truth"] == "wrong"
        and (
            report.status in PLAINLY_RIGHT
            or (report.status == OTHERWISE and not row.get("otherwise", True))
        )
    ]
    assert len(passed) <= MOST_WRONG_CLAIMS_THAT_PASS, listed(passed)


def test_few_right_claims_are_refused():
    refused = [
        (row["claim"], row["options"], report.reading, report.message)
        for row, report in judged_claims()[0]
        if row["truth"] == "right"
        and report.status not in (*PLAINLY_RIGHT, OTHERWISE, CANNOT_READ)
        and not row.get("exception")
    ]
    assert len(refused) <= MOST_RIGHT_CLAIMS_REFUSED, listed(refused)


def test_nearly_every_claim_is_read():
    unread = [
        (row["claim"], row["options"], report.message)
        for row, report in judged_claims()[0]
        if report.status == CANNOT_READ and not row.get("ask") and not row.get("exception")
    ]
    assert len(unread) <= MOST_CLAIMS_UNREAD, listed(unread)


def test_few_wrong_lines_of_derivations_pass():
    passed = [
        (title, text, report.status, report.reading)
        for title, text, truth, _, report in judged_lines()[0]
        if truth == "wrong" and report.status in PLAINLY_RIGHT
    ]
    assert len(passed) <= MOST_WRONG_LINES_THAT_PASS, listed(passed)


def test_few_right_lines_of_derivations_are_refused():
    refused = [
        (title, text, report.status, report.message)
        for title, text, truth, _, report in judged_lines()[0]
        if truth != "wrong" and report.status not in (*PLAINLY_RIGHT, OTHERWISE, CANNOT_READ)
    ]
    assert len(refused) <= MOST_RIGHT_LINES_REFUSED, listed(refused)


def test_nearly_every_line_of_a_derivation_is_read():
    unread = [
        (title, text, report.message)
        for title, text, _, _, report in judged_lines()[0]
        if report.status == CANNOT_READ
    ]
    assert len(unread) <= MOST_LINES_UNREAD, listed(unread)


@pytest.mark.parametrize("size", ["5", "25", "1/5"])
def test_the_size_of_the_sample_batch_is_in_no_message(size):
    """A student's batch has n samples, not as many as the numbers that a claim is tried on."""
    told = [
        (row["claim"], report.message)
        for row, report in judged_claims()[0]
        if f"is {size} times" in report.message or f"Multiply it by {size}." in report.message
    ]
    assert not [one for one in told if size not in one[0]], told
