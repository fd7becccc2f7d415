"""Local rules: SymPy differentiates each definition, and each rule is written down as text.

A rule is derived once, symbolically, and leaves as plain strings in four forms:

- *stable*: NumPy source in z and u = exp(−|z|). As 0 < u ≤ 1, nothing overflows at z = ±1000;
- *algebra*: a rational function of z and s = 1/(1 + exp(−z)), for exact proofs by cancelling;
- *text* and *latex*: the derivative as SymPy gives it;
- *textbook*: the same as a textbook writes it, as text and as LaTeX: tanh′(z) = 1 − tanh(z)².

`derive_all()` is the only function that others call; its result is what the cache keeps.
"""

import re
from typing import Any

import sympy
from sympy import Expr, Symbol, cancel, diff, exp, factor, log

from derivations.rules.definitions import (
    ACTIVATIONS,
    COSTS,
    FUSED,
    PROBABILITIES,
    SOFTMAX_ALONE,
    SOFTMAX_PAIR,
    p,
    q,
    y,
    z,
    z_i,
    z_j,
    ŷ,
)
from derivations.rules.spelling import spelled
from derivations.rules.table import Rules

u = Symbol("u", positive=True)
s = Symbol("s", positive=True)
a_i, a_j, g, G = sympy.symbols("a_i a_j g G", real=True)


def stable(branch: Expr, side: int) -> Expr:
    """Rewrite exponentials of z by u = exp(−|z|), on the side where z > 0 (+1) or z ≤ 0 (−1).

    >>> from sympy import exp
    >>> stable(exp(-z) / (1 + exp(-z)) ** 2, -1)
    u/(u + 1)**2
    """
    return factor(cancel(_exponentials(branch, u**-side)))


def algebraic(branch: Expr) -> Expr:
    """Rewrite exponentials of z by s = 1/(1 + exp(−z)), that is exp(z) = s/(1 − s), and cancel.

    >>> from sympy import exp
    >>> algebraic(exp(-z) / (1 + exp(-z)) ** 2)
    -s*(s - 1)
    """
    return factor(cancel(_exponentials(branch, s / (1 - s))))


def _exponentials(branch, e_to_z):
    """Replace each exp(k·z), k a number, by e_to_z to the power k."""
    return branch.replace(
        lambda part: isinstance(part, exp), lambda part: e_to_z ** cancel(part.args[0] / z)
    )


def scalar_rule(name: str) -> dict[str, Any]:
    """Derive the value and the slope of an activation that acts on each z by itself."""
    values = ACTIVATIONS[name]
    slopes = tuple(diff(branch, z) for branch in values)
    rule: dict[str, list[str] | str] = {}
    for what, branches in (("value", values), ("slope", slopes)):
        rule[what] = [
            source(stable(branch, side)) for branch, side in zip(branches, (1, -1), strict=True)
        ]
        rule[f"{what}_algebra"] = [tidy(algebraic(branch)) for branch in branches]
        rule[f"{what}_text"] = _by_sides(branches, _plain, "{} for z > 0, {} for z ≤ 0")
        rule[f"{what}_latex"] = _by_sides(
            branches,
            _latex,
            r"\begin{{cases}} {} & z > 0 \\ {} & z \le 0 \end{{cases}}",
        )
    rule["slope_by_value"] = [
        by_value(value, slope) for value, slope in zip(values, slopes, strict=True)
    ]
    rule["slope_textbook"], rule["slope_textbook_latex"] = textbook_slope(name)
    return rule


def textbook_slope(name: str) -> tuple[str, str]:
    """Write a slope as a textbook does, as text and as LaTeX, in σ or in the activation itself.

    >>> textbook_slope("tanh")[0], textbook_slope("swish")[0], textbook_slope("relu")[0]
    ('1 - tanh(z)^2', 'σ(z) + z·σ(z)·(1 - σ(z))', '1 if z > 0 else 0')
    """
    values = ACTIVATIONS[name]
    slopes = tuple(diff(branch, z) for branch in values)
    if slopes[0] != slopes[1]:
        frame = r"\begin{{cases}} {} & \text{{if }} z > 0 \\ {} & \text{{otherwise}} \end{{cases}}"
        return (
            _by_sides(slopes, _plain, "{} if z > 0 else {}"),
            _by_sides(slopes, _latex, frame),
        )
    own, inner, value = by_value(values[0], slopes[0]), name, Symbol("σ")
    terms = [sympy.sympify(own, {"a": value})] if own else []
    if not own:
        inner = "sigmoid"
        powers = sympy.Poly(algebraic(slopes[0]), z).all_coeffs()[::-1]
        terms = [
            _turned(factor(part)).subs(s, value) * z**power for power, part in enumerate(powers)
        ]
    called, called_latex = spelled(inner)
    return (
        " + ".join(map(_plain, filter(None, terms))).replace("σ", f"{called}(z)"),
        " + ".join(map(_latex, filter(None, terms))).replace("σ", f"{called_latex}(z)"),
    )


