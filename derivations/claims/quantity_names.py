"""Names of quantities: what a letter or a word is called in books and code, and its layer."""

import re
from difflib import get_close_matches

from derivations.language.tokens import UnreadableError
from derivations.notation.syntax import Index, Name, Syntax, names

INPUTS = {"x", "X", "input", "in"}
WEIGHTS = {"w", "W", "Θ", "θ", "theta"}
PREACTIVATIONS = {"z", "Z", "u", "s", "S", "net"}
OUTPUTS_OF_LAYERS = {"a", "A", "h", "H", "out", "hidden"}
PREDICTIONS = {
    "ŷ", "Ŷ", "yhat", "Yhat", "yh", "y_hat", "Y_hat", "ypred", "y_pred", "Y_pred", "Ypred", "pred",
    "preds", "prediction", "predictions", "output", "outputs", "p", "P", "probs", "q",
}  # fmt: skip
TARGETS = {
    "y",
    "Y",
    "t",
    "T",
    "target",
    "targets",
    "label",
    "labels",
    "y_true",
    "ytrue",
    "Y_true",
    "onehot",
    "one_hot",
    "y_onehot",
    "Y_onehot",
}
COSTS = {"J", "L", "C", "E", "Loss", "loss", "cost", "Cost", "MSE", "mse", "BCE", "bce", "CE", "ℓ",
         "E_total", "SSE", "sse", "RSS", "NLL", "nll"}  # fmt: skip
DELTAS = {"δ", "delta", "deltas"}
COUNTS = {"n", "N", "m"}
ERRORS = {"e", "err", "error"}
SCORES = {"scores", "logits", "o", "O"}
SPELLED = {"eta": "η", "lr": "η", "learning_rate": "η", "step_size": "η",
           "stepsize": "η", "reg": "λ",
           "alpha": "α", "lambda": "λ", "lambd": "λ",
           "lam": "λ", "beta": "β", "gamma": "γ", "eps": "ε", "epsilon": "ε"}  # fmt: skip
NAMED = {"Wxh": "W1", "wxh": "W1", "W_xh": "W1", "Wih": "W1", "Whx": "W1", "bh": "b1", "b_h": "b1",
         "Why": "W2", "why": "W2", "W_hy": "W2", "Who": "W2", "Wyh": "W2", "by": "b2", "b_y": "b2",
         "bo": "b2"}  # fmt: skip
OF_ONE = "loss of one sample"  # the name of a cost that nothing defines, within another one
UNIT = re.compile(r"[oih]\d")  # out_{o1}, net_{h2}
LAYER_WORDS = {"o", "out", "output", "h", "hid", "hidden"}
KNOWN = (
    INPUTS | WEIGHTS | PREACTIVATIONS | OUTPUTS_OF_LAYERS | PREDICTIONS | TARGETS | COSTS | DELTAS
    | COUNTS | ERRORS | NAMED.keys() | {"b", "B"}
)  # fmt: skip


def names_an_optimiser(name: Name) -> bool:
    """Say whether a name shows that m, v, g and t are those of Adam: β_1, m̂, v̂."""
    moment = name.base in ("m", "v") and bool(name.hat)
    return moment or (name.base in ("β", "beta") and bool(name.below))


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


_LIKELY = ["Wxh", "Why", "bh", "by", "W1", "b1", "z1", "a1", "yhat", "target"]


def unknown(name: Name) -> UnreadableError:
    """Make the error for a name that the network does not have, with the one that is near."""
    near = get_close_matches(str(name).replace("_", ""), _LIKELY, n=1, cutoff=0.6)
    offer = f"; did you mean {near[0]}?" if near else "; define it above"
    return UnreadableError(f"the name {str(name)!r} is not a quantity of this network{offer}")


def unnumbered_pair(node: Syntax, depth: int) -> bool:
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
