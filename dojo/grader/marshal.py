"""Values as the grader sees them: what is sent to a worker, and what may come back.

Everything that comes back is rebuilt from plain data. Records are the course's own classes.
"""

import ast
import contextlib
import functools
import inspect
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
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
    callbacks: "Callbacks"

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
            if not isinstance(node, ast.ClassDef):
                continue
            lines = (line.target for line in node.body if isinstance(line, ast.AnnAssign))
            if fields := [target.id for target in lines if isinstance(target, ast.Name)]:
                record = cast("type[NamedTuple]", namedtuple(node.name, fields))
                found[f"{path.stem}.{node.name}"] = record
    return found


class RemoteFunction:
    """A function of the submission; calling it asks the worker to call it."""

    def __init__(
        self, channel: RequestChannel, target: Target, name: str, doc: str, file: str, line: int
    ) -> None:
        """Take what the worker knows it by, its docstring's first line, and where it is defined."""
        self._channel, self.target, self.__name__, self.__doc__ = channel, target, name, doc
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
    """A value that never leaves the submission's process; its attributes are asked for there."""

    _channel: RequestChannel
    _handle: int
    _generation: int

    @classmethod
    def known_by(cls, channel: RequestChannel, handle: int, make: RemoteFunction) -> "RemoteValue":
        """Return the value that the worker knows by a number; its class makes others like it."""
        name = make.__name__ if make.__name__.isidentifier() else "Value"
        body = {"__new__": lambda _, *arguments, **keywords: make(*arguments, **keywords)}
        value: RemoteValue = object.__new__(type(name, (cls,), body))
        value._channel, value._handle, value._generation = channel, handle, channel.generation
        return value

    def __getattr__(self, name: str) -> object:
        """Return an attribute; AttributeError if it has none of that name."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self._ask("attribute", name)

    def __eq__(self, other: object) -> bool:
        """Tell whether both are one object of the submission's."""
        return isinstance(other, RemoteValue) and self._key() == other._key()

    def __hash__(self) -> int:
        """Return what is the same for one object of the submission's."""
        return hash(self._key())

    def reference(self) -> int:
        """Return the number; it is of no use to another worker."""
        if self._generation != self._channel.generation:
            raise ProtocolError("it uses a value of a process that has ended")
        return self._handle

    def _key(self) -> tuple[int, int]:
        return self._generation, self._handle

    def _ask(self, *what: Json) -> object:
        message: Message = {"ask": [self.reference(), *what]}
        return self._channel.request(message, GraderPacker(self._channel)).value


class RemoteSequence(RemoteValue):
    """One that can be taken apart, as a record or a list of the submission's own can be."""

    _parts_sent: list[object] | None = None

    def take(self, parts: list[object]) -> None:
        """Take the parts, which were sent with it."""
        self._parts_sent = parts

    @property
    def _parts(self) -> list[object]:
        if self._parts_sent is None:
            self._parts_sent = cast("list[object]", self._ask("parts"))
        return self._parts_sent

    def __len__(self) -> int:
        """Count the parts."""
        return len(self._parts)

    def __iter__(self) -> Iterator[object]:
        """Go through the parts."""
        return iter(self._parts)

    def __getitem__(self, index: int) -> object:
        """Return one part."""
        return self._parts[index]


class Callbacks:
    """The functions that a submission was given in one behaviour, and may therefore call."""

    def __init__(self) -> None:
        """Start with none."""
        self._given: dict[int, Callable[..., object]] = {}
        self._numbers: dict[int, int] = {}
        self._next = 0

    def number(self, function: Callable[..., object]) -> int:
        """Give a function; return the number to call it by, the same each time."""
        if id(function) not in self._numbers:
            self._numbers[id(function)] = self._next
            self._given[self._next] = function
            self._next += 1
        return self._numbers[id(function)]

    def __getitem__(self, number: Json) -> Callable[..., object]:
        """Return the function of a number; ProtocolError if it was not given."""
        if type(number) is not int or number not in self._given:
            raise ProtocolError("it calls a function that it did not get")
        return self._given[number]

    def forget(self) -> None:
        """Take all of them back: no number is used again."""
        self._given.clear()
        self._numbers.clear()


class GraderPacker(Packer):
    """A message to a worker, which may call the functions that are in it."""

    def __init__(self, channel: RequestChannel) -> None:
        """Start with nothing packed."""
        super().__init__()
        self._channel = channel
        self.rngs: dict[int, np.random.Generator] = {}

    def pack(self, value: object, depth: int = 0) -> Json:
        """Return the tree of a value; of an array that repeats one entry, that entry alone."""
        if isinstance(value, np.ndarray) and value.size > 1 and not any(value.strides):
            return ["w", super().pack(value.flat[0], depth), list(value.shape)]
        return super().pack(value, depth)

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
            return ["o", value.reference()]
        if callable(value):
            unwrapped = inspect.unwrap(value)
            if isinstance(unwrapped, RemoteFunction):
                return ["f", unwrapped.reference()]
            return ["c", self._channel.callbacks.number(value)]
        return None

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
        rngs: Mapping[int, np.random.Generator] | None = None,
    ) -> None:
        """Take the bytes of its arrays, and the random generators that it may give back."""
        super().__init__(data)
        self._channel, self._rngs = channel, rngs or {}

    def unpack_special(self, tree: Sequence[Json], depth: int) -> object:
        """Return a record, a function, what a generator yielded, or a value that stays there."""
        match tree:
            case ["r", str(module), str(name), *parts]:
                values = [self.unpack(part, depth + 1) for part in parts]
                record = self._channel.records.get(f"{module}.{name}")
                if record and len(record._fields) == len(values):
                    return record._make(values)
                return tuple(values)
            case ["g", int(key)] if key in self._rngs:
                return self._rngs[key]
            case ["f", int() as handle, str(name), str(doc), file, int() as line]:
                place = self._channel.file_of(file), line
                return RemoteFunction(self._channel, handle, plain(name, 100), plain(doc), *place)
            case ["o", int() as handle, int() as of, str(kind), bool(has_parts), parts]:
                make = RemoteFunction(self._channel, of, plain(kind, 60), "", "", 1)
                base = RemoteSequence if has_parts else RemoteValue
                value = base.known_by(self._channel, handle, make)
                if isinstance(value, RemoteSequence) and isinstance(parts, list):
                    value.take([self.unpack(part, depth + 1) for part in parts])
                return value
            case ["i", *parts] if depth == 0:
                values = [self.unpack(part, 1) for part in parts]
                return (value for value in values)
        return super().unpack_special(tree, depth)
