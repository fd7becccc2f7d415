"""Choices for names that could be several things: a layer, the error or Euler's e, a function."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from derivations.claims.quantity_names import PREDICTIONS, layerless
from derivations.claims.sample_network import Network
from derivations.notation.syntax import Syntax, every, names
from derivations.notation.words import OPEN_FUNCTIONS
from derivations.rules.compiled import rules_once

OWN = "own"  # an unnumbered a that is the value of the function on the left


@dataclass(frozen=True)
class Choices:
    """Decisions on names with several meanings; `said` tells them."""

    layer: int | str = 0
    error: bool = False
    scores: bool = False
    function: str = ""
    general: int = 0
    senses: str = ""  # the letters o and s, where they stand

    def said(self, network: Network) -> list[str]:
        """Return what a reply says of these choices."""
        told = []
        if self.layer and self.layer != OWN and network.depth > 1:
            told.append(f"for layer {self.layer}")
        if self.error:
            told.append("with e = y − ŷ, the error")
        if self.scores:
            told += ["with o as the input of the last activation"] * ("o" in self.senses)
            told += ["with s as the output of its layer"] * ("s" in self.senses)
        if self.function:
            told.append(f"with {self.function} as the function")
        return told


def letters(sides: tuple[Syntax, ...]) -> set[str]:
    """Return the letters that serve as indices of layers in an equation."""
    found = {
        index.letter for side in sides for name in names(side) for index in name.above + name.below
    }
    return found & {"l", "ℓ"}


def choices_of(sides: tuple[Syntax, ...], network: Network) -> Iterator[Choices]:
    """Go through the ways to decide for names that could be several things, the likeliest first."""
    everything = [name for side in sides for name in names(side)]
    bases = {name.base for name in everything}
    layers: list[int | str] = [0]
    if network.depth > 1 and any(layerless(side, network.depth) for side in sides):
        layers = [*range(1, network.depth + 1)]
        if network.activations[-1] == "softmax":
            layers = [network.depth] if bases & PREDICTIONS or _softmax(sides) else layers[::-1]
        left = sides[0]
        if left[0] == "call" and left[2]:
            layers.append(OWN)
    errors = [False, True] if any(name.base == "e" for name in everything) else [False]
    if any(_differentiates_error(part) for side in sides for part in every(side)):
        errors = [True]
    scores = [False, True] if bases & {"o", "O", "s", "S"} else [False]
    if bases & {"p", "P"}:
        scores = scores[::-1]
    functions = [""]
    if any(
        part[0] == "call" and part[1] in OPEN_FUNCTIONS for side in sides for part in every(side)
    ):
        named = {part[1] for side in sides for part in every(side) if part[0] in ("call", "bare")}
        known = [*rules_once()["activations"], "softplus", "gelu", "mish"]
        functions += sorted(known, key=lambda function: function not in named)
    made = product(layers, errors, scores, functions)
    senses = "".join(sorted({base.lower() for base in bases} & {"o", "s"}))
    yield from (Choices(*one, senses=senses) for one in islice(made, 60))


def _differentiates_error(part):
    """Say whether a formula has a derivative of e, or by e: the error, not Euler's number."""
    return part[0] == "derivative" and any(
        one[0] == "name" and one[1].base == "e" for one in part[2:]
    )


def _softmax(sides):
    """Say whether entries are differentiated by entries, or softmax is named."""
    for part in (part for side in sides for part in every(side)):
        if part[0] in ("call", "bare") and part[1] == "softmax":
            return True
        of_names = part[0] == "derivative" and part[2][0] == part[3][0] == "name"
        if of_names and part[2][1].below and part[3][1].below:
            return True
    return False
