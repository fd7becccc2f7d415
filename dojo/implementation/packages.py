"""Packages that share a name: each workspace has a `kata`, and is run with its own.

Whoever runs code of a package puts the package in its place first; the one that was there keeps its
modules until it comes back. The search path does not decide: with the repository's root on it, a
learner's empty stubs would pass because the reference was imported instead.
"""

import importlib
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType


class Package:
    """Package that `import` finds under a name while this is active."""

    def __init__(self, name: str) -> None:
        """Take the name."""
        self.name = name
        self._modules: dict[str, ModuleType] = {}

    def find(self, name: str, path: Sequence[str] | None) -> ModuleSpec | None:
        """Return where a module is: here, wherever Python finds it without us."""
        return None

    def place(self) -> None:
        """Let `import` find this package from now on."""
        before = in_place(self.name)
        if before is self:
            return
        inside = f"{self.name}."
        names = [name for name in sys.modules if name.startswith(inside) or name == self.name]
        before._modules = {name: sys.modules.pop(name) for name in names}
        sys.modules.update(self._modules)
        _IN_PLACE[self.name] = self
        if _FINDER not in sys.meta_path:
            sys.meta_path.insert(0, _FINDER)

    def load(self, module: str = "") -> ModuleType:
        """Return the package, or one of its modules, imported if it is not yet."""
        self.place()
        return importlib.import_module(f"{self.name}.{module}" if module else self.name)


class FolderPackage(Package):
    """A folder under the name of a package, whatever else there is of that name.

    Of a course with layers they are several: a module is looked for in each, in order.
    """

    def __init__(
        self,
        name: str,
        folders: Path | Sequence[Path],
        loader: Callable[[str, str], SourceFileLoader] = SourceFileLoader,
    ) -> None:
        """Take the name, the folder or folders, and what reads their modules."""
        super().__init__(name)
        self.folders = [folders] if isinstance(folders, Path) else [*folders]
        self._loader = loader

    def find(self, name: str, path: Sequence[str] | None) -> ModuleSpec | None:
        """Return where a module is in the folders."""
        if name == self.name:
            return self._spec()
        spec = PathFinder.find_spec(name, path)
        if spec and type(spec.loader) is SourceFileLoader:
            spec.loader = self._loader(name, spec.loader.path)
        return spec

    def _spec(self) -> ModuleSpec | None:
        inits = (folder / "__init__.py" for folder in self.folders)
        init, places = next(filter(Path.exists, inits), None), [*map(str, self.folders)]
        if init:
            loader = self._loader(self.name, str(init))
            return spec_from_file_location(
                self.name, init, loader=loader, submodule_search_locations=places
            )
        spec = ModuleSpec(self.name, None, is_package=True)
        spec.submodule_search_locations = places
        return spec


def in_place(name: str) -> Package:
    """Return the package that `import` finds under a name at present."""
    return _IN_PLACE.get(name) or outside(name)


def outside(name: str) -> Package:
    """Return what Python itself finds under a name: another project's `kata` is none of ours."""
    return _OUTSIDE.setdefault(name, Package(name))


class _Finder:
    """Asks the package in place for its modules, before Python looks for them anywhere else."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        package = _IN_PLACE.get(name.partition(".")[0])
        return package.find(name, path) if package else None


_FINDER = _Finder()
_IN_PLACE: dict[str, Package] = {}
_OUTSIDE: dict[str, Package] = {}
