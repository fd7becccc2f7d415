"""The reason why a claim is wrong: said only where putting it right in that way makes it right."""

from collections.abc import Callable, Iterator
from itertools import combinations, islice
from typing import Any

import numpy as np

from derivations.arrays import Array
from derivations.claims.constant_factor import constant_ratio, constant_text
from derivations.claims.explain import CHAIN_RULE
from derivations.claims.features import Features
from derivations.claims.free_indices import indices_of
from derivations.claims.judgement import RIGHT, WRONG, Reading, judged, of_any_z
from derivations.claims.plain_formula import NoPlainFormError, plain
from derivations.claims.quantity_names import COSTS
from derivations.claims.repairs import repairs
from derivations.claims.sample_network import SAMPLES
from derivations.claims.scalar_claim import check_read
from derivations.claims.setting import Setting
from derivations.language.phrases import instead
from derivations.language.tokens import UnreadableError
from derivations.notation.syntax import Index, Name, Syntax, every, number
from derivations.notation.writing import written

Holds = Callable[..., bool]
MOST_REPAIRS = 60
OUTSIDE = "A factor that differs from sample to sample is outside Σ. Move it inside."


def explained(
    left: Syntax,
    right: Syntax,
    condition: Syntax | None,
    reading: Reading,
    setting: Setting,
    found: Features,
) -> dict[str, Any]:
    """Return message, code and factor of a wrong claim, for a `ClaimReport`."""
    if reading.judgement.reason:  # an index that nothing binds
        return {"message": _sentence(reading.judgement.reason), "code": "index"}
    for part in every(reading.judgement.right):
        if part[0] == "extent":
            said = f"{written(part)} does not count the samples in this layout."
            return {"message": said, "code": "wrong-count"}
    scalar = _scalar(reading, setting)
    if _has_a_kink(left, reading):
        for message, code in _on_one_side(
            right, lambda other, where: _holds(left, other, where, reading, setting, found)
        ):
            return {"message": message, "code": code}
    if scalar is not None and scalar.code and not (scalar.code == "sum-too-many" and has_sum(left)):
        return {"message": scalar.message, "code": scalar.code, "factor": scalar.factor}

    def holds(other: Syntax, where: Syntax | None = None) -> bool:
        return _holds(left, other, where or condition, reading, setting, found)

    for message, code in (
        *_outside_the_sum(right, holds),
        *_target_for_prediction(right, holds),
        *_divided_by_one_factor(right, holds),
        *_other_quantity(left, right, reading, setting, found),
    ):
        return {"message": message, "code": code}
    fit = _fit(reading, left, right, condition, setting, found)
    if fit:
        constant, inverse = constant_text(*fit), constant_text(1 / fit[0], -fit[1])
        message = f"This is {constant} times the right formula: only a constant factor is wrong."
        if constant == "-1":
            return {"message": "The sign is wrong.", "code": "sign", "factor": "-1"}
        return {
            "message": f"{message} Multiply it by {inverse}.",
            "code": "constant-factor",
            "factor": constant,
        }
    if scalar is not None:
        return {"message": scalar.message, "code": scalar.code, "factor": scalar.factor}
    if mended := repaired(left, right, reading, setting, found):
        return mended
    return {"message": CHAIN_RULE}


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:]}."


def _has_a_kink(left, reading):
    """Say whether a claim is about a slope that differs on both sides of 0."""
    if left[0] == "derivative" and left[2][0] == "name" and left[2][1].base in COSTS:
        return False
    kinked = {"relu", "leaky_relu", "elu", "selu"}
    named = {part[1] for part in every(left) if part[0] in ("call", "bare")}
    if left[0] == "derivative":
        named |= set(reading.network.activations)
    return bool(named & kinked) or any(part[0] == "where" for part in every(left))


def has_sum(node: Syntax) -> bool:
    """Say whether a formula adds up over samples."""
    return any(part[0] in ("sum", "total", "mean") for part in every(node))


def _scalar(reading, setting):
    """Return the report of the checker for one unit a layer, where it can read the claim."""
    if (
        reading.convention.many
        or setting.scalar is None
        or setting.free
        or setting.scale
        or setting.deltas
        or not setting.bias
        or reading.network != setting.network
    ):
        return None
    left, right = of_any_z(reading)
    try:
        found = check_read(plain(right), plain(left), setting.scalar)
    except (NoPlainFormError, UnreadableError, KeyError):
        return None
    return None if found.right else found


