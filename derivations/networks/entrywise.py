"""A network written out entry by entry, and its gradient by the chain rule over those entries.

A list of definitions [(symbol, expression), …] computes one number after the other. The slope of
the last by any of them is the sum, over the definitions that read it, of their slope times the
local derivative. Activations are opaque here: which one is meant may stand in a cell of its own.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from sympy import (
    Abs,
    Eq,
    Expr,
    Float,
    Function,
    Integer,
    Max,
    Piecewise,
    Symbol,
    diff,
    exp,
    factor,
    tanh,
)

from derivations.rules.compiled import FLOOR
from derivations.rules.definitions import ACTIVATIONS, COSTS, PROBABILITIES, p, q, y, z, ŷ
from derivations.rules.local_rules import stable, u

NAMES = list(ACTIVATIONS)
# A formula of few signs can be read in its cell. Below −700 a spreadsheet's exp(−z) has no value.
SIGMOID = 1 / (1 + exp(-Max(z, -700)))
SHORT = {"sigmoid": SIGMOID, "tanh": tanh(z), "swish": z * SIGMOID}
# σ′ of fewer signs than in e^−z, for σ is (1 + tanh(z/2))/2 as well.
SIGMOID_SLOPE = diff((1 + tanh(z / 2)) / 2, z)
# A cell's symbol, and the formula that stands in the cell.
Definition = tuple[Symbol, Expr]


def symbol(name: str) -> Symbol:
    """Make the symbol of a cell; two of one name are the same."""
    return Symbol(name, real=True)


class Slope(Function):
    """f′(z), where the first argument is the activation's place in NAMES, counted from 1."""

    nargs = 2


class Bend(Function):
    """f(z), where the first argument is the activation's place in NAMES, counted from 1.

    >>> f, x = symbol("f"), symbol("x")
    >>> Bend(f, 3 * x).diff(x)
    3*Slope(f, 3*x)
    """

    nargs = 2

    def fdiff(self, argindex: int = 2) -> Expr:
        """Return the slope by z: SymPy's own name and count for it."""
        return Slope(*self.args)


def value(name: str, at: Expr = z) -> Expr:
    """Return the formula of an activation that overflows for no z.

    >>> value("elu")
    Piecewise((z, z > 0), (exp(z) - 1, True))
    """
    return SHORT.get(name, _derived(name, "value")).subs(z, at)


def slope(name: str, at: Expr = z) -> Expr:
    """Return the formula of an activation's slope, differentiated from its definition.

    >>> slope("relu"), slope("tanh")
    (Piecewise((1, z > 0), (0, True)), 1 - tanh(z)**2)
    """
    if name == "tanh":
        found = diff(SHORT[name], z)
    elif name == "swish":
        f = Function("f")
        known = {f(z).diff(z): SIGMOID_SLOPE, f(z): SIGMOID}
        found = diff(z * f(z), z).subs(known)
    else:
        found = _derived(name, "slope")
    return found.subs(z, at)


@cache
def _derived(name, what):
    branches = ACTIVATIONS[name]
    if what == "slope":
        branches = tuple(diff(branch, z) for branch in branches)
    right, left = (stable(branch, side) for branch, side in zip(branches, (1, -1), strict=True))
    if right == left:
        return right.subs(u, exp(-Abs(z)))
    right, left = right.subs(u, exp(-z)), left.subs(u, exp(z))
    return Piecewise((right, z > 0), (left, True), evaluate=False)


def spelled_out(expression: Expr) -> Expr:
    """Replace each opaque activation by a choice between the formulas of all of them."""
    values = {name: value(name) for name in NAMES}
    slopes = {name: slope(name) for name in NAMES} | {"sigmoid": SIGMOID_SLOPE}
    return expression.replace(Slope, lambda f, at: _chosen(slopes, f, at)).replace(
        Bend, lambda f, at: _chosen(values, f, at)
    )


def _chosen(formulas, f, at):
    *others, last = (formula.subs(z, at) for formula in formulas.values())
    choices = [(formula, Eq(f, place)) for place, formula in enumerate(others, start=1)]
    return Piecewise(*choices, (last, True), evaluate=False)


def cost_term(cost: str, target: Expr = y, prediction: Expr = ŷ) -> Expr:
    """Return what one prediction adds to a cost, not averaged.

    >>> cost_term("mse")
    (y - ŷ)**2
    """
    return _floored(COSTS[cost][0], target, prediction)


def cost_slope(cost: str, target: Expr = y, prediction: Expr = ŷ) -> Expr:
    """Return the slope of that term by ŷ; a probability below 1e-12 is read as 1e-12.

    >>> cost_slope("mse")
    -2*y + 2*ŷ
    """
    term = COSTS[cost][0]
    derivative = diff(term, ŷ) + sum(
        diff(term, one) * diff(meaning, ŷ) for one, meaning in PROBABILITIES.items()
    )
    return _floored(derivative, target, prediction)


