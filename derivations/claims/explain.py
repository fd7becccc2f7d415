"""The reason for a wrong claim: the smallest change to the right formula that gives it exactly.

A change is a constant c·n^p, one or two variants of factors, or other exponents of the factors,
found by fitting log|claim| over the sample points. It counts only if it gives the claim at every
point to nine digits; otherwise nothing is said, because no explanation is better than a wrong one.
"""

from collections.abc import Set
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

import numpy as np

from derivations.arrays import Array
from derivations.claims.constant_factor import constant_ratio, constant_text
from derivations.claims.exponents import Candidate, by_exponents
from derivations.claims.sampling import POINTS, sample_points, values
from derivations.claims.variants import CONTAINS, Change, variants_of
from derivations.language.tree import Node, factors_of, multiply, names_in, show
from derivations.networks.scalar_network import ScalarNetwork

CHAIN_RULE = "The chain rule gives another formula."
SIMPLE = 1.5  # the weight of one change and no constant: nothing simpler need be looked for


class Explanation(NamedTuple):
    """Why a claim is wrong: a sentence, a stable code, and the constant factor if that is all."""

    message: str
    code: str = ""
    factor: str = ""


def explain(
    claim: Node,
    truth: Node,
    quantity: Node,
    network: ScalarNetwork,
    written: Set[str] = frozenset(),
) -> Explanation:
    """Explain a wrong claim about a quantity whose right formula is `truth`.

    `written` are the names that stand in the claim, before others were put in their place.

    >>> from derivations.networks.scalar_network import ScalarNetwork
    >>> notes = ScalarNetwork()
    >>> quantity = notes.quantity("∂J/∂Why")
    >>> explain(notes.read("-2/n (y-ŷ) σ(z2) a1"), notes.truth(quantity), quantity, notes).code
    'value-for-slope'
    """
    points = sample_points(network.activations)
    found, right = values(claim, points), values(truth, points)
    with np.errstate(all="ignore"):
        fit = constant_ratio(found, right, points["n"])
    if fit and fit[0]:
        return _constant(*fit)
    if not np.any(found) or not np.isfinite(found).all():
        return Explanation(no_reason(quantity, network))
    if above := _of_a_part(found, quantity, network, points):
        return above
    table = _table(truth, quantity, network)
    candidates = list(_by_variants(found, table, points["n"], written))
    if not candidates or min(candidates)[0] > SIMPLE:
        candidates += by_exponents(found, table.factors, network)
        candidates += _by_two_variants(found, table, points["n"])
    if not candidates:
        return Explanation(no_reason(quantity, network))
    _, code, sentences, factor = min(candidates, key=lambda candidate: candidate[0])
    message = "; ".join(sentences).replace(f"; {CONTAINS}", " and")
    if factor not in ("", "1"):
        message += f"; there is also an extra factor of {factor}"
    head = message.split(maxsplit=1)[0]
    if head in ("the", "there", "in"):
        message = message[0].upper() + message[1:]
    return Explanation(f"{message}.", code)


def no_reason(quantity: Node, network: ScalarNetwork) -> str:
    """Say that a claim is wrong, and what it is compared with.

    >>> from derivations.networks.scalar_network import ScalarNetwork
    >>> for quantity in ("tanh'(z)", "∂z2/∂by", "∂J/∂by", "z2"):
    ...     print(no_reason(ScalarNetwork().quantity(quantity), ScalarNetwork()))
    Differentiating tanh(z) gives another formula.
    Differentiating z2 = a1·Why + by with respect to by gives another formula.
    The chain rule gives another formula.
    z2 has another formula.
    """
    spelled = network.spelled
    if quantity[0] == "call" and quantity[2]:
        of = show((*quantity[:2], quantity[2] - 1, quantity[3]), spelled)
        return f"Differentiating {of} gives another formula."
    if quantity[0] not in ("derivative", "held"):
        return f"{show(quantity, spelled)} has another formula."
    if quantity[0] == "held" or len(network.links(*quantity[1:]) or ()) != 1:
        return CHAIN_RULE
    _, above, below = quantity
    made = network.definition(above) or ("name", above)
    of = above if above == "J" else f"{above} = {show(made, spelled)}"
    return (
        f"Differentiating {of} with respect to {show(('name', below), spelled)} gives another "
        "formula."
    )


def _of_a_part(found, quantity, network, points):
    """Say so if a claim is only the lower part of a chain, from some quantity in between."""
    if quantity[0] != "derivative":
        return None
    _, above, below = quantity
    for middle, _ in (network.links(above, below) or [])[:0:-1]:
        part = values(multiply(*network.chain(middle, below)), points)
        if np.allclose(found, part, rtol=1e-9, atol=0):
            there, missing = (
                show(("derivative", *ends), network.spelled)
                for ends in ((middle, below), (above, middle))
            )
            return Explanation(f"This is only {there}: {missing} is missing.", "factor-missing")
    return None


