"""Values as a worker sees them: records of the submission's own classes, functions, generators."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any, Protocol, TypeAlias

import numpy as np

from .framing import Json, ProtocolError
from .serialization import Array, Packer, Unpacker

MOST_YIELDED = 20_000

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
        """Return a record, a callback, one of our own functions or values, or a generator."""
        match tree:
            case ["r", str(module), str(name), *parts]:
                record: AnyFunction = getattr(self._worker.module(module), name)
                return record(*(self.unpack(part, depth + 1) for part in parts))
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
        """Return the tree of a record or a function, or the number of what cannot leave.

        What has parts is sent with them, so that it can be taken apart like a tuple.
        """
        kind = type(value).__name__
        for key, rng in self._worker.rngs.items():
            if value is rng:
                return ["g", key]
        if type(value) in (tuple, list) or isinstance(value, Mapping | set | frozenset | range):
            return None
        if isinstance(value, Iterator):
            raise ProtocolError(f"it contains an iterator ({kind}) instead of values")
        parts = self._parts(value, depth) if isinstance(value, Iterable) else []
        if (record := self._worker.record_of(type(value))) and isinstance(value, Iterable):
            return ["r", *record.rsplit(".", 1), *parts]
        self._worker.kept.append(value)
        handle = len(self._worker.kept) - 1
        if callable(value):
            code = getattr(value, "__code__", None)
            at: list[Json] = [code.co_filename, code.co_firstlineno] if code else ["", 1]
            return ["f", handle, getattr(value, "__name__", kind), *at]
        return ["o", handle, kind, isinstance(value, Iterable), *parts]

    def _parts(self, value: Iterable[object], depth: int) -> list[Json]:
        parts = list(itertools.islice(value, MOST_YIELDED + 1))
        if len(parts) > MOST_YIELDED:
            raise ProtocolError(f"it has more than {MOST_YIELDED} parts")
        return [self.pack(part, depth + 1) for part in parts]
