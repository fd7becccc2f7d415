"""The implementation under test: loaded from a folder, and from nowhere else.

Steps reach it through the `kata` fixture alone: `kata.activations.relu(z)`.
"""

import functools
import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from dojo.fresh import load_fresh
from dojo.verdict import Broken, Place, SpecError, shown
from dojo.watching import Watched


class Implementation:
    """A folder of modules, each loaded when a step first asks for it."""

    package, load_package = "kata", staticmethod(load_fresh)

    def __init__(
        self, folder: Path, introduced: dict[str, int] | None = None, start: Path | None = None
    ) -> None:
        """Take the folder. `introduced` says which chapter introduces each module.

        Places are written as seen from `start`, the folder that pytest was called from.
        """
        self.folder = folder.resolve()
        self.introduced = introduced or {}
        self.start = start or Path.cwd()
        self.holds = functools.cache(self._holds)
        self.chapter: int | None = None
        self.feature = ""
        self.last_used: Watched | None = None
        self._calls: dict[Watched, None] = {}
        self._history: dict[Watched, None] = {}
        self._modules: dict[str, Module] = {}
        self._loaded: dict[str, tuple] = {}

    def __getattr__(self, name: str) -> "Module":
        """Return the module `name`; a chapter may only use what is introduced by then."""
        if name.startswith("__"):
            raise AttributeError(name)
        chapter = self.introduced.get(name)
        if self.chapter and chapter and chapter > self.chapter:
            message = f"uses kata/{name}.py, which only chapter {chapter} introduces"
            raise SpecError(message, self.feature, code="order")
        if name not in self._modules:
            self._modules[name] = Module(self, name, self._load(name))
        return self._modules[name]

    def called(self, function: Watched) -> None:
        """Note that a step called `function`."""
        self.last_used = function
        self.returned(function)

    def returned(self, function: Watched) -> None:
        """Note that a call of `function` is over: of all so far it ended last."""
        for calls in (self._calls, self._history):
            calls.pop(function, None)
            calls[function] = None

    def take_calls(self) -> list[Watched]:
        """Return the functions called since the last time this was asked, as they returned."""
        calls, self._calls = list(self._calls), {}
        return calls

    @property
    def history(self) -> list[Watched]:
        """The functions called since the behaviour began, as they returned."""
        return list(self._history)

    def begin(self, chapter: int | None, feature: str) -> None:
        """Start a behaviour: forget the calls of the one before."""
        self.chapter, self.feature, self.last_used = chapter, feature, None
        self.take_calls()
        self._history = {}

    def _load(self, name: str) -> ModuleType:
        self._once("", lambda: self.load_package(self.package, self.folder))
        if not self.file(name).exists():
            lost = f"There is no {self.show(self.file(name))}."
            raise Broken("missing", f"{lost} In a workspace, dojo reset {name}.py brings it back.")
        return self._once(name, lambda: importlib.import_module(f"{self.package}.{name}"))

    def _once(self, name: str, load: Callable[[], ModuleType]) -> ModuleType:
        """Load a module the first time; one that failed is not run again, it fails the same way."""
        if name not in self._loaded:
            try:
                self._loaded[name] = load(), None, None
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                if isinstance(error, SyntaxError) and error.filename is None:
                    # Python does not say which file it is that holds no text.
                    error.filename = str(self.file(name or "__init__"))
                self._loaded[name] = None, error, error.__traceback__
        module, error, origin = self._loaded[name]
        if error is not None:
            raise error.with_traceback(origin)
        return module

    def file(self, name: str) -> Path:
        """Return the file that the module `name` is in."""
        package = self.folder / name / "__init__.py"
        return package if package.exists() else self.folder / f"{name}.py"

    def module_of(self, file: str | Path) -> str:
        """Return the name of the module that a file belongs to; a notebook's cell is in none."""
        path = Path(file).resolve()
        inside = path.is_relative_to(self.folder) and path != self.folder
        return path.relative_to(self.folder).parts[0].removesuffix(".py") if inside else ""

    def show(self, file: str | Path) -> str:
        """Write a file of this implementation so that a person can open it."""
        return shown(file, self.start)

    def place(self, file: str | Path, line: int, function: str = "") -> Place:
        """Return a place in a file of this implementation."""
        return Place(self.show(file), line, function)

    def _holds(self, file: str) -> bool:
        """Tell whether `file` belongs to this implementation."""
        return Path(file).resolve().is_relative_to(self.folder)


class Module:
    """One module of the implementation; its functions come watched, all else as it is."""

    def __init__(self, implementation: Implementation, name: str, module: ModuleType) -> None:
        """Take a loaded module."""
        self._implementation, self._name, self._module = implementation, name, module
        self._found: dict[str, tuple[Watched, object]] = {}

    def __getattr__(self, name: str) -> object:
        """Return the function `name`, watched, or a constant or record as it is."""
        return self[name]

    def __getitem__(self, name: str) -> object:
        """Return the same by a name that a feature gives: `kata.activations["relu"]`."""
        if name not in self._found:
            self._found[name] = self._find(name)
        self._implementation.last_used, value = self._found[name]
        return value

    def _find(self, name: str) -> tuple[Watched, object]:
        value = getattr(self._module, name, None)
        watched = Watched(self._implementation, self._name, name)
        if value is None:
            file = watched.place.file
            raise Broken("missing", f"{file} has no function {name!r}.", Place(file, 1))
        plain = isinstance(value, type) or not callable(value)
        return watched, value if plain else watched.wrap(value)
