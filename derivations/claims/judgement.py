"""The judgement of one equation in one reading: right, wrong, or without a value there."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from derivations.arrays import Array
from derivations.claims.both_sides import equal, over_indices, within_blur
from derivations.claims.choices import Choices
from derivations.claims.convention import Convention
from derivations.claims.evaluate import value
from derivations.claims.features import Features
from derivations.claims.free_indices import indices_of
from derivations.claims.meaning import Meaning, unnamed
from derivations.claims.rivals import RivalsError, refuse_rivals
from derivations.claims.sample_network import (
    SAMPLES,
    Network,
    output,
    with_definitions,
    without_kinks,
    world,
)  # fmt: skip
from derivations.claims.setting import COST
from derivations.claims.world import NoValueError, ShapeError, World
from derivations.language.tokens import UnreadableError
from derivations.notation.syntax import Syntax, every, fraction_of, rebuilt
from derivations.notation.writing import written

# The author's names: each with its formula as typed, or with the quantity that it stands for.
Definitions = tuple[tuple[str, Syntax | str], ...]
OTHER_SIZE = 13  # of a second batch
# Where a function of x or z alone is tried: near 0 and far out, on both sides.
SPREAD = np.linspace(-13.0, 13.0, 54).reshape(-1, 1, 1)
RIGHT, WRONG, MISFIT, SILENT = "right", "wrong", "misfit", "silent"


class Judgement(NamedTuple):
    """Result of one reading.

    outcome    "right", "wrong", "misfit" (shapes do not fit) or "silent" (no value here)
    reason     why there is a misfit or no value
    left, right    the formulas as they were meant
    values, sizes    both sides' values, and n's
    shown      both sides with δ under its name
    blurred    True where terms cancel so far that few digits are left
    loose      True where arrays of one shape side by side have to be multiplied entry by entry
    trivial    True for a side that holds the left side whole, and is equal to it
    apart      True where two names would be one quantity that their author tells apart
    """

    outcome: str
    reason: str = ""
    left: Syntax = ()
    right: Syntax = ()
    values: tuple[Array, Array] | None = None
    sizes: Array | None = None
    blurred: bool = False
    shown: tuple[Syntax, Syntax] = ((), ())
    trivial: bool = False
    loose: bool = False
    apart: bool = False


class Reading(NamedTuple):
    """One way to read an equation, and the result."""

    convention: Convention
    choices: Choices
    network: Network
    judgement: Judgement
    claim: Syntax = ()  # the last side, as typed


def judged(
    left: Syntax,
    right: Syntax,
    condition: Syntax | None,
    network: Network,
    convention: Convention,
    choices: Choices,
    found: Features,
    own: Definitions = (),
    batch: int = SAMPLES,
) -> Judgement:
    """Judge "left = right" in one reading; a general layer l is tried for every layer."""
    if not found.general:
        made = _judged(left, right, condition, network, convention, choices, found, own, batch)
        if made.outcome == RIGHT and convention.batch and batch == SAMPLES and _has_numbers(right):
            wider = convention._replace(outputs=3 if convention.outputs == 2 else 1)
            other = _judged(left, right, condition, network, wider, choices, found, own, OTHER_SIZE)
            return made if other.outcome == RIGHT else other
        return made
    kept: list[Judgement] = []
    for layer in range(1, network.depth + 1):
        chosen = replace(choices, general=layer)
        made = _judged(left, right, condition, network, convention, chosen, found, own, batch)
        if made.outcome not in (RIGHT, SILENT):
            return made
        kept.append(made)
    return next((one for one in kept if one.outcome == RIGHT), kept[0])


def _judged(left, right, condition, network, convention, choices, found, own, batch):
    meaning = meaning_in(network, convention, choices, found, own)
    shown: tuple[Syntax, Syntax] = ((), ())
    try:
        refuse_rivals(meaning, (left, right), dict(own))
        shown = meaning.formula(left), meaning.formula(right)
        meant_left, meant_right = map(unnamed, shown)
        if meant_left == ("name", "J") and network.wide > 1:
            meant_right = _over_outputs(meant_right)
        where = unnamed(meaning.formula(condition)) if condition else None
        sample = world(network, convention, batch)
        if own:
            sample = with_own(sample, meaning, own)
        letters = sorted(indices_of((meant_left, meant_right)))
        of_left = indices_of((meant_left,))
        alone = set(letters) - of_left if of_left else set()
        if variable := _of_one_variable(meant_left, meant_right, where):
            points = SPREAD if variable == "x" else np.concatenate([SPREAD, [[[0.0]]]])
            count = np.resize(sample.leaves["n"], points.shape)
            sample = sample.with_leaves({variable: points, "n": count})
        elif any(part[0] == "derivative" and _is_bent(part[2]) for part in every(meant_left)):
            sample = without_kinks(sample, network)
        pairs = _pairs(meant_left, meant_right, where, sample, letters)
        compared = _compared(pairs, meant_left, meant_right, sample, bool(letters))
        outcome, reason, values, blurred = compared
    except ShapeError as error:
        return Judgement(MISFIT, str(error), shown=shown)
    except (NoValueError, UnreadableError) as error:
        apart = isinstance(error, RivalsError)
        return Judgement(SILENT, str(error), shown=shown, apart=apart)
    if outcome == RIGHT and is_circular(meant_left, meant_right):
        said = written(meant_left)
        return Judgement(SILENT, f"this defines {said} by itself", trivial=True, shown=shown)
    if outcome == RIGHT and (none := _both_vanish(meant_left, meant_right, values)):
        return Judgement(SILENT, none, shown=shown)
    if outcome == SILENT:
        return Judgement(SILENT, reason, meant_left, meant_right)
    if outcome in (RIGHT, WRONG) and alone:
        outcome, reason = WRONG, _unbound(alone)
    values, count = (None if letters else values), sample.leaves["n"]
    made = Judgement(outcome, reason, meant_left, meant_right, values, count, blurred, shown)
    if outcome == RIGHT and convention.many and _is_loose(meant_right, sample, letters):
        return made._replace(loose=True)
    return made


def _both_vanish(left, right, values):
    """Say so where a derivative and a formula agree because both are 0 throughout."""
    of_derivative = left[0] == "derivative" and left != right and fraction_of(right) is None
    if not of_derivative or values is None or any(np.any(side) for side in values):
        return ""
    return f"{written(left[2])} does not depend on {written(left[3])} here"


def _is_loose(node, sample, letters):
    """Say whether a formula of arrays has a value only where products may be entry by entry."""
    if letters or not any(part[0] == "times" and part[1] in ("", "·", "×") for part in every(node)):
        return False
    try:
        value(node, replace(sample, loose=False, known={}))
    except ShapeError:
        return True
    return False


def _of_one_variable(left, right, where):
    """Return the x or z of an equation about a function of it alone, in which nothing else is."""
    called = left[0] == "call" or (left[0] == "derivative" and left[2][0] == "call")
    if not called or _is_bent(left):
        return ""
    sides = (left, right, *([where] if where else []))
    parts = [part for side in sides for part in every(side)]
    there = {part[1] for part in parts if part[0] == "name"} - {"e", "π"}
    plain_names = len(there) == 1 and not any(part[0] in ("sum", "total", "mean") for part in parts)
    (name,) = there if plain_names else ("",)
    return name if name == "x" or name[:1] == "z" else ""


def _pairs(left, right, where, sample, letters):
    """Yield (left value, right value, mask of usable points) for each value of the indices."""
    labels = sample.value("y") if _tells_labels(right) else None
    flat = _is_flat(right)
    for here, there, mask in over_indices(left, right, where, sample, letters):
        if labels is not None:
            mask = _and(mask, (labels == 0) | (labels == 1))
        yield here, _laid_as(there, here) if flat else there, mask


def _compared(pairs, left, right, sample, indexed):
    """Compare pairs up to the first unequal one: (outcome, reason, first values, blurred)."""
    rough, first, blurred = second_order(left, right), None, False
    for here, there, mask in pairs:
        first = first or (here, there)
        same, why = equal(here, there, mask, rough)
        if same is None:
            return SILENT, _zero_divisor((left, right), sample) or why, first, blurred
        if same:
            continue
        if why or indexed or not within_blur(here, there, mask, left, right, sample):
            return (MISFIT if why else WRONG), why, first, blurred
        blurred = True
    return RIGHT, "", first, blurred


def _unbound(alone):
    return f"the index {min(alone)} stands on the right alone, and no Σ runs over it"


def _tells_labels(node):
    """Say whether a formula has cases by the target, y = 1: it then is a label, 0 or 1."""
    return any(part[:3] == ("compare", "=", ("name", "y")) for part in every(node))


def _and(mask, other):
    return other if mask is None else mask & other


def _is_flat(node):
    """Say whether NumPy gives an array of one axis: a sum over one axis that is not kept."""
    if node[0] in ("total", "mean", "largest"):
        return node[1] is not None and node[-1] != "kept"
    if node[0] in ("negate", "divide"):
        return _is_flat(node[1])
    return node[0] == "times" and any(map(_is_flat, node[2:]))


def _laid_as(array, other):
    """Return an array of one axis as the row or the column that another one is."""
    turned = array.shape[-2:] == other.shape[-2:][::-1] and 1 in array.shape[-2:]
    return np.swapaxes(array, -1, -2) if turned else array


def _is_bent(node):
    """Say whether an author's own formula has a kink, at which it has no derivative."""
    return any(
        part[0] in ("where", "absolute") or (part[0] == "call" and part[1] in ("max", "min", "abs"))
        for part in every(node)
    )


