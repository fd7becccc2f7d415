"""The meaning of names: which quantity of the network each name that was typed stands for.

A name that could be two things has several choices; each is judged, and the reply says which.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice, product

from derivations.claims.convention import ROWS, Convention
from derivations.claims.sample_network import CONSTANTS, ERROR, Network, output
from derivations.claims.world import NoValueError
from derivations.language.tokens import UnreadableError
from derivations.notation.syntax import Index, Name, Syntax, every, names, number, rebuilt
from derivations.notation.words import OPEN_FUNCTIONS
from derivations.notation.writing import written
from derivations.rules.compiled import rules_once

INPUTS = {"x", "X", "input", "in"}
WEIGHTS = {"w", "W", "Θ", "θ", "theta"}
PREACTIVATIONS = {"z", "Z", "u", "s", "S", "net"}
OUTPUTS_OF_LAYERS = {"a", "A", "h", "H", "out", "hidden"}
PREDICTIONS = {
    "ŷ", "Ŷ", "yhat", "Yhat", "yh", "y_hat", "Y_hat", "ypred", "y_pred", "Y_pred", "Ypred", "pred",
    "preds", "prediction", "predictions", "output", "outputs", "p", "P", "probs", "q",
}  # fmt: skip
TARGETS = {"y", "Y", "t", "T", "target", "targets", "label", "labels", "y_true", "ytrue", "Y_true"}
COSTS = {"J", "L", "C", "E", "Loss", "loss", "cost", "Cost", "MSE", "mse", "BCE", "bce", "CE", "ℓ",
         "E_total"}  # fmt: skip
DELTAS = {"δ", "delta", "deltas"}
COUNTS = {"n", "N", "m"}
ERRORS = {"e", "err", "error"}
SCORES = {"scores", "logits", "o", "O"}
SPELLED = {"eta": "η", "lr": "η", "learning_rate": "η", "alpha": "α", "lambda": "λ", "lambd": "λ",
           "lam": "λ", "beta": "β", "gamma": "γ", "eps": "ε", "epsilon": "ε"}  # fmt: skip
NAMED = {"Wxh": "W1", "wxh": "W1", "W_xh": "W1", "Wih": "W1", "Whx": "W1", "bh": "b1", "b_h": "b1",
         "Why": "W2", "why": "W2", "W_hy": "W2", "Who": "W2", "Wyh": "W2", "by": "b2", "b_y": "b2",
         "bo": "b2"}  # fmt: skip
LAYER, ERROR_OR_EULER, SCORES_OR_OUTPUT, POWER_OR_LAYER = "layer", "e", "o", "superscript"
OWN = "own"  # an unnumbered a that is the value of the function on the left


@dataclass(frozen=True)
class Choices:
    """What was decided for names that could be several things; `said` tells it."""

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
            told += ["with o for the input of the last activation"] * ("o" in self.senses)
            told += ["with s for the output of its layer"] * ("s" in self.senses)
        if self.function:
            told.append(f"with {self.function} for the function")
        return told


def names_an_optimiser(name: Name) -> bool:
    """Say whether a name shows that m, v, g and t are those of Adam: β_1, m̂, v̂."""
    moment = name.base in ("m", "v") and bool(name.hat)
    return moment or (name.base in ("β", "beta") and bool(name.below))


LAYER_WORDS = {"o", "out", "output", "h", "hid", "hidden"}
KNOWN = (
    INPUTS | WEIGHTS | PREACTIVATIONS | OUTPUTS_OF_LAYERS | PREDICTIONS | TARGETS | COSTS | DELTAS
    | COUNTS | ERRORS | NAMED.keys() | {"b", "B"}
)  # fmt: skip


def is_layered(name: Name) -> bool:
    """Say whether a name is one that belongs to a layer: W, b, z, a, δ and their spellings."""
    return name.base in (
        WEIGHTS | {"b", "B"} | PREACTIVATIONS | (OUTPUTS_OF_LAYERS - {"out"}) | DELTAS
    )


def layer_of(name: Name, depth: int) -> Index | None:
    """Return the index that is a name's layer, if it has one."""
    for index in name.above:
        if index.letter in ("", "l", "L", "ℓ"):
            return index
    if len(name.below) == 1 and is_layered(name):
        if name.below[0].letter in ("o", "out", "output"):
            return Index("", depth)
        if name.below[0].letter in ("h", "hid", "hidden") and depth == 2:
            return Index("", 1)
    if name.above and not name.in_brackets:
        return None
    if name.below and not name.above:
        first = name.below[0]
        if first.letter in ("l", "L", "ℓ") or not first.letter:
            return first
    return None


