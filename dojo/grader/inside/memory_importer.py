"""A package imported from source texts in memory: a player reads nothing of it from the disk."""

import importlib.abc
import importlib.machinery
import importlib.util
import sys
from types import ModuleType

PACKAGE = "kata"


class Sources(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds `kata` and its modules among texts by file name, and nothing else anywhere."""

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

    def find_spec(self, name: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        """Find the package or one of its modules."""
        if name != PACKAGE and self.file(name) not in self._files:
            return None
        file = self.file(name)
        package = name == PACKAGE or file.endswith("/__init__.py")
        spec = importlib.util.spec_from_loader(name, self, is_package=package)
        spec.origin, spec.has_location = f"{PACKAGE}/{file or '__init__.py'}", True
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
