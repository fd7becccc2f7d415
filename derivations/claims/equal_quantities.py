"""Quantities that a formula is equal to, in the network that an author may be writing about."""

from collections.abc import Iterator

import numpy as np

from derivations.arrays import Array
from derivations.claims.choices import choices_of
from derivations.claims.convention import COLUMNS, OUT_IN, TRANSPOSED, Convention
from derivations.claims.evaluate import value
from derivations.claims.features import features
from derivations.claims.judgement import meaning_in, with_own
from derivations.claims.meaning import unnamed
from derivations.claims.rivals import refuse_rivals
from derivations.claims.sample_network import Network, output, world
from derivations.claims.setting import Setting
from derivations.claims.world import NoValueError, ShapeError
from derivations.language.tokens import UnreadableError
from derivations.notation.syntax import Syntax, every, number
from derivations.rules.compiled import activations as known_activations

ACTIVATIONS = {
    *known_activations(), "softplus", "gelu", "selu", "mish", "hard_sigmoid",
}  # fmt: skip


def networks_of(right: Syntax, setting: Setting) -> Iterator[tuple[Network, bool]]:
    """Yield the networks a formula may be of: the setting's, without bias, with its function."""
    biases = (setting.bias, False) if setting.bias else (False,)
    made = [setting.network]
    activation = _activation_of(right)
    if activation and not setting.explicit:
        last = setting.network.depth - 1
        for layer in range(last + 1):
            if activation == "softmax" and layer != last:
                continue
            changed = list(setting.network.activations)
            changed[layer] = activation
            made.append(setting.network._replace(activations=tuple(changed)))
    for bias in biases:
        for network in made:
            yield network, bias


def _activation_of(node: Syntax) -> str:
    """Return the activation a formula applies: tanh for tanh(z), relu for max(0, z), or ""."""
    if node[0] != "call" or node[2]:
        return ""
    if node[1] == "max" and len(node[3]) == 2 and number(0) in node[3]:
        return "relu"
    return node[1] if len(node[3]) == 1 and node[1] in ACTIVATIONS else ""


def equal_to(right: Syntax, network: Network, bias: bool, setting: Setting) -> Iterator[str]:
    """Yield the quantities of a network that a formula is equal to, for one unit a layer."""
    convention = Convention(bias=bias)
    found = features((right,))
    sample = world(network, convention)
    if found.batch:
        return
    for choices in dict.fromkeys(choices_of((right,), network)):
        meaning = meaning_in(network, convention, choices, found, setting.definitions)
        try:
            refuse_rivals(meaning, (right,), dict(setting.definitions))
            formula = unnamed(meaning.formula(right))
            here = value(formula, with_own(sample, meaning, setting.definitions))
        except (UnreadableError, NoValueError, ShapeError):
            continue
        if formula[0] == "name":
            continue
        for layer in range(network.depth, 0, -1):
            for quantity in (output(layer, network.depth), f"z{layer}"):
                if _same(here, sample.value(quantity)):
                    yield quantity


def _same(left: Array, right: Array) -> bool:
    left, right = np.broadcast_arrays(np.real(left), np.real(right))
    usable = np.isfinite(left) & np.isfinite(right)
    if not usable.any():
        return False
    return bool(np.allclose(left[usable], right[usable], rtol=1e-9, atol=1e-12))


def side_of(node: Syntax) -> str:
    """Return the layout that a product of W and what comes in shows: W·x is columns."""
    for part in every(node):
        if part[0] != "times":
            continue
        first, second = part[2], part[3]
        if _is_transposed_weight(second) and first[0] == "name":
            return OUT_IN
        if second[0] == "name" and not second[1].base.startswith(("W", "w")):
            if _is_transposed_weight(first):
                return TRANSPOSED
            if first[0] == "name" and first[1].base == "W":
                return COLUMNS
    return ""


def _is_transposed_weight(node):
    return node[0] == "transpose" and node[1][0] == "name" and node[1][1].base in ("W", "w")


def is_one_number(right: Syntax, setting: Setting) -> bool:
    """Say whether a formula is one number, as a cost has to be."""
    found = features((right,))
    convention = Convention(found.matrices, found.batch or found.matrices, bias=setting.bias)
    for choices in dict.fromkeys(choices_of((right,), setting.network)):
        meaning = meaning_in(setting.network, convention, choices, found, setting.definitions)
        try:
            refuse_rivals(meaning, (right,), dict(setting.definitions))
            formula = unnamed(meaning.formula(right))
            sample = with_own(world(setting.network, convention), meaning, setting.definitions)
            if value(formula, sample).shape[-2:] == (1, 1):
                return True
        except (UnreadableError, NoValueError, ShapeError):
            continue
    return False