def layerless(node: Syntax, depth: int) -> bool:
    """Say whether a formula has a name without the layer that it should have."""
    return any(
        is_layered(name) and name.base not in NAMED and layer_of(name, depth) is None
        for name in names(node)
    )


def of_optimiser(name: Name) -> str:
    """Return the quantity of Adam that a name stands for, or "".

    >>> of_optimiser(Name("m", "̂")), of_optimiser(Name("v", below=(Index("t", -1),)))
    ('m̂', 'v before')
    """
    if name.base in ("m", "v") and name.hat:
        return name.base + "̂"
    before = any(index.letter == "t" and index.offset == -1 for index in name.below)
    if name.base in ("m", "v"):
        return f"{name.base} before" if before else name.base
    if name.base in ("θ", "theta"):
        return "θ before" if before else "θ after"
    if name.base in ("β", "beta") and name.below:
        return f"β{name.below[0].offset}" if not name.below[0].letter else ""
    return {"g": "g", "t": "t"}.get(name.base, "")


def highest_layer(node: Syntax) -> int:
    """Return the highest layer that a formula names by a number; 2 for Wxh, Why, bh, by."""
    found = 0
    for name in names(node):
        if name.base in NAMED:
            found = max(found, 2)
        index = layer_of(name, 8) if is_layered(name) else None
        if index is not None and not index.letter:
            found = max(found, index.offset)
    return found


def letters(sides: tuple[Syntax, ...]) -> set[str]:
    """Return the letters that serve as indices of layers in an equation."""
    found = {
        index.letter for side in sides for name in names(side) for index in name.above + name.below
    }
    return found & {"l", "ℓ"}


def indices_of_units(summed: set[str], sides: tuple[Syntax, ...]) -> set[str]:
    """Return the indices of Σ that number units: the left side is about j, a_j is beside a_k."""
    everything = [name for side in sides for name in names(side)]
    units = {index.letter for name in names(sides[0]) for index in name.below} - {"", *summed}

    def carrying(wanted):
        return {
            (name.base, name.above)
            for name in everything
            if any(index.letter in wanted for index in name.below)
        }

    return {letter for letter in summed if carrying({letter}) & carrying(units)}


