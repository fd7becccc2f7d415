"""The reference implementation, under a name of its own beside the implementation under test."""

from collections.abc import Callable
from importlib.machinery import SourceFileLoader

import numpy as np

from dojo.course.course import Course
from dojo.implementation.implementation import Implementation, Module


class Reference(Implementation):
    """A course's own kata. It notes whether chance decided what it answered.

    `luck` numbers of a generator are passed over at each call: what hangs on them comes out
    otherwise.
    """

    # What was compiled of it is of use: it changes with the course alone.
    package_name, loader = "reference_kata", SourceFileLoader

    def __init__(self, course: Course) -> None:
        """Take the course."""
        super().__init__(course.reference, course.introduced)
        self.by_chance, self.luck = False, 0

    def begin(self, chapter: int | None, feature: str) -> None:
        """Start a behaviour: nothing was left to chance yet."""
        super().begin(chapter, feature)
        self.by_chance = False

    def __getattr__(self, name: str) -> "Noting":
        """Return a module that notes what its functions are given."""
        return Noting(self, super().__getattr__(name))


class Noting:
    """A module of the reference; a generator among the arguments of its functions is noted."""

    def __init__(self, reference: Reference, module: Module) -> None:
        """Take the module."""
        self._reference, self._module = reference, module

    def __getattr__(self, name: str) -> object:
        """Return the function `name`."""
        return self[name]

    def __getitem__(self, name: str) -> object:
        """Return the same by a name that a feature gives."""
        value = self._module[name]
        return value if isinstance(value, type) or not callable(value) else self._noting(value)

    def _noting(self, function: Callable) -> Callable:
        def call(*arguments: object, **keywords: object) -> object:
            given = [*arguments, *keywords.values()]
            for value in given:
                if isinstance(value, np.random.Generator):
                    self._reference.by_chance = True
                    value.random(self._reference.luck)
            return function(*arguments, **keywords)

        return call
