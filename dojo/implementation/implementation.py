"""The implementation under test: loaded from a folder, and from nowhere else.

Steps reach it through the `kata` fixture alone: `kata.activations.relu(z)`.
"""

import contextlib
from collections import Counter
from collections.abc import Callable, Sequence, Set
from functools import partial
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, TypeVar

from dojo.course.course import Course
from dojo.implementation.call_log import CallLog
from dojo.implementation.instrument import MOST_TIME_OUTS, InstrumentedFunction
from dojo.implementation.internal_calls import InternalCalls
from dojo.implementation.packages import FolderPackage, Package
from dojo.implementation.places import Places
from dojo.implementation.shown_warnings import only_shown
from dojo.implementation.source_loader import FromSource
from dojo.time_limit import PATIENCE
from dojo.verdict import Broken, Place, SpecError, TookTooLong
from dojo.workspace.contents import KATA, resettable
from dojo.workspace.owner import course_of
from dojo.workspace.workspace import around

Loaded = TypeVar("Loaded")


class Implementation:
    """A folder of modules, each loaded when a step first asks for it."""

    package_name = "kata"
    patience: float = PATIENCE

    def __init__(
        self,
        folder: Path,
        introduced: dict[str, int] | None = None,
        start: Path | None = None,
        functions: Callable[[str], Set[str]] = lambda module: frozenset(),
        silent: Callable[[str], Set[str]] = lambda module: frozenset(),
        below: Sequence[Path] = (),
    ) -> None:
        """Take the folder. `introduced` says which chapter introduces each module.

        `functions` are those of a module that a course knows: they may not change an argument,
        whoever calls them. Those that are `silent` promise that no warning comes up in them.
        Places are written as seen from `start`, where pytest was called. Modules that are not in
        the folder may be in those `below`.
        """
        self.folder = folder.resolve()
        self.places = Places(self.folder, start, below)
        self.inside = InternalCalls(self.places, functions)
        self.silent, self._functions = silent, functions
        folders = [self.folder, *below]
        self.package: Package = FolderPackage(self.package_name, folders, self._loader())
        self.calls: CallLog[InstrumentedFunction] = CallLog()
        self.introduced = introduced or {}
        self.chapter: int | None = None
        self.feature = ""
        self._modules: dict[str, Module] = {}
        self._time_outs: Counter[str] = Counter()
        self._loaded: dict[str, tuple[Any, BaseException | None, TracebackType | None]] = {}

    @classmethod
    def of(cls, course: Course, folder: Path, start: Path | None = None) -> "Implementation":
        """Make that of a folder for a course; its own part of a reference stands on those below."""
        below = course.below("kata") if folder == course.reference else []
        return cls(folder, course.introduced, start, course.functions, course.silent, below)

    def __getattr__(self, name: str) -> "Module":
        """Return the module `name`; a chapter may only use what is introduced by then."""
        if name.startswith("__"):
            raise AttributeError(name)
        chapter = self.introduced.get(name)
        if self.chapter and chapter and chapter > self.chapter:
            message = f"uses kata/{name}.py, which chapter {chapter} introduces"
            raise SpecError(message, self.feature, code="order")
        if name not in self._modules:
            self._modules[name] = self._module(name)
        return self._modules[name]

    def home(self, function: str) -> str:
        """Return the module that is to define a function; "" for one that the course has not."""
        return next((m for m in self.introduced if function in self._functions(m)), "")

    def place_of(self, function: str) -> Place | None:
        """Return where a function of the course is defined here; None where it is not."""
        module = self.home(function)
        with contextlib.suppress(Broken, SpecError):
            if module and getattr(self, module)[function] is not None and self.calls.last_used:
                return self.calls.last_used.place
        return None

    def _module(self, name: str) -> "Module":
        return Module(self, name, self._load(name))

    def _loader(self) -> Callable[[str, str], SourceFileLoader]:
        return partial(FromSource, loaded=self.inside.watch)

    def begin(self, chapter: int | None, feature: str) -> None:
        """Start a behaviour: forget the calls of the one before."""
        self.package.place()
        self.inside.begin()
        self.chapter, self.feature = chapter, feature
        self.calls.begin()

    def _load(self, name: str) -> ModuleType:
        self._once("", self.package.load)
        if not self.places.file(name).exists():
            raise Broken("missing", self._missing(name))
        return self._once(name, lambda: self.package.load(name))

    def _missing(self, name: str) -> str:
        """Say that the file of a module is missing, and how it comes back, or comes to be."""
        file = self.places.show(self.places.file(name))
        sentence = f"There is no {file}."
        course = course_of(self.folder)
        if around(self.folder) != self.folder.parent or not resettable(course, f"{name}.py"):
            return f"{sentence} Create this file: the chapter calls its functions."
        files = sorted(self.folder.glob("*.py"))
        others = [path for path in files if not resettable(course, path.name)]
        renamed = f"If it is now {self.places.show(others[0])}" if others else "If it was renamed"
        anew = f"To restore its stub: dojo reset {KATA}/{name}.py"
        return f"{sentence} {renamed}, rename it back. {anew}"

    def _once(self, name: str, load: Callable[[], Loaded]) -> Loaded:
        """Load a module the first time; one that failed is not run again, it fails the same way.

        One that gave no answer in time has a second chance.
        """
        if name not in self._loaded:
            try:
                with only_shown():
                    self._loaded[name] = load(), None, None
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                self._time_outs[name] += isinstance(error, TookTooLong)
                if 0 < self._time_outs[name] < MOST_TIME_OUTS:
                    raise
                if isinstance(error, SyntaxError) and error.filename is None:
                    # Python does not say which file it is that holds no text.
                    error.filename = str(self.places.file(name or "__init__"))
                self._loaded[name] = None, error, error.__traceback__
        module: Loaded
        module, failure, origin = self._loaded[name]
        if failure is not None:
            raise failure.with_traceback(origin)
        return module


class Module:
    """One module of the implementation; its functions come instrumented, all else as it is."""

    def __init__(self, implementation: Implementation, name: str, module: ModuleType) -> None:
        """Take a loaded module."""
        self._implementation, self._name, self._module = implementation, name, module
        self._found: dict[str, tuple[InstrumentedFunction, Any]] = {}

    def __getattr__(self, name: str) -> Any:
        """Return the function `name`, instrumented, or a constant or record as it is."""
        return self[name]

    def __getitem__(self, name: str) -> Any:
        """Return the same by a name that a feature gives: `kata.activations["relu"]`."""
        if name not in self._found:
            self._found[name] = self._find(name)
        self._implementation.calls.last_used, value = self._found[name]
        return value

    def _find(self, name: str) -> tuple[InstrumentedFunction, Any]:
        value = getattr(self._module, name, None)
        implementation = self._implementation
        function = InstrumentedFunction(
            implementation.places,
            implementation.calls,
            self._name,
            name,
            silent=name in implementation.silent(self._name),
        )
        if value is None:
            file = function.place.file
            raise Broken("missing", f"{file} has no function {name!r}.", Place(file, 1))
        plain = isinstance(value, type) or not callable(value)
        return function, value if plain else function.wrap(value)