@dataclass(frozen=True)
class Meaning:
    """Turns what was typed into a formula of the network's quantities, for one way to read it."""

    network: Network
    convention: Convention
    choices: Choices
    samples: frozenset[str] = frozenset()  # letters that number samples
    names: Mapping[str, str] | None = None  # an author's own names
    units: bool = False  # True where units are named: out_{o1}; w_5 is then one weight
    optimiser: bool = False  # True where m, v, g and t are those of Adam
    raised: bool = False  # True where layers stand above without brackets, so that w² is layer 2's
    swapped: bool = False  # True where t is the target, and y the output
    normal: bool = False  # True where Φ and φ are the normal distribution's

    def formula(self, node: Syntax) -> Syntax:
        """Return the formula; NoValueError or UnreadableError where the network lacks something."""
        return rebuilt(rebuilt(node, self._before_names), self._part)

    def _before_names(self, node: Syntax) -> Syntax:
        """Settle what comes before names: conditions on indices, powers that are layers."""
        if node[0] == "compare" and node[1] in ("=", "≠"):
            sides = [part[1] for part in node[2:] if part[0] == "name"]
            if len(sides) == 2 and all(_is_index(name) for name in sides):
                return ("compare", node[1], *(("index", name.base) for name in sides))
        if node[0] == "power" and self.raised and node[1][0] == "name" and node[2][0] == "number":
            name, layer = node[1][1], node[2][1]
            if is_layered(name) and not name.below and not name.above and layer.denominator == 1:
                return ("name", name._replace(above=(Index("", int(layer)),)))
        if node[0] == "derivative" and _unnumbered_pair(node, self.network.depth):
            raise UnreadableError(
                "z depends on the a of the layer before it; number them, as in ∂z2/∂a1"
            )
        return node

    def _part(self, node: Syntax) -> Syntax:
        kind = node[0]
        if kind == "name" and isinstance(node[1], Name):
            return self.name(node[1])
        if kind == "primed":
            return self._primed(node)
        if kind == "bare":
            return self._call(node[1], node[2], (("name", "z1"),))
        if kind == "call":
            return self._call(*node[1:])
        if kind == "gradient":
            return self._gradient(node[1])
        if kind == "derivative" and node[2] == ("name", "y"):
            raise NoValueError(
                "y is the target here, and depends on nothing; "
                "for what the network computes write ŷ, or say y = σ(z) above"
            )
        if kind == "sum":
            return self._sum(node)
        if kind == "power" and node[1] == ("name", "e"):
            return ("call", "exp", 0, (node[2],))
        if kind == "power" and node[1] == ("name", ERROR) and node[2][0] != "number":
            return ("call", "exp", 0, (node[2],))
        if kind == "size":
            return self._size(node[1], node[2])
        if kind == "times" and node[1] == "⊙" and not self.convention.many:
            return ("times", "", *node[2:])
        if kind == "subscript":
            return ("entry", node[1], tuple(_index(index) for index in node[2]))
        if kind == "transpose" and node[1] == number(1):
            return ("transpose", ("ones",))
        return node

    def _size(self, node: Syntax, axis: int | None) -> Syntax:
        """Return n for ŷ.size and len(X), by what the cost averages over."""
        wide, samples = self.network.wide, self.network.cost == "cross_entropy"
        if axis is None and node not in (("name", "ŷ"), ("name", "y"), ("name", ERROR)):
            raise NoValueError("the size of this is not read; write ŷ.size or len(X)")
        if axis is not None and self.convention.many:
            along = 0 if self.convention.layout == ROWS else 1
            if axis != along:
                raise NoValueError(f"shape[{axis}] does not count the samples in this layout")
        if axis is None and samples:
            return ("times", "·", number(wide), self.plain("n"))
        if axis is not None and not samples and wide > 1:
            return ("divide", self.plain("n"), number(wide))
        return self.plain("n")

    def plain(self, base: str) -> Syntax:
        """Return the meaning of a plain letter."""
        return self.name(Name(base))

    def name(self, name: Name) -> Syntax:
        """Return what a name stands for, an entry of it where it has entry indices."""
        if self.names and str(name) in self.names:
            return ("name", self.names[str(name)])
        if self.optimiser and (named := of_optimiser(name)):
            return ("name", named)
        if name.hat:
            raise _unknown(name)
        base, depth = name.base, self.network.depth
        if base in NAMED:
            return ("name", NAMED[base])
        index = layer_of(name, depth)
        if base in WEIGHTS | {"b", "B", *DELTAS, *PREACTIVATIONS, *OUTPUTS_OF_LAYERS}:
            return self._layered(name, index)
        rest = [*name.below, *(one for one in name.above if one.letter not in ("l", "L"))]
        if base in ("y", "Y") and self.swapped:
            return self._entry(("name", "ŷ"), rest)
        if base in PREDICTIONS:
            return self._entry(("name", "ŷ"), rest)
        if base in SCORES:
            scores = base in ("scores", "logits") or self.choices.scores
            return self._entry(("name", f"z{depth}" if scores else "ŷ"), rest)
        if base in TARGETS:
            return self._entry(("name", "y"), rest)
        if base == "i" and self.units:
            return ("name", "x")
        if base in INPUTS:
            return self._entry(("name", "x"), rest)
        if base in COSTS:
            return ("name", "J")
        if base in COUNTS:
            return ("name", "n")
        if base in ERRORS:
            if base == "e" and not self.choices.error and not rest:
                return ("name", "e")
            return self._entry(("name", ERROR), rest)
        base = SPELLED.get(base, base)
        if base in CONSTANTS or base == "π":
            return ("name", base)
        raise _unknown(name)

    def _layer(self, index: Index | None, name: Name) -> int:
        if index is None:
            if self.choices.layer in (0, OWN):
                if self.network.depth == 1 or self.choices.layer == OWN:
                    return self.network.depth
                raise UnreadableError(f"which layer is {name}?")
            return int(self.choices.layer)
        shift = int(self.convention.shifted)
        if index.letter == "L":
            layer = self.network.depth + index.offset + shift
        else:
            layer = index.offset + (self.choices.general if index.letter else 0)
        weight = name.base in WEIGHTS or name.base in ("b", "B")
        return layer - (0 if weight else shift)

    def _layered(self, name: Name, index: Index | None) -> Syntax:
        depth, base = self.network.depth, name.base
        entries = [one for one in (*name.below, *name.above) if one is not index]
        if len(entries) == 1 and entries[0].letter in LAYER_WORDS:
            entries = []
        if entries and entries[-1].letter == "prev":
            return self._before(name)
        for one in entries:
            if len(one.letter) > 1 and not UNIT.fullmatch(one.letter):
                raise _unknown(name)
        if base == "h" and index is None and depth == 2:
            index = Index("", 1)
        if base in ("out", "net") and entries and UNIT.fullmatch(entries[0].letter):
            index = Index("", depth if entries[0].letter.startswith("o") else 1)
            entries = []
        if index and not index.letter and index.offset > depth and self.units and base in WEIGHTS:
            index, entries = Index("", depth), []
        layer = self._layer(index, name)
        if base in OUTPUTS_OF_LAYERS and layer == 0:
            return self._entry(("name", "x"), entries)
        if not 1 <= layer <= depth:
            raise NoValueError(f"this network has {depth} layers, and {name} is not among them")
        if base in WEIGHTS or base in {"b", "B"}:
            return self._entry(("name", f"{'W' if base in WEIGHTS else 'b'}{layer}"), entries)
        if base in PREACTIVATIONS and not (base in ("s", "S") and self.choices.scores):
            return self._entry(("name", f"z{layer}"), entries)
        if base in DELTAS:
            if len(entries) == 2 and index is None:
                return ("kronecker", *(_index(one) for one in entries))
            return self._entry(self.delta(("name", f"z{layer}")), entries)
        if self.choices.layer == OWN and name == Name(name.base):
            return (
                "call",
                self.choices.function or self.network.activations[-1],
                0,
                (("name", f"z{layer}"),),
            )
        return self._entry(("name", output(layer, depth)), entries)

    def _before(self, name):
        """Return A_prev, what comes into the layer that a claim is about."""
        layer = self._layer(None, name._replace(below=())) - 1
        return ("name", output(layer, self.network.depth))

    def delta(self, by: Syntax) -> Syntax:
        """Return ∂J/∂by as δ and dZ mean it, under the name that it has."""
        cost: Syntax = ("name", "J")
        if self.convention.deltas:
            cost = ("times", "·", ("name", "n"), cost)
        return ("named", self.symbol(by), ("derivative", 1, cost, by))

    @staticmethod
    def symbol(by: Syntax) -> str:
        """Return what δ or dA is called: δ2 for z2, dŷ for ŷ."""
        inner = by[1] if by[0] == "entry" else by
        return f"δ{inner[1][1:]}" if inner[1][0] == "z" else f"d{inner[1]}"

    def _entry(self, node: Syntax, indices: list[Index]) -> Syntax:
        """Return an entry of an array; an index of samples is bound by Σ, or left out."""
        single = not self.convention.many and not self._classes(node)
        if single and any(one.offset > 1 and not one.letter for one in indices):
            raise NoValueError(
                f"{written(node)} number {indices[0]} is not there with one unit a layer; "
                "write a vector with an index, such as x_j"
            )
        kept = [
            index
            for index in indices
            if index.letter not in self.samples and not UNIT.fullmatch(index.letter)
        ]
        if single:
            return node
        kept = [index for index in kept if index.letter or self.convention.many]
        return ("entry", node, tuple(_index(index) for index in kept)) if kept else node

    def _classes(self, node):
        wide = self.network.activations[-1] == "softmax"
        depth = self.network.depth
        last = {"y", "ŷ", f"z{depth}", f"b{depth}", f"W{depth}"}
        return wide and any(part[0] == "name" and part[1] in last for part in every(node))

    def _sum(self, node):
        _, letter, body = node
        if letter is None and body[0] == "sum" and body[1] is None:
            return ("sum", None, ("total", None, body[2]))  # over the samples, and the outputs
        if letter is None or letter in self.samples or not self._used(letter, body):
            return ("sum", None, body)
        return ("sum", f"unit:{letter}", body)

    @staticmethod
    def _used(letter, body):
        return any(part == ("index", letter) for part in every(body))

    def _gradient(self, of: Syntax) -> Syntax:
        """Return ∂J/∂of: dW and db are averaged as J is, dZ and dA as δ is."""
        base = of[1] if of[0] == "name" else of[1][1] if of[0] == "entry" else ""
        if base == "J":
            raise UnreadableError("dJ by what? Write dJ/dz, or ∂J/∂z")
        if base and base[0] in "zaŷ":
            return self.delta(of)
        return ("derivative", 1, ("name", "J"), of)

    def _primed(self, node):
        """Return a′: the slope of the unit whose value a is."""
        meant = self.name(node[1])
        for layer, activation in enumerate(self.network.activations, 1):
            if meant == ("name", output(layer, self.network.depth)):
                return ("call", activation, node[2], (("name", f"z{layer}"),))
        raise UnreadableError(f"{node[1]}′ is the slope of what? Write f′(z)")

    def _call(self, function, primes, arguments):
        if function == "softmax" and arguments[0][0] == "entry":
            _, inner, indices = arguments[0]
            return ("entry", ("call", "softmax", primes, (inner,)), indices)
        if function == "φ" and self.normal:
            return ("call", "normal density", primes, arguments)
        if function not in OPEN_FUNCTIONS:
            return ("call", function, primes, arguments)
        return self._open(function, primes, arguments)

    def _open(self, function, primes, arguments):
        """Return f(z2) as the activation of layer 2, h(x) as the prediction."""
        argument = arguments[0]
        if self.choices.function:
            return ("call", self.choices.function, primes, arguments)
        if argument == ("name", "x") and not primes and function in ("h", "f"):
            return ("name", "ŷ")
        inner = argument[1] if argument[0] == "entry" else argument
        for layer, activation in enumerate(self.network.activations, 1):
            if inner == ("name", f"z{layer}"):
                return ("call", activation, primes, arguments)
        distinct = set(self.network.activations)
        if len(distinct) == 1:
            return ("call", distinct.pop(), primes, arguments)
        raise UnreadableError(f"which function is {function}? Name it, as in {function} = tanh")


