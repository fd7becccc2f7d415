"""The readings of an equation: every convention and every choice of names that it can be meant by.

What the notation shows decides where to begin: a transpose or an entrywise product is about
matrices, a Σ or a raised (i) about a batch, two letters below a name about single entries.
"""

from collections.abc import Iterator
from itertools import combinations

from derivations.claims.choices import Choices, choices_of
from derivations.claims.convention import (
    COLUMNS,
    HALF,
    HALF_MEAN,
    LAYOUTS,
    MEAN,
    PENALTIES,
    ROWS,
    SAMPLE,
    Convention,
)
from derivations.claims.features import Features, features
from derivations.claims.quantity_names import INPUTS, PREDICTIONS, TARGETS, UNIT
from derivations.claims.sample_network import Network
from derivations.claims.setting import Setting
from derivations.notation.syntax import Syntax, every, inside, names

SAMPLE_LETTERS = {"i", "j", "k", "m"}
SAMPLED = INPUTS | TARGETS | PREDICTIONS | {"a", "z", "e", "h"}


def scales(network: Network, found: Features, settled: str = "") -> tuple[str, ...]:
    """Return the scales that a cost is given in, the course's own first; one if it is settled."""
    if settled:
        return (settled,)
    if found.by_count:
        return (MEAN,)
    if network.cost == "mse":
        return MEAN, SAMPLE, HALF, HALF_MEAN
    return MEAN, SAMPLE


def conventions(found: Features, network: Network, setting: Setting) -> Iterator[Convention]:
    """Go through the conventions, the likeliest first; what is settled is not varied.

    A strict setting begins with one unit a layer, whatever the notation shows.
    """
    layout = setting.layout
    settled = setting.scale or (MEAN if setting.cost is not None else "")
    if found.optimiser:
        yield Convention()
        return
    inputs = found.inputs or (found.weights if found.weights > 1 else 0)
    if inputs and network.depth == 1 and not setting.strict:
        yield from _of_one_unit(found, inputs, scales(network, found, settled), setting)
        return
    made: list[Convention] = [Convention(False, found.batch)] if setting.strict else []
    settled_layout = layout or setting.side
    layouts = [settled_layout] if settled_layout else [*LAYOUTS]
    bold = setting.matrices and found.weighed and not found.entries
    matrices = found.matrices or found.capitals or bool(layout) or bold
    indexed = found.entries or found.general
    for scale in scales(network, found, settled):
        if indexed and not found.batch:
            outputs = 1 if found.of_inputs else Convention().outputs
            made += [Convention(True, False, one, scale, outputs=outputs) for one in layouts]
        if matrices or (indexed and found.batch):
            made += _of_matrices(found, scale, layouts)
        if not (found.matrices or layout or indexed or bold):
            for deltas in (
                (False, True) if found.deltas and (found.counts or found.of_dz) else (False,)
            ):
                first = Convention(False, found.batch, ROWS, scale, deltas)
                made += [first, first._replace(bias=False)]
    if found.superscripts and setting.shifted is not False:
        kept = (MEAN, settled)
        made += [one._replace(shifted=True) for one in made if one.scale in kept and one.many]
    if setting.shifted and found.superscripts:
        made = [one for one in made if one.shifted]
    if setting.deltas:
        made = [one._replace(deltas=True) for one in made]
    if found.penalty and found.of_cost and setting.cost is None:
        made += [one._replace(penalty=kind) for one in made for kind in PENALTIES]
    may_lack_bias = (found.of_cost or found.absorbed) and not found.biases
    yield from dict.fromkeys(one for one in made if one.bias or may_lack_bias)


def _of_one_unit(found, inputs, chosen, setting):
    """Yield the conventions of one unit whose inputs are numbered: w1·x1 + w2·x2 + b."""
    for scale in chosen:
        for deltas in (False, True) if found.deltas and found.batch else (setting.deltas,):
            one = Convention(
                True, found.batch, setting.layout or ROWS, scale, deltas, outputs=1,
                inputs=inputs,
            )  # fmt: skip
            yield one
            if found.of_cost and not found.biases:
                yield one._replace(bias=False)


def _of_matrices(found, scale, layouts):
    """Return the conventions of a claim about matrices: a batch, then one sample."""
    made = []
    for one in layouts:
        for deltas in (False, True) if found.deltas else (False,):
            batch = Convention(True, True, one, scale, deltas)
            made.append(batch._replace(outputs=1) if found.of_inputs else batch)
            if (found.vectors or found.means or found.is_cost) and not found.entries:
                made.append(batch._replace(outputs=1))
            if not found.deltas:
                made += [other._replace(bias=False) for other in made[-2:]]
        if not found.batch and (found.small_w or not (found.code and found.capitals)):
            single = Convention(True, False, one, scale)
            of_one = found.small_w and not (found.capitals or found.entries or found.general)
            made += [single, single._replace(outputs=1)] if of_one else [single]
            if found.absorbed:
                made += [other._replace(bias=False) for other in made[-2:]]
    return made


