"""The answer to an equation: every reading is judged, and one verdict drawn from all of them."""

from collections.abc import Iterator
from contextlib import suppress

from derivations.claims import wrong_claim
from derivations.claims.arithmetic import LEGEND
from derivations.claims.convention import COLUMNS, LAYOUTS, MEAN, ROWS, Convention
from derivations.claims.features import Features, features
from derivations.claims.held import check_held
from derivations.claims.judgement import MISFIT, RIGHT, SILENT, Reading, judged
from derivations.claims.judgement import WRONG as REFUTED
from derivations.claims.proving import exactly, right_report
from derivations.claims.reading_report import report_of
from derivations.claims.readings import (
    index_conflict,
    index_left_out,
    is_own,
    readings,
    units_told_apart,
)
from derivations.claims.report import DEFINED, NUMERICALLY, OTHERWISE, WRONG, ClaimReport
from derivations.claims.rivals import RivalsError
from derivations.claims.sample_network import Network
from derivations.claims.setting import Setting
from derivations.claims.update import (
    change_of,
    check_update,
    is_notation,
    of_sign,
    parted,
    report_of_update,
    update_of,
)
from derivations.claims.velocity import adds_up, check_step
from derivations.language.tokens import UnreadableError
from derivations.notation.grammar import Equation
from derivations.notation.syntax import Index, Name, every, rebuilt
from derivations.notation.writing import written

GENERAL_DEPTH = 4
ENTRY_BY_ENTRY = {
    "status": OTHERWISE,
    "message": "Right where arrays of one shape are multiplied entry by entry; write ⊙.",
    "code": "entry-by-entry",
}


def answer(equation: Equation, setting: Setting, held: str = "") -> ClaimReport:
    """Answer an equation: all of its sides have to be equal in one and the same reading."""
    return answered(equation, setting, held)[0]


def answered(
    equation: Equation, setting: Setting, held: str = ""
) -> tuple[ClaimReport, Convention | None]:
    """Answer an equation; return the convention, too, in which it is right, if there is one."""
    equation = _of_a_step(_with_argument(equation))
    left, *others = equation.sides
    _refuse_bare(equation.sides)
    if not others:
        raise UnreadableError("write the claim as an equation such as ∂J/∂ŷ = -(2/n)(y - ŷ)")
    if held:
        return check_held(left, others[-1], held, setting), None
    if len(others) > 1 and is_notation(left, others[0]):
        equation = Equation((left, *others[1:]), equation.condition)  # δ = ∂J/∂z = …
        others = others[1:]
    if not setting.strict and len(others) == 1:
        if is_notation(left, others[0]) or is_notation(others[0], left):
            shown = f"This is the definition of {written(left)}."
            report = ClaimReport(DEFINED, shown, quantity=written(left), claim=written(others[0]))
            return report, None
        if (added := adds_up(equation)) is not None:
            return added, None
        step = update_of(left, others[0])
        if step is not None and (moved := check_step(left, step, setting.velocity)) is not None:
            return moved, None
        if step is not None:
            return _updated(left, step, setting), None
        if (changed := change_of(left)) is not None:
            return _updated(changed, others[0], setting), None
    if told_apart := units_told_apart(equation.sides):
        raise UnreadableError(
            f"the claim names the units {told_apart}, but each layer has one unit here; "
            "write a1, z1, W1"
        )
    classes = setting.network.activations[-1] == "softmax"
    if not classes and not setting.explicit:
        classes = features(equation.sides).classes
    found = features(equation.sides, classes)
    if not classes and (conflict := index_conflict(equation.sides, found)):
        said = f"{conflict[:1].upper()}{conflict[1:]}."
        sides = written(left), written(others[-1])
        return ClaimReport(WRONG, said, "index", quantity=sides[0], claim=sides[1]), None
    return _of_all_sides(equation, setting, found)


def _updated(left, step, setting):
    """Check an update; it may be a multiple of the gradient in one layout, and not in another."""
    unread = None
    try:
        report = check_update(left, step, setting)
        if report.right or report.code == "sign":
            return report
    except UnreadableError as error:
        unread = error
    sign, rest = parted(step)
    with suppress(UnreadableError):
        slope = ("derivative", 1, ("name", Name("J")), left)
        gradient = answer(Equation((slope, rest)), setting)
        if gradient.right or (gradient.status == OTHERWISE and gradient.code != "equal-indices"):
            return of_sign(sign, report_of_update(left, step))
        if unread and gradient.status == WRONG:
            return gradient
    if unread:
        raise unread
    return report


