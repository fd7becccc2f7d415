"""A package that is read from its source files each time, never from what was compiled of them.

Python takes two versions of a file for one if they are as long and from the same second, as a
learner's are who saves twice in a row. And its compiled files are none that a learner wrote.
"""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

from dojo.course.locations import load_package


class FromSource(SourceFileLoader):
    """Compiles a module's source as it stands now."""

    def get_code(self, fullname: str) -> CodeType:
        """Return the code of the module; nothing is kept of it."""
        return self.source_to_code(self.get_data(self.path), self.path)


class Finder:
    """Finds the modules of one package where Python would, to be loaded from their source."""

    def __init__(self, package: str) -> None:
        """Take the package's name."""
        self.package = package

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: object = None
    ) -> ModuleSpec | None:
        """Return where a module of the package is."""
        if not name.startswith(f"{self.package}."):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec and type(spec.loader) is SourceFileLoader:
            spec.loader = FromSource(name, spec.loader.path)
        return spec


def load_fresh(package: str, folder: Path) -> ModuleType:
    """Load a folder as a package; its modules, too, come from their source whenever they come."""
    if package not in [finder.package for finder in sys.meta_path if isinstance(finder, Finder)]:
        sys.meta_path.insert(0, Finder(package))
    return load_package(package, folder, FromSource)
