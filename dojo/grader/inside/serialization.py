"""Serialization of values as plain trees: numbers, text, arrays, lists, and tags for a few others.

Each side of a connection has its own kinds of functions, records and random generators, and packs
them in its own subclass (`pack_special`, `unpack_special`).
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

import numpy as np

from .framing import MOST_BYTES, Json, ProtocolError

DEEPEST = 24
MOST_NODES = 400_000
MOST_ENTRIES = 10_000
MOST_DIMENSIONS = 16
LONGEST_TEXT = 2000
_DTYPES = {np.dtype(code).str for code in tuple("?bBhHiIlLqQefdFD")}
_COLLECTIONS = {"l": list, "t": tuple, "s": set}
# Arrays of any entries and any number of dimensions.
Array: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[Any]]
_T = TypeVar("_T")


class Packer:
    """One outgoing message: the trees of its values, and the bytes of their arrays."""

    def __init__(self) -> None:
        """Start with nothing packed."""
        self.buffers: list[bytes] = []
        self._nodes = 0

    def pack(self, value: object, depth: int = 0) -> Json:
        """Return the tree of a value.

        ProtocolError if it is nested too deeply, holds too much, or is of an unknown type.
        """
        self._nodes += 1
        if depth > DEEPEST or self._nodes > MOST_NODES:
            raise ProtocolError("it has too many levels or too many parts")
        match value:
            case None | bool():
                return value
            case str():
                return str(value)
            case np.ndarray() | np.generic():
                return self._array(value, depth)
            case int():
                return int(value)
            case float():
                return float(value)
            case complex():
                return ["z", value.real, value.imag]
        special = self.pack_special(value, depth)
        if special is not None:
            return special
        match value:
            case Mapping():
                pairs = ((self.pack(k, depth + 1), self.pack(v, depth + 1))
                         for k, v in value.items())  # fmt: skip
                return ["d", *map(list, pairs)]
            case list() | range():
                tag = "l"
            case tuple():
                tag = "t"
            case set() | frozenset():
                tag = "s"
            case _:
                raise ProtocolError(f"it contains a value of type {type(value).__name__}")
        return [tag, *(self.pack(part, depth + 1) for part in value)]

    def _array(self, value: Array | np.generic, depth: int) -> Json:
        scalar = isinstance(value, np.generic)
        array: Array = np.array(value, subok=False, copy=None)
        if array.dtype.kind in "fc" and array.dtype.str not in _DTYPES:
            array = array.astype(float if array.dtype.kind == "f" else complex)
        if array.dtype.str not in _DTYPES:
            if array.size > MOST_ENTRIES:
                raise ProtocolError(f"it contains {array.size} entries that are not numbers")
            kind = array.dtype.kind if array.dtype.kind in "OU" else "O"
            parts = [self.pack(part, depth + 1) for part in array.astype(kind).ravel().tolist()]
            return ["x", kind, list(array.shape), parts]
        self.buffers.append(array.tobytes())
        return ["a", array.dtype.str, list(array.shape), scalar]

    def pack_special(self, value: object, depth: int) -> Json:
        """Return the tree of a value that only this side knows, or None for any other."""
        return None


class Unpacker:
    """One incoming message, of which nothing is trusted: ProtocolError for what is malformed."""

    def __init__(self, data: memoryview) -> None:
        """Take the bytes of the message's arrays, which its trees use up in order."""
        self._data, self._at, self._nodes = data, 0, 0

    def unpack(self, tree: Json, depth: int = 0) -> object:
        """Return the value of a tree, made of fresh arrays and plain values alone."""
        self._nodes += 1
        if depth > DEEPEST or self._nodes > MOST_NODES:
            raise ProtocolError("it has too many levels or too many parts")
        match tree:
            case None | bool() | int() | float():
                return tree
            case str():
                return plain(tree)
            case [str(), *_]:
                return self._tagged(tree, depth)
        raise ProtocolError("it contains a value without a tag")

    def _tagged(self, tree: Sequence[Json], depth: int) -> object:
        match tree:
            case ["l" | "t" | "s" as tag, *parts]:
                values = [self.unpack(part, depth + 1) for part in parts]
                return _hashed(lambda: _COLLECTIONS[tag](values))
            case ["d", *pairs]:
                items = [self._pair(pair, depth) for pair in pairs]
                return _hashed(lambda: dict(items))
            case ["z", int() | float() as real, int() | float() as imaginary]:
                return complex(real, imaginary)
            case ["a", str(dtype), list(shape), bool(scalar)] if dtype in _DTYPES:
                return self._array(np.dtype(dtype), _sizes(shape), scalar)
            case ["x", "O" | "U" as kind, list(shape), list(parts)]:
                return self._entries(kind, _sizes(shape), parts, depth)
        return self.unpack_special(tree, depth)

    def _pair(self, pair: Json, depth: int) -> tuple[object, object]:
        match pair:
            case [key, value]:
                return self.unpack(key, depth + 1), self.unpack(value, depth + 1)
        raise ProtocolError("it contains a mapping whose entries are not pairs")

    def _array(
        self, dtype: np.dtype[Any], shape: tuple[int, ...], scalar: bool
    ) -> Array | np.generic:
        size = math.prod(shape) * dtype.itemsize
        if size > MOST_BYTES or self._at + size > len(self._data):
            raise ProtocolError("it claims an array of more bytes than it sent")
        raw = self._data[self._at : self._at + size]
        self._at += size
        array = self.array_of(raw, dtype).reshape(shape)
        return array[()] if scalar and shape == () else array

    def array_of(self, raw: memoryview, dtype: np.dtype[Any]) -> Array:
        """Return the bytes of an array as a fresh one."""
        return np.frombuffer(raw, dtype).copy()

    def _entries(
        self, kind: str, shape: tuple[int, ...], parts: Sequence[Json], depth: int
    ) -> Array:
        if math.prod(shape) != len(parts):
            raise ProtocolError("it contains an array whose shape does not fit its entries")
        array: Array = np.empty(len(parts), dtype=object)
        for i, part in enumerate(parts):
            array[i] = self.unpack(part, depth + 1)
        return array.reshape(shape).astype("U" if kind == "U" else object)

    def unpack_special(self, tree: Sequence[Json], depth: int) -> object:
        """Return the value of a tag that only this side knows; ProtocolError for any other."""
        raise ProtocolError(f"it contains a value with the unknown tag {plain(tree[0])[:20]!r}")


def rng_states(rngs: Mapping[int, np.random.Generator]) -> dict[str, Json]:
    """Return where random generators are now, by the numbers that both sides know them by."""
    return {str(key): rng.bit_generator.state for key, rng in rngs.items()}


def _sizes(shape: Sequence[Json]) -> tuple[int, ...]:
    sizes = tuple(size for size in shape if type(size) is int and 0 <= size <= MOST_BYTES)
    if len(sizes) != len(shape) or len(shape) > MOST_DIMENSIONS:
        raise ProtocolError("it contains an array whose shape is not a list of sizes")
    return sizes


def _hashed(make: Callable[[], _T]) -> _T:
    try:
        return make()
    except TypeError:
        raise ProtocolError("it contains a set or dict with impossible members") from None


def plain(text: object, longest: int = LONGEST_TEXT) -> str:
    r"""Return a text that any terminal can show: no control characters, and limited in length.

    Anything but text becomes empty text.

    >>> plain("a\x1b[2Jb"), plain("x" * 9, longest=3), plain(None)
    ('a�[2Jb', 'xxx…', '')
    """
    text = text if isinstance(text, str) else ""
    text = text if len(text) <= longest else f"{text[:longest]}…"
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
