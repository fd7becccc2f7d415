"""The reference implementation, under a name of its own beside the implementation under test."""

from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from dojo.course.course import Course
from dojo.implementation import flags
from dojo.implementation.implementation import Implementation, Module
from dojo.implementation.source_loader import FromSource

_KNOWN = pytest.StashKey[dict[Path, "Reference"]]()


def reference_of(config: pytest.Config, course: Course) -> "Reference":
    """Return the reference of a course, loaded once in a run."""
    known = config.stash.setdefault(_KNOWN, {})
    if course.root not in known:
        known[course.root] = Reference(course)
    return known[course.root]


class LeftToChance(Exception):  # noqa: N818  what it says was asked for
    """A function of the reference is given a generator."""


class Reference(Implementation):
    """A course's own kata. It notes whether chance decided what it answered.

    `luck` numbers of a generator are passed over at each call: what hangs on them comes out
    otherwise. With `until_chance`, the first call that is given a generator is an error.
    """

    package_name = "reference_kata"

    def __init__(self, course: Course) -> None:
        """Take the course."""
        super().__init__(course.reference, course.introduced, below=course.below("kata"))
        self.by_chance, self.until_chance, self.luck = False, False, 0

    def _loader(self) -> Callable[[str, str], SourceFileLoader]:
        # What was compiled of it is of use: it changes with the course alone.
        return FromSource if flags.are_missing() else SourceFileLoader

    def begin(self, chapter: int | None, feature: str) -> None:
        """Start a behaviour: nothing was left to chance yet."""
        super().begin(chapter, feature)
        self.by_chance = False

    def meet(self, generator: np.random.Generator) -> None:
        """Note that a function is given a generator."""
        self.by_chance = True
        if self.until_chance:
            raise LeftToChance
        generator.random(self.luck)

    def _module(self, name: str) -> "Noting":
        return Noting(self, name, self._load(name))


class Noting(Module):
    """A module of the reference; a generator among the arguments of its functions is noted."""

    def __init__(self, reference: Reference, name: str, module: ModuleType) -> None:
        """Take a loaded module."""
        super().__init__(reference, name, module)
        self._reference = reference

    def __getitem__(self, name: str) -> Any:
        """Return the function `name`, or a constant or record as it is."""
        value = super().__getitem__(name)
        return value if isinstance(value, type) or not callable(value) else self._noting(value)

    def _noting(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **keywords: Any) -> Any:
            for value in [*arguments, *keywords.values()]:
                if isinstance(value, np.random.Generator):
                    self._reference.meet(value)
            return function(*arguments, **keywords)

        return call
