"""Values as the judge sees them: what goes to a player, and what may come of it.

Everything that comes is rebuilt from plain data. Records are the course's own, never theirs.
"""

import ast
import contextlib
import functools
import inspect
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Protocol

import numpy as np

from dojo.grader.inside.framing import Foul
from dojo.grader.inside.serialization import Opening, Packing, plain

_STATE = ("state", "inc")


class Connection(Protocol):
    """What values need of the connection that they come and go by."""

    records: dict[str, type]
    generation: int

    def request(self, message: dict, going: "Going | None" = None, at: tuple | None = None) -> dict:
        """Return the answer to a request."""

    def file_of(self, name: object) -> str:
        """Return the path of a file that the submission names, if it has it."""


@functools.cache
def records(reference: Path) -> dict[str, type]:
    """Return the course's records, `module.Name`, made of the names of their fields alone."""
    found = {}
    for path in sorted(reference.glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                fields = [n.target.id for n in node.body if isinstance(n, ast.AnnAssign)]
                found[f"{path.stem}.{node.name}"] = namedtuple(node.name, fields)
    return found


class Function:
    """A function of the submission; to call it is to ask its process."""

    def __init__(
        self, link: Connection, target: list | int, name: str, file: str, line: int
    ) -> None:
        """Take what the player knows it by, and where it stands."""
        self._link, self.target, self.__name__ = link, target, name
        self._generation = link.generation
        self.__code__ = SimpleNamespace(co_filename=file, co_firstlineno=line)

    def __call__(self, *arguments: object, **keywords: object) -> object:
        """Return what the submission's function answers; its errors are raised."""
        going = Going(self._link)
        message = {
            "call": self.reference(),
            "arguments": [going.pack(argument) for argument in arguments],
            "keywords": {name: going.pack(value) for name, value in keywords.items()},
        }
        code = self.__code__
        at = (code.co_filename, code.co_firstlineno, self.__name__) if code.co_filename else None
        return self._link.request(message, going, at).get("answer")

    def reference(self) -> list | int:
        """Return what the player knows it by; a number is of no use to another player."""
        if isinstance(self.target, int) and self._generation != self._link.generation:
            raise Foul("a function of a process that has ended")
        return self.target


class Opaque:
    """Something that never leaves the submission's process; it can only be handed back."""

    def __init__(self, handle: int, generation: int) -> None:
        """Keep the number that the player knows it by."""
        self.handle, self.generation = handle, generation


class Going(Packing):
    """A request on its way to a player."""

    def __init__(self, link: Connection) -> None:
        """Start with nothing."""
        super().__init__()
        self._link = link
        self._callbacks: list[Callable] = []
        self._rngs: dict[int, np.random.Generator] = {}

    def other(self, value: object, depth: int) -> object:
        """Pack a record, a function, a random generator, or what came from the player."""
        for name, record in self._link.records.items():
            if type(value) is record:
                parts = [self.pack(part, depth + 1) for part in value]
                return ["r", *name.rsplit(".", 1), *parts]
        if isinstance(value, np.random.Generator):
            self._rngs[id(value)] = value
            return ["g", id(value), value.bit_generator.state]
        if isinstance(value, Opaque):
            if value.generation != self._link.generation:
                raise Foul("something of a process that has ended")
            return ["o", value.handle]
        if callable(value):
            own = inspect.unwrap(value)
            if isinstance(own, Function):
                return ["f", own.reference()]
            self._callbacks.append(value)
            return ["c", len(self._callbacks) - 1]
        return None

    def callback(self, number: object) -> Callable:
        """Return a function that was given along, and may therefore be called."""
        if type(number) is not int or not 0 <= number < len(self._callbacks):
            raise Foul("a call of a function that was not given")
        return self._callbacks[number]

    def take_states(self, states: object) -> None:
        """Set the random generators that were given to where the submission has taken them."""
        for key, rng in self._rngs.items():
            new = states.get(str(key)) if isinstance(states, dict) else None
            if new is None:
                continue
            with contextlib.suppress(ValueError, TypeError, KeyError, OverflowError):
                # The same stream, further on: another stream (`inc`) cannot be had this way.
                now = rng.bit_generator.state
                state = {"state": int(new["state"]["state"]), "inc": now["state"]["inc"]}
                rest = {name: int(new[name]) for name in ("has_uint32", "uinteger")}
                rng.bit_generator.state = now | {"state": state} | rest
                continue
            raise Foul("a state of chance that is none")


class Coming(Opening):
    """An answer on its way from a player."""

    def __init__(self, link: Connection, data: memoryview) -> None:
        """Take the bytes of its arrays."""
        super().__init__(data)
        self._link = link

    def other(self, tree: list, depth: int) -> object:
        """Open a record, a function, what a generator yielded, or what cannot leave."""
        match tree:
            case ["r", str(module), str(name), *parts]:
                values = [self.open(part, depth + 1) for part in parts]
                record = self._link.records.get(f"{module}.{name}")
                fits = record and len(record._fields) == len(values)
                return record(*values) if fits else tuple(values)
            case ["f", int() as handle, str(name), file, int() as line]:
                file = self._link.file_of(file)
                return Function(self._link, handle, plain(name, 100), file, max(line, 1))
            case ["o", int() as handle, str(kind)]:
                kind = plain(kind, 60)
                named = type(kind if kind.isidentifier() else "thing", (Opaque,), {})
                return named(handle, self._link.generation)
            case ["i", *parts] if depth == 0:
                values = [self.open(part, 1) for part in parts]
                return (value for value in values)
        return super().other(tree, depth)
