"""Mistakes in measuring a whole network's gradients, and in telling where a step crosses a kink."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from derivations.arrays import Array, Pair
from derivations.known_mistakes.gradient_checking import of_difference, stepped
from derivations.known_mistakes.known_mistake import NONE, KnownMistake, Network
from derivations.language.phrases import instead

# Both measurements run the same formula on numbers that differ by rounding.
_NEAR = 1e-6
_BENT = ("relu", "leaky_relu")


def of_measured(
    J: Callable[[Array], float], swapped: Callable[[Array], float], θ: Array, ε: float
) -> list[KnownMistake]:
    """Return what ∂J/∂θ, measured, comes to with one mistake in it.

    `swapped(θ)` is the cost with ŷ and y in each other's place.
    """
    unused = "J is computed with the old parameters instead of the moved one"
    there = _measured(swapped, θ, ε)
    return [
        KnownMistake(*NONE, _measured(J, θ, ε), _NEAR),
        *(mistake._replace(near=_NEAR) for mistake in of_difference(J, θ, ε)),
        KnownMistake("theta-unused", unused, np.zeros(np.shape(θ)), whole=True),
        KnownMistake("swapped", "ŷ and y are swapped in J", there, _NEAR),
    ]


def _measured(J, θ, ε):
    slopes = np.zeros(np.shape(θ))
    for index in np.ndindex(slopes.shape):
        step = np.zeros(slopes.shape)
        step[index] = ε
        slopes[index] = (J(θ + step) - J(θ - step)) / (2 * ε)
    return slopes


def of_crossing(
    network: Network,
    layer: int,
    parameter: str,
    index: tuple[int, ...],
    ε: float,
    signals_of: Callable[[Network], Sequence[Pair]],
) -> Iterator[KnownMistake]:
    """Yield what is said of a step of one entry, with one mistake in it; layer counts from 1."""
    right = np.greater

    def on(end, active=right, bent=_BENT, only=None):
        moved = stepped(network, layer - 1, "Wb".index(parameter), index, end)
        pairs = zip(moved, signals_of(moved), strict=True)
        return [
            active(z, 0)
            for i, ((*_, activation), (z, _)) in enumerate(pairs, start=1)
            if activation in bent and only in (None, i)
        ]

    def differs(ends=(-ε, ε), **how):
        one, other = (on(end, **how) for end in ends)
        return not all(map(np.array_equal, one, other))

    def every_unit():
        pairs = list(zip(on(-ε), on(ε), strict=True))
        return bool(pairs) and all((one != other).all() for one, other in pairs)

    def near(only=None):
        return any(
            (np.abs(z) <= ε).any()
            for i, (z, _) in enumerate(signals_of(network), start=1)
            if only in (None, i)
        )

    for code, done, make in (
        (
            "near-zero",
            "the test is |z| ≤ ε in the layer of w instead of z at w ± ε",
            partial(near, layer),
        ),
        ("near-zero", "the test is |z| ≤ ε in every layer instead of z at w ± ε", near),
        ("at-zero", instead("z ≥ 0", "z > 0"), partial(differs, active=np.greater_equal)),
        ("one-sided", "w + ε is compared with w instead of w - ε", partial(differs, (0.0, ε))),
        ("one-sided", "w - ε is compared with w instead of w + ε", partial(differs, (-ε, 0.0))),
        ("own-layer", "only the layer of w is searched", partial(differs, only=layer)),
        ("relu-alone", "leaky_relu is not searched", partial(differs, bent=("relu",))),
        ("every-activation", "every layer counts, even one without a kink", _any(differs, network)),
        ("every-unit", "the answer is yes only if every unit crosses its kink", every_unit),
        ("yes-and-no", "yes and no are swapped", lambda: not differs()),
        *(
            (
                "own-step",
                "the step is fixed instead of the argument ε",
                partial(differs, (-own, own)),
            )
            for own in (1e-3, 1e-4, 1e-5, 1e-6)
        ),
    ):
        yield KnownMistake(code, done, make, whole=True)


def _any(differs, network):
    return partial(differs, bent=tuple(activation for *_, activation in network))
