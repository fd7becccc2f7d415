"""The meaning of names: which quantity of the network each name that was typed stands for.

A name that could be two things has several choices; each is judged, and the reply says which.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from derivations.claims.choices import OWN, Choices
from derivations.claims.convention import ROWS, Convention
from derivations.claims.quantity_names import (
    COSTS,
    COUNTS,
    DELTAS,
    ERRORS,
    INPUTS,
    LAYER_WORDS,
    NAMED,
    OF_ONE,
    OUTPUTS_OF_LAYERS,
    PREACTIVATIONS,
    PREDICTIONS,
    SCORES,
    SPELLED,
    TARGETS,
    UNIT,
    WEIGHTS,
    is_layered,
    layer_of,
    of_optimiser,
    unknown,
    unnumbered_pair,
)
from derivations.claims.sample_network import (
    CONSTANTS,
    ERROR,
    LOSS,
    Network,
    is_turned,
    output,
)
from derivations.claims.world import NoValueError
from derivations.language.tokens import UnreadableError
from derivations.notation.syntax import Index, Name, Syntax, every, number, rebuilt
from derivations.notation.words import OPEN_FUNCTIONS
from derivations.notation.writing import written


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
    cost: str = ""  # the name of the cost that the left side is about
    labels: frozenset[str] = frozenset()  # letters of a sample's own class
    normal: bool = False  # True where Φ and φ are the normal distribution's

    def formula(self, node: Syntax) -> Syntax:
        """Return the formula; NoValueError or UnreadableError where the network lacks something."""
        return rebuilt(rebuilt(node, self._before_names), self._part)

    def _before_names(self, node: Syntax) -> Syntax:
        """Settle what comes before names: conditions on indices, powers that are layers."""
        if self.cost and node[0] in ("sum", "mean", "total"):
            return rebuilt(node, self._loss)
        if node[0] == "compare" and node[1] in ("=", "≠"):
            sides = [part[1] for part in node[2:] if part[0] == "name"]
            if len(sides) == 2 and all(_is_index(name) for name in sides):
                return ("compare", node[1], *(("index", name.base) for name in sides))
        if node[0] == "indicator" and (letter := _class_of_label(node[1])):
            return ("name", Name("y", below=(Index(letter, 0),)))  # 1[y = k] is y_k
        if node[0] == "power" and self.raised and node[1][0] == "name" and node[2][0] == "number":
            name, layer = node[1][1], node[2][1]
            if is_layered(name) and not name.below and not name.above and layer.denominator == 1:
                return ("name", name._replace(above=(Index("", int(layer)),)))
        if node[0] == "derivative" and unnumbered_pair(node, self.network.depth):
            before = node[3][1]._replace(below=(Index("prev", 0),))
            return (*node[:3], ("name", before))  # z depends on the a of the layer before it
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
                "y is the target here and depends on nothing; "
                "write ŷ for the prediction, or define y = σ(z) above"
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
        if kind == "add":  # a bold 1 minus an array is 1 for each entry
            return ("add", *(number(1) if part == ("ones",) else part for part in node[1:]))
        if kind == "times" and node[2:] == (("transpose", ("ones",)), number(1)):
            return (*node[:3], ("ones",))
        return node

    def _loss(self, node):
        """Return what one sample adds to the cost, for L_i or L in a Σ of another cost, J."""
        if node[0] != "name" or not isinstance(node[1], Name):
            return node
        other = node[1].base in COSTS and str(node[1]) not in (self.cost, *(self.names or ()))
        return ("name", LOSS) if other else node

    def _size(self, node: Syntax, axis: int | None) -> Syntax:
        """Return n for ŷ.size and len(X), by what the cost averages over."""
        wide, samples = self.network.wide, self.network.cost == "cross_entropy"
        if axis is None and node not in (("name", "ŷ"), ("name", "y"), ("name", ERROR)):
            raise NoValueError("this size is not supported; write ŷ.size or len(X)")
        if axis is not None and self.convention.many:
            along = 0 if self.convention.side == ROWS else 1
            if axis != along:
                return ("extent", node, axis)
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
        if self.names and (own := self._own(name)):
            return ("name", own)
        if self.optimiser and (named := of_optimiser(name)):
            return ("name", named)
        if name.hat:
            raise unknown(name)
        base, depth = name.base, self.network.depth
        if base in NAMED:
            return ("name", NAMED[base])
        index = layer_of(name, depth)
        if self.convention.inputs and base in WEIGHTS and index and not name.above:
            place = (index.offset - 1) % self.convention.inputs + 1
            return self._entry(("name", "W1"), [Index("", place)])
        if self.convention.inputs and base == "i" and self.units:
            return self._entry(("name", "x"), list(name.below))
        if base in WEIGHTS | {"b", "B", *DELTAS, *PREACTIVATIONS, *OUTPUTS_OF_LAYERS}:
            return self._layered(name, index)
        rest = [*name.below, *(one for one in name.above if one.letter not in ("l", "L"))]
        if base in ("y", "Y") and self.swapped:
            return self._entry(("name", "ŷ"), rest)
        if base in PREDICTIONS:
            return self._entry(("name", "ŷ"), rest)
        if base == "f" and rest and self.network.wide > 1:
            return self._entry(("name", f"z{depth}"), rest)
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
        if base == OF_ONE:
            return ("name", LOSS)
        if base in COUNTS:
            return ("name", "n")
        if base in ERRORS:
            if base == "e" and not self.choices.error and not rest:
                return ("name", "e")
            return self._entry(("name", ERROR), rest)
        base = SPELLED.get(base, base)
        if base in CONSTANTS or base == "π":
            return ("name", base)
        raise unknown(name)

    def _own(self, name: Name) -> str:
        """Return what an author's name stands for; h^(i) is the h of one sample."""
        if self.names is None or str(name) in self.names:
            return (self.names or {}).get(str(name), "")
        letters = {index.letter for index in (*name.below, *name.above)}
        return self.names.get(name.base, "") if letters and letters <= self.samples else ""

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
        if entries and entries[-1].letter in ("prev", "below"):
            return self._before(name, entries[-1].letter == "below")
        for one in entries:
            if len(one.letter) > 1 and not UNIT.fullmatch(one.letter):
                raise unknown(name)
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
            raise NoValueError(f"this network has {depth} layers, so there is no {name}")
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

    def _before(self, name, of_a_layer):
        """Return A_prev, what comes into the layer that a claim is about; x is of no layer."""
        layer = self._layer(None, name._replace(below=())) - 1
        if of_a_layer and not layer:
            raise NoValueError("the first layer's input is x")
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
                f"{written(node)} has no entry {indices[0]}, because each layer has one unit; "
                "write a vector with an index such as x_j"
            )
        if [index.letter for index in indices][-1:] in (["y"], *([one] for one in self.labels)):
            if node == ("name", "ŷ"):
                return ("label", node)
            if node == ("name", f"z{self.network.depth}"):  # z_y is Σ y_k·z_k
                return ("total", None, ("times", "⊙", ("name", "y"), node))
        kept = [
            index
            for index in indices
            if index.letter not in self.samples and not UNIT.fullmatch(index.letter)
        ]
        if single:
            return node
        kept = [index for index in kept if index.letter or self.convention.many]
        places = [_index(index) for index in kept]
        if len(places) == 1 and node[1][0] == "W" and self.convention.outputs == 1:
            places.insert(0 if is_turned(node[1], self.convention.layout) else 1, number(1))
        return ("entry", node, tuple(places)) if kept else node

    def _classes(self, node):
        wide = self.network.activations[-1] == "softmax"
        depth = self.network.depth
        last = {"y", "ŷ", f"z{depth}", f"b{depth}", f"W{depth}"}
        return wide and any(part[0] == "name" and part[1] in last for part in every(node))

    def _sum(self, node):
        _, letter, body = node
        if (letter is None or letter in self.samples) and body[:2] == ("sum", None):
            return ("sum", None, ("total", None, body[2]))  # over the samples, and the outputs
        if letter is None and all(part[1][0] in "Wb" for part in every(body) if part[0] == "name"):
            return ("total", None, body)  # Σ W² goes over the entries
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
        if base and base[0] in "zaŷx":
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
        if arguments[0][0] == "label" and function == "ln" and not primes:
            # ln p_y is Σ y_k·ln p_k, as y is 1 for the label alone
            logs = ("call", "ln", 0, (("name", "ŷ"),))
            return ("total", None, ("times", "⊙", ("name", "y"), logs))
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


def _index(index: Index) -> Syntax:
    if not index.letter:
        return number(index.offset)
    return ("index", index.letter)


def _class_of_label(condition):
    """Return k of the condition y = k, in which y is the label of a sample, or ""."""
    kind, sign, *sides = condition
    if kind != "compare" or sign != "=" or any(side[0] != "name" for side in sides):
        return ""
    label, of = (side[1] for side in sides)
    return of.base if label.base in TARGETS and len(of.base) == 1 and of.base in "ijkc" else ""


def _is_index(name):
    return not name.below and not name.above and name.base in set("ijkmnpq")


def unnamed(node: Syntax) -> Syntax:
    """Return a formula with what δ2 and dA1 stand for in their places."""
    return rebuilt(node, lambda part: part[2] if part[0] == "named" else part)
