"""Values as the grader sees them: what is sent to a worker, and what may come back.

Everything that comes back is rebuilt from plain data. Records are the course's own classes.
"""

import ast
import contextlib
import functools
import inspect
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, Protocol, TypeAlias, cast

import numpy as np

from dojo.course.course import Course
from dojo.grader.inside.framing import Json, Message, ProtocolError
from dojo.grader.inside.serialization import Packer, Unpacker, plain

# What a worker knows a function by: its module and name, or the number of an earlier answer.
Target: TypeAlias = tuple[str, str] | int
# Whoever asks where a function stands looks at its code.
_CODE = compile("", "", "exec")
MOST_LINES = 1_000_000


class SourceLine(NamedTuple):
    """A line of a submission that an error may be raised at."""

    file: str
    line: int
    function: str


class Reply(NamedTuple):
    """A worker's answer: a value, or, of a class, its name alone."""

    value: object
    class_name: str = ""


class RequestChannel(Protocol):
    """The part of a connection that values need."""

    records: dict[str, type[NamedTuple]]
    generation: int

    def request(
        self, message: Message, packer: "GraderPacker", at: SourceLine | None = None
    ) -> Reply:
        """Return the answer to a request; an error of the submission is raised."""

    def file_of(self, name: Json) -> str:
        """Return the path of a file that the submission names, if it has it."""


@functools.cache
def records(course: Course) -> dict[str, type[NamedTuple]]:
    """Return the course's records, `module.Name`, made of the names of their fields alone."""
    found: dict[str, type[NamedTuple]] = {}
    for path in course.files("kata", "*.py").values():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                lines = (line.target for line in node.body if isinstance(line, ast.AnnAssign))
                fields = [target.id for target in lines if isinstance(target, ast.Name)]
                record = cast("type[NamedTuple]", namedtuple(node.name, fields))
                found[f"{path.stem}.{node.name}"] = record
    return found


class RemoteFunction:
    """A function of the submission; calling it asks the worker to call it."""

    def __init__(
        self, channel: RequestChannel, target: Target, name: str, file: str, line: int
    ) -> None:
        """Take what the worker knows it by, and where it is defined."""
        self._channel, self.target, self.__name__ = channel, target, name
        self._generation = channel.generation
        at = max(1, min(line, MOST_LINES))
        self.__code__ = _CODE.replace(co_filename=file, co_firstlineno=at, co_name=name)

    def __call__(self, *arguments: object, **keywords: object) -> object:
        """Return what the submission's function answers; its errors are raised."""
        packer = GraderPacker(self._channel)
        message: Message = {
            "call": self.reference(),
            "arguments": [packer.pack(argument) for argument in arguments],
            "keywords": {name: packer.pack(value) for name, value in keywords.items()},
        }
        file, line = self.__code__.co_filename, self.__code__.co_firstlineno
        at = SourceLine(file, line, self.__name__) if file else None
        return self._channel.request(message, packer, at).value

    def reference(self) -> Json:
        """Return what the worker knows it by; a number is of no use to another worker."""
        if isinstance(self.target, int) and self._generation != self._channel.generation:
            raise ProtocolError("it uses a function of a process that has ended")
        return self.target


class RemoteValue:
    """A value that never leaves the submission's process; it can only be returned."""

    def __init__(self, handle: int, generation: int) -> None:
        """Take the number that the worker knows it by, and which worker that is."""
        self.handle, self.generation = handle, generation
        self.parts: list[object] = []


class RemoteSequence(RemoteValue):
    """One that can be taken apart, as a record or a list of the submission's own can be."""

    def __len__(self) -> int:
        """Count the parts."""
        return len(self.parts)

    def __iter__(self) -> Iterator[object]:
        """Go through the parts."""
        return iter(self.parts)

    def __getitem__(self, index: int) -> object:
        """Return one part."""
        return self.parts[index]


