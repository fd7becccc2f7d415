"""The implementation under test: loaded from a folder, called with its arguments locked.

Steps reach it through the `kata` fixture alone: `kata.activations.relu(z)`.
"""

import contextlib
import functools
import importlib
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import numpy as np

from dojo.course import load_package
from dojo.verdict import Broken, Place, SpecError


class Implementation:
    """A folder of modules, each loaded when a step first asks for it."""

    def __init__(self, folder: Path, introduced: dict[str, int] | None = None) -> None:
        """Take the folder; `introduced` says which chapter introduces each module."""
        self.folder = folder.resolve()
        self.introduced = introduced or {}
        self.chapter: int | None = None
        self.feature = ""
        self.last_call: Callable | None = None
        self._calls: list[Callable] = []
        self._package: ModuleType | None = None
        self._modules: dict[str, ModuleType] = {}

    def __getattr__(self, name: str) -> "Module":
        """Return the module `name`; a chapter may only use what is introduced by then."""
        if name.startswith("__"):
            raise AttributeError(name)
        chapter = self.introduced.get(name)
        if self.chapter and chapter and chapter > self.chapter:
            message = f"uses kata/{name}.py, which only chapter {chapter} introduces"
            raise SpecError(message, self.feature)
        return Module(self, name)

    def called(self, function: Callable) -> None:
        """Note that a step called `function`."""
        self.last_call = function
        self._calls.append(function)

    def take_calls(self) -> list[Callable]:
        """Return the functions called since the last time this was asked."""
        calls, self._calls = self._calls, []
        return calls

    def begin(self, chapter: int | None, feature: str) -> None:
        """Start a behaviour: forget the calls of the one before."""
        self.chapter, self.feature, self.last_call = chapter, feature, None
        self.take_calls()

    def load(self, name: str) -> ModuleType:
        """Import the module `name` from this folder and from nowhere else."""
        if name not in self._modules:
            if self._package is None:
                self._package = load_package("kata", self.folder)
            file = self.folder / f"{name}.py"
            if not file.exists() and not (self.folder / name / "__init__.py").exists():
                raise Broken(f"There is no {self.show(file)}.")
            self._modules[name] = importlib.import_module(f"kata.{name}")
        return self._modules[name]

    def show(self, file: str | Path) -> str:
        """Write a file of this implementation as a person would name it, from the folder on."""
        return str(Path(file).resolve().relative_to(self.folder.parent))

    def holds(self, file: str) -> bool:
        """Tell whether `file` belongs to this implementation."""
        return Path(file).resolve().is_relative_to(self.folder)

    def place(self, function: Callable) -> Place | None:
        """Return where a function of this implementation is defined."""
        code = getattr(inspect.unwrap(function), "__code__", None)
        if code is None or not self.holds(code.co_filename):
            return None
        return Place(self.show(code.co_filename), code.co_firstlineno, function.__name__)


class Module:
    """One module of the implementation; its functions come wrapped (see `watched`)."""

    def __init__(self, implementation: Implementation, name: str) -> None:
        """Load the module."""
        self._implementation, self._name = implementation, name
        self._module = implementation.load(name)

    def __getattr__(self, name: str) -> object:
        """Return the function `name`, watched, or a constant or record as it is."""
        return self[name]

    def __getitem__(self, name: str) -> object:
        """Return the same by a name that a feature gives: `kata.activations["relu"]`."""
        value = getattr(self._module, name, None)
        if value is None:
            file = self._implementation.folder / f"{self._name}.py"
            shown = self._implementation.show(file)
            raise Broken(f"{shown} has no function {name!r}.", Place(shown, 1))
        if isinstance(value, type) or not callable(value):
            return value
        return watched(self._implementation, value)


def watched(implementation: Implementation, function: Callable) -> Callable:
    """Wrap `function`: note the call, lock its arrays, raise on overflow and NaN, refuse a None."""

    @functools.wraps(function)
    def call(*arguments: object, **keywords: object) -> object:
        implementation.called(function)
        strict = np.errstate(over="raise", divide="raise", invalid="raise")
        with strict, locked([*arguments, *keywords.values()]):
            answer = function(*arguments, **keywords)
        if answer is None:
            message = f"{function.__name__} returned None. Did you forget `return`?"
            raise Broken(message, implementation.place(function))
        return answer

    return call


@contextlib.contextmanager
def locked(values: object) -> Iterator[None]:
    """Make every array in `values` read-only for a while: a change in place raises where it is."""
    arrays = [array for array in _arrays(values) if array.flags.writeable]
    for array in arrays:
        array.flags.writeable = False
    try:
        yield
    finally:
        # A view can only be unlocked after its base, which may stand later in the list.
        for array in arrays * 2:
            with contextlib.suppress(ValueError):
                array.flags.writeable = True


def _arrays(values: object) -> Iterator[np.ndarray]:
    if isinstance(values, np.ndarray):
        yield values
    elif isinstance(values, list | tuple):
        for value in values:
            yield from _arrays(value)
