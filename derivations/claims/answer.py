"""The answer to an equation: every reading judged, the verdict drawn from all of them, and worded."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from derivations.claims import wrong_claim
from derivations.claims.convention import COLUMNS, HALF, HALF_MEAN, SAMPLE, Convention
from derivations.claims.held import check_held
from derivations.claims.judgement import MISFIT, RIGHT, SILENT, Judgement, judged
from derivations.claims.judgement import WRONG as REFUTED
from derivations.claims.meaning import Choices
from derivations.claims.plain_formula import NoPlainFormError, plain
from derivations.claims.readings import features, readings
from derivations.claims.report import (
    DEFINED,
    NUMERICALLY,
    OTHERWISE,
    PROVED,
    WRONG,
    ClaimReport,
)  # fmt: skip
from derivations.claims.sample_network import Network, output
from derivations.claims.scalar_claim import check_read, compare, without_sum
from derivations.claims.setting import Setting
from derivations.claims.update import check_update, meaning_of_delta, update_of
from derivations.language.tokens import UnreadableError
from derivations.language.tree import multiply, replace
from derivations.language.tree import number as plain_number
from derivations.notation.grammar import Equation
from derivations.notation.syntax import every, number, rebuilt
from derivations.notation.writing import written

GENERAL_DEPTH = 4
COUNT, HALVED = ("name", "n"), plain_number(Fraction(1, 2))


class Reading(NamedTuple):
    """One way to read an equation, and what came of it."""

    convention: Convention
    choices: Choices
    network: Network
    judgement: Judgement


def answer(equation: Equation, setting: Setting, held: str = "") -> ClaimReport:
    """Answer an equation: each of its sides is compared with the first."""
    left, *others = equation.sides
    _refuse_bare(equation.sides)
    found = None
    for other in others:
        report = _pair(left, other, equation, setting, held)
        if found is None or not report.right or (found.right and len(others) > 1):
            found = report
        if not report.right:
            break
    if found is None:
        raise UnreadableError("write the claim as an equation, such as ∂J/∂ŷ = -(2/n)(y - ŷ)")
    return found


def _refuse_bare(sides):
    """Raise where a function has no argument; only σ′ = σ(1 − σ) may leave all of them out."""
    if sides[0][0] == "bare" and sides[0][2]:
        return
    for side in sides:
        for part in every(side):
            if part[0] == "bare":
                shown = {"sigmoid": "σ"}.get(part[1], part[1]) + "′" * part[2]
                raise UnreadableError(f"{shown} of what? Write {shown}(z), with brackets")


def _pair(left, right, equation, setting, held):
    sides = (left, right)
    if held:
        return check_held(left, right, held, setting)
    if not setting.strict:
        if meaning_of_delta(left, right):
            shown = f"This is what {written(left)} means."
            return ClaimReport(DEFINED, shown, quantity=written(left), claim=written(right))
        if (step := update_of(left, right)) is not None:
            return check_update(left, step, setting)
    found = features(sides)
    own: list[Reading] = []
    for reading in _judged(left, right, equation.condition, setting, found):
        if setting.is_own(reading.convention):
            own.append(reading)
        elif any(one.judgement.outcome == RIGHT for one in own) or setting.strict:
            break
        elif reading.judgement.outcome == RIGHT:
            return _otherwise(reading, found, own, setting)
    rights = [one for one in own if one.judgement.outcome == RIGHT]
    if rights:
        return _right(rights[0], _told(rights, own), setting)
    return _not_right(left, right, equation, setting, found, own)


def _judged(left, right, condition, setting, found) -> Iterator[Reading]:
    """Judge every reading, the setting's own conventions first."""
    for network in _networks(setting, found, (left, right)):
        ways = readings((left, right), network, setting.layout, setting.error, setting.strict)
        if not setting.bias:
            ways = dict.fromkeys((one._replace(bias=False), choices) for one, choices in ways)
        for convention, choices in sorted(ways, key=lambda way: not setting.is_own(way[0])):
            judgement = judged(
                left, right, condition, network, convention, choices, found, setting.definitions
            )
            yield Reading(convention, choices, network, judgement)


def _networks(setting, found, sides):
    """Return the networks to try: a deeper one for a general layer, then one of a single layer."""
    network = setting.network
    if found.general and network.depth < GENERAL_DEPTH:
        hidden = (network.activations[0],) * (GENERAL_DEPTH - 1)
        return [network._replace(activations=(*hidden, network.activations[-1]))]
    if found.classes and network.activations[-1] != "softmax" and not setting.explicit:
        network = Network((*network.activations[:-1], "softmax"), "cross_entropy")
    if not setting.explicit and network.depth > 1 and found.unnumbered and not setting.strict:
        return [network, network._replace(activations=network.activations[-1:])]
    return [network]


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


def _right(reading, said, setting):
    """Make the report on a right claim: proved where a proof is within reach."""
    judgement = reading.judgement
    report = _report(reading, said, setting)
    proof = _proof(reading, setting)
    if proof is not None:
        return report._replace(
            status=proof.status, message=_also(proof.message, judgement, setting)
        )
    if judgement.blurred:
        raise UnreadableError("its terms cancel until no digits are left to compare; simplify")
    message = "It agrees at every point that was tried; an exact proof is out of reach."
    return report._replace(status=NUMERICALLY, message=_also(message, judgement, setting))


