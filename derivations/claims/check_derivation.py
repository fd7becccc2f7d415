"""The check of a derivation: each line by itself, an error charged only to the line that made it.

A line that is wrong by itself but right if an earlier wrong line were true *follows from* that
line: its author made one mistake, not two. A line that defines something is not judged; the lines
after it are judged by it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain

from derivations.claims.check_claim import guarded, setting_of, worst
from derivations.claims.checker import Checker, behind
from derivations.claims.features import features
from derivations.claims.own_lines import function_of, own_network
from derivations.claims.own_names import substituted
from derivations.claims.quantity_names import (
    DELTAS,
    INPUTS,
    KNOWN,
    WEIGHTS,
    highest_layer,
    layerless,
)
from derivations.claims.report import (
    CANNOT_READ,
    DEFINED,
    NUMERICALLY,
    WRONG,
    ClaimReport,
    unreadable,
)
from derivations.claims.sample_network import MOST_LAYERS
from derivations.claims.scalar_claim import Given, network_of
from derivations.claims.setting import Setting
from derivations.claims.typed import equation_of, is_bold, is_equation
from derivations.documents.line import NOTE, UNREADABLE, Line
from derivations.documents.lines import lines_of
from derivations.language.tokens import UnreadableError
from derivations.notation.grammar import Equation
from derivations.notation.syntax import Name, names

_NUMBERED = re.compile(r"^\s*(?:line|step)?\s*(\d{1,3})\s*[.):]\s+", re.IGNORECASE)
MOST_LINES = 500


def check_derivation(
    lines: str | Sequence[str | Line], given: Given = None, layout: str = "", strict: bool = False
) -> list[ClaimReport]:
    """Check a sequence of lines "quantity = claim"; return one `ClaimReport` a line, in order.

    `lines` is a list of texts, of `Line`s, or one text that `lines_of` takes apart; a leading "6."
    numbers a line, otherwise lines are counted from 1. `given` is as for `check_claim`, `layout` as
    for `check_equation`; `strict` judges by the network's own convention alone. A line may hold
    several equals signs: every part is then checked. Never raises for what is typed.

    >>> for verdict in check_derivation(["∂J/∂ŷ = (y - ŷ)", "∂J/∂Why = (y - ŷ) σ'(z2) a1"]):
    ...     print(verdict.status, verdict.factor)
    wrong -n/2
    follows from line 1 -n/2
    >>> [report.status for report in check_derivation("let e = y - ŷ\\n∂J/∂ŷ = -2e/n")]
    ['definition', 'proved']
    """
    if isinstance(lines, str):
        lines = [line for line in lines_of(lines) if line.kind != NOTE]
    bold = any(is_bold(line.text if isinstance(line, Line) else line) for line in lines)
    setting = replace(setting_of(given), layout=layout, strict=strict, matrices=bold)
    equations = list(_readable(lines))
    ahead = _ahead(equations, setting)
    if ahead:
        equations = [behind(equation) for equation in equations]
    checker = Checker(setting if setting.explicit else with_depth(setting, equations), ahead)
    found = [
        [line] if isinstance(line, Line) else list(_statements(line, position))
        for position, line in enumerate(_with_left_sides(lines[:MOST_LINES]), 1)
    ]
    reports = [
        worst([guarded(partial(checker.check, one), unreadable) for one in statements])
        for statements in found
    ]
    if not strict and any(map(_is_bad, reports)):
        reports = _refined(reports, partial(_by_their_own_network, found, reports, setting))
    if not strict:
        reports = _refined(reports, partial(_with_second_formulas, found, reports))
    if len(lines) > MOST_LINES:
        too_many = f"Only the first {MOST_LINES} lines are checked."
        reports.append(ClaimReport(CANNOT_READ, too_many, "cannot-read"))
    return reports


def _refined(
    reports: list[ClaimReport], refine: Callable[[], list[ClaimReport]]
) -> list[ClaimReport]:
    """Return what refines the reports, or the reports as they are where that is impossible."""
    return guarded(refine, lambda _: reports)


def _with_left_sides(lines: Sequence[str | Line]) -> Iterator[str | Line]:
    """Yield lines; one that begins with "=" goes on with the left side of the line before it."""
    left = ""
    for line in lines:
        if isinstance(line, str):
            before, equals, rest = line.partition("=")
            if equals and left and not before.strip(" \t&"):
                line = f"{left} = {rest}"
            elif equals:
                left = _NUMBERED.sub("", before)
        yield line


def _is_bad(report: ClaimReport) -> bool:
    return report.status in (WRONG, CANNOT_READ) or report.code == "follows"


def _by_their_own_network(
    found: list[list[Line]], reports: list[ClaimReport], given: Setting
) -> list[ClaimReport]:
    """Return the reports by the network that the lines define: where it fits them better, of all.

    Else of those lines alone that are right in it and not in the network of the course. A line
    about z1 or a2 that is wrong in the network of the course stays wrong. Where a network was
    named, the lines have to define one of its kind.
    """
    read: dict[Line, Equation] = {}
    for line in chain.from_iterable(found):
        with suppress(UnreadableError, RecursionError):
            read[line] = equation_of(line.text)[0]
    functions = {line: made for line in read if (made := function_of(read[line]))}
    for line, (letter, argument, formula) in list(functions.items()):
        if argument in INPUTS:  # f(x) = a·x + b makes f a name, whatever sample x is of
            read[line] = Equation((("name", Name(letter)), formula))
            del functions[line]
    setting = replace(setting_of(None), functions=tuple(functions.values()))
    read = {line: substituted(one, setting) for line, one in read.items() if line not in functions}
    network = own_network(list(read.values()))
    if given.explicit and not network.is_one_of(given.network):
        return reports
    others = []
    for statements, report in zip(found, reports, strict=True):
        own = [network.check(read[line]) if line in read else report for line in statements]
        defines = [one.quantity for one in own if one.status == DEFINED]
        of_the_course = report.status == WRONG and any(map(_numbered, defines))
        others.append(report if of_the_course or not own else worst(own))
    bad, bad_there = (sum(map(_is_bad, some)) for some in (reports, others))
    judged = any(one.status == NUMERICALLY for one in others)
    read_there = all(one.status != CANNOT_READ for one in others)
    contradicted = any(
        _is_bad(report) and other.status == DEFINED
        for report, other in zip(reports, others, strict=True)
    )  # a definition is wrong in the course's network
    if judged and (not bad_there or 2 * bad_there < bad or (contradicted and read_there)):
        return [
            report if report.right and other.right else other
            for report, other in zip(reports, others, strict=True)
        ]
    return [
        other
        if (report.status in (WRONG, CANNOT_READ) and other.right)
        or (
            report.status == CANNOT_READ
            and other.status == WRONG
            and (judged or all(line in read and network.knows(read[line]) for line in statements))
        )
        else report
        for statements, report, other in zip(found, reports, others, strict=True)
    ]


def _with_second_formulas(found: list[list[Line]], reports: list[ClaimReport]) -> list[ClaimReport]:
    """Return the reports, with a verdict on a second formula for a name that has one.

    v2 = β·v1 + g2 and v2 = β·g1 + g2 say the same. A numbered name has one formula; a layer's may
    get a new one, as in the next exercise.
    """
    equations = [next(_readable(statements), None) for statements in found]
    network = own_network([one for one in equations if one is not None])
    made = []
    for equation, report in zip(equations, reports, strict=True):
        if (
            equation is not None
            and report.status == DEFINED
            and network.has_another_formula(equation)
        ):
            own = network.check(equation)
            if own.status == NUMERICALLY:
                said = f"This is equal to the formula of {report.quantity} above."
                report = own._replace(message=said)
            elif own.status == WRONG and _has_one_formula(equation.sides[0][1]):
                said = f"This is not equal to the formula of {report.quantity} above."
                report = own._replace(message=said)
        made.append(report)
    return made


def _has_one_formula(name: Name) -> bool:
    """Say whether a name is numbered and no layer's: v_2 means one thing in all of a text."""
    numbered = len(name.below) == 1 and not name.below[0].letter
    return numbered and (name.base not in KNOWN or name.base in WEIGHTS)


