"""The calculus of the textbook: gradients derived and compiled, claims checked and diagnosed.

Importing this package is free: a name below loads its module when it is first used, and SymPy is
imported only where something is really derived or proved.

>>> import derivations
>>> derivations.check_claim("y - yhat", "dJ/dyhat").message
'This is -n/2 times the right formula: only a constant factor is wrong. Multiply it by -2/n.'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

_HOMES = {
    "ClaimReport": "claims.report",
    "Derivation": "networks.derivation",
    "Diagnosis": "gradient_checker.report",
    "Finding": "gradient_checker.report",
    "GradientExplanation": "gradients.explanation",
    "GradientReport": "gradient_checker.report",
    "Line": "documents.line",
    "WrongGradientError": "gradient_checker.report",
    "activation_slope": "rules.compiled",
    "activation_value": "rules.compiled",
    "check_by_definitions": "claims.by_definitions",
    "check_claim": "claims.check_claim",
    "check_derivation": "claims.check_derivation",
    "check_equation": "claims.check_claim",
    "check_every_entry": "gradients.every_entry",
    "check_gradient": "gradient_checker.check",
    "check_numerically": "gradients.numeric_check",
    "cost_slope": "rules.compiled",
    "cost_value": "rules.compiled",
    "derive": "networks.derivation",
    "diagnose_gradients": "gradients.diagnosis",
    "lines_of": "documents.lines",
    "structured_differences": "gradients.finite_differences",
    "three_way": "gradients.three_way",
}

if TYPE_CHECKING:  # the same names, where a type checker finds them
    from derivations.claims.by_definitions import check_by_definitions as check_by_definitions
    from derivations.claims.check_claim import check_claim as check_claim
    from derivations.claims.check_claim import check_equation as check_equation
    from derivations.claims.check_derivation import check_derivation as check_derivation
    from derivations.claims.report import ClaimReport as ClaimReport
    from derivations.documents.line import Line as Line
    from derivations.documents.lines import lines_of as lines_of
    from derivations.gradient_checker.check import check_gradient as check_gradient
    from derivations.gradient_checker.report import Diagnosis as Diagnosis
    from derivations.gradient_checker.report import Finding as Finding
    from derivations.gradient_checker.report import GradientReport as GradientReport
    from derivations.gradient_checker.report import WrongGradientError as WrongGradientError
    from derivations.gradients.diagnosis import diagnose_gradients as diagnose_gradients
    from derivations.gradients.every_entry import check_every_entry as check_every_entry
    from derivations.gradients.explanation import GradientExplanation as GradientExplanation
    from derivations.gradients.finite_differences import (
        structured_differences as structured_differences,
    )
    from derivations.gradients.numeric_check import check_numerically as check_numerically
    from derivations.gradients.three_way import three_way as three_way
    from derivations.networks.derivation import Derivation as Derivation
    from derivations.networks.derivation import derive as derive
    from derivations.rules.compiled import activation_slope as activation_slope
    from derivations.rules.compiled import activation_value as activation_value
    from derivations.rules.compiled import cost_slope as cost_slope
    from derivations.rules.compiled import cost_value as cost_value
else:

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"derivations has no {name!r}")
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted(_HOMES)
