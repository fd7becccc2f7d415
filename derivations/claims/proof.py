"""Proof that two formulas are equal: as rational functions whose difference cancels to nothing.

Each z and s = 1/(1 + exp(−z)) of the network becomes a variable, so that a and every exponential
of a z is a quotient of polynomials, which SymPy's polynomial ring multiplies out exactly. The two
formulas are equal if and only if above₁·below₂ − above₂·below₁ is the zero polynomial. Where an
activation has a kink, each side of it is proved on its own. `simplify` is never called.

What is too large to multiply out is left unproved (`None`), and so is what holds a function that
is not a quotient of polynomials in an argument that is not plainly another one's.
"""

from collections import Counter
from functools import cache
from itertools import product
from math import prod

from sympy.polys.domains import QQ
from sympy.polys.rings import ring

from derivations.claims.exact import UnprovedError
from derivations.claims.quotients import Budget
from derivations.language.parser import read
from derivations.language.tree import Node, factors_of, functions_in, multiply, names_in
from derivations.networks.scalar_network import ScalarNetwork
from derivations.rules.compiled import rules_once

SPARE = 6
MOST_CASES = 64


def proved_equal(left: Node, right: Node, network: ScalarNetwork) -> bool | None:
    """Say whether two formulas are equal for all values of their names; None if undecided.

    Factors that both have are left out first: what is then equal was equal with them.

    >>> from derivations.networks.scalar_network import ScalarNetwork
    >>> notes = ScalarNetwork()
    >>> slope = notes.read("e^{-z}/(1+e^{-z})^2")
    >>> proved_equal(slope, notes.read("σ'(z)"), notes)
    True
    """
    mine, others = Counter(factors_of(left)), Counter(factors_of(right))
    common, budget = mine & others, Budget()
    if common:
        rest, other_rest = (multiply(*(one - common).elements()) for one in (mine, others))
        if _equal_on_all_sides(rest, other_rest, network, budget):
            return True
    return _equal_on_all_sides(left, right, network, budget)


def _equal_on_all_sides(left, right, network, budget):
    """Prove equality on each side of every kink that the formulas can feel."""
    names = names_in(left) | names_in(right)
    cases = []
    for layer, name in enumerate(network.activations, 1):
        felt = {f"z{layer}", network.output(layer), f"b{layer + 1}"} & names
        cases.append((0, 1) if felt and _has_a_kink(name) else (None,))
    called = functions_in(left) | functions_in(right) | {network.activations[-1]}
    loose = names & {"z", "a"} and any(map(_has_a_kink, called - {"exp", "ln"}))
    cases.append((0, 1) if loose else (None,))
    if prod(map(len, cases)) > MOST_CASES:
        return None
    try:
        for sides in product(*cases):
            prover = _Prover(network, sides, budget)
            if not prover.equal(left, right):
                return None if prover.spares else False
    except (UnprovedError, RecursionError, ZeroDivisionError):
        return None
    return True


def _has_a_kink(name):
    rule = rules_once()["activations"][name]
    return rule["value_algebra"][0] != rule["value_algebra"][1]


@cache
def _ring(depth):
    layers = [*map(str, range(1, depth + 1)), ""]
    names = [f"{letter}{layer}" for letter in ("z", "s") for layer in layers]
    names += [f"W{layer}" for layer in layers[:-1]] + ["x", "y", "n", "e"]
    names += [f"spare{number}" for number in range(SPARE)]
    made, *generators = ring(names, QQ)
    return made, dict(zip(names, generators, strict=True))


