"""Arguments that steps hand to a kata's functions, checked by the contracts of these functions."""

import functools
import inspect
from collections.abc import Callable
from typing import Any

from dojo.contracts.course_contracts import contract_of
from dojo.course.course import Course
from dojo.implementation.implementation import Implementation, Module

# Whoever is told that a step does not keep to a contract.
Tell = Callable[[str], None]


class Watched:
    """An implementation as steps see it; what they pass is looked at first."""

    def __init__(self, kata: Implementation, course: Course, tell: Tell) -> None:
        """Take the implementation, the course whose contracts count, and whom to tell."""
        self._kata, self._course, self._tell = kata, course, tell

    def __getattr__(self, name: str) -> Any:
        """Return a module that looks, or how long the implementation may take."""
        found = getattr(self._kata, name)
        if not isinstance(found, Module):  # how long it may take
            return found
        return WatchedModule(found, name, self._course, self._tell)


class WatchedModule:
    """A module whose functions look at what they are handed."""

    def __init__(self, module: Module, name: str, course: Course, tell: Tell) -> None:
        """Take the module and its name."""
        self._module, self._name, self._course, self._tell = module, name, course, tell

    def __getattr__(self, name: str) -> Any:
        """Return a function that looks at its arguments, or a constant or record as it is."""
        return self[name]

    def __getitem__(self, name: str) -> Any:
        """Return the same by a name that a feature gives."""
        function = self._module[name]
        contract = contract_of(self._course, self._name, name)
        if contract is None:
            return function
        names = inspect.signature(function)

        @functools.wraps(function)
        def call(*arguments: Any, **keywords: Any) -> Any:
            if problem := contract.problem(names.bind(*arguments, **keywords).arguments):
                self._tell(f"{name} gets an argument outside its contract: {problem}")
            return function(*arguments, **keywords)

        return call