def _also(message, judgement, setting):
    spelled = setting.scalar.spelled if setting.scalar is not None else {}
    if judgement.left[0] == "derivative" and judgement.right == number(0):
        of, by = (written(part, spelled) for part in judgement.left[2:])
        return f"{message} {of} does not depend on {by}."
    return message


def _proof(reading, setting):
    """Return the report of a proof, or None where the formula has no plain form."""
    if reading.convention.many or not setting.is_own(reading.convention) or setting.scalar is None:
        return None
    if setting.definitions or reading.network != setting.network or not setting.bias:
        return None
    left, right = _of_any_z(reading)
    try:
        claim, quantity = plain(right), plain(left)
        if setting.scale:
            return _scaled_proof(quantity, claim, setting)
        found = check_read(claim, quantity, setting.scalar, explaining=False)
    except (NoPlainFormError, UnreadableError):
        return None
    return found if found.status in (PROVED, NUMERICALLY) else None


def _scaled_proof(quantity, claim, setting):
    """Prove a claim about a cost in another scale: every derivative of J is multiplied by it."""
    times = {SAMPLE: [COUNT], HALF: [HALVED, COUNT], HALF_MEAN: [HALVED]}[setting.scale]

    def change(part):
        return multiply(*times, part) if part[:2] == ("derivative", "J") else part

    sides = [
        setting.scalar.expanded(without_sum(replace(side, change))[0]) for side in (quantity, claim)
    ]
    status = compare(sides[1], sides[0], setting.scalar)
    return None if status == WRONG else ClaimReport(status, "Right.")


def _of_any_z(reading):
    """Return the sides, with z and a of no layer where the claim is about a function of any z."""
    left, right = reading.judgement.left, reading.judgement.right
    layer, activations = reading.choices.layer, reading.network.activations
    if left[0] not in ("call", "bare") or not isinstance(layer, int) or not layer:
        return left, right
    if activations[layer - 1] != activations[-1]:
        return left, right
    loose = {f"z{layer}": "z", output(layer, len(activations)): "a"}

    def change(part):
        return ("name", loose[part[1]]) if part[0] == "name" and part[1] in loose else part

    return rebuilt(left, change), rebuilt(right, change)


def _otherwise(reading, found, own, setting):
    """Make the report on a claim that is right in another convention only."""
    recognised = reading.convention.layout == COLUMNS and found.columns
    rest = reading.convention._replace(layout="rows")
    cost = reading.network.cost
    report = _report(reading, reading.choices.said(reading.network), setting)
    where = reading.convention.sentence(cost)
    if recognised and rest.own:
        message = f"Right in the column convention: {where}."
        return report._replace(status=NUMERICALLY, message=message)
    message = f"Right where {where}."
    factor = ""
    first = next((one for one in own if one.judgement.outcome == REFUTED), None)
    if first is not None:
        factor = wrong_claim.factor(first.judgement)
        if factor:
            message += (
                f" By the course's J, which averages over n, this is {factor} times too much."
            )
    elif own and own[0].judgement.outcome == MISFIT:
        message += f" With samples as rows it does not fit: {own[0].judgement.reason}."
    return report._replace(status=OTHERWISE, message=message, code="convention", factor=factor)


def _not_right(left, right, equation, setting, found, own):
    """Make the report on a claim that no reading makes right."""
    refuted = [one for one in own if one.judgement.outcome == REFUTED]
    if refuted:
        reading = refuted[0]
        report = _report(reading, _layers(refuted), setting)
        if same := wrong_claim.for_equal_indices(left, right, reading, setting, found):
            return report._replace(status=OTHERWISE, message=same, code="equal-indices")
        explained = wrong_claim.explained(left, right, equation.condition, reading, setting, found)
        return report._replace(status=WRONG, **explained)
    misfits = [one for one in own if one.judgement.outcome == MISFIT]
    if misfits:
        report = _report(misfits[0], [], setting)
        hint = wrong_claim.rearranged(left, right, misfits[0], setting, found)
        message = f"The shapes do not fit: {misfits[0].judgement.reason}.{hint}"
        return report._replace(status=WRONG, message=message, code="shape")
    reasons = dict.fromkeys(one.judgement.reason for one in own if one.judgement.outcome == SILENT)
    raise UnreadableError(next(iter(reasons), "this cannot be judged"))


def _layers(refuted):
    layers = {one.choices.layer for one in refuted if one.choices.layer}
    return ["for every layer"] if len(layers) > 1 else []


def _report(reading, said, setting):
    """Begin a report with how the claim was read."""
    judgement, convention = reading.judgement, reading.convention
    spelled = setting.scalar.spelled if setting.scalar is not None else {}
    sides = (judgement.left, judgement.right)
    left, right = (written(side, spelled) if side else "" for side in sides)
    kind = "matrices, " if convention.many else ""
    kind += "a batch" if convention.batch else "one sample"
    if convention.many:
        kind += f", {'samples are rows' if convention.layout == 'rows' else 'samples are columns'}"
    return ClaimReport(WRONG, "", quantity=left, claim=right, reading=", ".join([*said, kind]))
