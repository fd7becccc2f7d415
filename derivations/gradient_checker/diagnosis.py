"""The diagnosis of a wrong gradient: what has to be done to an array so that it is right.

Each remedy is tried: the array is changed, and checked again by the same method. What turns out
right is said; what none of them makes right stays unexplained. So nothing that is said is a guess.
"""

import math
from collections.abc import Sequence

import numpy as np

from derivations.gradient_checker.engine import Check
from derivations.gradient_checker.factor import factor_of, factor_predicate
from derivations.gradient_checker.remedies import Remedy, lost_terms, other_orders
from derivations.gradient_checker.report import RIGHT, WRONG, Diagnosis, Finding
from derivations.gradient_checker.slices import slice_with_all_errors
from derivations.gradient_checker.structure import AnyArray


def diagnosed(check: Check, findings: Sequence[Finding]) -> tuple[list[Diagnosis], dict[str, str]]:
    """Return what is wrong with each wrong array, as far as that can be proved, and which are.

    The second is "right" or "wrong" by the arrays' names.
    """
    landscape = check.landscape
    if check.alone is not None:
        return _one_entry(check, findings[0])
    shares = [check.claimed[a:b].reshape(shape) for a, b, shape in landscape.places]
    parts = [check.of(landscape.only(k), share.ravel()) for k, share in enumerate(shares)]
    wrong = [k for k, part in enumerate(parts) if not part.fits()]
    every = [leaf.name for leaf in landscape.leaves]
    named = {name: WRONG if k in wrong else RIGHT for k, name in enumerate(every)}
    factors = {k: factor_of(parts[k]) for k in wrong}
    found: list[Diagnosis] = []
    common = set(factors.values())
    if len(wrong) > 1 and len(common) == 1 and None not in common:
        (factor,) = common
        assert factor is not None
        names = tuple(landscape.leaves[k].name for k in wrong)
        shown = "Every array" if len(wrong) == len(parts) else f"Each of {', '.join(names)}"
        return [_said(names, shown, factor, check)], named
    for k in wrong:
        name, factor = landscape.leaves[k].name, factors[k]
        if not shares[k].any():
            found.append(
                Diagnosis((name,), f"{name} is 0 throughout, but f depends on it.", "zero")
            )
            continue
        if factor is not None:
            found.append(_said((name,), name, factor, check))
            continue
        remedy = _first_that_fits(parts[k], shares, every, k)
        remedy = remedy or _in_a_slice(parts[k], shares[k], findings)
        if remedy is not None:
            found.append(
                Diagnosis((name,), f"{remedy.subject or name} {remedy.predicate}.", remedy.code)
            )
    return found, named


def _one_entry(check: Check, finding: Finding) -> tuple[list[Diagnosis], dict[str, str]]:
    """Return the diagnosis of the one wrong entry; that the others are right was measured."""
    name, leaves = finding.parameter, check.landscape.leaves
    named = {leaf.name: WRONG if leaf.name == name else RIGHT for leaf in leaves}
    others = next(leaf.array.size for leaf in leaves if leaf.name == name) - 1
    ratio = finding.claimed / finding.numeric if finding.numeric else 0.0
    plain = [c for c in (-1.0, 2.0, -2.0, 0.5, -0.5) if math.isclose(ratio, c, rel_tol=1e-6)]
    if plain:
        _, predicate, _ = factor_predicate(plain[0], [])
    elif not finding.claimed:
        predicate = "is 0 but should not be"
    else:
        predicate = "alone is wrong" if others else ""
    if not predicate:
        return [], named
    place = f"{name}[{', '.join(map(str, finding.index))}]" if others else name
    rest = f"; {_rest(others)}" if others else ""
    return [Diagnosis((name,), f"{place} {predicate}{rest}.", "slice")], named


def _rest(others: int) -> str:
    return f"the other {others} entries are right" if others > 1 else "the other entry is right"


def _said(names: tuple[str, ...], shown: str, factor: float, check: Check) -> Diagnosis:
    code, predicate, text = factor_predicate(factor, check.landscape.leaves)
    return Diagnosis(names, f"{shown} {predicate}.", code, text)


def _first_that_fits(
    part: Check, shares: Sequence[AnyArray], names: Sequence[str], which: int
) -> Remedy | None:
    """Return the first remedy that makes an array right."""
    claimed = shares[which]
    leaves = part.landscape.leaves
    remedies = [
        *other_orders(claimed),
        *(
            Remedy(
                "exchanged",
                f"is the gradient of {names[k]}",
                other,
            )
            for k, other in enumerate(shares)
            if k != which and other.shape == claimed.shape
        ),
        *lost_terms(claimed, leaves[0].array.astype(float), part.landscape),
    ]
    for remedy in remedies:
        if np.array_equal(remedy.array, claimed):
            continue
        if part.of(part.landscape, remedy.array.ravel()).fits():
            return remedy
    return None


def _in_a_slice(part: Check, claimed: AnyArray, findings: Sequence[Finding]) -> Remedy | None:
    """Return which slice holds all that is wrong, if the rest is right, and its factor if any."""
    name = part.landscape.leaves[0].name
    indices = [one.index for one in findings if one.parameter == name and one.verdict == WRONG]
    found = slice_with_all_errors(part, claimed, indices)
    if found is None:
        return None
    where, shown, count = found
    place = part.landscape.θ.size
    inside = np.zeros(claimed.shape)
    inside[where] = 1.0
    rest = _rest(place - count)
    factor = factor_of(part, inside.ravel())
    what = f"{name}[{shown}]"
    if not claimed[where].any():
        return Remedy("slice", f"is 0 but should not be; {rest}", claimed, what)
    if factor is not None:
        _, predicate, _ = factor_predicate(factor, part.landscape.leaves)
        return Remedy("slice", f"{predicate}; {rest}", claimed, what)
    return Remedy("slice", f"alone is wrong; {rest}", claimed, what)