def _holds(left, right, condition, reading, setting, found):
    """Say whether an equation is right in the reading of a wrong one."""
    tried = judged(
        left,
        right,
        condition,
        reading.network,
        reading.convention,
        reading.choices,
        found,
        setting.definitions,
    )
    return tried.outcome == RIGHT


def factor(reading: Reading) -> str:
    """Return c·n^p where a claim about one sample is that many times the truth, else ""."""
    judgement = reading.judgement
    if judgement.values is None or reading.convention.batch:
        return ""
    fit = _constant([(*judgement.values, judgement.sizes)])
    return constant_text(*fit) if fit else ""


def _fit(reading, left, right, condition, setting, found):
    """Return (c, p) where the claim is c·n^p times the truth: for a batch, of two sizes."""
    found_values = []
    for batch in (SAMPLES, SAMPLES - 2) if reading.convention.batch else (SAMPLES,):
        tried = judged(
            left, right, condition, reading.network, reading.convention, reading.choices, found,
            setting.definitions, batch,
        )  # fmt: skip
        if tried.values is None:
            return None
        found_values.append((*tried.values, tried.sizes))
    return _constant(found_values)


def _constant(found_values):
    truths: list[Array] = []
    claims: list[Array] = []
    counts: list[Array] = []
    for truth, claim, count in found_values:
        if truth.shape[-2:] != claim.shape[-2:]:
            return None
        arrays = np.broadcast_arrays(np.real(truth), np.real(claim), count)
        for kept, array in zip((truths, claims, counts), arrays, strict=True):
            kept.append(array.ravel())
    claim, truth, count = (np.concatenate(kept) for kept in (claims, truths, counts))
    fit = constant_ratio(claim, truth, count)
    return fit if fit and fit[0] and (fit[0] != 1 or fit[1]) else None


def outside(
    left: Syntax, right: Syntax, reading: Reading, setting: Setting, found: Features
) -> str:
    """Say so where a factor that differs from sample to sample stands outside Σ, else nothing."""
    if not has_sum(right):
        return ""
    inside = judged(
        left, ("sum", None, _without_sums(right)), None, reading.network, reading.convention,
        reading.choices, found, setting.definitions,
    )  # fmt: skip
    if inside.outcome == RIGHT:
        return OUTSIDE
    return f"{OUTSIDE} The rest is wrong, too." if inside.outcome == WRONG else ""


def _outside_the_sum(right: Syntax, holds: Holds) -> Iterator[tuple[str, str]]:
    """Try Σ around the whole product that it stands in."""
    if not has_sum(right):
        return
    widened = _without_sums(right)
    if holds(("sum", None, widened)):
        yield OUTSIDE, "outside-the-sum"


def _without_sums(node):
    if node[0] == "sum" or (node[0] == "total" and node[1] is None):
        return _without_sums(node[2])
    if node[0] == "mean" and node[1] is None:
        return ("divide", _without_sums(node[2]), ("name", Name("n")))
    if node[0] in ("times", "divide", "negate", "add"):
        return tuple(_without_sums(part) if isinstance(part, tuple) else part for part in node)
    return node


def _on_one_side(right: Syntax, holds: Holds) -> Iterator[tuple[str, str]]:
    """Try the claim where each z is positive alone, and where it is not."""
    names = ("z", "z1", "z2", "z3", "x")
    for base in names:
        z: Syntax = ("name", _typed(base))
        for sign, shown in ((">", "> 0"), ("≤", "≤ 0")):
            try:
                if holds(right, ("compare", sign, z, number(0))):
                    yield (
                        f"This is right only for {base} {shown}.",
                        "one-side",
                    )
                    return
            except UnreadableError:
                continue


def _typed(text):
    digits = text[1:]
    return Name(text[0], below=(Index("", int(digits)),) if digits else ())


def _target_for_prediction(right: Syntax, holds: Holds) -> Iterator[tuple[str, str]]:
    """Try ŷ(1 − ŷ) where y(1 − y) stands."""
    target, prediction = ("name", Name("y")), ("name", Name("ŷ"))
    for part in every(right):
        if part[0] != "times":
            continue
        _, first, second = part[1:] if len(part) == 4 else (None, None, None)
        if first != target and not (first and first[0] == "times" and first[3] == target):
            continue
        if second != ("add", number(1), ("negate", target)):
            continue
        mended_second = ("add", number(1), ("negate", prediction))
        mended_first = prediction if first == target else (*first[:3], prediction)
        mended = _put(right, part, ("times", part[1], mended_first, mended_second))
        if holds(mended):
            yield (
                f"The claim contains {instead('y(1 − y)', 'ŷ(1 − ŷ)')}. The slope is that at ŷ.",
                "target-for-prediction",
            )
            return


