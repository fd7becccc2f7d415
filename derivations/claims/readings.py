"""The readings of an equation: every convention and every choice of names that it can be meant by.

What the notation shows decides where to begin: a transpose or an entrywise product is about
matrices, a Σ or a raised (i) about a batch, two letters below a name about single entries.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from derivations.claims.convention import (
    COLUMNS,
    HALF,
    HALF_MEAN,
    MEAN,
    PENALTIES,
    ROWS,
    SAMPLE,
    TRANSPOSED,
    Convention,
)  # fmt: skip
from derivations.claims.meaning import (
    COSTS,
    COUNTS,
    DELTAS,
    INPUTS,
    PREDICTIONS,
    TARGETS,
    UNIT,
    Choices,
    choices_of,
    highest_layer,
    indices_of_units,
    layerless,
    letters,
    names_an_optimiser,
)  # fmt: skip
from derivations.claims.sample_network import CONSTANTS, Network
from derivations.claims.setting import Setting
from derivations.notation.syntax import Syntax, every, inside, names

CAPITALS = {"X", "A", "Z", "H"}
SAMPLE_LETTERS = {"i", "j", "k", "m"}
SAMPLED = INPUTS | TARGETS | PREDICTIONS | {"a", "z", "e", "h"}


class Features(NamedTuple):
    """What the notation of an equation shows."""

    matrices: bool  # a transpose, @, ⊙, an axis, ones
    ordered: bool  # a transpose, @ or an axis: not right in every layout
    capitals: bool  # X, A or Z in a product
    vectors: bool  # small w and y, so that there may be one output
    batch: bool  # Σ, a mean, a raised (i), X
    entries: bool  # W_{jk}, δ_{ij}
    general: bool  # a layer l
    columns: bool  # evidence that vectors are columns
    superscripts: bool  # layers stand above, as in a^l and W^{(2)}
    counts: bool  # n, N or m
    means: bool  # a mean is taken
    deltas: bool  # δ or dZ
    of_dz: bool  # the left side is dZ or dA, as in code
    of_cost: bool  # the left side is a derivative of the cost
    biases: bool  # a bias is named
    by_count: bool  # a derivative by n
    classes: bool  # softmax, or entries of a prediction by entries of its input
    unnumbered: bool  # a name lacks its layer
    units: bool  # units are named: out_{o1}
    optimiser: bool  # names of Adam
    raised: bool  # a plain number stands above a name, as in w¹
    swapped: bool  # t and y both stand, so that t is the target
    normal: bool  # Φ stands, so that φ is the normal density
    penalty: bool  # λ stands beside a weight
    functions: frozenset[str]  # the functions that are named
    code: bool  # NumPy, where * goes entry by entry
    samples: frozenset[str]


def features(sides: tuple[Syntax, ...], classes: bool = False) -> Features:
    """Look an equation over; `classes` tells that the network's outputs are classes."""
    everything = [part for side in sides for part in every(side)]
    kinds = {part[0] for part in everything}
    signs = {part[1] for part in everything if part[0] == "times"}
    found = [name for side in sides for name in names(side)]
    raised = {
        index.letter
        for name in found
        if name.in_brackets
        for index in name.above
        if index.letter not in ("", "l", "L", "ℓ")
    }
    summed = {part[1] for part in everything if part[0] == "sum" and isinstance(part[1], str)}
    sampled = raised | {
        letter for letter in summed if not classes and _numbers_samples(letter, found)
    }
    totals = any(part[0] == "total" and part[1] is None for part in everything)
    capital = any(name.base in {"X", "A", "Z", "H", "Y", "D"} for name in found)
    brackets = any(
        name.in_brackets == "[]" and name.above and not name.above[0].letter for name in found
    )
    superscripts = any(name.above and name.above[0].letter in ("", "l", "L", "ℓ") for name in found)
    two = any(_is_an_entry(name, sampled) for name in found)
    softmax = any(part[0] in ("call", "bare") and part[1] == "softmax" for part in everything)
    return Features(
        matrices=bool(kinds & {"transpose", "outer", "norm"}) or bool(signs & {"@", "⊙"}) or any(
            part[0] in ("total", "mean") and part[1] is not None for part in everything
        ),
        ordered=bool(kinds & {"transpose", "outer"}) or "@" in signs,
        capitals=_capitals_multiplied(everything)
        or (sides[0][0] == "gradient" and bool({name.base for name in found} & CAPITALS)),
        vectors=not any(name.base in ("W", "Y") for name in found),
        batch=bool(raised or totals or "mean" in kinds or _sums_samples(everything, sampled)),
        entries=two or softmax or (not classes and _two_classes(everything)),
        general=bool(letters(sides)),
        columns=superscripts or brackets or not capital,
        superscripts=superscripts,
        means="mean" in kinds,
        counts=any(name.base in COUNTS for name in found),
        deltas=any(name.base in DELTAS for name in found) or "gradient" in kinds,
        of_dz=_of_dz(sides[0]),
        of_cost=is_about_the_cost(sides[0]),
        biases=any(name.base in {"b", "B", "bh", "by", "b_h", "b_y", "bo"} for name in found),
        by_count=any(_by_count(part) for part in everything),
        classes=softmax or _two_classes(everything),
        unnumbered=any(layerless(side, 8) for side in sides) and not any(map(highest_layer, sides))
        and not any(UNIT.fullmatch(index.letter) for name in found for index in name.below),
        raised=any(
            name.above and not name.in_brackets and not name.above[0].letter for name in found
        ),
        swapped=_swapped(found),
        normal=any(part[0] in ("call", "bare") and part[1] == "Φ" for part in everything),
        penalty=any(name.base in ("λ", "lambda", "lambd", "lam") for name in found),
        units=any(UNIT.fullmatch(index.letter) for name in found for index in name.below),
        optimiser=any(map(names_an_optimiser, found)),
        functions=frozenset(part[1] for part in everything if part[0] in ("call", "bare")),
        code=any(part[0] == "times" and part[1] == "np*" for part in everything),
        samples=frozenset(sampled - indices_of_units(summed, sides)),
    )  # fmt: skip


