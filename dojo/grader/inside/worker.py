"""The worker: the process that runs a submission's code and answers the grader's requests."""

import contextlib
import itertools
import socket
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType
from typing import NamedTuple

import numpy as np

from .framing import ConnectionLost, Json, Message, ProtocolError, receive, send
from .memory_importer import PACKAGE, MemoryImporter
from .printed import Printed
from .serialization import rng_states
from .worker_marshal import MOST_YIELDED, AnyFunction, WorkerPacker, WorkerUnpacker, parts_of

_KNOWN_ERRORS: tuple[type[BaseException], ...] = (
    NotImplementedError, SystemExit, FloatingPointError, RecursionError, ModuleNotFoundError,
    SyntaxError, AttributeError, TypeError, ValueError,
)  # fmt: skip


class ArgumentChanged(Exception):  # noqa: N818  it says something about the submission
    """A function changed what it was given: a list, or an array; the text says which."""


class Worker:
    """One submission's code, behind one connection."""

    def __init__(self, connection: socket.socket) -> None:
        """Take the connection; the first message brings the sources."""
        self._connection = connection
        self.kept: list[object] = []
        self._handles: dict[int, int] = {}
        self.rngs: dict[int, np.random.Generator] = {}
        self.records: frozenset[str] = frozenset()
        self._files: Mapping[str, str] = {}
        self._silent: list[Json] = []
        self._callbacks_open = 0
        self._printed = Printed()

    def serve(self) -> None:
        """Answer one request after another until the grader is gone."""
        self._printed.take_over()
        while True:
            try:
                message, data = receive(self._connection)
                self._answer(message, data)
            except ConnectionLost:
                return

    def _answer(self, message: Message, data: memoryview) -> None:
        try:
            match message:
                case {
                    "sources": Mapping() as sources,
                    "records": [*records],
                    "silent": [*silent],
                }:
                    self.records = frozenset(map(str, records))
                    self._silent = silent
                    texts = {name: str(text).encode("latin-1") for name, text in sources.items()}
                    self._files = MemoryImporter(texts).paths
                    self._reply(None)
                case {"load": str(name)}:
                    self.module(name)
                    self._reply(None)
                case {"find": [str(module), str(name)]}:
                    self._reply_with_attribute(module, name)
                case {"ask": [int(handle), "attribute", str(name)]}:
                    self._reply(getattr(self.kept[handle], name))
                case {"ask": [int(handle), "parts"]}:
                    self._reply(parts_of(self.kept[handle]))
                case {
                    "call": target,
                    "arguments": [*arguments],
                    "keywords": Mapping() as keywords,
                }:
                    function, trees = self.function(target), (arguments, keywords)
                    try:
                        with np.errstate(over="raise", divide="raise", invalid="raise"):
                            answer = self._call(function, self._arguments(data), *trees)
                    except FloatingPointError:
                        if target in self._silent:
                            raise
                        # A right answer may come of what overflows: 1/cosh²(z) is 0 far out.
                        with np.errstate(all="ignore"):
                            answer = self._call(function, self._arguments(data), *trees)
                        if not _finite(answer):
                            raise
                    self._reply(answer)
        except ConnectionLost:
            raise
        except BaseException as error:  # whatever the submission raises is an answer
            self._send({"error": self._described(error)}, [])

    def _arguments(self, data: memoryview) -> WorkerUnpacker:
        return WorkerUnpacker(data, self, given=True)

    def module(self, name: str) -> ModuleType:
        """Return a module of the submission, importing it the first time; "" is the package."""
        whole = f"{PACKAGE}.{name}" if name else PACKAGE
        __import__(whole)
        return sys.modules[whole]

    def function(self, target: Json) -> AnyFunction:
        """Return what a call is for: a module's function, or one that was an answer earlier.

        TypeError for a target that is none, or that names what is not a function.
        """
        found: object = None
        match target:
            case int(handle):
                found = self.kept[handle]
            case [str(module), str(name)]:
                found = getattr(self.module(module), name)
        if not callable(found):
            raise TypeError(f"{type(found).__name__!r} object is not callable")
        return found

    def _call(
        self,
        function: AnyFunction,
        unpacker: WorkerUnpacker,
        arguments: Sequence[Json],
        keywords: Mapping[str, Json],
    ) -> object:
        if not self._callbacks_open:
            self.rngs.clear()
        given = [unpacker.unpack(tree) for tree in arguments]
        named = {name: unpacker.unpack(tree) for name, tree in keywords.items()}
        copies = [(value, list(value)) for value in unpacker.lists]
        arrays = [(array, array.tobytes()) for array in unpacker.own_arrays]
        for array in unpacker.own_arrays:
            array.flags.writeable = False
        try:
            answer = function(*given, **named)
            # The code of a generator runs only when it is gone through.
            if isinstance(answer, Iterator):
                answer = _drained(answer)
        finally:
            # A view can only be unlocked after its base, which may stand later in the list.
            for array in unpacker.own_arrays * 2:
                with contextlib.suppress(ValueError):
                    array.flags.writeable = True
        for value, before in copies:
            if len(value) != len(before) or any(map(_differ, value, before)):
                raise ArgumentChanged("a list")
        if unpacker.array_changed() or any(a.tobytes() != before for a, before in arrays):
            raise ArgumentChanged("an array")
        return answer

    def _reply(self, value: object) -> None:
        packer = WorkerPacker(self)
        if isinstance(value, Yielded):
            answer: Json = ["i", *(packer.pack(part) for part in value.values)]
        else:
            answer = packer.pack(value)
        self._send({"answer": answer}, packer.buffers)

    def _reply_with_attribute(self, module: str, name: str) -> None:
        """Send a module's attribute; of a record the name is enough, as the grader has its own.

        Any other class stands there as a function.
        """
        value = getattr(self.module(module), name, None)
        if isinstance(value, type) and f"{module}.{name}" in self.records:
            self._send({"class": name}, [])
        else:
            self._reply(value)

    def keep(self, value: object) -> int:
        """Keep a value; return its number, which is the same each time it is met."""
        # What is kept is never freed, so that no other value gets its id.
        handle = self._handles.setdefault(id(value), len(self.kept))
        if handle == len(self.kept):
            self.kept.append(value)
        return handle

    def record_of(self, kind: type) -> str:
        """Return the name of the course's record that a class stands for; "" if it does not.

        It may be defined anywhere: what counts is where it is to be found.
        """
        for record in self.records:
            module, _, name = record.rpartition(".")
            if getattr(sys.modules.get(f"{PACKAGE}.{module}"), name, None) is kind:
                return record
        return ""

    def _send(self, message: Message, buffers: list[bytes]) -> None:
        states, printed = rng_states(self.rngs), self._printed.flushed()
        send(self._connection, {**message, "rngs": states, "printed": printed}, buffers)

    def call_back(self, callback: Json, arguments: Sequence[object]) -> object:
        """Call a function of the grader's, and return what it answers; raise what it raises."""
        packer = WorkerPacker(self)
        trees = [packer.pack(argument) for argument in arguments]
        self._send({"callback": callback, "arguments": trees}, packer.buffers)
        self._callbacks_open += 1
        try:
            return self._value_of_callback()
        finally:
            self._callbacks_open -= 1

    def _value_of_callback(self) -> object:
        while True:
            message, data = receive(self._connection)
            self._follow(message.get("rngs"))
            match message:
                case {"value": tree}:
                    return WorkerUnpacker(data, self).unpack(tree)
                case {"raised": name, "text": text}:
                    kinds = (kind for kind in _KNOWN_ERRORS if kind.__name__ == name)
                    raise next(kinds, RuntimeError)(text)
            # The grader's function asks for something of ours before it answers.
            self._answer(message, data)

    def _follow(self, states: Json) -> None:
        """Set random generators to where the grader's function has taken them."""
        for key, state in states.items() if isinstance(states, dict) else ():
            if rng := self.rngs.get(int(key)):
                rng.bit_generator.state = state

    def _described(self, error: BaseException) -> Message:
        """Describe an error in plain data, with the submission's own last line that it went by."""
        own = [
            (self._files[frame.f_code.co_filename], line, frame.f_code.co_name)
            for frame, line in traceback.walk_tb(error.__traceback__)
            if frame.f_code.co_filename in self._files
        ]
        description: dict[str, Json] = {
            "type": type(error).__name__,
            "base": next((k.__name__ for k in _KNOWN_ERRORS if isinstance(error, k)), ""),
            "text": _text(error)[:2000],
            "at": own[-1] if own else None,
        }
        match error:
            case ProtocolError() | ArgumentChanged():
                description["fault"] = type(error).__name__
            case SyntaxError():
                file = self._files.get(error.filename or "", "")
                description["syntax"] = [file, error.lineno or 1, str(error.msg)[:300]]
            case ImportError():
                description["name"] = str(error.name)[:200]
        return description


class Yielded(NamedTuple):
    """Values that a generator yielded."""

    values: list[object]


def _finite(answer: object) -> bool:
    """Tell whether all numbers in an answer are finite."""
    if isinstance(answer, Yielded):
        return all(map(_finite, answer.values))
    if isinstance(answer, list | tuple):
        return all(map(_finite, answer))
    numbers = np.asarray(answer) if isinstance(answer, np.ndarray | float) else np.zeros(0)
    return numbers.dtype.kind != "f" or bool(np.isfinite(numbers).all())


def _drained(answer: Iterator[object]) -> Yielded:
    """Take all that a generator yields."""
    values = list(itertools.islice(answer, MOST_YIELDED + 1))
    if len(values) > MOST_YIELDED:
        raise ProtocolError(f"it yields more than {MOST_YIELDED} values")
    return Yielded(values)


def _differ(a: object, b: object) -> bool:
    return a is not b


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException:  # a message that cannot be had
        return ""
