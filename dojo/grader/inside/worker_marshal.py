"""Values as a player sees them: records of the submission's own classes, callbacks, generators."""

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Protocol

import numpy as np

from .framing import Foul
from .serialization import Opening, Packing

MOST_YIELDED = 20_000


class Owner(Protocol):
    """What values need of the worker whose they are."""

    kept: list
    rngs: dict[int, np.random.Generator]
    records: set[str]

    def module(self, name: str) -> ModuleType:
        """Return a module of the submission."""

    def function(self, target: object) -> Callable:
        """Return a function of the submission."""

    def ask(self, callback: int, arguments: tuple) -> object:
        """Call a function of the other side."""


class Inside(Opening):
    """A request: the other side's functions become callables, its records ours."""

    def __init__(self, data: memoryview, player: Owner) -> None:
        """Take the bytes, and the player for whom it came."""
        super().__init__(data)
        self._player = player
        self.lists: list[list] = []

    def open(self, tree: object, depth: int = 0) -> object:
        """Return the value, and keep its lists: whoever is given one may not change it."""
        value = super().open(tree, depth)
        if type(value) is list:
            self.lists.append(value)
        return value

    def other(self, tree: list, depth: int) -> object:
        """Open a record, a callback, one of our own functions, or a random generator."""
        match tree:
            case ["r", module, name, *parts]:
                record = getattr(self._player.module(module), name)
                return record(*(self.open(part, depth + 1) for part in parts))
            case ["c", callback]:
                return lambda *arguments: self._player.ask(callback, arguments)
            case ["f", target]:
                return self._player.function(target)
            case ["o", handle]:
                return self._player.kept[handle]
            case ["g", key, state]:
                rng = self._player.rngs.get(key)
                if rng is None:
                    kind = getattr(np.random, state["bit_generator"])
                    rng = self._player.rngs[key] = np.random.Generator(kind())
                rng.bit_generator.state = state
                return rng
        return super().other(tree, depth)


class Outside(Packing):
    """An answer: our functions, and what is no plain value, stay here and get a number."""

    def __init__(self, player: Owner) -> None:
        """Take the player whose answer it is."""
        super().__init__()
        self._player = player

    def other(self, value: object, depth: int) -> object:
        """Pack a record, a function, or something that cannot leave."""
        module, kind = type(value).__module__, type(value).__name__
        record = f"{module.partition('.')[2]}.{kind}" if module.startswith("kata.") else ""
        if record in self._player.records and isinstance(value, tuple) | hasattr(value, "__iter__"):
            parts = [self.pack(part, depth + 1) for part in value]
            return ["r", *record.rsplit(".", 1), *parts]
        if isinstance(value, tuple | list | dict | set | frozenset | range):
            return None
        if isinstance(value, Iterator):
            raise Foul(f"a {kind} inside an answer")
        self._player.kept.append(value)
        handle = len(self._player.kept) - 1
        if callable(value):
            code = getattr(value, "__code__", None)
            at = [code.co_filename, code.co_firstlineno] if code else ["", 1]
            return ["f", handle, getattr(value, "__name__", kind), *at]
        return ["o", handle, kind]