def _has_numbers(node):
    """Say whether a formula has a number in which a sample's own size could hide."""
    return any(part[0] == "number" and abs(part[1]) > 1 for part in every(node))


def meaning_in(
    network: Network,
    convention: Convention,
    choices: Choices,
    found: Features,
    own: Definitions = (),
) -> Meaning:
    """Return what names mean in a reading."""
    return Meaning(
        network, convention, choices, found.samples, _own_names(own), found.units,
        found.optimiser, found.raised, found.swapped, found.cost, found.labels,
        found.normal,
    )  # fmt: skip


def with_own(sample: World, meaning: Meaning, own: Definitions) -> World:
    """Return a sample network with an author's definitions beside its own."""
    called = {**_own_names(own), COST: "J"}
    made = {
        called[name]: unnamed(meaning.formula(formula))
        for name, formula in own
        if not isinstance(formula, str)
    }
    return with_definitions(sample, made) if made else sample


def _own_names(own):
    """Return {typed: quantity}: an alias stands for a quantity, a formula for one of its own."""
    return {
        name: formula if isinstance(formula, str) else f"own {name}"
        for name, formula in own
        if name != COST
    }


def _over_outputs(node):
    """Return a cost whose Σ over the samples goes over the classes of softmax as well."""

    def change(part):
        whole = part[0] == "sum" and part[1] is None
        return ("sum", None, ("total", None, part[2])) if whole else part

    return rebuilt(node, change)


