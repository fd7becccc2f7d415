"""Steps that have a claim, or a whole derivation, judged by the calculus."""

from pytest_bdd import then

import derivations


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
