"""The network that claims are about: one unit a layer, one sample of a batch of n.

    x → z1 = x·W1 + b1 → a1 = f(z1) → … → zL → ŷ = f(zL) → J = 1/n Σ (one sample's cost)

With one unit a layer each matrix is a number, and each derivative is a product of local ones along
the path from one quantity to the other. The local ones are the rules that SymPy derived.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise

from derivations.language.differentiate import differentiate
from derivations.language.parser import read
from derivations.language.tokens import UnreadableError
from derivations.language.tree import ONE, Node, children, multiply, number, replace, substitute
from derivations.rules.compiled import activations as known_activations
from derivations.rules.compiled import costs, known, rules_once

HELD = re.compile(r"^(.+?),?\s+(?:with|where|at)?\s*(\S+) (?:is )?(?:held|fixed)(?: fixed)?$")
NOTES = ("sigmoid", "sigmoid")


@dataclass(frozen=True)
class ScalarNetwork:
    """The network with these activations, one a layer, and this cost.

    `assumed` holds what a derivation has claimed so far, as pairs (quantity, formula), where one
    line is to be checked on the assumption that an earlier one holds.
    """

    activations: tuple[str, ...] = NOTES
    cost: str = "mse"
    assumed: tuple[tuple[Node, Node], ...] = field(default=())

    def assuming(self, claims: Mapping[Node, Node]) -> "ScalarNetwork":
        """Return this network with claims {quantity: formula} taken to hold."""
        return ScalarNetwork(self.activations, self.cost, tuple(claims.items()))

    @property
    def depth(self) -> int:
        """The number of layers."""
        return len(self.activations)

    @cached_property
    def vocabulary(self) -> dict[str, str]:
        """Every spelling of a name, with the name that the house uses."""
        return _vocabulary(self.depth)

    @cached_property
    def spelled(self) -> dict[str, str]:
        """Written form of the names: the notes' network has its own."""
        if (self.activations, self.cost) != (NOTES, "mse"):
            return {}
        return {"W1": "Wxh", "W2": "Why", "b1": "bh", "b2": "by"}

    def read(self, text: str) -> Node:
        """Read a formula in this network's names."""
        return read(text, self.vocabulary)

    def path(self) -> list[str]:
        """Return the quantities in the order in which the network computes them."""
        between = [
            name for layer in range(1, self.depth + 1) for name in (f"z{layer}", self.output(layer))
        ]
        return ["x", *between, "J"]

    def output(self, layer: int) -> str:
        """Return the name of a layer's output."""
        return "ŷ" if layer == self.depth else f"a{layer}" if layer else "x"

    def definition(self, name: str) -> Node | None:
        """Return the formula that the network gives for z, a, ŷ or J (one sample's), else None."""
        if name == "J":
            rule = rules_once()["costs"][self.cost]
            return ("sum", ("divide", _rule(rule["value_text"].replace("·", "*")), ("name", "n")))
        if name[0] == "z" and name[1:]:
            layer = int(name[1:])
            product = multiply(("name", self.output(layer - 1)), ("name", f"W{layer}"))
            return ("add", product, ("name", f"b{layer}"))
        for layer in range(1, self.depth + 1):
            if name == self.output(layer):
                return ("call", self.activations[layer - 1], 0, ("name", f"z{layer}"))
        return None

    def chain(self, above: str, below: str) -> list[Node]:
        """Return the factors of ∂above/∂below, from above down; [0] if nothing connects them.

        A factor that a derivation has claimed stands as it was claimed.

        >>> [factor[0] for factor in ScalarNetwork().chain("J", "W2")]
        ['divide', 'call', 'name']
        """
        assumed, links = dict(self.assumed), self.links(above, below)
        if links is None:
            return [number(0)]
        factors, at = [], 0
        while at < len(links):
            end = len(links)
            while end > at + 1 and ("derivative", links[at][0], links[end - 1][1]) not in assumed:
                end -= 1
            key = ("derivative", links[at][0], links[end - 1][1])
            factors.append(assumed.get(key) or self.local(*links[at]))
            at = end
        return [factor for factor in factors if factor != ONE] or [ONE]

    def links(self, above: str, below: str) -> list[tuple[str, str]] | None:
        """Return the pairs (quantity, what it depends on) from above down; None if there are none.

        >>> ScalarNetwork().links("J", "W2")
        [('J', 'ŷ'), ('ŷ', 'z2'), ('z2', 'W2')]
        """
        path, target = self.path(), below
        links = [(high, low) for low, high in pairwise(path)][::-1]
        if below[0] in "Wb" and below[1:]:
            layer = int(below[1:])
            target = f"z{layer}"
            links = [*links[: links.index((f"z{layer}", self.output(layer - 1)))], (target, below)]
        elif below in path:
            links = links[: len(path) - 1 - path.index(below)]
        else:
            return None
        if above not in path or path.index(above) < path.index(target):
            return None
        return links[len(path) - 1 - path.index(above) :]

    def local(self, above: str, below: str) -> Node:
        """Return the derivative along one link of the path."""
        claimed = dict(self.assumed).get(("name", above))
        if claimed is not None:
            return differentiate(claimed, below)
        if above == "J":
            slope = rules_once()["costs"][self.cost]["slope_text"].replace("·", "*")
            return ("divide", _rule(slope), ("name", "n"))
        if above[0] == "z":
            layer = int(above[1:])
            if below == f"W{layer}":
                return ("name", self.output(layer - 1))
            return ONE if below == f"b{layer}" else ("name", f"W{layer}")
        layer = int(below[1:])
        return ("call", self.activations[layer - 1], 1, ("name", below))

    def truth(self, quantity: Node) -> Node:
        """Return the right formula of a quantity: derivatives by the chain rule, names defined.

        Names that the network defines (z, a, ŷ) are left opaque inside the formula.
        """
        kind = quantity[0]
        if kind == "name":
            return self.definition(quantity[1]) or quantity
        if kind == "derivative":
            return multiply(*self.chain(*quantity[1:]))
        if kind == "held":
            return self.truth_held(*quantity[1:])
        return quantity

    def truth_held(self, above: str, below: str, held: str) -> Node:
        """Return ∂above/∂below where `held` is kept fixed, so that nothing acts through it."""
        path = self.path()
        acts_on = f"z{below[1:]}" if below[0] in "Wb" else below
        if held not in path:
            name = self.spelled.get(held, held)
            raise UnreadableError(f"{name} cannot be held: the network does not compute it")
        if acts_on in path and below != held and path.index(acts_on) <= path.index(held):
            return number(0)
        return multiply(*self.chain(above, below))

    def quantity(self, text: str) -> Node:
        """Read a quantity: a formula, or a derivative "∂J/∂Why with ŷ held"."""
        found = HELD.match(text.strip()) if isinstance(text, str) else None
        if not found:
            node = self.read(text)
            if node[0] == "name" and node[1].startswith("δ"):
                return ("derivative", "J", f"z{node[1][1:]}")
            return node
        node, held = self.read(found[1]), self.read(found[2])
        if node[0] != "derivative" or held[0] != "name":
            raise UnreadableError(
                "only a derivative can hold a quantity fixed, as in ∂J/∂Why with ŷ held"
            )
        return ("held", node[1], node[2], held[1])

    def expanded(self, node: Node) -> Node:
        """Return a formula with its derivatives multiplied out and earlier claims put in.

        An earlier claim may hold derivatives itself, which are put in next; UnreadableError where
        claims rest on each other in a circle.
        """
        assumed = dict(self.assumed)

        def change(part):
            if part[0] == "derivative":
                return multiply(*self.chain(*part[1:]))
            if part[0] == "call":
                claimed = assumed.get(("call", part[1], part[2], ("name", "z")))
                if claimed is not None:
                    return substitute(claimed, {("name", "z"): part[3]})
            if part[0] == "name" and part[1].startswith("δ"):
                return self.expanded(("derivative", "J", f"z{part[1][1:]}"))
            return part

        for _ in range(len(assumed) + 1):
            node = replace(node, change)
            if not holds_derivative(node):
                return node
        raise UnreadableError("these claims depend on each other")

    def of_the_batch(self, quantity: Node) -> bool:
        """Say whether a quantity adds up over the batch, and so may hold a Σ."""
        if quantity == ("name", "J"):
            return True
        return quantity[0] == "derivative" and quantity[1] == "J" and quantity[2][0] in "Wb"