def _turned(product):
    """Turn −s·(s − 1) into s·(1 − s)."""
    for part in sympy.Mul.make_args(product):
        if part.is_Add and part.as_coeff_Add()[0].is_negative:
            return (product / part) * (-1) * (-part)
    return product


def by_value(value: Expr, slope: Expr) -> str:
    """Write a slope as a polynomial in the value a of degree 1 or 2, or as "" if it is none.

    >>> by_value(*[branch.subs(z, z) for branch in (ACTIVATIONS["elu"][1], exp(z))])
    'a + 1'
    """
    value, slope, a = algebraic(value), algebraic(slope), Symbol("a")
    constants = sympy.symbols("c:3")
    guess = sum(constant * value**power for power, constant in enumerate(constants))
    above = sympy.Poly(sympy.together(guess - slope).as_numer_denom()[0], z, s)
    solved = sympy.solve(above.coeffs(), constants, dict=True) if slope.has(s) else []
    if not solved or set(constants) - set(solved[0]):
        return ""
    found = sum(constant.subs(solved[0]) * a**power for power, constant in enumerate(constants))
    return tidy(factor(found) if not found.coeff(a, 0) else found, "a")


def tidy(expression: Expr, name: str = "s") -> str:
    """Write an expression, with s·(1 − s) rather than −s·(s − 1)."""
    return str(expression).replace(f"-{name}*({name} - 1)", f"{name}*(1 - {name})")


def softmax_jacobian() -> tuple[Expr, Expr]:
    """Derive ∂a_i/∂z_i and ∂a_i/∂z_j for i ≠ j, written in softmax's own outputs.

    >>> softmax_jacobian()
    (-a_i*(a_i - 1), -a_i*a_j)
    """
    total = SOFTMAX_PAIR.as_numer_denom()[1]
    alone = SOFTMAX_ALONE.as_numer_denom()[1]
    same = _in_outputs(diff(SOFTMAX_ALONE, z_i), {exp(z_i): a_i * alone}, alone)
    outputs = {exp(z_i): a_i * total, exp(z_j): a_j * total}
    return same, _in_outputs(diff(SOFTMAX_PAIR, z_j), outputs, total)


def softmax_rule() -> dict[str, str]:
    """Derive softmax's Jacobian and its product with a row g of slopes by a_i.

    The product sums g_i·∂a_i/∂z_j over i. With G = Σ g_i·a_i, the terms i ≠ j are (G − g_j·a_j)
    times a quotient that no longer has an i in it, so one formula serves any number of classes.
    """
    same, other = softmax_jacobian()
    pulled = factor(g * same.subs(a_i, a_j) + cancel(other / a_i) * (G - g * a_j))
    return {
        "same": source(same),
        "other": source(other),
        "pulled": source(pulled).replace("-G + g", "g - G"),
    }


def _in_outputs(derivative, outputs, total):
    """Write a derivative of softmax by its own outputs; the denominator has to cancel."""
    size = Symbol("size", positive=True)
    named = derivative.subs(total, size).subs(
        {key: value.subs(total, size) for key, value in outputs.items()}
    )
    return factor(cancel(named))


