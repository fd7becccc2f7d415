"""The check of a claim: read in every way that it can be meant, judged in each, and answered.

A claim is an equation that a person typed, such as ∂J/∂W2 = a1ᵀ·δ2. Its own network and convention
come first; where it is right in another convention only, the reply says in which.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from derivations.claims.answer import answer
from derivations.claims.author import names_itself
from derivations.claims.differentials import as_derivative, is_of_the_cost
from derivations.claims.functions import OTHER_VERSIONS, PARAMETERS
from derivations.claims.quantity_names import SPELLED, WEIGHTS, unnumbered_pair
from derivations.claims.report import (
    CANNOT_READ,
    DEFINED,
    OTHERWISE,
    WRONG,
    ClaimReport,
    unreadable,
)
from derivations.claims.sample_network import COSTS, Network, known_function
from derivations.claims.scalar_claim import Given, network_of
from derivations.claims.setting import Setting
from derivations.claims.unit_letters import SAID, by_layers
from derivations.documents.line import NOTE as REMARK
from derivations.documents.lines import lines_of
from derivations.language.tokens import UnreadableError
from derivations.networks.scalar_network import HELD, NOTES, ScalarNetwork
from derivations.notation.grammar import Equation, other_ways, read_equation
from derivations.notation.syntax import Index, Name, Syntax, every, names, number, rebuilt
from derivations.notation.words import FUNCTIONS
from derivations.notation.writing import written
from derivations.rules.compiled import known

MOST_LAYERS = 8
RAISING = False  # True lets faults of this house through: tests set it
_BULLET = re.compile(r"^\s*[-–−]\s+(?=∂|𝜕|\\frac|\\partial|\\delta|\\nabla|∇|δ|d[A-Za-zŷ])")
_DEFINES = re.compile(
    r"≡|:=|≔|≝|≜|\\equiv(?![A-Za-z])|\\coloneqq|\\triangleq|==|←|\\leftarrow|\\gets"
)
_LABEL = re.compile(
    r"^\s*(?:\((?:\d{1,2}|[ivx]{1,4}|[a-h])\)|[ivx]{1,4}[.)]|[a-h]\))\s+(?=\S)|(?:\s{2,}|\\q?quad\s*)\(\d{1,2}\)\s*$"
)
_BOLD = re.compile(r"\\(?:mathbf|boldsymbol|bm|vec|pmb|underline)\s*\{?\s*\\?[A-Za-z]|[𝐀-𝐳𝑨-𝒛]")
_RELATES = re.compile(r"[=≡≔←<>≤≥≈]|\\(?:equiv|approx|leq?|geq?|gets|leftarrow)(?![A-Za-z])")
_IS = re.compile(r"(?<=\S)\s+(?:equals|is(?: equal to| just)?)\s+(?=[-−(\\∂\w])(?!(?:an?|the)\s)")
# w → w' = w − η·…, and w → w − η·…
_PARAMETER = r"[wWbvθ](?:[_^](?:\w|\{[^{}]*\}))*"
_ARROW = r"\s*(?:→|\\rightarrow|\\to)(?![A-Za-z])\s*"
_PRIMED = re.compile(rf"^\s*({_PARAMETER}){_ARROW}\1(?:'|′|\^\{{?\\prime\}}?)\s*=")
_BECOMES = re.compile(rf"^\s*({_PARAMETER}){_ARROW}(?=\1\s*[-−–+])")
_CHANGES = re.compile(r"^([^=]*?\S)\s*([-+])=(.*)$", re.DOTALL)


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

    return guarded(check)


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


def with_equals(text: str) -> str:
    """Return a text with "=" for the words that say so, where it has no sign for it.

    >>> with_equals("so da/dz is a(1-a)"), with_equals("where z is large, a = 1")
    ('so da/dz = a(1-a)', 'where z is large, a = 1')
    """
    if not isinstance(text, str) or _RELATES.search(text):
        return text
    return _IS.sub(" = ", text, count=1)


def is_bold(text: str) -> bool:
    """Say whether a text sets its vectors and matrices in bold, with arrows or underlined."""
    return isinstance(text, str) and _BOLD.search(text) is not None


def worst(reports: Sequence[ClaimReport]) -> ClaimReport:
    """Return the report on several claims of one line: a wrong one before all others."""
    order = {WRONG: 0, CANNOT_READ: 1, OTHERWISE: 2}
    return min(reports, key=lambda report: order.get(report.status, 3))


def check_in(text: str, setting: Setting) -> ClaimReport:
    """Check an equation in a setting: a network, and what an author has defined."""
    return guarded(lambda: _check_in(text, setting))


def guarded(check: Callable[[], ClaimReport]) -> ClaimReport:
    """Run a check; whatever goes wrong in it makes this one line a claim that cannot be read."""
    try:
        return check()
    except (UnreadableError, RecursionError) as error:
        return unreadable(error)
    except Exception:
        if RAISING:
            raise
        return unreadable(
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
    raise unread or UnreadableError("this cannot be checked")


def _with_inputs(equation: Equation) -> Equation | None:
    """Return ∂z/∂w = a with the a of the layer before, which a layer's input is; else None."""
    left, *others = equation.sides
    by = left[3] if left[0] == "derivative" else left[1] if left[0] == "gradient" else left
    if left[0] not in ("derivative", "gradient") or by[0] != "name" or by[1].base not in WEIGHTS:
        return None
    if left[0] == "derivative" and left[2][0] == "name" and left[2][1].base not in "zZ":
        return None

    def change(part: Syntax) -> Syntax:
        alone = part[0] == "name" and part[1] in (Name("a"), Name("A"))
        return ("name", part[1]._replace(below=(Index("below", 0),))) if alone else part

    sides = (left, *(rebuilt(side, change) for side in others))
    return Equation(sides, equation.condition) if sides != equation.sides else None


