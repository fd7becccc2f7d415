"""A loader that reads a module from its source each time, never from what was compiled of it.

Python takes two versions of a file for one if they are as long and from the same second, as a
learner's are who saves twice in a row. And its compiled files are none that a learner wrote.
"""

from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from types import CodeType, ModuleType

from dojo.implementation import flagged_calls, flagged_source, flags


class FromSource(SourceFileLoader):
    """Compiles a module's source as it stands now, and shows the module to `loaded`."""

    def __init__(
        self, fullname: str, path: str, loaded: Callable[[ModuleType], None] | None = None
    ) -> None:
        """Take the module's name, its file, and who wants to see it before others import it."""
        super().__init__(fullname, path)
        self._loaded = loaded

    def get_code(self, fullname: str) -> CodeType:
        """Return the code of the module; nothing is kept of it.

        Where the system has no floating-point flags, its arithmetic is looked at.
        """
        source = self.get_data(self.path)
        if flags.are_missing():
            return flagged_source.compiled(source, self.path)
        return self.source_to_code(source, self.path)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module."""
        if flags.are_missing():
            flagged_calls.equip(vars(module))
        super().exec_module(module)
        if self._loaded:
            self._loaded(module)