def is_own(convention: Convention, found: Features, setting: Setting) -> bool:
    """Say whether a claim that is right in a convention is right as it stands.

    What is about matrices has to hold for a batch; one unit a layer proves nothing of the order of
    products. Where layers stand above, as in w^l_{jk}, the entries are those of W·x + b.
    """
    columns = found.superscripts and found.entries
    layout = setting.layout or setting.side or (COLUMNS if columns else ROWS)
    if convention.many and convention.layout != layout:
        return False
    given = (convention.scale, convention.bias, convention.deltas, convention.shifted)
    if (
        given != (setting.scale or MEAN, setting.bias, setting.deltas, bool(setting.shifted))
        or convention.penalty
    ):
        return False
    if setting.strict or found.optimiser:
        return True
    bold = setting.matrices and found.weighed and not found.entries
    if found.matrices or found.capitals or setting.layout or bold:
        return convention.many and (convention.batch or found.entries or found.general)
    return True


def readings(
    sides: tuple[Syntax, ...],
    network: Network,
    setting: Setting,
) -> Iterator[tuple[Convention, Choices]]:
    """Go through every way to read an equation, the setting's own first."""
    found = features(sides, network.activations[-1] == "softmax")
    chosen = [one for one in choices_of(sides, network) if one.error or not setting.error]
    made = conventions(found, network, setting)
    if not setting.bias:
        made = (one._replace(bias=False) for one in made)
    ordered = sorted(dict.fromkeys(made), key=lambda one: not is_own(one, found, setting))
    for convention in ordered:
        for choices in chosen or [Choices()]:
            yield convention, choices


def index_conflict(sides: tuple[Syntax, ...], found: Features) -> str:
    """Say which index of a sample stands on one side alone, or nothing.

    >>> from derivations.notation.grammar import read_equation
    >>> sides = read_equation("∂J/∂ŷ_j = ŷ_i − y_i").sides
    >>> index_conflict(sides, features(sides))
    'the index is i on the right and j on the left'
    """
    if found.entries or found.general or found.classes:
        return ""
    left, *others = (_free_indices(side) for side in sides)
    about = {index.letter for name in names(sides[0]) for index in name.below}
    for other, side in zip(others, sides[1:], strict=True):
        extra = other - left - about
        summed = any(part[0] == "sum" for part in every(side))
        if extra and (left or summed or len(extra) > 1):
            shown = ", ".join(sorted(extra))
            if left:
                there = ", ".join(sorted(left))
                return f"the index is {shown} on the right and {there} on the left"
            return f"Σ runs over another index than {shown}"
    return ""


def index_left_out(sides: tuple[Syntax, ...], found: Features) -> str:
    """Return a quantity of one sample without its index, in a Σ in which others have it, or "".

    >>> from derivations.notation.grammar import read_equation
    >>> sides = read_equation("∂J/∂w = 1/n Σ_i (ŷ_i − y_i) x").sides
    >>> index_left_out(sides, features(sides))
    'x'
    """
    for part in (part for side in sides for part in every(side)):
        if part[0] != "sum" or part[1] not in found.samples:
            continue
        about = [name for name in names(part[2]) if name.base in SAMPLED]
        carrying = [name for name in about if part[1] in _letters(name)]
        if carrying and len(carrying) < len(about):
            return str(next(name for name in about if name not in carrying))
    return ""


def _letters(name):
    return {index.letter for index in (*name.below, *name.above)}


def units_told_apart(sides: tuple[Syntax, ...]) -> str:
    """Return two units of one layer that stand in an equation, such as "h1 and h2", or ""."""
    units = {
        index.letter
        for side in sides
        for name in names(side)
        for index in name.below
        if UNIT.fullmatch(index.letter)
    }
    for first, second in combinations(sorted(units), 2):
        if first[0] == second[0]:
            return f"{first} and {second}"
    return ""


def _free_indices(node: Syntax, bound: frozenset[str] = frozenset()) -> set[str]:
    """Return the letters that number samples in a formula, and that no Σ binds."""
    if node[0] == "name":
        name = node[1]
        if name.base not in SAMPLED:
            return set()
        single = name.below if len(name.below) == 1 else ()
        indices = (*single, *(name.above if name.in_brackets else ()))
        return {index.letter for index in indices if index.letter in SAMPLE_LETTERS} - bound
    if node[0] == "sum":
        if node[1] is None:
            return set()
        bound = bound | {node[1]}
    return set().union(*(_free_indices(part, bound) for part in inside(node)))