def _divided_by_one_factor(right: Syntax, holds: Holds) -> Iterator[tuple[str, str]]:
    """Try y/(n·ŷ) where y/nŷ stands: without brackets only the first factor is divided by."""
    for part in every(right):
        if part[0] != "times" or len(part) != 4 or part[2][0] != "divide":
            continue
        _, sign, (_, above, below), factor = part
        meant = ("divide", above, ("times", sign, below, factor))
        if holds(_put(right, part, meant)):
            quotient = written(part[2])
            yield (
                f"This is read from left to right: {quotient}, times {written(factor)}. "
                f"Brackets are missing: {written(meant)}.",
                "brackets",
            )
            return


def _put(node, old, new):
    if node == old:
        return new
    return tuple(
        _put(part, old, new) if isinstance(part, tuple) and not isinstance(part, Name) else part
        for part in node
    )


def _other_quantity(
    left: Syntax, right: Syntax, reading: Reading, setting: Setting, found: Features
) -> Iterator[tuple[str, str]]:
    """Try the claim for the other quantities that J is differentiated by."""
    if left[0] != "derivative" or left[1] != 1 or reading.judgement.left[0] != "derivative":
        return
    _, _, of, by = reading.judgement.left
    if reading.judgement.right == number(0):
        return
    depth = reading.network.depth
    layers = range(depth, 0, -1)
    candidates = ["ŷ", *(f"{letter}{layer}" for layer in layers for letter in ("z", "a", "W", "b"))]
    for name in candidates:
        if ("name", name) == by or name == f"a{depth}":
            continue
        other = judged(
            ("derivative", 1, of, ("name", name)), right, None, reading.network, reading.convention,
            reading.choices, found, setting.definitions,
        )  # fmt: skip
        if other.outcome == RIGHT:
            spelled = setting.scalar.spelled if setting.scalar is not None else {}
            there, here = (
                written(("derivative", 1, of, one), spelled) for one in (("name", name), by)
            )
            yield f"This is {there}, not {here}.", "other-quantity"
            return


def repaired(
    left: Syntax, right: Syntax, reading: Reading, setting: Setting, found: Features
) -> dict[str, Any]:
    """Return message and code of the first repair that makes a claim right, or nothing."""
    for other, message, code in islice(repairs(left, right), MOST_REPAIRS):
        if _holds(left, other, None, reading, setting, found):
            return {"message": message, "code": code}
    return {}


def for_equal_indices(
    left: Syntax, right: Syntax, reading: Reading, setting: Setting, found: Features
) -> str:
    """Say so where a claim with two indices is right for equal ones alone, else nothing."""
    if any(part[0] == "compare" for part in every(right)):
        return ""  # its author has told the two cases apart
    letters = sorted(indices_of((reading.judgement.left, reading.judgement.right)))
    for first, second in combinations(letters, 2):
        equal: Syntax = ("compare", "=", ("index", first), ("index", second))
        if _holds(left, right, equal, reading, setting, found):
            return f"This is right only for {first} = {second}. For {first} ≠ {second} it is wrong."
    return ""


def rearranged(
    left: Syntax, right: Syntax, reading: Reading, setting: Setting, found: Features
) -> str:
    """Say which transpose or order makes the shapes fit and the claim right, or nothing."""
    for changed in _rearrangements(right):
        if _holds(left, changed, None, reading, setting, found):
            return f" The right formula is {written(changed)}."
    return ""


def _rearrangements(node):
    """Yield a product with its factors transposed and swapped, one change first, then two."""
    once = list(_one_change(node))
    yield from once
    for changed in once[:24]:
        yield from _one_change(changed)


def _one_change(node):
    kind = node[0]
    if kind == "times":
        sign, first, second = node[1:]
        if sign != "⊙":
            yield ("times", sign, second, first)
        for changed in _one_change(first):
            yield ("times", sign, changed, second)
        for changed in _one_change(second):
            yield ("times", sign, first, changed)
    elif kind == "transpose":
        yield node[1]
    elif kind in ("negate",):
        for changed in _one_change(node[1]):
            yield ("negate", changed)
    elif kind == "divide":
        for changed in _one_change(node[1]):
            yield ("divide", changed, node[2])
    elif kind in ("name", "gradient", "derivative", "add"):
        yield ("transpose", node)
