"""Places in the files of a kata: which file a module is in, and how its path is shown."""

import functools
from pathlib import Path

from dojo.verdict import Place, shown


class Places:
    """The files of one folder, written as seen from where the run was started."""

    def __init__(self, folder: Path, start: Path | None = None) -> None:
        """Take the folder of the implementation, and the folder that paths are shown from."""
        self.folder = folder.resolve()
        self.start = start or Path.cwd()
        self.holds = functools.cache(self._holds)

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
