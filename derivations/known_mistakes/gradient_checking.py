"""Mistakes in measuring a slope and in comparing it with a gradient."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import Any

import numpy as np
import numpy.typing as npt

from derivations.arrays import Array, Pair
from derivations.known_mistakes.known_mistake import NONE, KnownMistake, Maker, Network
from derivations.language.phrases import instead

_NEAR = 1e-3  # two measurements of one slope


def of_difference(J: Callable[[Array], float], θ: Array, ε: float) -> list[KnownMistake]:
    """Return what (J(θ + ε) − J(θ − ε))/2ε comes to with one mistake in it, entry by entry."""
    above, below, here = (_along(J, θ, step) for step in (ε, -ε, 0.0))
    everywhere = np.full(np.shape(θ), (J(θ + ε) - J(θ - ε)) / (2 * ε))
    return [
        KnownMistake(
            "one-sided", "the difference is one-sided: J(θ + ε) - J(θ)", (above - here) / ε
        ),
        KnownMistake(
            "one-sided", "the difference is one-sided: J(θ) - J(θ - ε)", (here - below) / ε
        ),
        KnownMistake(
            "constant-factor", "the difference is divided by ε instead of 2ε", (above - below) / ε
        ),
        KnownMistake("brackets", instead("/ 2 · ε", "/ (2 · ε)"), (above - below) / 2 * ε),
        KnownMistake(
            "brackets",
            "the brackets around the difference and around 2ε are missing",
            _each(J, θ, ε, lambda above, below: above - below / 2 * ε),
        ),
        KnownMistake(
            "brackets",
            "the brackets around the difference are missing",
            _each(J, θ, ε, lambda above, below: above - below / (2 * ε)),
        ),
        KnownMistake("all-at-once", "all entries move at once", everywhere),
        KnownMistake(
            "not-moved-back", "an entry is not moved back before the next one", _kept(J, θ, ε)
        ),
        *(
            KnownMistake("own-step", "the step is fixed instead of the argument ε", value)
            for value in (_central(J, θ, own) for own in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7))
        ),
    ]


def _each(J, θ, ε, made):
    return made(_along(J, θ, ε), _along(J, θ, -ε))


def _central(J, θ, ε):
    return (_along(J, θ, ε) - _along(J, θ, -ε)) / (2 * ε)


def _kept(J, θ, ε):
    """Return the slopes where the step grows by one entry after the other."""
    values, step = np.zeros(np.shape(θ)), np.zeros(np.shape(θ))
    for index in np.ndindex(values.shape):
        step[index] = ε
        values[index] = (J(θ + step) - J(θ - step)) / (2 * ε)
    return values


def _along(J, θ, step):
    """Return J with each entry of θ moved in turn."""
    values = np.zeros(np.shape(θ))
    for index in np.ndindex(values.shape):
        moved = np.array(θ, dtype=float)
        moved[index] += step
        values[index] = J(moved)
    return values


def of_relative_error(analytic: npt.ArrayLike, numeric: npt.ArrayLike) -> list[KnownMistake]:
    """Return what |a − n| / max(|a|, |n|) comes to with one mistake in it, entry by entry."""
    a, n = np.asarray(analytic, dtype=float), np.asarray(numeric, dtype=float)
    with np.errstate(all="ignore"):
        larger = np.maximum(np.abs(a), np.abs(n))
        found = [
            (
                "sum-for-larger",
                "the divisor is the sum of both sizes instead of the larger one",
                np.abs(a) + np.abs(n),
            ),
            ("one-of-two", "the difference is divided by the analytic gradient", np.abs(a)),
            ("one-of-two", "the difference is divided by the numeric gradient", np.abs(n)),
            ("not-relative", "the difference is not divided at all", np.ones_like(a)),
            *(
                ("floored", "the divisor has a lower limit", np.maximum(larger, floor))
                for floor in (1e-8, 1e-10, 1e-12, 1e-15)
            ),
            *(
                ("floored", "the divisor has a lower limit", larger + floor)
                for floor in (1e-8, 1e-10, 1e-12, 1e-15)
            ),
            (
                "sum-for-larger",
                "the divisor is the sum of both sizes, with a lower limit",
                np.maximum(np.abs(a) + np.abs(n), 1e-8),
            ),
        ]
        mistakes = [KnownMistake(code, done, _ratio(np.abs(a - n), by)) for code, done, by in found]
        signed = KnownMistake("no-absolute", "the absolute value is missing", _ratio(a - n, larger))
    return [*mistakes, signed]


def _ratio(above, below):
    return above / np.where(below == 0, 1, below)


def checks(
    network: Network,
    gradients: Sequence[Pair],
    J: Callable[[Network], float],
    swapped: Callable[[Network], float],
    signals_of: Callable[[Network], Sequence[Pair]],
    ε: float = 1e-5,
) -> Iterator[Maker]:
    """Yield (code, what was done, make) for each mistake in a check; make() is what it finds.

    A finding is (layer, parameter, index, analytic, numeric, verdict), the worst one first.
    `J(network)` and `signals_of(network)` are the implementation's own cost and forward pass;
    `swapped(network)` is the cost with ŷ and y in each other's place.
    """

    @cache
    def entries(J):
        return list(_entries(network, gradients, J, signals_of, ε))

    noise = 10 * np.finfo(float).eps * (J(network) / ε + 1)

    def relative(a, n, allowed):
        return abs(a - n) > allowed * max(abs(a), abs(n)) + noise or np.isinf(a)

    def strict(a, n, allowed, noise=0.0):
        return not abs(a - n) <= allowed * max(abs(a), abs(n)) + noise or np.isinf(a)

    def found(off=None, verdict=_verdict, worst=_badness, first=1, parameters="Wb", J=J):
        off = off or partial(strict, allowed=1e-6, noise=noise)
        findings = [
            (layer + first, parameter, index, a, n, verdict(kink))
            for layer, parameter, index, a, n, kink in entries(J)
            if parameter in parameters and off(a, n)
        ]
        return sorted(findings, key=worst, reverse=True) if worst else findings

    yield *NONE, cache(found)

    too_strict = "the rounding of J is not allowed for"
    for tolerance in (1e-6, 1e-7):
        yield "too-strict", too_strict, cache(partial(found, partial(strict, allowed=tolerance)))

    absolute = "the tolerance is compared with the difference instead of the relative error"
    loose = "the tolerance is so large that small mistakes pass"
    for tolerance in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8):
        off = partial(lambda a, n, allowed: not abs(a - n) <= allowed, allowed=tolerance)
        yield "absolute-tolerance", absolute, cache(partial(found, off))
    for tolerance in (1e-1, 1e-2, 5e-3, 1e-3):
        off = partial(strict, allowed=tolerance, noise=noise)
        yield "loose-tolerance", loose, cache(partial(found, off))
    for code, done, how in (
        (
            "nan-passes",
            "NaN passes, because every comparison with NaN is false",
            {"off": partial(relative, allowed=1e-6)},
        ),
        (
            "best-first",
            "the smallest error comes first",
            {"worst": lambda f: [-x for x in _badness(f)]},
        ),
        ("not-sorted", "the findings are in the order of the layers", {"worst": None}),
        (
            "kink-called-wrong",
            "a crossed kink is reported as a wrong gradient",
            {"verdict": lambda kink: "wrong"},
        ),
        ("always-a-kink", "every finding is reported as a kink", {"verdict": lambda kink: "kink"}),
        ("from-zero", "the layers are counted from 0", {"first": 0}),
        (
            "theta-unused",
            "J is computed with the old parameters instead of the moved one",
            {"J": lambda _: 0.0},
        ),
        ("swapped", "ŷ and y are swapped in J", {"J": swapped}),
        ("one-of-two", "only W is checked, not b", {"parameters": "W"}),
    ):
        yield code, done, cache(partial(found, **how))


def like(findings: Sequence[Sequence[Any]], makers: Iterable[Maker]) -> Iterator[Maker]:
    """Yield the makers of what was found: the same entries, measured alike, in whatever order.

    The number of findings alone tells little of how they came about. Of a mistake that leads to
    others, that is yielded: it was not made.
    """
    seen, kinks = _told_apart(findings), set()
    for code, done, make in makers:
        made = _told_apart(make())
        if not code:  # across a kink, no two measurements agree
            kinks = {at for at, (_, verdict) in made.items() if verdict == "kink"}
        if made.keys() == seen.keys() and all(
            _alike(made[at], seen[at], measured=at not in kinks) for at in seen
        ):
            yield code, done, make
        else:
            yield code, done, _nothing_alike


def _nothing_alike():
    raise ArithmeticError


def _told_apart(findings):
    return {
        (int(layer), parameter, tuple(map(int, index))): (numbers, verdict)
        for layer, parameter, index, *numbers, verdict in findings
    }


def _alike(one, other, measured):
    (numbers, verdict), (others, as_well) = one, other
    same = not measured or np.allclose(numbers, others, _NEAR, _NEAR, equal_nan=True)
    return verdict == as_well and same


def _entries(network, gradients, J, signals_of, ε):
    """Yield (layer from 0, parameter, index, analytic, numeric, whether it crosses a kink)."""
    for i, pair in enumerate(gradients):
        for part, parameter in enumerate("Wb"):
            for index in np.ndindex(np.shape(pair[part])):
                ends = [stepped(network, i, part, index, step) for step in (ε, -ε)]
                numeric = (J(ends[0]) - J(ends[1])) / (2 * ε)
                on = [_on(end, signals_of(end)) for end in ends]
                crosses = not all(map(np.array_equal, *on))
                yield i, parameter, index, float(pair[part][index]), float(numeric), crosses


def stepped(network: Any, i: int, part: int, index: tuple[int, ...], step: float) -> Any:
    """Return the network with one entry of W (part 0) or b (1) of layer i, from 0, moved."""
    *parameters, activation = network[i]
    moved = [np.array(array, dtype=float) for array in parameters]
    moved[part][index] += step
    return [*network[:i], type(network[i])(*moved, activation), *network[i + 1 :]]


def _on(network, signals):
    return [z > 0 for (*_, f), (z, _) in zip(network, signals, strict=True) if f.endswith("relu")]


def _verdict(crosses_kink):
    return "kink" if crosses_kink else "wrong"


def _badness(finding):
    *_, analytic, numeric, verdict = finding
    if not np.isfinite([analytic, numeric]).all():
        return verdict == "wrong", np.inf
    larger = np.maximum(abs(analytic), abs(numeric))
    return verdict == "wrong", float(_ratio(abs(analytic - numeric), larger))
