"""The calculus of the textbook: gradients derived and compiled, claims judged and diagnosed.

Importing this package is free: a name below loads its module when it is first used, and SymPy is
imported only where something is really derived or proved.
"""

from importlib import import_module

_HOMES = {
    "Derivation": "derivation",
    "Diagnosis": "array_diagnosis",
    "NumericReport": "numeric_check",
    "Verdict": "judging",
    "derive": "derivation",
    "diagnose_gradients": "array_diagnosis",
    "judge": "judging",
    "judge_derivation": "line_by_line",
    "three_way": "threefold",
    "structured_differences": "column_differences",
    "activation_slope": "compiled",
    "activation_value": "compiled",
    "check_every_entry": "every_entry",
    "check_numerically": "numeric_check",
    "cost_slope": "compiled",
    "cost_value": "compiled",
}

__all__ = sorted(_HOMES)


def __getattr__(name):
    if name not in _HOMES:
        raise AttributeError(f"derivations has no {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__():
    return __all__
