"""The check of a claim: read in every way that it can be meant, judged in each, and answered.

A claim is an equation that a person typed, such as ∂J/∂W2 = a1ᵀ·δ2. Its own network and convention
come first; where it is right in another convention only, the reply says in which.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from derivations.claims.answer import answer
from derivations.claims.author import names_itself
from derivations.claims.other_readings import read_otherwise, said_of
from derivations.claims.own_lines import own_network
from derivations.claims.report import (
    CANNOT_READ,
    DEFINED,
    NUMERICALLY,
    OTHERWISE,
    WRONG,
    ClaimReport,
    unreadable,
)
from derivations.claims.rivals import RivalsError, alike
from derivations.claims.sample_network import COSTS, MOST_LAYERS, Network, known_function
from derivations.claims.scalar_claim import Given, network_of
from derivations.claims.setting import Setting
from derivations.claims.typed import equation_of, held_of, is_bold, is_equation, with_equals
from derivations.documents.line import NOTE as REMARK
from derivations.documents.lines import lines_of
from derivations.language.tokens import UnreadableError
from derivations.networks.scalar_network import NOTES, ScalarNetwork
from derivations.notation.grammar import Equation, read_equation
from derivations.notation.words import FUNCTIONS
from derivations.notation.writing import written
from derivations.rules.compiled import known

Reply = TypeVar("Reply")
RAISING = False  # True lets faults of this house through: tests set it
_BULLET = re.compile(r"^\s*[-–−]\s+(?=∂|𝜕|\\frac|\\partial|\\delta|\\nabla|∇|δ|d[A-Za-zŷ])")


def check_claim(claim: str, quantity: str, given: Given = None) -> ClaimReport:
    """Check what a person typed for a quantity of a network, by the network's own convention.

    `given` is the network: None for the notes' own (x → z1 = x·Wxh + bh → a1 = σ(z1) →
    z2 = a1·Why + by → ŷ = σ(z2), J = 1/n Σ(y − ŷ)²), or a pair (activations, cost), whose names
    are W1, b1, z1, a1, W2, …, ŷ. A claim about a quantity that adds up over the batch may be one
    sample's share, or hold the Σ. Never raises for what is typed; a wrong `given` is a ValueError.

    >>> check_claim("-(2/n)(y - ŷ)", "∂J/∂ŷ").status
    'proved'
    >>> check_claim("y - yhat", "dJ/dyhat").factor
    '-n/2'
    >>> check_claim("W1*σ'(z2)", "∂z1/∂x", (("relu", "sigmoid"), "mse")).status
    'wrong'
    """
    setting = replace(setting_of(given), strict=True)

    def check() -> ClaimReport:
        if not isinstance(claim, str) or not isinstance(quantity, str):
            raise UnreadableError("a claim and its quantity must be text")
        asked, held = held_of(quantity)
        equation = read_equation(claim)
        left = read_equation(asked)
        if len(left.sides) != 1:
            raise UnreadableError("a quantity must not contain an equals sign")
        if len(equation.sides) > 2:
            raise UnreadableError("a claim must not contain two equals signs")
        if len(equation.sides) == 2 and equation.sides[0] != left.sides[0]:
            raise UnreadableError(
                f"the claim is about another quantity than {quantity.strip()[:60]}"
            )
        whole = Equation((left.sides[0], equation.sides[-1]), equation.condition)
        return answer(whole, setting, held)

    return guarded(check, unreadable)


def check_equation(text: str, given: Given = None, layout: str = "") -> ClaimReport:
    """Check an equation, in every convention that it can be meant by; several "=" are all checked.

    `layout` is "rows" or "columns" where the samples' place is to be taken for settled.

    >>> check_equation("∂J/∂ŷ = -(2/n)(y - ŷ)").status
    'proved'
    >>> check_equation("dL/dŷ = 2(ŷ − y)").status
    'right by another convention'
    >>> check_equation("∂J/∂W2 = a1·Σ(ŷ − y)/n", (("tanh", "sigmoid"), "binary_cross_entropy")).code
    'outside-the-sum'
    """
    text = with_equals(text)
    setting = replace(setting_of(given), layout=layout, matrices=is_bold(text))
    texts = (
        [text]
        if is_equation(text)
        else [line.text for line in lines_of(text) if line.text and line.kind != REMARK] or [text]
    )
    reports = [check_in(one, setting) for one in texts]
    return worst(reports)


def worst(reports: Sequence[ClaimReport]) -> ClaimReport:
    """Return the report on several claims of one line: a wrong one before all others."""
    order = {WRONG: 0, CANNOT_READ: 1, OTHERWISE: 2}
    return min(reports, key=lambda report: order.get(report.status, 3))


def check_in(text: str, setting: Setting) -> ClaimReport:
    """Check an equation in a setting: a network, and what an author has defined."""
    return guarded(lambda: _check_in(text, setting), unreadable)


def guarded(check: Callable[[], Reply], otherwise: Callable[[Exception], Reply]) -> Reply:
    """Run a check; for whatever goes wrong in it, return what another function makes of the error.

    `unreadable` makes this one line a claim that cannot be read.
    """
    try:
        return check()
    except (UnreadableError, RecursionError) as error:
        return otherwise(error)
    except Exception:
        if RAISING:
            raise
        return otherwise(
            UnreadableError("this form is not supported; write the claim in a simpler way")
        )


def _check_in(text: str, setting: Setting) -> ClaimReport:
    equation, held = equation_of(text)
    found, unread = None, None
    try:
        found = answer(equation, setting, held)
    except UnreadableError as error:
        unread = error
    if found and found.right:
        return found
    if found and _BULLET.match(text):  # "- ∂J/∂ŷ = …" is an item of a list
        without = _check_in(_BULLET.sub("", text), setting)
        if without.status != CANNOT_READ:
            return without
    refuted = found is None or found.status == WRONG
    wrong: ClaimReport | None = None
    for way in read_otherwise(text):
        with suppress(UnreadableError):
            report = answer(way.equation, setting, held)
            if report.right or (refuted and report.status != WRONG):
                return said_of(report, way)
            wrong = wrong or said_of(report, way)
    if (refused := found or wrong) is not None:
        return refused
    if names_itself(equation, setting):
        shown = written(equation.sides[0])
        return ClaimReport(DEFINED, f"{shown} is used as defined, so there is nothing to check.")
    if isinstance(unread, RivalsError) and (own := _of_any_numbers(equation)):
        return own
    raise unread or UnreadableError("this cannot be checked")


def _of_any_numbers(equation: Equation) -> ClaimReport | None:
    """Judge what holds for any numbers, such as ∂(p·q)/∂p = q; None for what needs a definition."""
    report = own_network([equation]).check(equation)
    left = equation.sides[0]
    derived = left[0] == "derivative"
    if report.status == NUMERICALLY:
        return report._replace(message="Right for any numbers with these names.")
    if derived and left[2][0] == left[3][0] == "name" and alike(left[2][1], left[3][1]):
        said = f"{written(left[2])} does not depend on {written(left[3])}."
        return report._replace(status=WRONG, message=said, claim=written(equation.sides[-1]))
    if report.status == WRONG and derived:
        factor = report.message.partition(".")[2]
        said = f"For numbers with these names, the derivative is another formula.{factor}"
        return report._replace(message=said)
    return None


def setting_of(given: Given) -> Setting:
    """Return the setting of a network; ValueError if the network is not known."""
    if given is None or isinstance(given, ScalarNetwork):
        scalar = network_of(given)
        return Setting(Network(scalar.activations, scalar.cost), scalar, explicit=given is not None)
    activations, cost = given
    if "softmax" in activations[:-1]:
        raise ValueError("softmax is supported only as the activation of the last layer")
    names = tuple(FUNCTIONS.get(name, name) for name in activations)
    if cost == "half_mse" or not set(names) <= {
        *NOTES,
        "identity",
        "tanh",
        "relu",
        "leaky_relu",
        "elu",
        "swish",
    }:
        for name in names:
            if not known_function(name):
                known(name, [*FUNCTIONS.values()], "activation")
        if not 1 <= len(names) <= MOST_LAYERS:
            raise ValueError(f"claims can be about 1 to {MOST_LAYERS} layers, not {len(names)}")
        return Setting(Network(names, known(cost, COSTS, "cost")), None, explicit=True)
    scalar = network_of((names, cost))
    return Setting(Network(scalar.activations, scalar.cost), scalar, explicit=True)