def _of_all_sides(equation, setting, found):
    own: list[Reading] = []
    rest: list[Reading] = []
    for reading in _judged(equation, setting, found):
        chosen = reading.choices.function
        free = bool(chosen) and chosen not in found.functions | set(reading.network.activations)
        if is_own(reading.convention, found, setting) and not free:
            own.append(reading)
            if reading.judgement.outcome == RIGHT and not _may_be_told(reading, own):
                break
        elif any(one.judgement.outcome == RIGHT for one in own) or setting.strict:
            break
        else:
            rest.append(reading)
            if reading.judgement.outcome == RIGHT:
                return _otherwise(reading, found, own, setting), reading.convention
    rights = [one for one in own if one.judgement.outcome == RIGHT]
    if rights:
        report = right_report(rights[0], _told(rights, own), setting)
        if rights[0].judgement.loose:
            report = report._replace(**ENTRY_BY_ENTRY)
        if left_out := index_left_out(equation.sides, found):
            message = f"Right if {left_out} belongs to the sample and is inside the sum, too."
            report = report._replace(status=OTHERWISE, message=message, code="index")
        return report, rights[0].convention
    return _not_right(equation, setting, found, own, rest), None


def _with_argument(equation):
    """Return dσ/dz = σ(1 − σ) with the z of its left side as the argument of each σ."""
    left = equation.sides[0]
    if left[0] != "call" or not left[2]:
        return equation

    def change(part):
        return ("call", *part[1:], left[3]) if part[:2] == ("bare", left[1]) else part

    sides = tuple(rebuilt(side, change) for side in equation.sides[1:])
    return Equation((left, *sides), equation.condition)


def _of_a_step(equation):
    """Return m = β1·m + (1 − β1)·g of code with the m on the right as that of the step before."""
    left = equation.sides[0]
    plain = left[0] == "name" and left[1] in (Name("m"), Name("v"))
    if not plain or not features(equation.sides).optimiser:
        return equation
    before = ("name", left[1]._replace(below=(Index("t", -1),)))

    def change(part):
        return before if part == left else part

    sides = tuple(rebuilt(side, change) for side in equation.sides[1:])
    return Equation((left, *sides), equation.condition)


def _refuse_bare(sides):
    """Raise where a function has no argument; only σ′ = σ(1 − σ) may leave all of them out."""
    if sides[0][0] == "bare" and sides[0][2]:
        return
    for side in sides:
        for part in every(side):
            if part[0] == "bare":
                shown = {"sigmoid": "σ"}.get(part[1], part[1]) + "′" * part[2]
                raise UnreadableError(f"{shown} of what? Write {shown}(z), with brackets")


def _judged(equation: Equation, setting: Setting, found: Features) -> Iterator[Reading]:
    """Judge every reading, the setting's own conventions first."""
    left, *others = equation.sides
    for network in _networks(setting, found):
        for convention, choices in readings(equation.sides, network, setting):
            for other in others:
                judgement = judged(
                    left, other, equation.condition, network, convention, choices, found,
                    setting.definitions,
                )  # fmt: skip
                if judgement.outcome != RIGHT and not (judgement.trivial and len(others) > 1):
                    break
            yield Reading(convention, choices, network, judgement, other)


def _networks(setting, found):
    """Return the networks to try: a deeper one for a general layer, then one of a single layer."""
    network = setting.network
    if found.inputs and (found.units or not setting.explicit):
        network = network._replace(activations=network.activations[:1])
    if found.general and network.depth < GENERAL_DEPTH:
        hidden = (network.activations[0],) * (GENERAL_DEPTH - 1)
        return [network._replace(activations=(*hidden, network.activations[-1]))]
    if found.classes and network.activations[-1] != "softmax" and not setting.explicit:
        network = Network((*network.activations[:-1], "softmax"), "cross_entropy")
    if not setting.explicit and network.depth > 1 and found.unnumbered and not setting.strict:
        return [network, network._replace(activations=network.activations[-1:])]
    return [network]


def _may_be_told(reading, own):
    """Say whether other readings could change what is said of this one."""
    told = reading.choices.said(reading.network)
    return bool(told) or reading.network.depth != own[0].network.depth


def _told(rights, own):
    """Return what has to be said of choices: those without which the claim would not be right."""
    refuted = [one for one in own if one.judgement.outcome in (REFUTED, MISFIT)]
    chosen = rights[0]
    said = chosen.choices.said(chosen.network)
    if not refuted and len(rights) > 1:
        said = [one for one in said if "layer" not in one]
    if chosen.network.depth == 1 and own[0].network.depth > 1:
        said.append("in a network of one layer")
    return said


