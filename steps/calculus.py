"""Steps that have a claim, an answer on a worksheet, or a whole derivation judged by the calculus."""

from pytest_bdd import given, parsers, then

import derivations
from dojo.blanks import is_blank
from dojo.verdict import NotWritten, Place


@then("SymPy judges each claim")
def _(sheet):
    judge_column(sheet, "derivative")


@then("SymPy judges each step")
def _(sheet):
    sheet.text("step")
    judge_column(sheet, "quantity")


def judge_column(sheet, quantity):
    """Judge each row's claim about its quantity."""
    for row in sheet:
        verdict = derivations.judge(row.text("claim"), row.text(quantity))
        row.answer("verdict?", verdict.status)
        row.answer("off by?", verdict.off_by)


@then("SymPy judges the lines as one derivation")
def _(sheet):
    verdicts = derivations.judge_derivation(sheet.text("line"))
    for row, verdict in zip(sheet, verdicts, strict=True):
        row.answer("verdict?", verdict.status)


@given(parsers.parse("a chain of {activations} with the cost {cost:w}"), target_fixture="chain")
def _(activations, cost):
    return tuple(name.strip() for name in activations.split(",")), cost


@then("SymPy judges each answer")
def _(sheet, chain=None):
    verdicts = {}
    for index, row in enumerate(sheet):
        network = (("identity",), row.text("cost")) if "cost" in row else chain
        quantity, claim = row.text("derivative"), row.text("claim")
        if not is_blank(claim):
            verdicts[index] = quantity, derivations.judge_answer(claim, quantity, network)
    judge_worksheet(sheet, "claim", verdicts)


@then("SymPy judges each line")
def _(sheet, chain):
    lines = {i: line for i, line in enumerate(sheet.text("line")) if not is_blank(line)}
    found = derivations.judge_derivation(list(lines.values()), chain)
    pairs = zip(lines.items(), found, strict=True)
    judge_worksheet(sheet, "line", {i: (line.partition("=")[0], v) for (i, line), v in pairs})


def judge_worksheet(sheet, column, verdicts):
    """Answer what is filled in, each line with its reason; what is not is not written yet."""
    reasons = []
    for index, row in enumerate(sheet):
        if index in verdicts:
            of, verdict = verdicts[index]
            row.answer("verdict?", "right" if verdict.right else verdict.status)
            row.explain(lambda: reasons)
            if not verdict.right:
                line = sheet.cell(index, column).line
                reasons.append((verdict.code, f"line {line}, {of.strip()}: {verdict.message}"))
