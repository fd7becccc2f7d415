"""Values as a worker sees them: records of the submission's own classes, functions, generators."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any, Protocol, TypeAlias

import numpy as np

from .framing import Json, ProtocolError
from .serialization import Array, Packer, Unpacker

MOST_YIELDED = 20_000
DEEPEST_PARTS = 4

AnyFunction: TypeAlias = Callable[..., object]


class WorkerState(Protocol):
    """The part of a worker that its values need."""

    kept: list[object]
    rngs: dict[int, np.random.Generator]

    def module(self, name: str) -> ModuleType:
        """Return a module of the submission."""

    def function(self, target: Json) -> AnyFunction:
        """Return a function of the submission."""

    def record_of(self, kind: type) -> str:
        """Return the name of the course's record that a class stands for; "" if it does not."""

    def keep(self, value: object) -> int:
        """Keep a value; return its number."""

    def call_back(self, callback: Json, arguments: Sequence[object]) -> object:
        """Call a function of the grader's, and return what it answers."""


class WorkerUnpacker(Unpacker):
    """A request: the grader's functions become callables, its records the submission's own."""

    def __init__(self, data: memoryview, worker: WorkerState, given: bool = False) -> None:
        """Take the bytes of the arrays, and the worker that the request came to.

        The arrays of values that are `given` as arguments may not be changed.
        """
        super().__init__(data)
        self._worker, self._given = worker, given
        self.lists: list[list[object]] = []
        self.own_arrays: list[Array] = []
        self._sent: list[tuple[bytes, memoryview]] = []

    def unpack(self, tree: Json, depth: int = 0) -> object:
        """Return the value, and remember its lists: whoever is given one may not change it."""
        value = super().unpack(tree, depth)
        if type(value) is list:
            self.lists.append(value)
        return value

    def array_of(self, raw: memoryview, dtype: np.dtype[Any]) -> Array:
        """Return the bytes of an array: a fresh one, or for an argument one that stays read-only.

        NumPy makes no array writeable whose memory is a bytes object.
        """
        if not self._given:
            return super().array_of(raw, dtype)
        kept = bytes(raw)
        self._sent.append((kept, raw))
        return np.frombuffer(kept, dtype)

    def array_changed(self) -> bool:
        """Tell whether somebody has written to a given array all the same, past NumPy."""
        return any(kept != bytes(raw) for kept, raw in self._sent)

    def _watch(self, value: object) -> None:
        """Remember the arrays and lists in a value that never left: they may not be changed."""
        if isinstance(value, np.ndarray) and value.flags.writeable:
            self.own_arrays.append(value)
        elif isinstance(value, tuple | list):
            self.lists += [value] if isinstance(value, list) else []
            for part in value:
                self._watch(part)

    def unpack_special(self, tree: Sequence[Json], depth: int) -> object:
        """Return a record, a repeated entry, a callback, one of our own values, or a generator."""
        match tree:
            case ["r", str(module), str(name), *parts]:
                record: AnyFunction = getattr(self._worker.module(module), name)
                return record(*(self.unpack(part, depth + 1) for part in parts))
            case ["w", one, [*shape]]:
                entry = np.asarray(self.unpack(one))
                return np.broadcast_to(entry, [int(str(size)) for size in shape])
            case ["c", callback]:
                return lambda *arguments: self._worker.call_back(callback, arguments)
            case ["f", target]:
                return self._worker.function(target)
            case ["o", int(handle)]:
                kept = self._worker.kept[handle]
                self._watch(kept)
                return kept
            case ["g", int(key), Mapping() as state]:
                rng = self._worker.rngs.get(key)
                if rng is None:
                    name = str(state["bit_generator"])
                    kind: type[np.random.BitGenerator] = getattr(np.random, name)
                    rng = self._worker.rngs[key] = np.random.Generator(kind())
                rng.bit_generator.state = state
                return rng
        return super().unpack_special(tree, depth)


class WorkerPacker(Packer):
    """An answer: functions, and what is not a plain value, stay here and are sent as numbers."""

    def __init__(self, worker: WorkerState) -> None:
        """Take the worker whose answer it is."""
        super().__init__()
        self._worker = worker

    def pack_special(self, value: object, depth: int) -> Json:
        """Return the tree of a record, a function or a given random generator.

        Of any other value the number is sent: it stays here, and is asked for its attributes. The
        parts of one that can be gone through are sent at once: they may be drawn at random.
        """
        kind = type(value).__name__
        for key, rng in self._worker.rngs.items():
            if value is rng:
                return ["g", key]
        if type(value) in (tuple, list) or isinstance(value, Mapping | set | frozenset | range):
            return None
        if isinstance(value, Iterator):
            raise ProtocolError(f"it contains an iterator ({kind}) instead of values")
        if (record := self._worker.record_of(type(value))) and isinstance(value, Iterable):
            parts = [self.pack(part, depth + 1) for part in parts_of(value)]
            return ["r", *record.rsplit(".", 1), *parts]
        handle = self._worker.keep(value)
        if callable(value):
            code = getattr(value, "__code__", None)
            at: list[Json] = [code.co_filename, code.co_firstlineno] if code else ["", 1]
            doc = getattr(value, "__doc__", None)
            said = doc.strip().partition("\n")[0] if isinstance(doc, str) else ""
            return ["f", handle, getattr(value, "__name__", kind), said, *at]
        # What is deep inside may lead to the same objects again and again, by many ways.
        has_parts, sent = isinstance(value, Iterable), None
        if has_parts and depth < DEEPEST_PARTS:
            sent = [self.pack(part, depth + 1) for part in parts_of(value)]
        return ["o", handle, self._worker.keep(type(value)), kind, has_parts, sent]


def parts_of(value: object) -> list[object]:
    """Return all that a record or a list of the submission's own consists of."""
    parts = list(itertools.islice(value, MOST_YIELDED + 1)) if isinstance(value, Iterable) else []
    if len(parts) > MOST_YIELDED:
        raise ProtocolError(f"it has more than {MOST_YIELDED} parts")
    return parts