class GraderPacker(Packer):
    """A message to a worker, which may call the functions that are in it."""

    def __init__(self, channel: RequestChannel) -> None:
        """Start with nothing packed."""
        super().__init__()
        self._channel = channel
        self._callbacks: list[Callable[..., object]] = []
        self.rngs: dict[int, np.random.Generator] = {}

    def pack_special(self, value: object, depth: int) -> Json:
        """Return the tree of a record, a function, a random generator, or a worker's own value."""
        if isinstance(value, tuple):
            for name, record in self._channel.records.items():
                if type(value) is record:
                    parts = [self.pack(part, depth + 1) for part in value]
                    return ["r", *name.rsplit(".", 1), *parts]
        if isinstance(value, np.random.Generator):
            self.rngs[id(value)] = value
            return ["g", id(value), value.bit_generator.state]
        if isinstance(value, RemoteValue):
            if value.generation != self._channel.generation:
                raise ProtocolError("it uses a value of a process that has ended")
            return ["o", value.handle]
        if callable(value):
            unwrapped = inspect.unwrap(value)
            if isinstance(unwrapped, RemoteFunction):
                return ["f", unwrapped.reference()]
            self._callbacks.append(value)
            return ["c", len(self._callbacks) - 1]
        return None

    def callback(self, number: Json) -> Callable[..., object]:
        """Return a function that is in the message, and may therefore be called."""
        if type(number) is not int or not 0 <= number < len(self._callbacks):
            raise ProtocolError("it calls a function that it did not get")
        return self._callbacks[number]

    def update_rngs(self, states: Json) -> None:
        """Set the random generators in the message to where the submission has taken them."""
        for key, rng in self.rngs.items():
            new = states.get(str(key)) if isinstance(states, dict) else None
            if new is None:
                continue
            with contextlib.suppress(ValueError, TypeError, KeyError, OverflowError):
                # The same stream, further on: another stream (`inc`) cannot be had this way.
                now = rng.bit_generator.state
                state = {"state": int(new["state"]["state"]), "inc": now["state"]["inc"]}
                rest = {name: int(new[name]) for name in ("has_uint32", "uinteger")}
                rng.bit_generator.state = {**now, "state": state, **rest}
                continue
            raise ProtocolError("it contains an impossible state of a random generator")


class GraderUnpacker(Unpacker):
    """An answer of a worker, or the arguments of a function of ours that it calls."""

    def __init__(
        self,
        channel: RequestChannel,
        data: memoryview,
        rngs: Mapping[int, np.random.Generator] = MappingProxyType({}),
    ) -> None:
        """Take the bytes of its arrays, and the random generators that it may hand back."""
        super().__init__(data)
        self._channel, self._rngs = channel, rngs

    def unpack_special(self, tree: Sequence[Json], depth: int) -> object:
        """Return a record, a function, what a generator yielded, or a value that stays there."""
        match tree:
            case ["r", str(module), str(name), *parts]:
                values = [self.unpack(part, depth + 1) for part in parts]
                record = self._channel.records.get(f"{module}.{name}")
                if record and len(record._fields) == len(values):
                    return record._make(values)
                return tuple(values)
            case ["f", int() as handle, str(name), file, int() as line]:
                path = self._channel.file_of(file)
                return RemoteFunction(self._channel, handle, plain(name, 100), path, line)
            case ["o", int() as handle, str(kind), bool(has_parts), *parts]:
                kind = plain(kind, 60)
                base = RemoteSequence if has_parts else RemoteValue
                named = type(kind if kind.isidentifier() else "Value", (base,), {})
                value = named(handle, self._channel.generation)
                value.parts = [self.unpack(part, depth + 1) for part in parts]
                return value
            case ["g", int(key)] if key in self._rngs:
                return self._rngs[key]
            case ["i", *parts] if depth == 0:
                values = [self.unpack(part, 1) for part in parts]
                return (value for value in values)
        return super().unpack_special(tree, depth)
