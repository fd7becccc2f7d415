"""Why a claim is wrong: the smallest change to the right formula that gives the claim exactly.

A change is a constant c·n^p, one or two variants of factors, or other exponents of the factors,
found by fitting log|claim| over the sample points. It counts only if it gives the claim at every
point to nine digits; otherwise nothing is said, because no explanation is better than a wrong one.
"""

from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

import numpy as np

from .factors import constant_ratio, constant_text
from .sampling import POINTS, sample_points, values
from .syntax import show
from .variants import factors_of, variants_of

NO_REASON = "This is not what the chain rule gives."
MOST_CHANGES = 3
FEW = 12  # points that a fast first look needs


class Explanation(NamedTuple):
    """Why a claim is wrong: a sentence, a stable code, and the constant factor if that is all."""

    message: str
    code: str = ""
    factor: str = ""


def explain(claim, truth, quantity, network):
    """Explain a wrong claim about a quantity whose right formula is `truth`.

    >>> from .scalar_network import ScalarNetwork
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
        return Explanation(NO_REASON)
    table = _table(truth, quantity, network)
    candidates = [*_by_variants(found, table, points["n"]), *_by_exponents(found, table, network)]
    if not candidates:
        return Explanation(NO_REASON)
    _, code, sentences, factor = min(candidates, key=lambda candidate: candidate[0])
    message = "; ".join(sentences)
    if factor not in ("", "1"):
        message += f"; and a factor of {factor} is too many"
    return Explanation(f"{message[0].upper()}{message[1:]}.", code)


def _constant(constant, power):
    factor = constant_text(constant, power)
    if factor == "-1":
        return Explanation("The sign is the wrong way round.", "sign", factor)
    if (abs(constant), power) == (1, 1):
        sign = " The sign is the wrong way round, too." if constant < 0 else ""
        sentence = f"This is not averaged over the batch: it is not divided by n.{sign}"
        return Explanation(sentence, "not-averaged", factor)
    message = f"This is {factor} times what is right: only a constant factor is wrong."
    if constant:
        message += f" Multiply it by {constant_text(1 / constant, -power)}."
    return Explanation(message, "constant-factor", factor)


class _Table(NamedTuple):
    """The right formula's factors and their variants, with what they are worth at the points."""

    factors: list
    of_factors: np.ndarray  # (factors, points)
    changes: list  # tuples of variants that go together
    wholes: np.ndarray  # (changes, points): the formula with that change
    products: np.ndarray  # (changes, points): what stands in the changed places
    places: list  # the places that each change touches


@lru_cache(maxsize=256)
def _table(truth, quantity, network):
    """Tabulate a right formula, once for each quantity of each network."""
    points = sample_points(network.activations)
    factors = factors_of(truth)
    of_factors = np.array([values(factor, points) for factor in factors])
    changes, products = [], []
    for change in variants_of(factors, quantity, network):
        change = change if isinstance(change[0], tuple) else (change,)
        product = np.prod([values(variant.node, points) for variant in change], axis=0)
        if np.isfinite(product).all():
            changes.append(change)
            products.append(product)
    places = [frozenset(variant.place for variant in change) for change in changes]
    products = np.array(products).reshape(len(changes), POINTS)
    wholes = np.array(
        [
            product * _rest(of_factors, place)
            for product, place in zip(products, places, strict=True)
        ]
    ).reshape(len(changes), POINTS)
    return _Table(factors, of_factors, changes, wholes, products, places)


def _rest(of_factors, places):
    kept = [at for at in range(len(of_factors)) if at not in places]
    return np.prod(of_factors[kept], axis=0) if kept else np.ones(POINTS)


def _by_variants(found, table, n):
    """Yield (weight, code, sentences, factor) for each one or two variants that give the claim."""
    for at in _same_up_to_a_constant(found, table.wholes, n):
        yield from _candidate(found, table.wholes[at], n, [table.changes[at]])
    pairs = [
        (i, j)
        for i, j in combinations(range(len(table.changes)), 2)
        if not table.places[i] & table.places[j]
        and len(table.places[i] | table.places[j]) < len(table.factors)
        and table.changes[i][0].weight + table.changes[j][0].weight <= 2.5
    ]
    rests = {}
    wholes = np.empty((len(pairs), FEW))
    for row, (i, j) in enumerate(pairs):
        places = table.places[i] | table.places[j]
        if places not in rests:
            rests[places] = _rest(table.of_factors, places)
        wholes[row] = (rests[places] * table.products[i] * table.products[j])[:FEW]
    for row in _same_up_to_a_constant(found[:FEW], wholes, n[:FEW]):
        i, j = pairs[row]
        whole = rests[table.places[i] | table.places[j]] * table.products[i] * table.products[j]
        yield from _candidate(found, whole, n, [table.changes[i], table.changes[j]])


