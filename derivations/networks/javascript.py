"""A network as JavaScript, for pages that compute by themselves: the same rules, another printer.

Each derivative is SymPy's: one of an activation's definition, or one link of the chain rule between
two neighbouring quantities of the network. Nothing here differentiates by hand.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise, product

import sympy
from sympy import Expr, Function, Symbol, jscode

from derivations.rules.definitions import ACTIVATIONS, COSTS, PROBABILITIES, y, z, ŷ
from derivations.rules.local_rules import stable, u

_INPUT, _TARGET, _SIZE = "x", "y", "n"


@cache
def activation(name: str) -> str:
    """Return two JavaScript functions of z: an activation and its slope, safe for any z.

    >>> print(activation("relu"))
    function relu(z) {
      const u = Math.exp(-Math.abs(z));
      return z > 0 ? z : 0;
    }
    function relu_slope(z) {
      const u = Math.exp(-Math.abs(z));
      return z > 0 ? 1 : 0;
    }
    """
    values = ACTIVATIONS[name]
    slopes = [sympy.diff(branch, z) for branch in values]
    return "\n".join((_function(name, values), _function(f"{name}_slope", slopes)))


def _function(name, branches):
    above, below = (
        jscode(stable(branch, side)) for branch, side in zip(branches, (1, -1), strict=True)
    )
    return (
        f"function {name}(z) {{\n"
        f"  const {u} = Math.exp(-Math.abs(z));\n"
        f"  return {z} > 0 ? {above} : {below};\n}}"
    )


def training_sample(widths: Sequence[int], activations: Sequence[str], cost: str) -> str:
    """Return the JavaScript function `sample(p, n)`: one sample forward and back.

    `p` holds every input, target, weight and bias by its name (x_1, y_1, W1_1_2 from unit 1 to
    unit 2, b1_2), `n` is the number of samples. It returns {name: number}: every z, a and ŷ, the
    sample's part of J, and dJ_… , the derivative of that part, by each of them.
    """
    given, forward = _forward(widths, activations, cost)
    backward = _backward(forward)
    lines = [f"  const {{{', '.join(given)}}} = p;"]
    printed = {name: name for name in activations}
    printed |= {f"{name}_slope": f"{name}_slope" for name in activations}
    for name, formula in [*forward, *backward]:
        lines.append(f"  const {name} = {jscode(formula, user_functions=printed)};")
    names = [name for name, _ in [*forward, *backward]]
    lines.append(f"  return {{{', '.join(names)}}};")
    return "\n".join(["function sample(p, n) {", *lines, "}"])


def _opaque(name):
    """Return a SymPy function that knows its slope only by name."""
    slope = Function(f"{name}_slope", real=True)
    return type(name, (Function,), {"fdiff": lambda self, argindex=1: slope(self.args[0])})


def _forward(widths, activations, cost):
    """Return the given names, and (name, formula) of every quantity in the order of computing."""
    before = [f"{_INPUT}_{unit}" for unit in range(1, widths[0] + 1)]
    targets = [f"{_TARGET}_{unit}" for unit in range(1, widths[-1] + 1)]
    given, steps = [*before, *targets], []
    for layer, function in enumerate(activations, 1):
        f, after = _opaque(function), []
        last = layer == len(activations)
        for unit in range(1, widths[layer] + 1):
            weights = [f"W{layer}_{above}_{unit}" for above in range(1, len(before) + 1)]
            given += [*weights, f"b{layer}_{unit}"]
            products = (Symbol(a) * Symbol(w) for a, w in zip(before, weights, strict=True))
            total = sum(products, Symbol(f"b{layer}_{unit}"))
            sum_name, output = f"z{layer}_{unit}", f"{'yhat' if last else f'a{layer}'}_{unit}"
            steps += [(sum_name, total), (output, f(Symbol(sum_name)))]
            after.append(output)
        before = after
    term, over = COSTS[cost]
    parts = (
        term.subs(PROBABILITIES).subs({y: Symbol(target), ŷ: Symbol(output)})
        for target, output in zip(targets, before, strict=True)
    )
    divisor = Symbol(_SIZE) * (len(targets) if over == "predictions" else 1)
    return given, [*steps, ("J", sum(parts) / divisor)]


def _backward(forward):
    """Return (dJ_name, formula) from the cost back: each quantity gathers from all that use it."""
    formulas = dict(forward)
    gathered: dict[str, Expr] = {}
    steps, order = [], [name for name, _ in reversed(forward)]
    for above in order:
        weight = Symbol(f"dJ_{above}") if above != "J" else sympy.Integer(1)
        if above != "J":
            steps.append((f"dJ_{above}", gathered[above]))
        for below in sorted(map(str, formulas[above].free_symbols)):
            if below[0] in "xyn" and not below.startswith("yhat"):
                continue
            link = sympy.diff(formulas[above], Symbol(below))
            gathered[below] = gathered.get(below, 0) + weight * link
    parameters = [name for name in gathered if name not in formulas]
    return [*steps, *((f"dJ_{name}", gathered[name]) for name in parameters)]


def parameters(widths: Sequence[int]) -> list[str]:
    """Return the names of all weights and biases, layer by layer.

    >>> parameters([1, 2])
    ['W1_1_1', 'W1_1_2', 'b1_1', 'b1_2']
    """
    names = []
    for layer, (rows, columns) in enumerate(pairwise(widths), 1):
        pairs = product(range(1, rows + 1), range(1, columns + 1))
        names += [f"W{layer}_{row}_{column}" for row, column in pairs]
        names += [f"b{layer}_{column}" for column in range(1, columns + 1)]
    return names
