"""Import of a package from source texts in memory: a worker reads nothing of it from the disk."""

import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Sequence
from types import ModuleType

PACKAGE = "kata"


class MemoryImporter(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """A finder and loader of `kata` and its modules among given texts, and of nothing else."""

    def __init__(self, files: dict[str, bytes]) -> None:
        """Take the files by their paths inside the package, such as `activations.py`."""
        self._files = files
        self.paths = {f"{PACKAGE}/{name}": name for name in files}
        sys.meta_path.insert(0, self)

    def file(self, name: str) -> str:
        """Return the path of the file that holds a module, or an empty one if there is none."""
        inside = name.removeprefix(PACKAGE).removeprefix(".").replace(".", "/")
        package = f"{inside}/__init__.py".removeprefix("/")
        return package if package in self._files else f"{inside}.py" * bool(inside)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return the spec of the package or of one of its modules; None for any other name."""
        if name != PACKAGE and self.file(name) not in self._files:
            return None
        file = self.file(name)
        package = name == PACKAGE or file.endswith("/__init__.py")
        origin = f"{PACKAGE}/{file or '__init__.py'}"
        spec = importlib.machinery.ModuleSpec(name, self, origin=origin, is_package=package)
        spec.has_location = True
        return spec

    def get_source(self, name: str) -> str:
        """Return a module's text, for whoever shows its lines."""
        return importlib.util.decode_source(self._files.get(self.file(name), b""))

    def exec_module(self, module: ModuleType) -> None:
        """Run a module's text."""
        file = self.file(module.__name__)
        text = self._files.get(file, b"")
        code = compile(text, f"{PACKAGE}/{file}", "exec", dont_inherit=True)
        exec(code, vars(module))
