"""Features of an equation: what its notation shows of the way in which it is meant."""

from functools import lru_cache
from typing import NamedTuple

from derivations.claims.choices import letters
from derivations.claims.quantity_names import (
    COSTS,
    COUNTS,
    DELTAS,
    INPUTS,
    PREDICTIONS,
    UNIT,
    WEIGHTS,
    highest_layer,
    layerless,
    names_an_optimiser,
)
from derivations.claims.sample_network import CONSTANTS
from derivations.notation.syntax import Syntax, every, names

SCORED = {"z", "o", "s", "f", "a", "scores", "logits"}
LABELS = {"c", "t", "k", "j", "i"}  # letters of classes
OF_ARRAYS = {"transpose", "outer", "norm", "ones", "trace"}
CAPITALS = {"X", "A", "Z", "H"}


class Features(NamedTuple):
    """Features of the notation of an equation."""

    matrices: bool  # a transpose, @, ⊙, an axis, ones
    ordered: bool  # a transpose, @ or an axis: not right in every layout
    capitals: bool  # X, A or Z in a product
    weighed: bool  # a capital W in a product
    vectors: bool  # small w and y, so that there may be one output
    small_w: bool  # a small w or θ, a vector where x is one
    batch: bool  # Σ, a mean, a raised (i), X
    entries: bool  # W_{jk}, δ_{ij}
    general: bool  # a layer l
    columns: bool  # evidence that vectors are columns
    superscripts: bool  # layers stand above, as in a^l and W^{(2)}
    counts: bool  # n, N or m
    means: bool  # a mean is taken
    deltas: bool  # δ or dZ
    of_dz: bool  # the left side is dZ or dA, as in code
    of_cost: bool  # the left side is the cost, or a derivative of it
    is_cost: bool  # the left side is the cost itself
    biases: bool  # a bias is named
    by_count: bool  # a derivative by n
    absorbed: bool  # θ may hold the bias, as in Ng's h_θ(x) = σ(θᵀx)
    of_inputs: bool  # a Σ goes over the inputs of one unit, as in Σ_j w_j x_j
    classes: bool  # softmax, or entries of a prediction by entries of its input
    unnumbered: bool  # a name lacks its layer
    inputs: int  # how many inputs of one unit are numbered, as in w1·x1 + w2·x2
    weights: int  # the highest number of a weight, where each has one and no layer
    units: bool  # units are named: out_{o1}
    optimiser: bool  # names of Adam
    raised: bool  # a plain number stands above a name, as in w¹
    swapped: bool  # t and y both stand, so that t is the target
    normal: bool  # Φ stands, so that φ is the normal density
    labels: frozenset[str]  # letters of a sample's own class, as in L = -ln p_c
    cost: str  # the name of the cost that the left side is about, or ""
    penalty: bool  # λ stands beside a weight
    functions: frozenset[str]  # the functions that are named
    code: bool  # NumPy, where * goes entry by entry
    samples: frozenset[str]


