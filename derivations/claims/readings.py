"""The readings of an equation: every convention and every choice of names that it can be meant by.

What the notation shows decides where to begin: a transpose or an entrywise product is about
matrices, a Σ or a raised (i) about a batch, two letters below a name about single entries.
"""

from collections.abc import Iterator
from typing import NamedTuple

from derivations.claims.convention import (
    COLUMNS,
    HALF,
    HALF_MEAN,
    MEAN,
    ROWS,
    SAMPLE,
    TRANSPOSED,
    Convention,
)  # fmt: skip
from derivations.claims.meaning import (
    COSTS,
    COUNTS,
    DELTAS,
    UNIT,
    Choices,
    choices_of,
    highest_layer,
    layerless,
    letters,
    indices_of_units,
    names_an_optimiser,
)  # fmt: skip
from derivations.claims.sample_network import Network
from derivations.notation.syntax import Syntax, every, names

SAMPLE_LETTERS = {"i", "k", "s", "m", "n"}


class Features(NamedTuple):
    """What the notation of an equation shows."""

    matrices: bool  # a transpose, @, an axis, ones
    entrywise: bool  # ⊙
    batch: bool  # Σ, a mean, a raised (i), X
    entries: bool  # W_{jk}, δ_{ij}
    general: bool  # a layer l
    columns: bool  # evidence that vectors are columns
    counts: bool  # n, N or m
    deltas: bool  # δ or dZ
    of_cost: bool  # the left side is a derivative of the cost
    biases: bool  # a bias is named
    by_count: bool  # a derivative by n
    classes: bool  # softmax, or entries of a prediction by entries of its input
    unnumbered: bool  # a name lacks its layer
    units: bool  # units are named: out_{o1}
    optimiser: bool  # names of Adam
    samples: frozenset[str]


def features(sides: tuple[Syntax, ...]) -> Features:
    """Look an equation over."""
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
    sampled = raised | {letter for letter in summed if _numbers_samples(letter, found)}
    totals = any(part[0] == "total" and part[1] is None for part in everything)
    capital = any(name.base in {"X", "A", "Z", "H", "Y", "D"} for name in found)
    brackets = any(
        name.in_brackets == "[]" and name.above and not name.above[0].letter for name in found
    )
    superscripts = any(
        name.above and (name.in_brackets != "()" or not name.above[0].letter) for name in found
    )
    two = any(
        sum(bool(index.letter) and index.letter not in ("l", "L", "ℓ") for index in name.below) >= 2
        or (len(name.below) >= 2 and any(index.letter for index in name.below))
        for name in found
    )
    softmax = any(part[0] in ("call", "bare") and part[1] == "softmax" for part in everything)
    return Features(
        matrices=bool(kinds & {"transpose", "outer", "norm"}) or "@" in signs or any(
            part[0] in ("total", "mean") and part[1] is not None for part in everything
        ),
        entrywise="⊙" in signs,
        batch=bool("sum" in kinds or "mean" in kinds or totals or raised),
        entries=two or softmax,
        general=bool(letters(sides)),
        columns=superscripts or brackets or not capital,
        counts=any(name.base in COUNTS for name in found),
        deltas=any(name.base in DELTAS for name in found) or "gradient" in kinds,
        of_cost=is_about_the_cost(sides[0]),
        biases=any(name.base in {"b", "B", "bh", "by", "b_h", "b_y", "bo"} for name in found),
        by_count=any(part[0] == "derivative" and part[3][0] == "name" and part[3][1].base in COUNTS for part in everything),
        classes=softmax or _two_classes(everything),
        unnumbered=any(layerless(side, 8) for side in sides) and not any(map(highest_layer, sides)),
        units=any(UNIT.fullmatch(index.letter) for name in found for index in name.below),
        optimiser=any(map(names_an_optimiser, found)),
        samples=frozenset(sampled - indices_of_units(summed, sides)),
    )  # fmt: skip


def _two_classes(everything):
    """Say whether a derivative is taken of one entry by another: ∂p_j/∂o_i."""
    for part in everything:
        if part[0] == "derivative" and part[2][0] == part[3][0] == "name":
            of, by = ({index.letter for index in one[1].below} - {""} for one in part[2:])
            if of and by and of != by:
                return True
    return False


def _numbers_samples(letter, found):
    """Say whether an index of Σ numbers samples: it stands on x, y, ŷ alone, or on nothing."""
    carrying = [name for name in found if any(index.letter == letter for index in name.below)]
    return all(len(name.below) == 1 or name.below[0].letter == "" for name in carrying)


def scales(network: Network, found: Features) -> tuple[str, ...]:
    """Return the scales that a cost is given in, the course's own first."""
    if found.by_count:
        return (MEAN,)
    if network.cost == "mse":
        return MEAN, SAMPLE, HALF, HALF_MEAN
    return MEAN, SAMPLE


def conventions(
    found: Features, network: Network, layout: str = "", alone: bool = False
) -> Iterator[Convention]:
    """Go through the conventions, the likeliest first; those with `.own` come before all others.

    `alone` begins with one unit a layer, whatever the notation shows.
    """
    if found.optimiser:
        yield Convention()
        return
    made: list[Convention] = [Convention(False, found.batch)] if alone else []
    may_lack_bias = found.of_cost and not found.biases
    layouts = [layout] if layout else [ROWS, COLUMNS, TRANSPOSED]
    if found.entries or found.general:
        for scale in scales(network, found):
            for one in layouts if layout else [COLUMNS, ROWS, TRANSPOSED]:
                made.append(Convention(True, False, one, scale))
        if found.batch:
            made += [
                Convention(True, True, one, scale)
                for scale in scales(network, found)
                for one in layouts
            ]
    if found.matrices or found.entrywise or found.general or (found.batch and found.entries):
        for batch in (True, False):
            if found.batch and not batch:
                continue
            for one in layouts:
                for scale in scales(network, found):
                    for deltas in (False, True) if found.deltas and batch else (False,):
                        made.append(Convention(True, batch, one, scale, deltas))
                        if not found.deltas:
                            made.append(Convention(True, batch, one, scale, bias=False))
    if not (found.matrices or found.entries or found.general):
        for scale in scales(network, found):
            for deltas in (False, True) if found.deltas and found.counts else (False,):
                first = Convention(False, found.batch, ROWS, scale, deltas)
                made += [first, first._replace(bias=False)]
    unique = dict.fromkeys(one for one in made if one.bias or may_lack_bias)
    yield from sorted(unique, key=lambda one: not one.own)


def readings(
    sides: tuple[Syntax, ...],
    network: Network,
    layout: str = "",
    error: bool = False,
    alone: bool = False,
) -> Iterator[tuple[Convention, Choices]]:
    """Go through every way to read an equation."""
    found = features(sides)
    chosen = [one for one in choices_of(sides, network) if one.error or not error] or [Choices()]
    for convention in conventions(found, network, layout, alone):
        for choices in chosen:
            yield convention, choices


def is_about_the_cost(left: Syntax) -> bool:
    """Say whether the left side is a derivative of the cost."""
    if left[0] == "gradient":
        return True
    return left[0] == "derivative" and left[2][0] == "name" and left[2][1].base in COSTS
