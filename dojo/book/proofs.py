"""The derivations of a chapter: every step typeset, and judged as a student's would be."""

import functools
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from markupsafe import Markup

import derivations
from derivations.claims import check_derivation
from derivations.language.latex import latex
from derivations.language.tree import show
from derivations.networks.scalar_network import ScalarNetwork
from derivations.rules.compiled import rules_once
from dojo.book.formulas import mathml

# A definition is nobody's claim, and SymPy's own derivative of one is derived, not judged.
DEFINITION, DERIVED, MEASURED = "definition", "derived", "measured"
HOLDS = ("proved", "equal numerically", DEFINITION, DERIVED, MEASURED)


@dataclass
class Move:
    """One line of a derivation: the formula, why it holds, and the verdict on it."""

    number: int
    formula: Markup
    because: str
    verdict: str
    rests_on: tuple = ()

    @property
    def right(self) -> bool:
        """Tell whether the line holds."""
        return self.verdict in HOLDS


@dataclass
class Proof:
    """A derivation that can be folded away."""

    title: str
    about: str
    moves: list[Move] = field(default_factory=list)

    @property
    def right(self) -> bool:
        """Tell whether every line holds."""
        return all(move.right for move in self.moves)


def proofs(chapter: int) -> list[Proof]:
    """Return the derivations that belong to a chapter."""
    return list(_PROOFS[chapter]()) if chapter in _PROOFS else []


def _activations() -> Iterator[Proof]:
    """Each slope from its definition, judged as a claim about it."""
    for name, rule in rules_once()["activations"].items():
        f = r"\sigma" if name == "sigmoid" else rf"\mathrm{{{name}}}".replace("_", r"\_")
        value, slope = (rule[f"{what}_latex"] for what in ("value", "slope"))
        moves = [
            Move(1, mathml(f"{f}(z) = {value}"), "the definition", DEFINITION),
            Move(2, mathml(f"{f}'(z) = {slope}"), "SymPy's derivative of it", _slope(name), (1,)),
        ]
        by_value = rule["slope_by_value"]
        if by_value[0] and by_value[0] == by_value[1]:
            verdict = derivations.check_claim(by_value[0].replace("a", f"{name}(z)"), f"{name}'(z)")
            formula = mathml(f"{f}'(z) = {_plain_latex(by_value[0])}")
            because = "the same, written with the output a = f(z)"
            moves.append(Move(3, formula, because, verdict.status, (1, 2)))
        yield Proof(f"The slope of {name.replace('_', ' ')}", "from its definition", moves)


def _slope(name: str) -> str:
    """Judge the text of a slope as a claim, where it can be written as one formula."""
    text = rules_once()["activations"][name]["slope_text"]
    status = derivations.check_claim(text, f"{name}'(z)").status
    return DERIVED if status == "cannot read" else status


def _plain_latex(text: str) -> str:
    return text.replace("**", "^").replace("*", r" \cdot ")


def _costs() -> Iterator[Proof]:
    """Each cost and its slope by a prediction."""
    for name, rule in rules_once()["costs"].items():
        network = (("sigmoid", "sigmoid"), name)
        mean = r"\frac{1}{n}"
        moves = [
            Move(
                1,
                mathml(rf"J = {mean} \sum \left({rule['value_latex']}\right)"),
                f"the cost, averaged over the {rule['over']}",
                derivations.check_claim(f"1/n Σ({rule['value_text']})", "J", network).status,
            ),
            Move(
                2,
                mathml(
                    rf"\frac{{\partial J}}{{\partial \hat{{y}}}} = {mean} "
                    rf"\left({rule['slope_latex']}\right)"
                ),
                "SymPy's derivative of one prediction's part",
                derivations.check_claim(f"1/n·({rule['slope_text']})", "∂J/∂ŷ", network).status,
                (1,),
            ),
        ]
        yield Proof(f"The slope of {name.replace('_', ' ')}", "from its definition", moves)


