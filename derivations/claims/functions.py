"""The functions that claims may name: each has one formula, its slope is differentiated from it.

The network's activations take their formulas from the rules that SymPy derived; the others are
defined here, once. Sources: softplus, Dugas et al. 2001; GELU, Hendrycks and Gimpel 2016; SELU,
Klambauer et al. 2017; Mish, Misra 2019; hard sigmoid, the version of Howard et al. 2019.
"""

import re
from functools import cache

from derivations.claims.slope import SLOPES, Z, slope
from derivations.language.tokens import UnreadableError
from derivations.notation.grammar import read_formula
from derivations.notation.syntax import Name, Syntax, rebuilt
from derivations.rules.compiled import rules_once

OTHERS = {
    "softplus": "ln(1 + exp(z))",
    "Φ": "(1 + erf(z/sqrt(2)))/2",
    "normal density": "exp(-z^2/2)/sqrt(2*3.141592653589793)",
    "gelu": "z*Φ(z)",
    "selu": "1.0507009873554805*z if z > 0 else 1.7580993408473766*(exp(z) - 1)",
    "mish": "z*tanh(ln(1 + exp(z)))",
    "hard_sigmoid": "max(0, min(1, z/6 + 1/2))",
    "Keras' hard sigmoid": "max(0, min(1, 0.2*z + 0.5))",
    "GELU by tanh": "z/2*(1 + tanh(sqrt(2/3.141592653589793)*(z + 0.044715*z^3)))",
    "logit": "ln(z/(1 - z))",
    "sech": "2/(exp(z) + exp(-z))",
    "cosh": "(exp(z) + exp(-z))/2",
    "sinh": "(exp(z) - exp(-z))/2",
    "step": "1 if z > 0 else 0",
    "sign": "1 if z > 0 else (0 if z >= 0 else -1)",
    "square": "z^2",
    "negative": "-z",
}
# What the letters of a function's parameters are here: ELU's α is 1.
PARAMETERS = {
    "elu": {"α": "1"},
    "leaky_relu": {"α": "0.01"},
    "selu": {"α": "1.6732632423543772", "λ": "1.0507009873554805"},
}
# Functions of which libraries have two versions, and the other one.
OTHER_VERSIONS = {"hard_sigmoid": "Keras' hard sigmoid", "gelu": "GELU by tanh"}
_S = re.compile(r"\bs\b")  # the rules write s for 1/(1 + exp(−z))
# Functions whose values NumPy gives; all others have a formula in these.
PRIMITIVES = {"exp", "ln", "tanh", "sigmoid", "erf", "sqrt", "abs", "max", "min", "softmax"}


@cache
def formula(function: str, primes: int = 0) -> Syntax:
    """Return the formula of a function, or of its first or second slope, in the name z.

    UnreadableError for a function that has none.

    >>> formula("square", 1)
    ('times', '·', ('number', Fraction(2, 1)), ('name', 'z'))
    """
    if primes:
        if primes == 1 and function in SLOPES:
            return SLOPES[function]
        if function in PRIMITIVES and function not in SLOPES:
            raise UnreadableError(f"the slope of {function} is not supported")
        return slope(formula(function, primes - 1))
    if function in PRIMITIVES:
        return ("call", function, 0, (Z,))
    if function in OTHERS:
        return _named(read_formula(OTHERS[function]))
    rule = rules_once()["activations"].get(function)
    if rule is None:
        raise UnreadableError(f"the function {function!r} is unknown here")
    right, left = rule["value_algebra"]
    text = right if right == left else f"({right}) if z > 0 else ({left})"
    return _named(read_formula(_S.sub("σ(z)", text.replace("**", "^"))))


def _named(node: Syntax) -> Syntax:
    """Turn each name that was read into its plain letter."""
    return rebuilt(
        node,
        lambda part: (
            ("name", part[1].base) if part[0] == "name" and isinstance(part[1], Name) else part
        ),
    )
