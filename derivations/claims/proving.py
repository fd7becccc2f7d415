"""Proofs of what no sample point refutes: by the plain form, by polynomials, modulo a prime."""

from fractions import Fraction

from derivations.claims.convention import HALF, HALF_MEAN, SAMPLE
from derivations.claims.exact_check import equal_modulo_a_prime, proved
from derivations.claims.judgement import Reading, of_any_z
from derivations.claims.plain_formula import NoPlainFormError, plain
from derivations.claims.reading_report import report_of
from derivations.claims.report import NUMERICALLY, PROVED, WRONG, ClaimReport
from derivations.claims.residue import CHANCE
from derivations.claims.scalar_claim import check_read, compare, without_sum
from derivations.claims.setting import Setting
from derivations.language.tokens import UnreadableError
from derivations.language.tree import multiply, replace
from derivations.language.tree import number as plain_number
from derivations.notation.syntax import number
from derivations.notation.writing import written

COUNT, HALVED = ("name", "n"), plain_number(Fraction(1, 2))


def right_report(reading: Reading, said: list[str], setting: Setting) -> ClaimReport:
    """Make the report on a right claim: proved where a proof is within reach."""
    judgement = reading.judgement
    report = report_of(reading, said, setting)
    proof = _proof(reading, setting)
    if proof is not None:
        return report._replace(
            status=proof.status, message=_also(proof.message, judgement, setting)
        )
    if judgement.blurred:
        raise UnreadableError(
            "its terms cancel so far that no digits remain to compare; simplify the formula"
        )
    if (exact := exactly(reading, setting)) is not None:
        return report._replace(status=exact[0], message=_also(exact[1], judgement, setting))
    message = "Both sides agree at every sample point, but an exact proof is not possible."
    return report._replace(status=NUMERICALLY, message=_also(message, judgement, setting))


def _also(message, judgement, setting):
    spelled = setting.scalar.spelled if setting.scalar is not None else {}
    if judgement.left[:2] == ("derivative", 1) and judgement.right == number(0):
        of, by = (written(part, spelled) for part in judgement.left[2:])
        return f"{message} {of} does not depend on {by}."
    return message


def _proof(reading, setting):
    """Return the report of a proof, or None where the formula has no plain form."""
    if reading.convention.many or setting.scalar is None:
        return None
    if setting.free or reading.network != setting.network or not setting.bias:
        return None
    left, right = of_any_z(reading)
    try:
        claim, quantity = plain(right), plain(left)
        if setting.scale:
            return _scaled_proof(quantity, claim, setting)
        found = check_read(claim, quantity, setting.scalar, explaining=False)
    except (NoPlainFormError, UnreadableError, KeyError):
        return None
    return found if found.status in (PROVED, NUMERICALLY) else None


def exactly(reading: Reading, setting: Setting) -> tuple[str, str] | None:
    """Return the status and message of a check in exact arithmetic; None if out of reach."""
    if setting.free:
        return None
    judgement, network, convention = reading.judgement, reading.network, reading.convention
    sides = judgement.left, judgement.right
    if proved(*sides, network, convention):
        return PROVED, "Right, entry by entry." if convention.many else "Right."
    if not equal_modulo_a_prime(*sides, network, convention):
        return None
    message = (
        "Both sides agree in exact arithmetic at a random point; "
        f"a wrong formula would agree with probability {CHANCE}."
    )
    return NUMERICALLY, message


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
