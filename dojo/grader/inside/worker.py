"""The player: it calls a submission's functions as it is asked to, and says what they answered."""

import itertools
import socket
import sys
import traceback
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from .framing import Foul, Gone, receive, send
from .memory_importer import PACKAGE, Sources
from .worker_marshal import MOST_YIELDED, Inside, Outside

_KNOWN = (
    NotImplementedError, SystemExit, FloatingPointError, RecursionError, ModuleNotFoundError,
    SyntaxError, AttributeError, TypeError, ValueError,
)  # fmt: skip


class Changed(Exception):  # noqa: N818  it says something about the submission
    """A function changed a list that it was given."""


class Player:
    """One submission's code, behind one connection."""

    def __init__(self, connection: socket.socket) -> None:
        """Take the connection; the first message brings the sources."""
        self._connection = connection
        self.kept: list[object] = []
        self.rngs: dict[int, np.random.Generator] = {}
        self.records: dict[str, list[str]] = {}
        self._sources: Sources | None = None
        self._asking = 0

    def serve(self) -> None:
        """Answer one request after another until the other side is gone."""
        while True:
            try:
                message, data = receive(self._connection)
                self._answer(message, data)
            except Gone:
                return

    def _answer(self, message: dict, data: memoryview) -> None:
        try:
            match message:
                case {"sources": files, "records": records}:
                    self.records = records
                    self._sources = Sources({n: t.encode("latin-1") for n, t in files.items()})
                    self._reply(None)
                case {"load": name}:
                    self.module(name)
                    self._reply(None)
                case {"find": [module, name]}:
                    self._reply(self._described(getattr(self.module(module), name, None)))
                case {"call": target, "arguments": arguments, "keywords": keywords}:
                    self._call(self.function(target), Inside(data, self), arguments, keywords)
        except Gone:
            raise
        except BaseException as error:  # whatever the submission raises is an answer
            self._send({"error": self._told(error)}, [])

    def module(self, name: str) -> object:
        """Return a module of the submission, importing it the first time; "" is the package."""
        whole = f"{PACKAGE}.{name}" if name else PACKAGE
        __import__(whole)
        return sys.modules[whole]

    def function(self, target: list | int) -> Callable:
        """Return what a call is for: a module's function, or one that was an answer earlier."""
        if isinstance(target, int):
            return self.kept[target]
        return getattr(self.module(target[0]), target[1])

    def _described(self, value: object) -> object:
        if isinstance(value, type):
            return {"class": value.__name__}
        return value

    def _call(self, function: Callable, inside: Inside, arguments: list, keywords: dict) -> None:
        if not self._asking:
            self.rngs.clear()
        given = [inside.open(tree) for tree in arguments]
        named = {name: inside.open(tree) for name, tree in keywords.items()}
        lists = [(value, list(value)) for value in inside.lists]
        for array in inside.arrays:
            array.flags.writeable = False
        try:
            with np.errstate(over="raise", divide="raise", invalid="raise"):
                answer = function(*given, **named)
                # The code of a generator runs only when it is gone through.
                if isinstance(answer, Iterator):
                    answer = _drained(answer)
        finally:
            for array in inside.arrays:
                array.flags.writeable = True
        for value, before in lists:
            if len(value) != len(before) or any(map(_other, value, before)):
                raise Changed
        self._reply(answer)

    def _reply(self, value: object) -> None:
        outside = Outside(self)
        message = {}
        if isinstance(value, Yielded):
            message["answer"] = ["i", *(outside.pack(part) for part in value.values)]
        elif isinstance(value, dict) and list(value) == ["class"]:
            message["class"] = value["class"]
        else:
            message["answer"] = outside.pack(value)
        self._send(message, outside.buffers)

    def _send(self, message: dict, buffers: list[bytes]) -> None:
        states = {str(key): rng.bit_generator.state for key, rng in self.rngs.items()}
        send(self._connection, message | {"rngs": states}, buffers)

    def ask(self, callback: int, arguments: tuple) -> object:
        """Call a function of the other side's, and return what it answers."""
        outside = Outside(self)
        trees = [outside.pack(argument) for argument in arguments]
        self._send({"callback": callback, "arguments": trees}, outside.buffers)
        self._asking += 1
        try:
            return self._asked()
        finally:
            self._asking -= 1

    def _asked(self) -> object:
        while True:
            message, data = receive(self._connection)
            if "value" in message:
                return Inside(data, self).open(message["value"])
            if "raised" in message:
                kind = next((k for k in _KNOWN if k.__name__ == message["raised"]), RuntimeError)
                raise kind(message["text"])
            # The function asks for something of ours before it answers.
            self._answer(message, data)

    def _told(self, error: BaseException) -> dict:
        """Describe an error in plain words, with the submission's own last line that it went by."""
        frames = [(f.f_code, line) for f, line in traceback.walk_tb(error.__traceback__)]
        known = self._sources.paths if self._sources else {}
        own = [(known[c.co_filename], line, c.co_name) for c, line in frames
               if c.co_filename in known]  # fmt: skip
        kind = next((k.__name__ for k in _KNOWN if isinstance(error, k)), "")
        told = {"type": type(error).__name__, "kind": kind, "text": _text(error)[:2000]}
        told["at"] = list(own[-1]) if own else None
        if isinstance(error, Foul | Changed):
            told["ours"] = type(error).__name__
        if isinstance(error, SyntaxError):
            file = known.get(error.filename, "")
            told["syntax"] = [file, error.lineno or 1, str(error.msg)[:300]]
        if isinstance(error, ImportError):
            told["name"] = str(error.name)[:200]
        return told


class Yielded(NamedTuple):
    """What a generator yielded."""

    values: list


def _drained(answer: Iterator) -> Yielded:
    """Take all that a generator yields."""
    values = list(itertools.islice(answer, MOST_YIELDED + 1))
    if len(values) > MOST_YIELDED:
        raise Foul(f"it yields more than {MOST_YIELDED} values")
    return Yielded(values)


def _other(a: object, b: object) -> bool:
    return a is not b


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException:  # a message that cannot be had
        return ""