def _chain() -> Iterator[Proof]:
    """The chapter's own network, from the cost back to every parameter, one link at a time."""
    network = ScalarNetwork()
    path = network.path()
    links = [(above, below) for below, above in itertools.pairwise(path)][::-1]
    asked = [(name, "the network's own formula") for name in ("z1", "a1", "z2", "ŷ")]
    asked.append(("J", "the cost"))
    asked += [(f"∂{above}/∂{below}", "one link of the chain") for above, below in links[:-1]]
    for layer in (2, 1):
        asked += [
            (f"∂z{layer}/∂W{layer}", "a weight acts times its input"),
            (f"∂J/∂W{layer}", "the product of the links from J down to it"),
            (f"∂J/∂b{layer}", "the same, ending at the bias, whose link is 1"),
        ]
    lines, moves = [], []
    for name, because in asked:
        quantity = network.quantity(name)
        truth = network.truth(quantity)
        left, right = (show(node, network.spelled) for node in (quantity, truth))
        lines.append(f"{left} = {right}")
        text = f"{latex(quantity, network.spelled)} = {latex(truth, network.spelled)}"
        moves.append(Move(len(lines), mathml(text), because, ""))
    for move, verdict in zip(moves, check_derivation.check_derivation(lines), strict=True):
        move.verdict = verdict.status
    yield Proof(
        "From the cost to every weight and bias",
        "the network of this chapter, one sample's share",
        moves,
    )


def _network(widths: list[int], names: list[str], cost: str) -> Proof:
    """Derive a network of dense layers as it is computed, in matrices."""
    derivation = derivations.derive(widths, names, cost)
    layout, moves = "-".join(map(str, widths)), []
    for step in derivation.steps:
        verdict = _verdict(step, tuple(names), cost)
        moves.append(Move(step.number, mathml(step.latex), step.because, verdict, step.rests_on))
    about = f"{', '.join(names)}, cost {cost.replace('_', ' ')}"
    return Proof(f"The backward pass of a {layout} network", about.replace("_", " "), moves)


def _verdict(step: object, names: tuple[str, ...], cost: str) -> str:
    """Judge a step as a claim about one entry; measure it where it cannot be written as one."""
    status = "cannot read"
    if "softmax" not in names:
        claim = step.right.replace("Σ over the samples of", "Σ")
        status = derivations.check_claim(claim, step.left, (names, cost)).status
    if status != "cannot read":
        return status
    if step.rule:
        return DERIVED
    if step.left[0] not in "∂δ":
        return DEFINITION
    return MEASURED if _measured(names, cost) else "wrong"


@functools.cache
def _measured(names: tuple[str, ...], cost: str) -> bool:
    """Compare a small network's derived gradients with measured ones, entry by entry."""
    rng = np.random.default_rng(0)
    widths = [3, *[4] * len(names)]
    derivation = derivations.derive(widths, names, cost)
    shapes = itertools.pairwise(widths)
    parameters = [(rng.normal(size=shape), rng.normal(size=shape[1])) for shape in shapes]
    X, Y = rng.normal(size=(5, 3)), np.eye(4)[rng.integers(4, size=5)]
    derived = derivation.gradients(parameters, X, Y)
    return bool(
        derivations.check_every_entry(derivation, parameters, X, Y, derived).status == "right"
    )


def _backpropagation() -> Iterator[Proof]:
    yield _network([2, 3, 1], ["sigmoid", "sigmoid"], "mse")
    yield _network([2, 3, 1], ["tanh", "sigmoid"], "binary_cross_entropy")


def _deep() -> Iterator[Proof]:
    yield _network([2, 4, 4, 1], ["relu", "relu", "identity"], "mse")


def _digits() -> Iterator[Proof]:
    yield _network([64, 64, 10], ["relu", "softmax"], "cross_entropy")


_PROOFS = {
    2: _activations,
    5: _costs,
    6: _chain,
    7: _backpropagation,
    10: _deep,
    12: _digits,
}
