"""Steps that have a claim, a worksheet, or a whole derivation checked by the calculus."""

from pytest_bdd import given, parsers, then

import derivations
from dojo.tables.sheet import NotWritten
from dojo.verdict import Place
from dojo.workspace.blank_worksheets import is_blank

MOST_NAMED = 4
NOT_WORKED_OUT = "not worked out"


@then("SymPy judges each claim")
def _(sheet):
    check_column(sheet, "derivative")


@then("SymPy judges each step")
def _(sheet):
    sheet.text("step")
    check_column(sheet, "quantity")


def check_column(sheet, quantity):
    """Check each row's claim about its quantity."""
    for row in sheet:
        verdict = derivations.check_claim(row.text("claim"), row.text(quantity))
        row.answer("verdict?", verdict.status)
        row.answer("off by?", verdict.off_by)


@then("SymPy judges the lines as one derivation")
def _(sheet):
    verdicts = derivations.check_derivation(sheet.text("line"))
    for row, verdict in zip(sheet, verdicts, strict=True):
        row.answer("verdict?", verdict.status)


@given(parsers.parse("a chain of {activations} with the cost {cost:w}"), target_fixture="chain")
def _(activations, cost):
    return tuple(name.strip() for name in activations.split(",")), cost


@then("SymPy judges each answer")
def _(sheet, request, chain=None):
    verdicts = {}
    for index, row in enumerate(sheet):
        network = (("identity",), row.text("cost")) if "cost" in row else chain
        claim, quantity = row.text("claim"), row.text("derivative")
        if not is_blank(claim):
            verdicts[index] = derivations.check_claim(claim, quantity, network)
    check_worksheet(sheet, "derivative", verdicts, request.node.shown)


@given("these definitions", target_fixture="definitions")
def _(sheet):
    return sheet.text("definition")


@then("each answer is checked against them")
def _(sheet, request, definitions):
    verdicts = {}
    for index, row in enumerate(sheet):
        claim, quantity = row.text("claim"), row.text("derivative")
        if not is_blank(claim):
            equation = f"{quantity} = {claim}"
            verdicts[index] = derivations.check_by_definitions(equation, definitions)
    check_worksheet(sheet, "derivative", verdicts, request.node.shown)


@then("SymPy judges each line")
def _(sheet, request, chain):
    lines = {i: line for i, line in enumerate(sheet.text("line")) if not is_blank(line)}
    found = derivations.check_derivation(list(lines.values()), chain, strict=True)
    verdicts = dict(zip(lines, found, strict=True))
    check_worksheet(sheet, "line", verdicts, request.node.shown)


def check_worksheet(sheet, asked, verdicts, file):
    """Answer each line that is filled in, with its reason; the others are not written yet."""
    reasons, empty = [], []
    for index, row in enumerate(sheet):
        cell = sheet.cell(index, asked)
        quantity = cell.text.partition("=")[0].strip()
        if "cost" in row:
            quantity = f"{quantity} of {row.text('cost')}"
        if index not in verdicts:
            empty.append((quantity, cell.line))
            continue
        verdict = verdicts[index]
        status, message = "right" if verdict.right else verdict.status, verdict.message
        if verdict.right and "∂" in verdict.claim:
            status, message = NOT_WORKED_OUT, "A ∂ is left in it: put in what it is."
        row.answer("verdict?", status)
        row.edit(Place(file, cell.line, quantity))
        row.explain(lambda: reasons)
        if status != "right":
            reasons.append((verdict.code or status, f"line {cell.line}, {quantity}: {message}"))
    if empty and not reasons:
        names = ", ".join(name for name, _ in empty[:MOST_NAMED])
        more = f" and {len(empty) - MOST_NAMED} more" if len(empty) > MOST_NAMED else ""
        sentence = f"Still to be filled in, where … stands: {names}{more}."
        raise NotWritten(sheet, sentence, Place(file, empty[0][1]))
