"""Kinds of arguments: each can be drawn, and says why a value is none of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from dojo.contracts.draw import ALL_WHOLE, Array, Draw

# The shapes of an array that may have any axes; one of none is a plain number.
ANY_AXES = ("n", "n, d", "m, n, d")
# How often a number is the least one that is allowed, or the greatest.
_AT_AN_END = 0.2
REAL, PROBABILITY, TARGET, ONE_HOT, LABEL = "real", "probability", "target", "one-hot", "label"


class Kind(Protocol):
    """Kind of an argument."""

    def draw(self, draw: Draw) -> Any:
        """Return such an argument."""

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say why a value is none, "" where it is one; `sizes` holds, and gets, those of names."""


def _is_share(array: Array) -> bool:
    return bool(((array >= 0) & (array <= 1)).all())


def _is_one_hot(array: Array) -> bool:
    return bool(((array == 0) | (array == 1)).all() and (array.sum(axis=-1) == 1).all())


def _is_label(array: Array) -> bool:
    return array.dtype.kind in "iu" and bool((array >= 0).all())


# What the entries of an array of each kind have to be.
_ALLOWED: dict[str, Callable[[Array], bool]] = {
    REAL: lambda _: True,
    PROBABILITY: _is_share,
    TARGET: _is_share,
    ONE_HOT: _is_one_hot,
    LABEL: _is_label,
}


@dataclass(frozen=True)
class Numbers:
    """An array of numbers with a shape, such as "n, d_in": the same name is the same size.

    Entries are real numbers, or what `of` says.
    """

    shape: str
    of: str = REAL

    @property
    def _names(self) -> list[str]:
        return [name.strip() for name in self.shape.split(",") if name.strip()]

    def draw(self, draw: Draw) -> Array:
        """Return an array of normal numbers, probabilities, targets, or labels."""
        shape = tuple(map(draw.size, self._names))
        match self.of:
            case "probability":
                drawn = draw.rng.uniform(0.02, 0.98, shape)
                return draw.formed(drawn) if draw.form not in ALL_WHOLE else drawn
            case "target":
                return draw.formed(draw.rng.integers(2, size=shape) * 1.0, target=True)
            case "one-hot":
                rows = np.eye(shape[-1])[draw.rng.integers(shape[-1], size=shape[:-1])]
                return draw.formed(rows, target=True)
            case "label":
                return draw.formed(draw.rng.integers(draw.size("k"), size=shape))
        # Of what has no axis, arithmetic makes a plain number.
        drawn = np.asarray(draw.magnified(draw.rng.normal(size=shape) * 1.5))
        if draw.whole():
            return np.asarray(np.rint(2 * drawn), dtype=np.int64)
        return draw.formed(drawn)

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say what is wrong with the type, the shape, or the numbers."""
        if not isinstance(value, np.ndarray):
            return f"is a {type(value).__name__}, not an array"
        if value.dtype.kind not in "biuf":
            return f"is an array of {value.dtype}, not of numbers"
        names = self._names
        fits = value.ndim == len(names) and all(
            sizes.setdefault(name, size) == size
            for name, size in zip(names, value.shape, strict=True)
            if not name.isdigit() or int(name) == size
        )
        if not fits:
            return f"has shape {value.shape} instead of ({self.shape})"
        return (
            ""
            if _ALLOWED[self.of](value)
            else f"contains numbers that are not of the kind {self.of!r}"
        )


@dataclass(frozen=True)
class Number:
    """A plain number between two others; now and then it is one of these two, or 0 between them.

    Where it is drawn `by_size`, each power of ten is as likely as another.
    """

    low: float = -3.0
    high: float = 3.0
    by_size: bool = False

    def draw(self, draw: Draw) -> float:
        """Return a number."""
        if draw.rng.random() < _AT_AN_END:
            return draw.one_of([self.low, self.high, *([0.0] if self.low < 0 < self.high else [])])
        if self.by_size:
            return float(10 ** draw.rng.uniform(np.log10(self.low), np.log10(self.high)))
        return float(draw.rng.uniform(self.low, self.high))

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say that it is not a plain number."""
        plain = isinstance(value, int | float | np.integer) and not isinstance(value, bool)
        return "" if plain else f"is a {type(value).__name__}, not a number"