def _same_up_to_a_constant(found, wholes, n):
    """Return the rows of `wholes` that the claim is c·n^p times, by a fast first look."""
    with np.errstate(all="ignore"):
        logs = np.log(np.abs(found)) - np.log(np.abs(wholes))
    rows = set()
    usable = np.isfinite(logs)
    enough = usable.sum(axis=1) >= 4
    for power in (0, 1, -1, 2, -2):
        level = np.where(usable, logs - power * np.log(n), np.nan)
        low, high = np.where(usable, level, np.inf), np.where(usable, level, -np.inf)
        spread = high.max(axis=1, initial=-np.inf) - low.min(axis=1, initial=np.inf)
        rows |= set(np.flatnonzero(enough & (spread < 1e-8)))
    return sorted(rows)


def _candidate(found, whole, n, changes):
    fit = constant_ratio(found, whole, n)
    if not fit or not fit[0] or max(abs(fit[0].numerator), fit[0].denominator) > 12:
        return
    factor = constant_text(*fit)
    weight = sum(change[0].weight for change in changes) + {"1": 0, "-1": 0.9}.get(factor, 1.0)
    if len(changes) > 1 and factor not in ("1", "-1"):
        weight += 0.5
    codes = "+".join(change[0].code for change in changes)
    yield weight, codes, [change[0].sentence for change in changes], factor


def _by_exponents(found, table, network):
    """Yield a candidate if the claim is a product of the factors and names in other powers.

    log|claim| is a sum of exponents times log|feature|, solved over the sample points. The
    features are the formula's own factors first; names that it should not hold count as extra.
    """
    points = sample_points(network.activations)
    features, logs, solve = _features(tuple(table.factors), network)
    usable = np.isfinite(logs).all(axis=0) & (found != 0)
    if not features or not usable.all():
        return
    solution = solve @ np.log(np.abs(found))
    exponents = np.rint(solution[:-1])
    if np.abs(solution[:-1] - exponents).max() > 1e-6:
        return
    sentences, changed, kept = [], 0, 0
    whole = np.ones(POINTS)
    for feature, right, power in zip(features, _powers(features, table.factors), exponents,
                                     strict=True):  # fmt: skip
        whole *= values(feature, points) ** power
        change = int(power - right)
        kept += bool(right and power)
        if not change or feature == ("name", "n"):
            continue
        changed += abs(change) if right and power else 1
        sentences.append(_exponent_sentence(show(feature, network.spelled), right, int(power)))
    fit = constant_ratio(found, whole, points["n"])
    if not fit or not sentences or not kept or changed > MOST_CHANGES:
        return
    right = constant_ratio(
        _rest(table.of_factors, ()), _powered(features, table, points), points["n"]
    )
    if not right:
        return
    off = (fit[0] / right[0], fit[1] - right[1])
    if max(abs(off[0].numerator), off[0].denominator) > 12 or abs(off[1]) > 2:
        return
    factor = constant_text(Fraction(off[0]), off[1])
    weight = 1.05 * changed + (0 if factor == "1" else 0.9 if factor == "-1" else 1.0)
    missing = all(" is missing" in sentence for sentence in sentences)
    code = "factor-missing" if missing else "wrong-exponents"
    if missing and len(sentences) > 1:
        named = [s.removeprefix("the factor ").removesuffix(" is missing") for s in sentences]
        sentences = [f"the factors {', '.join(named[:-1])} and {named[-1]} are missing"]
    yield weight, code, sentences, factor


def _exponent_sentence(shown, right, power):
    if right and not power:
        return f"the factor {shown} is missing"
    if not right:
        place = "above" if power > 0 else "below"
        return f"{shown} stands {place} the line where it does not belong"
    if power == right + 1:
        return f"the factor {shown} is there once too often"
    return f"the factor {shown} stands to the power {power}"


@lru_cache(maxsize=256)
def _features(factors, network):
    """Return the features to fit, their logarithms at the points, and the least-squares solver."""
    points = sample_points(network.activations)
    names = [("name", "n"), ("name", "x"), ("name", "y")]
    for layer in range(1, network.depth + 1):
        names += [("name", f"{letter}{layer}") for letter in "Wz"]
        names.append(("name", network.output(layer)))
    features, rows, rank = [], [], 1
    own = [factor for factor in factors if factor[0] not in ("number", "divide")]
    for feature in dict.fromkeys([*own, *names]):
        with np.errstate(all="ignore"):
            row = np.log(np.abs(values(feature, points)))
        trial = np.array([*rows, row, np.ones(POINTS)])
        if np.isfinite(row).all() and np.linalg.matrix_rank(trial, tol=1e-8) > rank:
            features.append(feature)
            rows.append(row)
            rank += 1
        elif feature in own:
            return [], np.zeros((0, POINTS)), None
    logs = np.array([*rows, np.ones(POINTS)])
    return features, logs, np.linalg.pinv(logs.T)


def _powers(features, factors):
    return [factors.count(feature) for feature in features]


def _powered(features, table, points):
    whole = np.ones(POINTS)
    for feature, power in zip(features, _powers(features, table.factors), strict=True):
        whole = whole * values(feature, points) ** power
    return whole