def _of_dz(left):
    """Say whether the left side is dZ or dA, as code has them."""
    return left[0] == "gradient" and left[1][0] == "name" and left[1][1].base in "zZaA"


def _by_count(part):
    """Say whether a part is a derivative by n, N or m."""
    return part[0] == "derivative" and part[3][0] == "name" and part[3][1].base in COUNTS


def _sums_samples(everything, sampled):
    """Say whether a Σ goes over samples: it has no index, or one that numbers samples."""
    return any(part[0] == "sum" and (part[1] is None or part[1] in sampled) for part in everything)


def _swapped(found):
    """Say whether t is the target and y the output, as in Bishop's book: no ŷ stands there."""
    bases = {name.base for name in found}
    numbered = any(name.base == "t" and name.below for name in found)
    return "t" in bases and "y" in bases and "ŷ" not in bases and not numbered


def _is_an_entry(name, sampled):
    """Say whether a name is one entry of a matrix, or of a layer's vector: w_{jk}, a_{1j}."""
    letters_below = [
        index.letter
        for index in name.below
        if index.letter and index.letter not in ("l", "L", "ℓ") and index.letter not in sampled
    ]
    return len(letters_below) >= 2 or (len(name.below) >= 2 and bool(letters_below))


def _capitals_multiplied(everything):
    """Say whether a capital X, A or Z is multiplied by another array."""
    for part in everything:
        if part[0] == "times":
            left, right = _arrays(part[2]), _arrays(part[3])
            if left and right and (left | right) & CAPITALS:
                return True
    return False


def _arrays(node):
    """Return the letters of the arrays in a formula."""
    found = {name.base for name in names(node)}
    return found - COUNTS - set(CONSTANTS)


def _two_classes(everything):
    """Say whether a derivative is taken of one entry by another: ∂p_j/∂o_i."""
    for part in everything:
        if part[0] == "derivative" and part[2][0] == part[3][0] == "name":
            of, by = (
                {index.letter for index in one[1].below if len(index.letter) == 1}
                for one in part[2:]
            )
            if of and by and of != by:
                return True
    return False


def _numbers_samples(letter, found):
    """Say whether an index of Σ numbers samples: it stands on x, y, ŷ alone, or on nothing."""
    carrying = [name for name in found if any(index.letter == letter for index in name.below)]
    return all(len(name.below) == 1 or name.below[0].letter == "" for name in carrying)


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
    made: list[Convention] = [Convention(False, found.batch)] if setting.strict else []
    settled_layout = layout or setting.side
    layouts = [settled_layout] if settled_layout else [ROWS, COLUMNS, TRANSPOSED]
    matrices = found.matrices or found.capitals or bool(layout)
    indexed = found.entries or found.general
    for scale in scales(network, found, settled):
        if indexed and not found.batch:
            made += [Convention(True, False, one, scale) for one in layouts]
        if matrices or (indexed and found.batch):
            made += _of_matrices(found, scale, layouts)
        if not (found.matrices or layout or indexed):
            for deltas in (
                (False, True) if found.deltas and (found.counts or found.of_dz) else (False,)
            ):
                first = Convention(False, found.batch, ROWS, scale, deltas)
                made += [first, first._replace(bias=False)]
    if found.superscripts:
        made += [one._replace(shifted=True) for one in made if one.scale == MEAN and one.many]
    if setting.deltas:
        made = [one._replace(deltas=True) for one in made]
    if found.penalty and found.of_cost and not setting.definitions:
        made += [one._replace(penalty=kind) for one in made for kind in PENALTIES]
    may_lack_bias = found.of_cost and not found.biases
    yield from dict.fromkeys(one for one in made if one.bias or may_lack_bias)


def _of_matrices(found, scale, layouts):
    """Return the conventions of a claim about matrices: a batch, then one sample."""
    made = []
    for one in layouts:
        for deltas in (False, True) if found.deltas else (False,):
            batch = Convention(True, True, one, scale, deltas)
            made.append(batch)
            if (found.vectors or found.means) and not found.entries:
                made.append(batch._replace(outputs=1))
            if not found.deltas:
                made += [other._replace(bias=False) for other in made[-2:]]
        if not found.batch:
            made.append(Convention(True, False, one, scale))
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
    if given != (setting.scale or MEAN, setting.bias, setting.deltas, False) or convention.penalty:
        return False
    if setting.strict or found.optimiser:
        return True
    if found.matrices or found.capitals or setting.layout:
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
    'the index i stands on the right, and j on the left'
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
                return f"the index {shown} stands on the right, and {there} on the left"
            return f"the index {shown} is not the one that Σ runs over"
    return ""


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


def is_about_the_cost(left: Syntax) -> bool:
    """Say whether the left side is a derivative of the cost."""
    if left[0] == "gradient":
        return True
    return left[0] == "derivative" and left[2][0] == "name" and left[2][1].base in COSTS