def _constant(constant, power):
    factor = constant_text(constant, power)
    if factor == "-1":
        return Explanation("The sign is wrong.", "sign", factor)
    if (abs(constant), power) == (1, 1):
        sign = " The sign is wrong, too." if constant < 0 else ""
        sentence = f"The average over the batch is missing: divide by n.{sign}"
        return Explanation(sentence, "not-averaged", factor)
    message = f"This is {factor} times the right formula: only a constant factor is wrong."
    message += f" Multiply it by {constant_text(1 / constant, -power)}."
    return Explanation(message, "constant-factor", factor)


class _Table(NamedTuple):
    """The right formula's factors and their variants, with what they are worth at the points."""

    factors: list[Node]
    of_factors: Array  # (factors, points)
    changes: list[Change]
    wholes: Array  # (changes, points): the formula with that change
    products: Array  # (changes, points): what stands in the changed places
    places: list[frozenset[int]]  # the places that each change touches


@lru_cache(maxsize=256)
def _table(truth, quantity, network):
    """Tabulate a right formula, once for each quantity of each network."""
    points = sample_points(network.activations)
    factors = factors_of(truth)
    of_factors = np.array([values(factor, points) for factor in factors])
    changes: list[Change] = []
    products = []
    for change in variants_of(factors, quantity, network):
        product = np.prod([values(variant.node, points) for variant in change], axis=0)
        if np.isfinite(product).all():
            changes.append(change)
            products.append(product)
    places = [frozenset(variant.place for variant in change) for change in changes]
    of_changes = np.array(products).reshape(len(changes), POINTS)
    with np.errstate(all="ignore"):
        wholes = np.array(
            [
                product * _rest(of_factors, place)
                for product, place in zip(products, places, strict=True)
            ]
        ).reshape(len(changes), POINTS)
    return _Table(factors, of_factors, changes, wholes, of_changes, places)


def _rest(of_factors, places):
    kept = [at for at in range(len(of_factors)) if at not in places]
    return np.prod(of_factors[kept], axis=0) if kept else np.ones(POINTS)


def _by_variants(found, table, n, written):
    """Yield a `Candidate` for each variant that gives the claim.

    Of two names for equal numbers, as ŷ and z at a linear output, the one that is written is first.
    """
    steps = _Steps(found, n)
    fitting = np.flatnonzero(steps.same(steps.of(table.wholes)))
    for at in sorted(fitting, key=lambda at: not _names_of(table.changes[at]) <= written):
        yield from _candidate(found, table.wholes[at], n, [table.changes[at]])


def _names_of(change):
    return {name for variant in change for name in names_in(variant.node)}


def _by_two_variants(found, table, n):
    """Yield candidates for two variants in different places, all pairs of two places at a time."""
    steps = _Steps(found, n)
    groups: dict[frozenset[int], list[int]] = {}
    if not steps.pairs:
        return
    of_products, of_factors = steps.of(table.products), steps.of(table.of_factors)
    for at, places in enumerate(table.places):
        groups.setdefault(places, []).append(at)
    for (places, left), (others, right) in combinations(groups.items(), 2):
        both = places | others
        if places & others or len(both) >= len(table.factors):
            continue
        rest = sum(of_factors[at] for at in range(len(table.factors)) if at not in both)
        same = steps.same(rest + of_products[left][:, None] + of_products[right][None, :])
        for row, column in zip(*np.nonzero(same), strict=True):
            i, j = left[row], right[column]
            changes = [table.changes[i], table.changes[j]]
            if sum(change[0].weight for change in changes) <= 2.5:
                whole = _rest(table.of_factors, both) * table.products[i] * table.products[j]
                yield from _candidate(found, whole, n, changes)


class _Steps:
    """Steps of log|claim| between sample points of one n: no constant c·n^p changes them.

    A formula that is the claim up to such a constant takes the same steps. Three steps are enough
    for a first look, and a sum of them stands for a product of factors.
    """

    def __init__(self, found, n):
        places = [np.flatnonzero((n == size) & (found != 0)) for size in np.unique(n)]
        self.pairs = [(place[0], place[1]) for place in places if len(place) > 1][:3]
        self.claimed = self.of(found[None])[0]

    def of(self, rows):
        """Return the steps of each row of values: (rows, up to 3), NaN where a value is 0."""
        with np.errstate(all="ignore"):
            logs = np.log(np.abs(rows))
            logs[~np.isfinite(logs)] = np.nan
            steps = [logs[:, one] - logs[:, two] for one, two in self.pairs]
            return np.array(steps).reshape(len(self.pairs), len(rows)).T

    def same(self, steps):
        """Say which steps are the claim's."""
        if not self.pairs:
            return np.zeros(len(steps), dtype=bool)
        return (np.abs(steps - self.claimed) < 1e-8).all(axis=-1)


def _candidate(found, whole, n, changes):
    fit = constant_ratio(found, whole, n)
    if not fit or not fit[0] or max(abs(fit[0].numerator), fit[0].denominator) > 12:
        return
    factor = constant_text(*fit)
    weight = sum(change[0].weight for change in changes) + {"1": 0, "-1": 0.9}.get(factor, 1.0)
    if len(changes) > 1 and factor not in ("1", "-1"):
        weight += 0.5
    codes = "+".join(sorted({change[0].code for change in changes}))
    yield Candidate(weight, codes, [change[0].sentence for change in changes], factor)
