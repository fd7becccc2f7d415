"""A claim about quantities that its author defines, checked against these definitions alone."""

from collections.abc import Sequence

from derivations.claims.own_lines import own_network
from derivations.claims.report import ClaimReport, unreadable
from derivations.language.tokens import UnreadableError
from derivations.notation.grammar import read_equation


def check_by_definitions(equation: str, definitions: Sequence[str]) -> ClaimReport:
    """Check an equation that a person typed, given what the names in it stand for.

    A definition is an equation of a name and its formula. A name that none of them defines is a
    number of its own. Both sides are compared at points drawn at random; nothing is proved.

    >>> two = ["m = (p + q)/2", "v = ((p - m)^2 + (q - m)^2)/2", "s = √v"]
    >>> check_by_definitions("∂v/∂p = p - m", two).status
    'equal numerically'
    >>> check_by_definitions("∂v/∂p = 2·(p - m)", two).message
    'The definitions give another formula. This is 2 times that formula.'
    """
    try:
        network = own_network([read_equation(line) for line in definitions])
        claim = read_equation(equation)
        if len(claim.sides) < 2:
            raise UnreadableError("a claim is an equation: write quantity = formula")
        return network.check(claim)
    except UnreadableError as error:
        return unreadable(error)