def _otherwise(reading, found, own, setting):
    """Make the report on a claim that is right in another convention only."""
    convention = reading.convention
    report = report_of(reading, reading.choices.said(reading.network), setting)
    if reading.judgement.loose:
        return report._replace(**ENTRY_BY_ENTRY)
    where = convention.sentence(reading.network.cost)
    per_sample = found.general or found.entries
    rows = convention._replace(layout=setting.layout or setting.side or ROWS)
    columns = convention.layout == COLUMNS and convention.many and is_own(rows, found, setting)
    if columns and (convention.batch or per_sample) and found.columns and not setting.layout:
        exact = None if found.general else exactly(reading, setting)
        message = f"Right in the column convention: {where}."
        return report._replace(status=exact[0] if exact else NUMERICALLY, message=message)
    message = _where(convention, where, found, reading.choices.function)
    factor = ""
    first = next((one for one in own if one.judgement.outcome == REFUTED), None)
    if first is not None:
        factor = wrong_claim.factor(first)
    if factor and convention.layout == ROWS and convention.scale != MEAN:
        message += (
            f" This is {factor} times the derivative of the course's J, which is an average over n."
        )
    about_shapes = not factor and bool(own) and own[0].judgement.outcome == MISFIT
    if about_shapes:
        message += (
            f" With samples as rows the shapes do not fit: {own[0].judgement.reason} ({LEGEND})."
        )
    own_layout = setting.layout or setting.side or ROWS
    laid_out = convention.many and convention.layout != own_layout
    code = "layout" if laid_out or about_shapes else "convention"
    return report._replace(status=OTHERWISE, message=message, code=code, factor=factor)


def _where(convention, where, found, chosen):
    """Say for what a claim is right."""
    about = []
    if chosen:
        about.append(f"{chosen} as the function")
    if not convention.many and (found.matrices or found.capitals):
        about.append("one unit a layer")
    if convention.many and not convention.batch and not (found.entries or found.general):
        about.append("one sample")
    if not about and not where:
        where = LAYOUTS[convention.layout]
    said = f"Right for {' and '.join(about)}" if about else "Right"
    if not where:
        return f"{said}."
    return f"{said}, where {where}." if about else f"{said} where {where}."


def _not_right(equation, setting, found, own, rest):
    """Make the report on a claim that no reading makes right."""
    left = equation.sides[0]
    misfits = [one for one in own if one.judgement.outcome == MISFIT]
    refuted = [one for one in own if one.judgement.outcome == REFUTED]
    if not refuted and misfits:
        refuted = [
            one
            for one in rest
            if one.judgement.outcome == REFUTED
            and one.convention.plain
            and one.convention.many
            and (one.convention.batch or found.general)
        ][:1]
    if not refuted and not misfits:  # nothing has a value by the setting's own convention
        plain = [one for one in rest if one.convention.plain]
        refuted = [one for one in plain if one.judgement.outcome == REFUTED][:1]
        misfits = [one for one in plain if one.judgement.outcome == MISFIT]
    if refuted:
        return _refuted(equation, setting, found, refuted)
    if misfits:
        return _misfit(left, setting, found, misfits[0], rest)
    silent = [one.judgement for one in own if one.judgement.outcome == SILENT]
    if apart := next((one for one in silent if one.apart), None):
        raise RivalsError(apart.reason)
    raise UnreadableError(silent[0].reason if silent else "this cannot be checked")


def _refuted(equation, setting, found, refuted):
    """Make the report on a wrong claim: by the first reading in which its mistake has a name."""
    left, report = equation.sides[0], None
    for reading in dict.fromkeys((one.choices.layer, one.network) for one in refuted):
        one = next(one for one in refuted if (one.choices.layer, one.network) == reading)
        if same := wrong_claim.for_equal_indices(left, one.claim, one, setting, found):
            made = report_of(one, [], setting)
            return made._replace(status=OTHERWISE, message=same, code="equal-indices")
        explained = wrong_claim.explained(left, one.claim, equation.condition, one, setting, found)
        made = report_of(one, _layers(refuted), setting)._replace(status=WRONG, **explained)
        report = report or made
        if made.code:
            return made
    return report


def _misfit(left, setting, found, misfit, rest):
    """Make the report on a claim whose arrays do not fit together."""
    report = report_of(misfit, [], setting)
    one_unit = not misfit.convention.many
    if one_unit and (outside := wrong_claim.outside(left, misfit.claim, misfit, setting, found)):
        return report._replace(status=WRONG, message=outside, code="outside-the-sum")
    for reading in [misfit, *(one for one in rest if one.convention.plain)][:3]:
        if repaired := wrong_claim.repaired(left, misfit.claim, reading, setting, found):
            return report._replace(status=WRONG, **repaired)
    hint = wrong_claim.rearranged(left, misfit.claim, misfit, setting, found)
    message = f"The shapes do not fit: {misfit.judgement.reason} ({LEGEND}).{hint}"
    return report._replace(status=WRONG, message=message, code="shape")


def _layers(refuted):
    layers = {one.choices.layer for one in refuted if one.choices.layer}
    return ["for every layer"] if len(layers) > 1 else []