def _of_inverse(equation: Equation) -> Equation | None:
    """Return 1/(∂a/∂z) = … for dz/da = …, where both are of one layer; else None."""
    left, *others = equation.sides
    if left[0] != "derivative" or left[1] != 1 or not unnumbered_pair(left, MOST_LAYERS):
        return None
    inverse = ("divide", number(1), ("derivative", 1, left[3], left[2]))
    return Equation((inverse, *others), equation.condition)


def _differentials(derivative: Equation) -> str:
    """Write what is differentiated and by what: dJ and dz."""
    of, by = derivative.sides[0][2:]
    return f"d{written(of)} and d{written(by)}"


class Way(NamedTuple):
    """Another way to read an equation, how it is said, and whether it is another convention."""

    equation: Equation
    said: str
    otherwise: bool = False


def read_otherwise(text: str) -> Iterator[Way]:
    """Yield a text's equation by the other ways to read its signs, and how each is said."""
    with suppress(UnreadableError):
        for how in other_ways(_in_plain_signs(text)):
            with suppress(UnreadableError):
                yield Way(equation_of(text, how)[0], how)
        equation = equation_of(text)[0]
        if found := with_parameters(equation):
            yield Way(*found)
        yield from _of_other_versions(equation)
        if (layered := by_layers(equation)) is not None:
            yield Way(layered, SAID)
        if (fed := _with_inputs(equation)) is not None:
            yield Way(fed, "with a for what comes into the layer")
        if (inverse := _of_inverse(equation)) is not None:
            yield Way(inverse, "with z as the function of a that undoes the activation")
        if (derivative := as_derivative(equation)) is not None:
            certain = is_of_the_cost(equation)
            said = f"with {_differentials(derivative)} as differentials"
            yield Way(derivative, said, otherwise=not certain)


def with_parameters(equation: Equation) -> tuple[Equation, str] | None:
    """Return an equation with α and λ as the functions that it names have them, and how they are.

    >>> with_parameters(read_equation("ELU'(x) = 1 if x > 0 else α e^x"))[1]
    'with α = 1'
    """
    called = {part[1] for side in equation.sides for part in every(side) if part[0] == "call"}
    typed = {name.base for side in equation.sides for name in names(side)}
    for function in sorted(called & PARAMETERS.keys()):
        known = {SPELLED.get(base, base): base for base in typed}
        values = {
            known[letter]: Fraction(value)
            for letter, value in PARAMETERS[function].items()
            if letter in known
        }
        if values:

            def change(part: Syntax, values: dict[str, Fraction] = values) -> Syntax:
                named = part[0] == "name" and part[1].base in values
                return ("number", values[part[1].base]) if named else part

            sides = tuple(rebuilt(side, change) for side in equation.sides)
            told = " and ".join(f"{name} = {float(value):g}" for name, value in values.items())
            return Equation(sides, equation.condition), f"with {told}"
    return None


def _of_other_versions(equation: Equation) -> Iterator[Way]:
    """Yield an equation with the other version of a function that libraries differ in."""
    for function, other in OTHER_VERSIONS.items():

        def change(part: Syntax, here: str = function, there: str = other) -> Syntax:
            named = part[0] in ("call", "bare") and part[1] == here
            return (part[0], there, *part[2:]) if named else part

        sides = tuple(rebuilt(side, change) for side in equation.sides)
        if sides != equation.sides:
            yield Way(Equation(sides, equation.condition), f"for {other}", otherwise=True)


def said_of(report: ClaimReport, way: Way) -> ClaimReport:
    """Return a report that says how the signs were read."""
    report = report._replace(reading=f"{report.reading}, {way.said}".lstrip(", "))
    if way.otherwise and report.right:
        return report._replace(status=OTHERWISE, message=f"Right {way.said}.", code="convention")
    return report


def equation_of(text: str, how: str = "") -> tuple[Equation, str]:
    """Read an equation, and what is held fixed in it; UnreadableError where it is none."""
    text = _in_plain_signs(text)
    left, equals, right = text.partition("=")
    if not equals:
        raise UnreadableError(
            "there is no equals sign; write an equation such as ∂J/∂ŷ = -(2/n)(y - ŷ)"
        )
    asked, held = held_of(left)
    equation = read_equation(asked + equals + right, how)
    if len(equation.sides) < 2:
        raise UnreadableError("write the claim as an equation such as ∂J/∂ŷ = -(2/n)(y - ŷ)")
    return equation, held


def _in_plain_signs(text):
    """Return a text with "=" for every sign that defines, without its label, W -= … written out."""
    text = _LABEL.sub("", _DEFINES.sub("=", text) if isinstance(text, str) else "")
    text = _BECOMES.sub(r"\1 = ", _PRIMED.sub(r"\1 =", text))
    if changed := _CHANGES.match(text):  # W -= η·dW
        return f"{changed[1]} = {changed[1]} {changed[2]} ({changed[3]})"
    return text


def is_equation(text: str) -> bool:
    """Say whether a text can be read as one equation, with nothing around it."""
    try:
        equation_of(text)
    except (UnreadableError, RecursionError):
        return False
    return True


def held_of(quantity: str) -> tuple[str, str]:
    """Split "∂J/∂Why with ŷ held" into the quantity and what is held.

    >>> held_of("∂J/∂Why with ŷ held ")
    ('∂J/∂Why', 'ŷ')
    """
    found = HELD.match(quantity.strip())
    return (found[1], found[2]) if found else (quantity, "")


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