UNIT = re.compile(r"[oih]\d")  # out_{o1}, net_{h2}
_LIKELY = ["Wxh", "Why", "bh", "by", "W1", "b1", "z1", "a1", "yhat", "target"]


def _unknown(name):
    """Make the error for a name that the network does not have, with the one that is near."""
    near = get_close_matches(str(name).replace("_", ""), _LIKELY, n=1, cutoff=0.6)
    offer = f"; did you mean {near[0]}?" if near else "; say above what it stands for"
    return UnreadableError(f"the name {str(name)!r} is not a quantity of this network{offer}")


def _index(index: Index) -> Syntax:
    if not index.letter:
        return number(index.offset)
    return ("index", index.letter)


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


def _is_index(name):
    return not name.below and not name.above and name.base in set("ijkmnpq")


def _unnumbered_pair(node, depth):
    """Say whether a derivative is that of a z without a number by an a without one."""
    of, by = node[2], node[3]
    if of[0] != "name" or by[0] != "name":
        return False
    z, a = of[1], by[1]
    return (
        isinstance(z, Name)
        and isinstance(a, Name)
        and z.base in ("z", "Z")
        and a.base in ("a", "A")
        and layer_of(z, depth) is None
        and layer_of(a, depth) is None
    )


def unnamed(node: Syntax) -> Syntax:
    """Return a formula with what δ2 and dA1 stand for in their places."""
    return rebuilt(node, lambda part: part[2] if part[0] == "named" else part)


def indices_of(sides: tuple[Syntax, ...]) -> set[str]:
    """Return the letters of the indices of a resolved equation that nothing binds."""
    found: set[str] = set()
    bound: set[str] = set()
    for side in sides:
        for part in every(side):
            if part[0] == "index":
                found.add(part[1])
            if part[0] == "sum" and isinstance(part[1], str) and part[1].startswith("unit:"):
                bound.add(part[1][5:])
    return found - bound
