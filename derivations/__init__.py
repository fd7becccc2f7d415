"""The calculus of the textbook: gradients derived and compiled, claims judged and diagnosed.

Importing this package is free: a name below loads its module when it is first used, and SymPy is
imported only where something is really derived or proved.
"""

from importlib import import_module

_HOMES = {
    "Derivation": "networks.derivation",
    "Diagnosis": "gradients.diagnosis",
    "NumericReport": "gradients.numeric_check",
    "ClaimReport": "claims.check_claim",
    "derive": "networks.derivation",
    "diagnose_gradients": "gradients.diagnosis",
    "check_claim": "claims.check_claim",
    "check_derivation": "claims.check_derivation",
    "three_way": "gradients.three_way",
    "structured_differences": "gradients.finite_differences",
    "activation_slope": "rules.compiled",
    "activation_value": "rules.compiled",
    "check_every_entry": "gradients.every_entry",
    "check_numerically": "gradients.numeric_check",
    "cost_slope": "rules.compiled",
    "cost_value": "rules.compiled",
}

__all__ = sorted(_HOMES)


def __getattr__(name):
    if name not in _HOMES:
        raise AttributeError(f"derivations has no {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__():
    return __all__
