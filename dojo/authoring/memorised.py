"""A memorised kata: it gives the printed answers, and no others. Random tables have to catch it."""

import pickle
from collections import defaultdict
from collections.abc import Callable
from types import ModuleType
from typing import Any

from dojo.course.course import Course
from dojo.implementation.implementation import Implementation, Module


class Memorised(Implementation):
    """The reference, which notes each answer first; after `by_heart` it repeats them.

    Asked for something that it has not noted, it gives the first answer that it knows: a wrong one.
    """

    def __init__(self, course: Course) -> None:
        """Take the course."""
        super().__init__(
            course.reference,
            course.introduced,
            functions=course.functions,
            silent=course.silent,
            below=course.below("kata"),
        )
        self.by_heart = False
        self.answers: dict[tuple[str, str], dict[bytes, Any]] = defaultdict(dict)
        self.asked: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self.behaviour = ""

    def _module(self, name: str) -> "Noting":
        return Noting(self, name, self._load(name))


class Noting(Module):
    """A module whose functions' answers are noted, or repeated."""

    def __init__(self, memory: Memorised, name: str, module: ModuleType) -> None:
        """Take a loaded module."""
        super().__init__(memory, name, module)
        self._memory, self._called = memory, name

    def __getitem__(self, name: str) -> Any:
        """Return the function `name`, or a constant or record as it is."""
        value = super().__getitem__(name)
        plain = isinstance(value, type) or not callable(value)
        return value if plain else self._noting(name, value)

    def _noting(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        memory, key = self._memory, (self._called, name)

        def call(*arguments: Any, **keywords: Any) -> Any:
            memory.asked[memory.behaviour].add(key)
            try:
                given = pickle.dumps((arguments, sorted(keywords.items())))
            except Exception:  # of what cannot be noted, nothing is memorised
                return function(*arguments, **keywords)
            known = memory.answers[key]
            if not memory.by_heart:
                known.setdefault(given, function(*arguments, **keywords))
            return known.get(given, next(iter(known.values()), None))

        return call
