"""A package that is not in the page: modules that only name its parts can be imported all the same.

A figure of a course is drawn with Matplotlib, and its module imports some of it; in the page the
figure's numbers are computed, and nothing is drawn with it.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class Part(ModuleType):
    """A module of it: whatever is imported from it is a class of that name."""

    def __getattr__(self, name: str) -> type:
        """Return a class that does nothing."""
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


class Absent(MetaPathFinder, Loader):
    """Finds every module of one package."""

    def __init__(self, package: str) -> None:
        """Take the package's name."""
        self._package = package

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a module of the package."""
        if name.partition(".")[0] != self._package:
            return None
        return ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Make a module without anything in it."""
        return Part(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: there is no code."""


def stand_in(package: str) -> None:
    """Let modules of a package be imported where it is not installed.

    >>> stand_in("no_such_package")
    >>> from no_such_package.path import Path
    >>> Path.__name__
    'Path'
    """
    sys.meta_path.append(Absent(package))