@dataclass(frozen=True)
class Whole:
    """A whole number from one to another, and another one where everything is large."""

    low: int
    high: int
    large: int | None = None

    def draw(self, draw: Draw) -> int:
        """Return a whole number."""
        if draw.scale == "large" and self.large is not None:
            return self.large
        return int(draw.rng.integers(self.low, self.high + 1))

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say that it is not a whole number."""
        whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
        return "" if whole else f"is a {type(value).__name__}, not a whole number"


@dataclass(frozen=True)
class Size:
    """The size that another argument has, as a whole number."""

    name: str

    def draw(self, draw: Draw) -> int:
        """Return it."""
        return draw.size(self.name)

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say that it is another one."""
        return "" if sizes.get(self.name, value) == value else f"is {value}, not {self.name}"


@dataclass(frozen=True)
class Word:
    """One of some words."""

    words: tuple[str, ...]

    def draw(self, draw: Draw) -> str:
        """Return one of them."""
        return draw.one_of(self.words)

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say that it is none of them."""
        return (
            ""
            if value in self.words
            else (f"is {value!r} instead of one of {', '.join(self.words)}")
        )


@dataclass(frozen=True)
class Function:
    """A function; one of some is drawn."""

    functions: tuple[Callable[..., Any], ...]

    def draw(self, draw: Draw) -> Callable[..., Any]:
        """Return one of them."""
        return draw.one_of(self.functions)

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say that it cannot be called."""
        return "" if callable(value) else f"is a {type(value).__name__}, not a function"


@dataclass(frozen=True)
class Generator:
    """A generator of random numbers."""

    def draw(self, draw: Draw) -> "Seed":
        """Return a seed, from which each call gets a generator of its own."""
        return Seed(int(draw.rng.integers(10**6)))

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say that it is none."""
        right = isinstance(value, np.random.Generator)
        return "" if right else f"is a {type(value).__name__}, not a Generator"


@dataclass(frozen=True)
class Seed:
    """Seed of a generator, which is new for each call."""

    number: int


@dataclass(frozen=True)
class Optional:
    """An argument that may be left out."""

    kind: Kind

    def draw(self, draw: Draw) -> Any:
        """Return it, or now and then nothing."""
        return None if draw.rng.random() < 0.3 else self.kind.draw(draw)

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say what is wrong with it, where it is given."""
        return "" if value is None else self.kind.problem(value, sizes)


@dataclass(frozen=True)
class Record:
    """A record of the kata's own: its module, its name, and what it is made of."""

    module: str
    name: str
    fields: tuple[Any, ...]


@dataclass(frozen=True)
class Answered:
    """Argument made from the answer of another function of the kata."""

    module: str
    function: str
    arguments: tuple[Any, ...]
    then: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class Own:
    """A function of the kata's own, passed as an argument."""

    module: str
    name: str


@dataclass(frozen=True)
class OwnFunction:
    """One of some functions of a module of the kata."""

    module: str
    names: tuple[str, ...]

    def draw(self, draw: Draw) -> Own:
        """Return one of them."""
        return Own(self.module, draw.one_of(self.names))

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say that it cannot be called."""
        return "" if callable(value) else f"is a {type(value).__name__}, not a function"


@dataclass(frozen=True)
class ListOf:
    """A list with so many of a kind in it, and with another number where everything is large."""

    kind: Kind
    low: int
    high: int
    large: int | None = None

    def draw(self, draw: Draw) -> list[Any]:
        """Return a list."""
        count = Whole(self.low, self.high, self.large).draw(draw)
        return [self.kind.draw(draw) for _ in range(count)]

    def problem(self, value: Any, sizes: dict[str, int]) -> str:
        """Say that it is not a list, or what is wrong with the first entry that does not fit."""
        if not isinstance(value, list):
            return f"is a {type(value).__name__}, not a list"
        found = (self.kind.problem(entry, sizes) for entry in value)
        return next((f"contains an entry that {problem}" for problem in found if problem), "")