class _Prover:
    """Turns formulas into quotients (above, below) on one side of every kink."""

    def __init__(self, network, sides, budget):
        self.network, self.sides, self.budget = network, sides, budget
        self.ring, self.variables = _ring(network.depth)
        self.one = self.ring.one
        self.spares = []  # (what, above, below), one for each spare variable in use
        self.known = {}

    def equal(self, left, right):
        (above, below), (other_above, other_below) = self.of(left), self.of(right)
        return self.budget.times(above, other_below) == self.budget.times(other_above, below)

    def of(self, node):
        if node not in self.known:
            self.known[node] = self._of(node)
        return self.known[node]

    def _of(self, node):
        kind, *parts = node
        match kind:
            case "number":
                return self.ring(QQ(parts[0].numerator, parts[0].denominator)), self.one
            case "name":
                return self.name(parts[0])
            case "add":
                total = self.of(parts[0])
                for part in parts[1:]:
                    total = self.budget.plus(total, self.of(part))
                return total
            case "negate":
                above, below = self.of(parts[0])
                return -above, below
            case "multiply":
                total = self.one, self.one
                for part in parts:
                    total = self.budget.multiplied(total, self.of(part))
                return total
            case "divide":
                return self.budget.multiplied(
                    self.of(parts[0]), self.budget.inverse(self.of(parts[1]))
                )
            case "power":
                base, total = self.of(parts[0]), (self.one, self.one)
                for _ in range(abs(parts[1])):
                    total = self.budget.multiplied(total, base)
                return self.budget.inverse(total) if parts[1] < 0 else total
            case "call":
                return self.call(*parts)
            case "sum":
                return self.of(parts[0])
        raise UnprovedError

    def name(self, name):
        if name in self.variables:
            return self.variables[name], self.one
        if name == "a":
            return self.rule(self.network.activations[-1], "value", "", 1)
        layer = self.network.depth if name == "ŷ" else int(name[1:])
        if name[0] == "b":
            before = self.network.output(layer - 1)
            product = self.budget.multiplied(self.name(before), self.name(f"W{layer}"))
            return self.budget.plus(self.name(f"z{layer}"), (-product[0], product[1]))
        return self.rule(self.network.activations[layer - 1], "value", str(layer), 1)

    def call(self, function, primed, inner):
        above, below = self.of(inner)
        if function == "exp":
            return self.exponential(above, below)
        if function != "ln":
            for layer in (*map(str, range(1, self.network.depth + 1)), ""):
                for times in (1, -1, 2, -2):
                    if above == times * self.variables[f"z{layer}"] * below:
                        return self.rule(function, "slope" if primed else "value", layer, times)
        return self.spare(f"{function}{primed}", above, below)

    def rule(self, function, what, layer, times):
        """Return a derived rule at 1, −1, 2 or −2 times the z of a layer."""
        right, left = rules_once()["activations"][function][f"{what}_algebra"]
        side = self.sides[int(layer) - 1 if layer else -1]
        if right == left:
            return self._substituted(right, layer, times)
        if side is None:
            raise UnprovedError  # a function with a kink, on a z whose sides are not told apart
        return self._substituted(left if side == (times > 0) else right, layer, times)

    def _substituted(self, formula, layer, times):
        z, s = self.variables[f"z{layer}"], self.variables[f"s{layer}"]
        inner = _Prover(self.network, self.sides, self.budget)
        inner.known = {
            ("name", "z"): (times * z, self.one),
            ("name", "s"): _sigmoid_of(times, s, self.one),
        }
        return inner.of(_algebra(formula))

    def exponential(self, above, below):
        """Write exp(Σ k·z), each k whole, as a product of powers of s/(1 − s)."""
        if not below.is_ground:
            quotient, remainder = above.div(below)
            if remainder:
                return self.spare("exp", above, below)
            above, below = quotient, self.one
        constant, result = below.coeff(1), (self.one, self.one)
        for monomial, coefficient in above.terms():
            power = coefficient / constant
            layer = self._layer_of(monomial)
            if layer is None or power.denominator != 1 or abs(power) > 12:
                return self.spare("exp", above, below)
            s = self.variables[f"s{layer}"]
            base = (s, 1 - s) if power > 0 else (1 - s, s)
            for _ in range(abs(int(power))):
                result = self.budget.multiplied(result, base)
        return result

    def _layer_of(self, monomial):
        for layer in (*map(str, range(1, self.network.depth + 1)), ""):
            if self.variables[f"z{layer}"].leading_expv() == monomial:
                return layer
        return None

    def spare(self, what, above, below):
        """Name a function's value that is not a quotient; equal arguments share the name."""
        for number, (other, other_above, other_below) in enumerate(self.spares):
            if other == what and self.budget.times(above, other_below) == self.budget.times(
                other_above, below
            ):
                return self.variables[f"spare{number}"], self.one
        self.spares.append((what, above, below))
        if len(self.spares) > SPARE:
            raise UnprovedError
        return self.variables[f"spare{len(self.spares) - 1}"], self.one


def _sigmoid_of(times, s, one):
    """Return σ(k·z) for s = σ(z): sᵏ/(sᵏ + (1 − s)ᵏ), and 1 − s for k = −1."""
    yes, no = (s, 1 - s) if times > 0 else (1 - s, s)
    return (yes, one) if abs(times) == 1 else (yes**2, yes**2 + no**2)


@cache
def _algebra(formula):
    return read(formula, {"z": "z", "s": "s"})