@lru_cache(maxsize=512)
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
    sampled = (
        raised
        | _samples_of_nested_sums(everything, found)
        | {
            letter
            for letter in summed
            if not classes
            and letter not in _entry_by_entry(everything)
            and _numbers_samples(letter, found)
        }
    )
    totals = any(part[0] == "total" and part[1] is None for part in everything)
    capital = any(name.base in {"X", "A", "Z", "H", "Y", "D"} for name in found)
    brackets = any(
        name.in_brackets == "[]" and name.above and not name.above[0].letter for name in found
    )
    superscripts = any(name.above and name.above[0].letter in ("", "l", "L", "ℓ") for name in found)
    two = any(_is_an_entry(name, sampled) for name in found)
    weighed = any(_weighs(name, summed) for name in found)
    softmax = any(part[0] in ("call", "bare") and part[1] == "softmax" for part in everything)
    return Features(
        matrices=bool(kinds & OF_ARRAYS) or bool(signs & {"@", "⊙"}) or any(
            part[0] in ("total", "mean") and part[1] is not None for part in everything
        ),
        ordered=bool(kinds & {"transpose", "outer", "ones"}) or "@" in signs,
        capitals=_capitals_multiplied(everything)
        or (sides[0][0] == "gradient" and bool({name.base for name in found} & CAPITALS)),
        weighed=any(
            part[0] == "times" and "W" in _arrays(part[2]) | _arrays(part[3]) for part in everything
        ),
        vectors=not any(name.base == "W" for name in found)
        and ("w" in {name.base for name in found} or "Y" not in {name.base for name in found}),
        small_w=bool({name.base for name in found} & {"w", "θ", "theta"}),
        batch=bool(raised or totals or "mean" in kinds or _sums_samples(everything, sampled)),
        entries=two or softmax or weighed or bool(not classes and _entry_by_entry(everything)),
        general=bool(letters(sides)),
        columns=superscripts or brackets or not capital,
        superscripts=superscripts,
        means="mean" in kinds,
        counts=any(name.base in COUNTS for name in found),
        deltas=any(name.base in DELTAS for name in found) or "gradient" in kinds,
        of_dz=_of_dz(sides[0]),
        of_cost=is_about_the_cost(sides[0]),
        is_cost=sides[0][0] == "name" and sides[0][1].base in COSTS,
        biases=any(name.base in {"b", "B", "bh", "by", "b_h", "b_y", "bo"} for name in found),
        by_count=any(_by_count(part) for part in everything),
        absorbed=any(name.base in ("θ", "Θ", "theta") for name in found),
        of_inputs=weighed,
        classes=softmax or _two_classes(everything),
        unnumbered=any(layerless(side, 8) for side in sides) and not any(map(highest_layer, sides))
        and not any(UNIT.fullmatch(index.letter) for name in found for index in name.below),
        raised=any(
            name.above and not name.in_brackets and not name.above[0].letter for name in found
        ),
        swapped=_swapped(found),
        normal=any(part[0] in ("call", "bare") and part[1] == "Φ" for part in everything),
        labels=_labels(sides, summed) if classes else frozenset(),
        cost=cost_of(sides[0]),
        penalty=any(name.base in ("λ", "lambda", "lambd", "lam") for name in found),
        units=any(UNIT.fullmatch(index.letter) for name in found for index in name.below),
        inputs=_numbered_inputs(found),
        weights=_numbered_weights(found),
        optimiser=any(map(names_an_optimiser, found)),
        functions=frozenset(part[1] for part in everything if part[0] in ("call", "bare")),
        code=any(part[0] == "times" and part[1] == "np*" for part in everything),
        samples=frozenset(sampled - _indices_of_units(summed, sides)),
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


def _numbered_inputs(found):
    """Return how many inputs of one unit are numbered: 2 in w1·x1 + w2·x2 + b; 0 for none."""
    units = {index.letter for name in found for index in name.below if UNIT.fullmatch(index.letter)}
    inputs = INPUTS | {"i"} if units else INPUTS
    of_inputs = [_number(name) for name in found if name.base in inputs]
    weights = [_number(name) for name in found if name.base in WEIGHTS]
    if len(units) > 1 or not any(of_inputs) or not all(of_inputs) or not all(weights):
        return 0
    if not weights and max(of_inputs) == 1:
        return 0
    return max(2, *of_inputs) if units else max(of_inputs + weights)


def _numbered_weights(found):
    """Return the highest number below a weight, where all have one; else 0."""
    numbers = [_number(name) for name in found if name.base in ("w", "θ")]
    return max(numbers) if numbers and all(numbers) else 0


def _number(name):
    """Return the number that stands below a name, where nothing else stands there; else 0."""
    of_samples = all(index.letter for index in name.above)
    alone = len(name.below) == 1 and of_samples and not name.below[0].letter
    return name.below[0].offset if alone else 0


def _swapped(found):
    """Say whether t is the target and y the output, as in Bishop's book: no ŷ stands there."""
    bases = {name.base for name in found}
    numbered = any(name.base == "t" and name.below for name in found)
    return "t" in bases and "y" in bases and "ŷ" not in bases and not numbered


def _weighs(name, summed):
    """Say whether a name is a weight by the number of its input, as in Σ_j w_j x_j."""
    letters_below = [index.letter for index in name.below]
    return name.base in WEIGHTS and len(letters_below) == 1 and letters_below[0] in summed


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
    """Say whether an output is differentiated by another one's input: ∂p_j/∂o_i."""
    sums = {"z", "Z", "net", "u"}
    return bool(_entry_by_entry(
        part for part in everything
        if part[0] == "derivative" and part[2][0] == "name" and part[2][1].base not in sums
    ))  # fmt: skip


def _entry_by_entry(everything):
    """Return the letters of entries that are differentiated by another one, as in ∂z_j/∂a_k."""
    found = set()
    for part in everything:
        if part[0] == "derivative" and part[2][0] == part[3][0] == "name":
            of, by = (
                {index.letter for index in one[1].below if len(index.letter) == 1}
                for one in part[2:]
            )
            if of and by and of != by:
                found |= of | by
    return found


def _samples_of_nested_sums(everything, found):
    """Return i of Σ_i Σ_k y_ik: of two sums inside each other, the index that stands first."""
    pairs = {
        frozenset((part[1], inner[1]))
        for part in everything
        if part[0] == "sum" and part[1]
        for inner in every(part[2])
        if inner[0] == "sum" and inner[1]
    }
    below = {tuple(index.letter for index in name.below) for name in found}
    kept = {one for one in below if len(one) == 2 and frozenset(one) in pairs}
    of_labels = {one[0] for one in below if len(one) == 2 and one[1] == "y"}  # p_{i, y_i}
    return of_labels | {first for first, second in kept if (second, first) not in kept}


def _numbers_samples(letter, found):
    """Say whether an index of Σ numbers samples: it stands on x, y, ŷ alone, or on nothing."""
    carrying = [name for name in found if any(index.letter == letter for index in name.below)]
    if any(_weighs(name, {letter}) for name in carrying):
        return False
    return all(len(name.below) == 1 or name.below[0].letter == "" for name in carrying)


def _labels(sides, summed):
    """Return the letters that stand below the outputs of a cost, and that no Σ binds."""
    if sides[0][0] != "name" or sides[0][1].base not in COSTS:
        return frozenset()
    outputs = [
        name for side in sides[1:] for name in names(side) if name.base in PREDICTIONS | SCORED
    ]
    return frozenset(
        index.letter for name in outputs for index in name.below if index.letter in LABELS
    ) - frozenset(summed)


def cost_of(left: Syntax) -> str:
    """Return the name of the cost that a left side is about, or "".

    >>> from derivations.notation.grammar import read_formula
    >>> cost_of(read_formula("∂C_k/∂w")), cost_of(read_formula("dW"))
    ('C_k', '')
    """
    of = left[2] if left[0] == "derivative" else left
    return str(of[1]) if of[0] == "name" and of[1].base in COSTS else ""


def is_about_the_cost(left: Syntax) -> bool:
    """Say whether the left side is the cost, or a derivative of it."""
    if left[0] == "gradient" or (left[0] == "name" and left[1].base in COSTS):
        return True
    return left[0] == "derivative" and left[2][0] == "name" and left[2][1].base in COSTS


def _indices_of_units(summed, sides):
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
