"""An explanation of gradients: the mistakes that lead to every entry of every row of a table.

A row names the mistakes that lead to all of it; the other rows, wrong and right, and other tables
allow them or not. What none of them contradicts is said. What is only a pattern in the numbers,
such as one factor throughout, is said as what it is, if it is the same in all rows.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from derivations.arrays import Array, Pair, PairsLike
from derivations.gradients.constant_factor import RELATIVE, constant_of, equal
from derivations.gradients.diagnosis import few_entries, of_another_form
from derivations.gradients.forward_pass import WrongSignal, first_wrong
from derivations.gradients.three_way import NAMES, measured
from derivations.gradients.wrong_backward_passes import (
    Name,
    WrongBackwardPass,
    rate_of_update,
    with_updated_weights,
    wrong_backward_passes,
)
from derivations.language.phrases import listed, matches
from derivations.networks.backward_pass import BackwardPass
from derivations.networks.derivation import CostFunction, Derivation, derive

ROUNDING, NEAR_ZERO = 1e-12, 1e-9  # of the largest entry, and absolute as in a cell
_ADDED = 1e-6  # digits that are left where a large sum is taken from another
# More mistakes than these with the same numbers are a guess.
_MOST = 3
_ACCUMULATED, _STATE = ("accumulated",), ("state",)
# What a factor may count: its name, and what it is on a batch of n samples with k outputs.
_COUNTS: dict[str, Callable[[int, int], Fraction]] = {
    "": lambda n, k: Fraction(1),
    "n": lambda n, k: Fraction(n),
    "1/n": lambda n, k: Fraction(1, n),
    "k": lambda n, k: Fraction(k),
    "1/k": lambda n, k: Fraction(1, k),
    "n·k": lambda n, k: Fraction(n * k),
    "1/(n·k)": lambda n, k: Fraction(1, n * k),
}
# What it means that a factor changes with the batch as one of these counts does.
_AVERAGED = {
    "n": ("not-averaged", "summed over the batch instead of averaged (n = {n})"),
    "1/n": ("averaged-twice", "divided by n = {n} one time too many"),
    "n·k": ("not-averaged", "not averaged over the {n}·{k} predictions"),
    "k": ("constant-factor", "averaged over {n} samples instead of {n}·{k} predictions"),
    "1/k": ("constant-factor", "averaged over {n}·{k} predictions instead of {n} samples"),
}


class GradientExplanation:
    """Evidence in the gradients of one network and one batch about their computation."""

    def __init__(
        self,
        layout: tuple[Sequence[int], Sequence[str], str],
        batch: tuple[PairsLike, npt.ArrayLike, npt.ArrayLike],
        claimed: object,
        J: CostFunction,
        again: Callable[[], Iterable[Pair]],
        signals: Callable[[], Iterable[Pair]] = tuple,
    ) -> None:
        """Take the arguments of `derive`, the parameters with X and Y, and what was answered.

        `J(parameters)` is the implementation's own cost through its own forward pass, `again()`
        asks it for the same gradients once more, and `signals()` for the [(z, a), …] of its forward
        pass. Nothing is worked out before it is asked for.
        """
        self._layout, self._batch, self._claimed = layout, batch, claimed
        self._J, self._again, self._signals = J, again, signals

    @cached_property
    def _derivation(self) -> Derivation:
        return derive(*self._layout)

    @cached_property
    def _checked(self) -> tuple[list[Pair], Array, Array]:
        return self._derivation.checked(*self._batch)

    def names(self) -> list[Name]:
        """Return the names of all mistakes and patterns that lead to all that was answered."""
        if self._first is None or self._first.code != "three-way":
            return []
        found: list[Name] = [mistake.name for mistake in self._mistakes() if self._is(mistake)]
        found += self._patterns()
        return found + [name for name in (_ACCUMULATED, _STATE) if self._kept(name)]

    def allows(self, name: Name) -> bool:
        """Tell whether the mistake or pattern of this name leads to these gradients."""
        if name in (_ACCUMULATED, _STATE):
            return self._kept(name)
        if isinstance(name, _Pattern):
            return self._fits(self._by_pattern(name))
        mistakes = {mistake.name: mistake for mistake in self._mistakes(name)}
        return self._is(mistakes[name]) if name in mistakes else self._fits(self._right)

    def say(self, names: Sequence[Name]) -> list[tuple[str, str]]:
        """Return (code, sentence) pairs: what is seen here, and the mistakes of these names."""
        forms, _ = of_another_form(self._claimed, self._right, self._done)
        first = [self._first] if self._first else []
        said = [(one.code, one.message) for one in (*first, *forms)]
        if not first and not forms and names:  # right here, wrong elsewhere
            return []
        if self._first and self._first.code != "three-way":
            return said
        return said + (self._named(names) or self._seen(names) or self._few())

    def _named(self, names):
        """Say the mistakes: one sentence for all that cannot be told apart."""
        found = sorted(
            (mistake for name in names for mistake in self._mistakes(name) if mistake.name == name),
            key=lambda mistake: mistake.weight,
        )
        # Where slope and cost seem cancelled, the numbers do not say whose slope was taken.
        found = [mistake for mistake in found if mistake.code == "cancelled"] or found
        sentences = {mistake.sentence: mistake.code for mistake in found}
        if not 0 < len(sentences) <= _MOST:
            return []
        shown, verb = self._shown()
        return [(next(iter(sentences.values())), matches(shown, [*sentences], verb))]

    def _shown(self):
        """Return the wrong gradients as the subject of a sentence, with the form of its verb."""
        names = [_named(key) for key in self._wrong]
        return f"Your {listed(names)}", "matches" if len(names) == 1 else "match"

    def _seen(self, names):
        """Say the simplest pattern, or the difference between two equal calls."""
        if not names:
            return []
        shown, verb = self._shown()
        one = verb == "matches"
        if _ACCUMULATED in names:
            said = "Each call adds its gradients to those of earlier calls. Start from 0 each time."
            return [("accumulated", f"{shown} {'grows' if one else 'grow'} in each call. {said}")]
        if _STATE in names:
            said = "when the same call is repeated. Store nothing between calls."
            return [("state", f"{shown} {'changes' if one else 'change'} {said}")]
        patterns = [name for name in names if isinstance(name, _Pattern)]
        if any(pattern.kind == "transposed" for pattern in patterns):
            square = [k for k in self._wrong if not k[1] and len({*self._shape(k)}) == 1]
            return [("transposed", f"Your {_named(key)} is transposed.") for key in square]
        factors = {(p.counted, p.factor) for p in patterns if p.kind == "times"}
        if not factors:
            return []
        counts = {count for count, _ in factors}
        n, k = self._counts
        [constant] = {rest * _COUNTS[count](n, k) for count, rest in factors}
        plain = [count for count in _AVERAGED if (count, Fraction(1)) in factors]
        if constant == -1:
            return [("sign", f"{shown} {'has' if one else 'have'} the wrong sign.")]
        if "" in counts or not plain:
            code, sentence = "constant-factor", _plainly(constant, n)
        else:
            code, sentence = _AVERAGED[plain[0]]
        return [(code, f"{shown} {'is' if one else 'are'} {sentence.format(n=n, k=k)}.")]

    def _few(self):
        if self._first is None:
            return []
        wrong = {key: self._arrays[key] for key in self._wrong if key in self._arrays}
        return [(one.code, one.message) for one in few_entries(wrong, self._right)]

    @cached_property
    def _done(self) -> BackwardPass:
        with np.errstate(all="ignore"):
            return BackwardPass(self._derivation, *self._checked)

    @cached_property
    def _right(self) -> list[Pair]:
        with np.errstate(all="ignore"):
            return self._derivation.gradients(*self._checked)

    @property
    def _counts(self) -> tuple[int, int]:
        """The number of samples, and of outputs."""
        _, _, Y = self._checked
        n, k = Y.shape
        return n, k

    @cached_property
    def _arrays(self) -> dict[tuple[int, int], Array]:
        """The answered arrays by layer and 0 for W or 1 for b; none where they are not arrays."""
        try:
            pairs = [tuple(pair) for pair in self._claimed]  # type: ignore[attr-defined]
            arrays = {
                (layer, which): np.asarray(value, dtype=float)
                for layer, pair in enumerate(pairs)
                for which, value in enumerate(pair)
            }
        except Exception:  # whatever an implementation answers
            return {}
        return arrays if len(arrays) == 2 * len(self._right) else {}

    @cached_property
    def _wrong(self) -> list[tuple[int, int]]:
        return [
            (at, which)
            for (at, which), array in self._arrays.items()
            if not equal(array, self._right[at][which])
        ]

    @cached_property
    def _first(self):
        with np.errstate(all="ignore"):
            given = self._derivation, *self._checked, self._claimed, self._J
            return measured(*given, self._signal) if self._wrong else None

    @cached_property
    def _signal(self) -> WrongSignal | None:
        """The fault of the forward pass, if there is one."""
        try:
            answered = list(self._signals())
        except Exception:  # it calls the implementation, which may do anything
            return None
        return first_wrong(self._done.signals, answered, self._derivation.activations)

    @property
    def at_fault(self) -> str:
        """The function that is wrong where it is not the backward pass; "" where that is."""
        if self._first is None or self._first.code != "forward-pass":
            return ""
        return self._signal.function if self._signal else self._derivation.cost

    def _shape(self, key):
        return self._right[key[0]][key[1]].shape

    def _mistakes(self, name: Name = ()) -> Iterator[WrongBackwardPass]:
        """Yield the mistakes there are; with the rate in a name, or the one that is seen here."""
        yield from wrong_backward_passes(self._done)
        if name[:1] == ("updated-too-early",):
            α = name[1] if self._done.depth > 1 else None
        else:
            α = self._rate
        if isinstance(α, float):
            yield with_updated_weights(self._done, α)

    @cached_property
    def _rate(self) -> float | None:
        """The rate at which the weights were updated too early, if that fits the first arrays."""
        shapes = {key: array.shape for key, array in self._arrays.items()}
        if not shapes or any(shape != self._shape(key) for key, shape in shapes.items()):
            return None
        layers = range(len(self._right))
        return rate_of_update(
            self._done, [(self._arrays[i, 0], self._arrays[i, 1]) for i in layers]
        )

    def _is(self, mistake: WrongBackwardPass) -> bool:
        gradients = mistake.gradients
        return bool(gradients) and self._fits(gradients, mistake.near, mistake.lost)

    def _fits(
        self, gradients: Sequence[Pair], near: float = RELATIVE, lost: float = ROUNDING
    ) -> bool:
        """Tell whether all that was answered is what these gradients are."""
        return bool(self._arrays) and all(
            _same(array, gradients[at][which], lost * np.abs(self._right[at][which]).max(), near)
            for (at, which), array in self._arrays.items()
        )

    def _patterns(self) -> Iterator[Name]:
        """Yield the names of the patterns in all that was answered."""
        n, k = self._counts
        names = [_Pattern("transposed", scope) for scope in _SCOPES]
        for key in self._wrong[:1]:
            right = self._right[key[0]][key[1]]
            constant = constant_of(self._arrays[key], right, np.abs(right).max(initial=0.0))
            if constant is not None:
                names += [
                    _Pattern("times", scope, count, constant / value(n, k))
                    for scope in (*_SCOPES, f"layer {key[0]}", f"array {key}")
                    for count, value in _COUNTS.items()
                    if abs(constant / value(n, k)) in (1, 2, Fraction(1, 2)) or not count
                ]
        yield from (name for name in names if self._fits(self._by_pattern(name)))

    def _by_pattern(self, pattern: "_Pattern") -> list[Pair]:
        kind, scope, count, factor = pattern
        found = []
        for at, pair in enumerate(self._right):
            changed = list(pair)
            for which in (0, 1):
                here = _SCOPES.get(scope, lambda *_: False)(at, which)
                if not (here or scope in (f"layer {at}", f"array {(at, which)}")):
                    continue
                if kind == "transposed":
                    changed[which] = pair[which].T
                else:
                    changed[which] = float(factor * _COUNTS[count](*self._counts)) * pair[which]
            found.append((changed[0], changed[1]))
        return found

    def _kept(self, name: Name) -> bool:
        """Ask twice for the same gradients: is something kept from call to call?"""
        try:
            before, after = (
                [np.array(array, dtype=float) for pair in self._again() for array in pair]
                for _ in range(2)
            )
            more = [new - old for old, new in zip(before, after, strict=True)]
            if name == _STATE:
                return any(map(np.any, more))
            # Of what is little, digits are lost where it is added to much; adding 0 tells nothing.
            room = [NEAR_ZERO * np.abs(old).max(initial=0.0) for old in before]
            right = [array for pair in self._right for array in pair]
            return all(map(partial(_same, near=_ADDED), more, right, room))
        except Exception:  # it calls the implementation, which may do anything
            return False


class _Pattern(NamedTuple):
    """A pattern's kind, "times" or "transposed", the arrays it is in, and what factor it is."""

    kind: str
    scope: str
    counted: str = ""
    factor: Fraction = Fraction(1)


# Which arrays a pattern is in, by layer and 0 for W or 1 for b.
_SCOPES: dict[str, Callable[[int, int], bool]] = {
    "all": lambda layer, which: True,
    "W": lambda layer, which: which == 0,
    "b": lambda layer, which: which == 1,
}


def _same(array: Array, other: Array, room: float, near: float) -> bool:
    """Tell whether two arrays agree, except for some digits and for tiny numbers."""
    if array.shape != other.shape:
        return False
    room += NEAR_ZERO + ROUNDING * np.abs(other).max(initial=0.0)
    return bool((np.abs(array - other) <= near * np.abs(other) + room).all())


def _named(key):
    return f"{NAMES[key[1]]}{key[0] + 1}"


def _plainly(constant, n):
    """Say a factor as what is seen, and what it may stand for."""
    doubt = ""
    if n == 2 and abs(constant) in (2, Fraction(1, 2)):
        doubt = " (n is 2 here: the factor 2 may be missing, or the average)"
    elif n > 2 and abs(constant) in (n, Fraction(1, n)):
        doubt = f" (n is {n} here)"
    return f"{constant} times the right gradient{doubt}"
