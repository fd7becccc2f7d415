"""Values as plain trees: numbers, words, arrays, lists, and tags for the few other things.

Each side has its own idea of functions, records and generators: `Packing.other`, `Opening.other`.
"""

import math
from collections.abc import Mapping

import numpy as np

from .framing import MOST_BYTES, Foul

DEEPEST = 24
MOST_NODES = 400_000
MOST_ENTRIES = 10_000
MOST_DIMENSIONS = 16
LONGEST_WORD = 2000
_DTYPES = {np.dtype(code).str for code in tuple("?bBhHiIlLqQefdFD")}
_LISTS = {"l": list, "t": tuple, "s": set}


class Packing:
    """One message on its way out: the trees of its values, and the bytes of their arrays."""

    def __init__(self) -> None:
        """Start with nothing packed."""
        self.buffers: list[bytes] = []
        self._nodes = 0

    def pack(self, value: object, depth: int = 0) -> object:
        """Return the tree of a value; Foul if it is nested too deeply, or holds too much."""
        self._nodes += 1
        if depth > DEEPEST or self._nodes > MOST_NODES:
            raise Foul("an answer nested too deeply, or of too many parts")
        if value is None or isinstance(value, bool | str):
            return value if value is None or isinstance(value, bool) else str(value)
        if isinstance(value, np.ndarray | np.generic):
            return self._array(value, depth)
        if isinstance(value, int | float):
            return int(value) if isinstance(value, int) else float(value)
        if isinstance(value, complex):
            return ["z", value.real, value.imag]
        other = self.other(value, depth)
        if other is not None:
            return other
        if isinstance(value, Mapping):
            return ["d", *([self.pack(k, depth + 1), self.pack(v, depth + 1)]
                           for k, v in value.items())]  # fmt: skip
        tag = "l" if isinstance(value, list | range) else "t" if isinstance(value, tuple) else "s"
        if not isinstance(value, list | range | tuple | set | frozenset):
            raise Foul(f"a {type(value).__name__}")
        return [tag, *(self.pack(part, depth + 1) for part in value)]

    def _array(self, value: np.ndarray | np.generic, depth: int) -> list:
        scalar = isinstance(value, np.generic)
        array = np.array(value, subok=False, copy=None)
        if array.dtype.kind in "fc" and array.dtype.str not in _DTYPES:
            array = array.astype(float if array.dtype.kind == "f" else complex)
        if array.dtype.str not in _DTYPES:
            if array.size > MOST_ENTRIES:
                raise Foul(f"an array of {array.size} entries that are not numbers")
            kind = array.dtype.kind if array.dtype.kind in "OU" else "O"
            parts = [self.pack(part, depth + 1) for part in array.astype(kind).ravel().tolist()]
            return ["x", kind, list(array.shape), parts]
        self.buffers.append(array.tobytes())
        return ["a", array.dtype.str, list(array.shape), scalar]

    def other(self, value: object, depth: int) -> object:
        """Return the tree of something that this side has its own word for, or None."""
        return None


class Opening:
    """One message that came in; what does not look as it should is Foul, and nothing is trusted."""

    def __init__(self, data: memoryview) -> None:
        """Take the bytes of the message's arrays, which its trees use up in order."""
        self._data, self._at, self._nodes = data, 0, 0
        self.arrays: list[np.ndarray] = []

    def open(self, tree: object, depth: int = 0) -> object:
        """Return the value of a tree, made of fresh arrays and plain values alone."""
        self._nodes += 1
        if depth > DEEPEST or self._nodes > MOST_NODES:
            raise Foul("nested too deeply, or of too many parts")
        if tree is None or isinstance(tree, bool | int | float):
            return tree
        if isinstance(tree, str):
            return plain(tree)
        if not isinstance(tree, list) or not tree or not isinstance(tree[0], str):
            raise Foul("a tree without a tag")
        return self._tagged(tree, depth)

    def _tagged(self, tree: list, depth: int) -> object:
        match tree:
            case ["l" | "t" | "s" as tag, *parts]:
                values = [self.open(part, depth + 1) for part in parts]
                return _hashed(lambda: _LISTS[tag](values))
            case ["d", *pairs] if all(isinstance(p, list) and len(p) == 2 for p in pairs):
                opened = [[self.open(part, depth + 1) for part in pair] for pair in pairs]
                return _hashed(lambda: dict(opened))
            case ["z", int() | float() as real, int() | float() as imaginary]:
                return complex(real, imaginary)
            case ["a", str(dtype), list(shape), bool(scalar)] if dtype in _DTYPES:
                return self._array(np.dtype(dtype), _sizes(shape), scalar)
            case ["x", "O" | "U" as kind, list(shape), list(parts)]:
                return self._objects(kind, _sizes(shape), parts, depth)
        return self.other(tree, depth)

    def _array(self, dtype: np.dtype, shape: tuple, scalar: bool) -> np.ndarray | np.generic:
        size = math.prod(shape) * dtype.itemsize
        if size > MOST_BYTES or self._at + size > len(self._data):
            raise Foul("an array of more bytes than came")
        raw = self._data[self._at : self._at + size]
        self._at += size
        array = np.frombuffer(raw, dtype).reshape(shape).copy()
        self.arrays.append(array)
        return array[()] if scalar and shape == () else array

    def _objects(self, kind: str, shape: tuple, parts: list, depth: int) -> np.ndarray:
        if math.prod(shape) != len(parts):
            raise Foul("a shape that does not fit its entries")
        array = np.empty(len(parts), dtype=object)
        for i, part in enumerate(parts):
            array[i] = self.open(part, depth + 1)
        return array.reshape(shape).astype("U" if kind == "U" else object)

    def other(self, tree: list, depth: int) -> object:
        """Return what a tag of this side's own means."""
        raise Foul(f"the tag {plain(tree[0])[:20]!r}")


def _sizes(shape: list) -> tuple[int, ...]:
    good = all(type(size) is int and 0 <= size <= MOST_BYTES for size in shape)
    if not good or len(shape) > MOST_DIMENSIONS:
        raise Foul("a shape that is none")
    return tuple(shape)


def _hashed(make: object) -> object:
    try:
        return make()
    except TypeError:
        raise Foul("a set or dict with parts that cannot be in one") from None


def plain(word: object, longest: int = LONGEST_WORD) -> str:
    r"""Return a word that any terminal can show: no control characters, and not without end.

    >>> plain("a\x1b[2Jb"), plain("x" * 9, longest=3)
    ('a�[2Jb', 'xxx…')
    """
    text = word if isinstance(word, str) else ""
    text = text if len(text) <= longest else f"{text[:longest]}…"
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
