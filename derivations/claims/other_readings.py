"""Other ways to read a claim: its signs, the versions of its functions, its differentials."""

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from typing import NamedTuple

from derivations.claims.differentials import as_derivative, is_of_the_cost
from derivations.claims.functions import OTHER_VERSIONS, PARAMETERS
from derivations.claims.quantity_names import SPELLED, WEIGHTS, unnumbered_pair
from derivations.claims.report import OTHERWISE, ClaimReport
from derivations.claims.sample_network import MOST_LAYERS
from derivations.claims.typed import equation_of, in_plain_signs
from derivations.claims.unit_letters import SAID, by_layers
from derivations.language.tokens import UnreadableError
from derivations.notation.grammar import Equation, other_ways
from derivations.notation.syntax import Index, Name, Syntax, every, names, number, rebuilt
from derivations.notation.writing import written


class Way(NamedTuple):
    """Another way to read an equation, how it is said, and whether it is another convention."""

    equation: Equation
    said: str
    otherwise: bool = False


def read_otherwise(text: str) -> Iterator[Way]:
    """Yield a text's equation by the other ways to read its signs, and how each is said."""
    with suppress(UnreadableError):
        for how in other_ways(in_plain_signs(text)):
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

    >>> from derivations.notation.grammar import read_equation
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


def said_of(report: ClaimReport, way: Way) -> ClaimReport:
    """Return a report that says how the signs were read."""
    report = report._replace(reading=f"{report.reading}, {way.said}".lstrip(", "))
    if way.otherwise and report.right:
        return report._replace(status=OTHERWISE, message=f"Right {way.said}.", code="convention")
    return report