def _numbered(quantity: str) -> bool:
    """Say whether a quantity has a layer's number, as z1 and a_2 have."""
    return re.fullmatch(r"[zaWbhδ]_?[0-9]", quantity) is not None


def _statements(text: str, position: int) -> Iterator[Line]:
    """Yield the statements of one line; a line without any is passed on as it is."""
    if not isinstance(text, str):
        yield Line("", position, remark="a line must be text", kind=UNREADABLE)
        return
    numbered = _NUMBERED.match(text)
    label, rest = (int(numbered[1]), text[numbered.end() :]) if numbered else (None, text)
    found = [Line(rest, position, label)]
    if not is_equation(rest):
        found = [line for line in lines_of(text) if line.text] or found
    for line in found:
        yield line._replace(number=position, cell=None)


def _readable(lines: Sequence[str | Line]) -> Iterator[Equation]:
    """Yield the equations among some lines."""
    for line in lines:
        with suppress(UnreadableError, RecursionError):
            yield equation_of(line.text if isinstance(line, Line) else str(line))[0]


def _ahead(equations: Sequence[Equation], setting: Setting) -> bool:
    """Say whether δ3 is that of layer 2, in a text that numbers no other quantity so high."""
    highest = {True: 0, False: 0}
    for name in (name for one in equations for side in one.sides for name in names(side)):
        of_delta = name.base in DELTAS
        found = highest_layer(("name", name))
        highest[of_delta] = max(highest[of_delta], found)
    layers = setting.network.depth if setting.explicit else highest[False]
    return highest[True] == layers + 1 and highest[False] == layers > 1


def with_depth(setting: Setting, equations: Sequence[Equation]) -> Setting:
    """Return a setting with as many layers as the lines name: one where they number none."""
    highest, without = 0, False
    for equation in equations:
        if features(equation.sides).units:
            return setting
        for side in equation.sides:
            without |= layerless(side, MOST_LAYERS)
            highest = max(highest, highest_layer(side))
    depth = highest if highest > 2 else 1 if without and not highest else setting.network.depth
    if depth == setting.network.depth or depth > MOST_LAYERS:
        return setting
    activations = (setting.network.activations[-1],) * depth
    network = setting.network._replace(activations=activations)
    return replace(setting, network=network, scalar=network_of((activations, network.cost)))
