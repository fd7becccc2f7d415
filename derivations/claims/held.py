"""The check of a derivative with something held fixed, by the chain rule of one unit a layer."""

from derivations.claims.choices import Choices
from derivations.claims.convention import Convention
from derivations.claims.meaning import Meaning, unnamed
from derivations.claims.plain_formula import NoPlainFormError, plain
from derivations.claims.report import ClaimReport
from derivations.claims.scalar_claim import check_read
from derivations.claims.setting import Setting
from derivations.language.tokens import UnreadableError
from derivations.notation.grammar import read_formula
from derivations.notation.syntax import Syntax


def check_held(left: Syntax, right: Syntax, held: str, setting: Setting) -> ClaimReport:
    """Check "∂J/∂Why with ŷ held" = a claim; UnreadableError where that cannot be held."""
    meaning = Meaning(setting.network, Convention(), Choices())
    try:
        quantity = plain(unnamed(meaning.formula(left)))
        kept = plain(unnamed(meaning.formula(read_formula(held))))
        claim = plain(unnamed(meaning.formula(right)))
    except NoPlainFormError:
        raise UnreadableError(
            "only a derivative can hold a quantity fixed, as in ∂J/∂Why with ŷ held"
        ) from None
    if quantity[0] != "derivative" or kept[0] != "name" or setting.scalar is None:
        raise UnreadableError(
            "only a derivative can hold a quantity fixed, as in ∂J/∂Why with ŷ held"
        )
    return check_read(claim, ("held", quantity[1], quantity[2], kept[1]), setting.scalar)
