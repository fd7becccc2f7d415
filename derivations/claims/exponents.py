"""Factors that a wrong product lacks, repeats or should not have: fitted by logarithms."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from derivations.arrays import Array
from derivations.claims.constant_factor import constant_ratio, constant_text
from derivations.claims.sampling import POINTS, sample_points, values
from derivations.language.tree import Node, show
from derivations.networks.scalar_network import ScalarNetwork

MOST_CHANGES = 3


class Candidate(NamedTuple):
    """A possible reason: its weight (less is likelier), stable code, sentences, and a constant.

    The constant, "1" or as in "-n/2", is what the claim is too large by besides.
    """

    weight: float
    code: str
    sentences: list[str]
    factor: str


def by_exponents(
    found: Array, factors: Sequence[Node], network: ScalarNetwork
) -> Iterator[Candidate]:
    """Yield a `Candidate` if the claim has the factors in other powers.

    log|claim| is a sum of exponents times log|feature|, solved over the sample points. The
    features are the formula's own factors first; names that it should not hold count as extra.

    >>> from derivations.networks.scalar_network import ScalarNetwork
    >>> notes = ScalarNetwork()
    >>> right = [notes.read(factor) for factor in ("y - ŷ", "σ'(z2)", "Why", "x")]
    >>> found = values(notes.read("(y - ŷ) x"), sample_points(notes.activations))
    >>> next(by_exponents(found, right, notes))[2]
    ['the factors σ′(z2) and Why are missing']
    """
    points = sample_points(network.activations)
    features, logs, solve = _features(tuple(factors), network)
    usable = np.isfinite(logs).all(axis=0) & (found != 0)
    if not features or not usable.all():
        return
    solution = solve @ np.log(np.abs(found))
    exponents = np.rint(solution[:-1])
    if np.abs(solution[:-1] - exponents).max() > 1e-6:
        return
    sentences: list[str] = []
    changed, kept = 0.0, 0
    whole = np.ones(POINTS)
    rights = _powers(features, factors)
    for feature, right, power in zip(features, rights, exponents, strict=True):
        if feature == ("name", "n"):
            continue  # powers of n belong to the constant
        whole *= values(feature, points) ** power
        change = int(power - right)
        kept += bool(right and power)
        if not change:
            continue
        changed += abs(change) * (1 if right else 1.6)
        sentences.append(_exponent_sentence(show(feature, network.spelled), right, int(power)))
    fit = constant_ratio(found, whole, points["n"])
    if not fit or not sentences or not kept or changed > MOST_CHANGES:
        return
    true = np.prod([values(factor, points) for factor in factors], axis=0)
    right = constant_ratio(true, _powered(features, factors, points), points["n"])
    if not right:
        return
    off = (fit[0] / right[0], fit[1] - right[1])
    if max(abs(off[0].numerator), off[0].denominator) > 12 or abs(off[1]) > 2:
        return
    factor = constant_text(Fraction(off[0]), off[1])
    weight = 0.95 * changed + (0 if factor == "1" else 0.9 if factor == "-1" else 1.0)
    missing = all(" is missing" in sentence for sentence in sentences)
    squared = len(sentences) == 1 and sentences[0].endswith(" appears twice")
    code = "factor-missing" if missing else "factor-squared" if squared else "wrong-exponents"
    if missing and len(sentences) > 1:
        named = [s.removeprefix("the factor ").removesuffix(" is missing") for s in sentences]
        sentences = [f"the factors {', '.join(named[:-1])} and {named[-1]} are missing"]
    yield Candidate(weight, code, sentences, factor)


def _exponent_sentence(shown, right, power):
    if right and not power:
        return f"the factor {shown} is missing"
    if not right:
        place = "numerator" if power > 0 else "denominator"
        return f"the {place} has an extra factor {shown}"
    if (right, power) == (1, 2):
        return f"the factor {shown} appears twice"
    return f"the factor {shown} has the power {power}"


@lru_cache(maxsize=256)
def _features(factors, network):
    """Return the features to fit, their logarithms at the points, and the least-squares solver."""
    points = sample_points(network.activations)
    names = [("name", "n"), ("name", "x"), ("name", "y")]
    for layer in range(1, network.depth + 1):
        names += [("name", f"{letter}{layer}") for letter in "Wz"]
        names.append(("name", network.output(layer)))
    features: list[Node] = []
    rows: list[Array] = []
    rank = 1
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


def _powered(features, factors, points):
    whole = np.ones(POINTS)
    for feature, power in zip(features, _powers(features, factors), strict=True):
        whole = whole * values(feature, points) ** power
    return whole