def _zero_divisor(sides, sample):
    """Return a sentence that names the divisor which is always 0, or ""."""
    for side in sides:
        for part in every(side):
            if part[0] == "divide":
                try:
                    below = value(part[2], sample)
                except ValueError:
                    continue
                if np.all(np.abs(below) < 1e-12):
                    return f"this divides by {written(part[2])}, which is 0"
    return ""


def is_circular(left: Syntax, right: Syntax) -> bool:
    """Say whether the right side holds the left side whole, where that is not a plain name."""
    return left[0] == "derivative" and any(part == left for part in every(right))


def second_order(*sides: Syntax) -> bool:
    """Say whether a formula has a second derivative, which is known to fewer digits."""
    return any(
        part[0] == "derivative"
        and (part[1] > 1 or any(one[0] == "derivative" for one in every(part[2])))
        for side in sides
        for part in every(side)
    )


def of_any_z(reading: Reading) -> tuple[Syntax, Syntax]:
    """Return the sides, with z and a of no layer where the claim is about a function of any z."""
    left, right = reading.judgement.left, reading.judgement.right
    layer, activations = reading.choices.layer, reading.network.activations
    if left[0] not in ("call", "bare") or not isinstance(layer, int) or not layer:
        return left, right
    if activations[layer - 1] != activations[-1]:
        return left, right
    loose = {f"z{layer}": "z", output(layer, len(activations)): "a"}

    def change(part):
        return ("name", loose[part[1]]) if part[0] == "name" and part[1] in loose else part

    return rebuilt(left, change), rebuilt(right, change)
