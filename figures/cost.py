"""Costs with their slopes by a prediction, derived from their definitions."""

import derivations
from derivations.rules.compiled import rules_once
from dojo.book.figure import Line, Proof


def proofs():
    """Yield each cost and its slope by a prediction."""
    for name, rule in rules_once()["costs"].items():
        network = (("sigmoid", "sigmoid"), name)
        mean = r"\frac{1}{n}"
        lines = [
            Line(
                1,
                rf"J = {mean} \sum \left({rule['value_latex']}\right)",
                f"the cost, averaged over the {rule['over']}",
                derivations.check_claim(f"1/n Σ({rule['value_text']})", "J", network).status,
            ),
            Line(
                2,
                rf"\frac{{\partial J}}{{\partial \hat{{y}}}} = {mean} "
                rf"\left({rule['slope_latex']}\right)",
                "SymPy's derivative of one prediction's part",
                derivations.check_claim(f"1/n·({rule['slope_text']})", "∂J/∂ŷ", network).status,
                (1,),
            ),
        ]
        yield Proof(f"The slope of {name.replace('_', ' ')}", "from its definition", lines)