def _floored(expression, target, prediction):
    floored = {one: Max(meaning, FLOOR) for one, meaning in PROBABILITIES.items()}
    return expression.subs({p: floored[p], q: floored[q]}).subs(
        {y: target, ŷ: prediction}, simultaneous=True
    )


def forward(
    widths: Sequence[int],
    samples: int,
    last: Callable[[int], Symbol] = lambda sample: symbol(f"ŷ_{sample}"),
) -> list[Definition]:
    """Return the definitions of a network with one output, up to J, the mean squared error.

    W1_12 is the weight of input 1 in unit 2 of layer 1; z1_32 is that unit's sum for sample 3.
    What layer l does to its sums stands in the cell f_<l>_no.

    >>> [str(left) for left, right in forward([2, 1], 1)]
    ['z1_11', 'ŷ_1', 'J']
    >>> forward([2, 1], 1)[0][1]
    W1_11*x_11 + W1_21*x_12 + b1_1
    """
    definitions, depth = [], len(widths) - 1
    for layer in range(1, depth + 1):
        for i in range(1, samples + 1):
            for k in range(1, widths[layer] + 1):
                inputs = range(1, widths[layer - 1] + 1)
                above = "x" if layer == 1 else f"a{layer - 1}"
                products = [symbol(f"{above}_{i}{j}") * symbol(f"W{layer}_{j}{k}") for j in inputs]
                sum_of = symbol(f"z{layer}_{i}{k}")
                definitions.append((sum_of, sum(products) + symbol(f"b{layer}_{k}")))
        for i in range(1, samples + 1):
            for k in range(1, widths[layer] + 1):
                a = last(i) if layer == depth else symbol(f"a{layer}_{i}{k}")
                definitions.append((a, Bend(symbol(f"f_{layer}_no"), symbol(f"z{layer}_{i}{k}"))))
    every = range(1, samples + 1)
    total = sum(cost_term("mse", symbol(f"y_{i}"), last(i)) for i in every)
    return [*definitions, (symbol("J"), total / samples)]


def gradients(definitions: Sequence[Definition], by: Iterable[Symbol]) -> list[Definition]:
    """Return the definitions of the last one's slopes, backwards from it to the symbols in `by`.

    The slope by W1_11 is called dW1_11, that by z1_11 δ1_11 and that by a1_11 da1_11.

    >>> x, w, a, J = map(symbol, ("x", "w", "a", "J"))
    >>> gradients([(a, w * x), (J, a**2 + a)], [w])
    [(da, 2*a + 1), (dw, da*x)]
    """
    result = definitions[-1][0]
    slopes = {result: Integer(1)}
    for source in [*(left for left, _ in reversed(definitions[:-1])), *by]:
        slopes[source] = slope_name(source)
    lines = []
    for source in list(slopes)[1:]:
        total = sum(
            slopes[left] * _tidied(diff(right, source))
            for left, right in definitions
            if right.has(source)
        )
        lines.append((slopes[source], total))
    return lines


def _tidied(derivative):
    return factor(derivative) if derivative.is_polynomial() else derivative


def slope_name(of: Symbol) -> Symbol:
    """Return the symbol of ∂J by one: δ for a weighted sum, d and the name for the rest."""
    return symbol(f"δ{of.name[1:]}" if of.name[0] == "z" else f"d{of.name}")


def descent(parameters: Iterable[Symbol], α: Expr, J: Expr, too_large: float) -> list[Expr]:
    """Return the next value of each parameter: W − α·dW, but as it was once J is too large.

    >>> [str(new) for new in descent([symbol("W")], symbol("α"), symbol("J"), 1000)]
    ['Piecewise((W, J > 1000), (W - dW*α, True))']
    """
    return [Piecewise((w, too_large < J), (w - α * slope_name(w), True)) for w in parameters]


def quotient(above: Expr, below: Expr, ε: Expr) -> Expr:
    """Return the central difference (J(w + ε) − J(w − ε)) / 2ε; a smaller ε than 1e-12 is that."""
    return (above - below) / (2 * Max(ε, FLOOR))


def noise(J: Expr, ε: Expr) -> Expr:
    """Return what the rounding of J explains in a quotient, as `check_gradients` of kata allows."""
    return Float(10 * 2**-52) * (J / Max(ε, FLOOR) + 1)


def relative_error(analytic: Expr, numeric: Expr, rounding: Expr) -> Expr:
    """Return |analytic − numeric| / max(|analytic|, |numeric|), 0 where both are but rounding.

    Against a slope of 0 every quotient that is not exactly 0 would have an error of 1.
    """
    larger = Max(Abs(analytic), Abs(numeric))
    return Piecewise((0, larger <= rounding), (Abs(analytic - numeric) / larger, True))


def share_silent(activations: Sequence[Expr]) -> Expr:
    """Return the share of the activations that are exactly 0."""
    return sum(Piecewise((1, Eq(a, 0)), (0, True)) for a in activations) / Integer(len(activations))