def cost_rule(name: str) -> dict[str, str]:
    """Derive dJ/dŷ of what one prediction adds to the cost, through p = ŷ and q = 1 − ŷ."""
    term, over = COSTS[name]
    slope = diff(term, ŷ) + sum(
        diff(term, symbol) * diff(meaning, ŷ) for symbol, meaning in PROBABILITIES.items()
    )
    slope = factor(slope) if slope.is_polynomial() else slope
    shown, shown_slope = (part.subs(PROBABILITIES) for part in (term, slope))
    return {
        "over": over,
        "value": source(term),
        "slope": source(slope),
        "slope_algebra": str(cancel(slope.subs(PROBABILITIES))),
        "value_text": _plain(shown),
        "slope_text": _plain(shown_slope),
        "value_latex": _latex(shown),
        "slope_latex": _latex(shown_slope),
    } | {
        f"{what}_{key}": text
        for what, whole in (("value", shown), ("slope", shown_slope))
        for key, text in textbook_term(whole).items()
    }


def textbook_term(term: Expr) -> dict[str, str]:
    """Take the number, or the minus of every term, out of what one prediction adds to the cost.

    >>> term = textbook_term(factor(2 * ŷ - 2 * y))
    >>> term["factor"], term["textbook"]
    ('-2', 'y - ŷ')
    """
    number, rest = term.as_coeff_Mul()
    if number == 1 and all(part.could_extract_minus_sign() for part in sympy.Add.make_args(rest)):
        number, rest = (
            sympy.S.NegativeOne,
            sympy.Add(*(-part for part in sympy.Add.make_args(term))),
        )
    parts = sorted(sympy.Add.make_args(rest), key=lambda part: part.could_extract_minus_sign())
    text, latex = (_in_order(parts, write) for write in (_plain, _latex))
    return {
        "factor": str(number),
        "textbook": text.replace("log(", "ln("),
        "textbook_latex": latex.replace(r"\log", r"\ln"),
    }


def _in_order(terms, write):
    """Write terms one after the other, a minus between them where one has it."""
    return re.sub(r"\+ - ?", "- ", " + ".join(map(write, terms)))


def fused_rule(activation: str, cost: str) -> str:
    """Derive ∂J/∂z of an output layer in one piece, in terms of y and ŷ.

    For sigmoid the product of the two slopes cancels to a polynomial. For softmax the classes
    j ≠ i add a_i·y_j each, and a sample's y sum to 1.
    """
    term, _ = COSTS[cost]
    slope = diff(term, ŷ) + diff(term, p) - diff(term, q)
    slope = slope.subs(PROBABILITIES)
    if activation == "softmax":
        same, other = softmax_jacobian()
        own = cancel(slope.subs(ŷ, a_i) * same)
        each_other = cancel(
            slope.subs(ŷ, a_j) * other.subs({a_i: a_j, a_j: a_i}, simultaneous=True)
        )
        fused = own + cancel(each_other / y) * (1 - y)
        return _first_positive(fused.subs(a_i, ŷ))
    value = algebraic(ACTIVATIONS[activation][0])
    fused = cancel(slope.subs(ŷ, value) * algebraic(diff(ACTIVATIONS[activation][0], z)))
    return _first_positive(fused.subs(s, ŷ))


def _first_positive(expression):
    terms = sympy.Add.make_args(sympy.expand(expression))
    return _in_order(sorted(terms, key=lambda part: part.could_extract_minus_sign()), source)


def derive_all() -> Rules:
    """Derive every rule; strings all the way down, so that it can be stored as it is.

    >>> rules = derive_all()
    >>> rules["activations"]["sigmoid"]["slope"]
    ['u/(u + 1)**2', 'u/(u + 1)**2']
    >>> rules["fused"]["softmax cross_entropy"]
    'ŷ - y'
    """
    return {
        "activations": {name: scalar_rule(name) for name in ACTIVATIONS},
        "softmax": softmax_rule(),
        "costs": {name: cost_rule(name) for name in COSTS},
        "fused": {f"{left} {right}": fused_rule(left, right) for left, right in FUSED},
    }


def source(expression: Expr) -> str:
    """Print an expression as NumPy source, a bare number as a float."""
    if expression.is_number and not expression.has(log):
        return repr(float(expression))
    return str(expression).replace("log(", "np.log(")


def _plain(expression):
    """Print for a terminal."""
    return str(expression).replace("**", "^").replace("*", "·")


def _latex(expression):
    """Print for a page of mathematics."""
    return sympy.latex(expression, ln_notation=True).replace("ŷ", r"\hat{y}")


def _by_sides(branches, write, frame):
    """Write one formula where both sides agree, otherwise one for each side of 0."""
    written = [write(branch) for branch in branches]
    return written[0] if written[0] == written[1] else frame.format(*written)