def holds_derivative(node: Node) -> bool:
    """Say whether a formula holds a derivative.

    >>> holds_derivative(("negate", ("derivative", "J", "z2")))
    True
    """
    return node[0] == "derivative" or any(map(holds_derivative, children(node)))


@cache
def scalar_network(activations: tuple[str, ...], cost: str) -> ScalarNetwork:
    """Return the network with these names, each checked.

    >>> scalar_network(("relu", "sigmoid"), "mse").path()
    ['x', 'z1', 'a1', 'z2', 'ŷ', 'J']
    """
    usable = [name for name in known_activations() if name != "softmax"]
    if "softmax" in activations:
        raise ValueError("claims are about one unit a layer, and softmax needs several to compare")
    if not 1 <= len(activations) <= 8:
        raise ValueError(f"claims can be about 1 to 8 layers, not {len(activations)}")
    for name in activations:
        known(name, usable, "activation")
    return ScalarNetwork(tuple(activations), known(cost, costs(), "cost"))


@cache
def _rule(text):
    """Read a rule that was derived here."""
    return read(text, {"y": "y", "ŷ": "ŷ"})


@cache
def _vocabulary(depth):
    names = {name: name for name in ("x", "y", "n", "J", "e", "z", "a", "ŷ")}
    names |= dict.fromkeys(("yhat", "y_hat", "ypred", "y_pred"), "ŷ")
    names |= {"N": "n", "m": "n", "X": "x", "Y": "y", "L": "J", "C": "J", "a0": "x", "a_0": "x"}
    for layer in range(1, depth + 1):
        for letter, spellings in (("z", "zZ"), ("W", "Ww"), ("b", "b"), ("δ", "δ")):
            for spelling in spellings:
                names[f"{spelling}{layer}"] = names[f"{spelling}_{layer}"] = f"{letter}{layer}"
        output = "ŷ" if layer == depth else f"a{layer}"
        for spelling in (f"a{layer}", f"a_{layer}", f"A{layer}", f"A_{layer}"):
            names[spelling] = output
    if depth == 2:
        for letter, name in (("W", "W"), ("w", "W"), ("b", "b")):
            for ends, layer in (("xh", 1), ("hy", 2), ("h", 1), ("y", 2)):
                if (len(ends) == 2) == (name == "W"):
                    names[f"{letter}{ends}"] = names[f"{letter}_{ends}"] = f"{name}{layer}"
    return names
