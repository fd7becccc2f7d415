"""Places in the files of a kata: which file a module is in, and how its path is shown."""

import functools
from collections.abc import Sequence
from pathlib import Path

from dojo.verdict import Place, shown


class Places:
    """The files of a kata, written as seen from where the run was started."""

    def __init__(self, folder: Path, start: Path | None = None, below: Sequence[Path] = ()) -> None:
        """Take the folder of the implementation, and the folder that paths are shown from.

        What is not in it may be in those `below`: parts of the reference that a course builds on.
        """
        self.folders = [path.resolve() for path in (folder, *below)]
        self.start = start or Path.cwd()
        self.holds = functools.cache(self._holds)

    def file(self, name: str) -> Path:
        """Return the file that the module `name` is in."""
        paths = [
            path
            for folder in self.folders
            for path in (folder / name / "__init__.py", folder / f"{name}.py")
        ]
        return next(filter(Path.exists, paths), self.folders[0] / f"{name}.py")

    def module_of(self, file: str | Path) -> str:
        """Return the name of the module that a file belongs to; a notebook's cell is in none."""
        path = Path(file).resolve()
        for folder in self.folders:
            if path.is_relative_to(folder) and path != folder:
                return path.relative_to(folder).parts[0].removesuffix(".py")
        return ""

    def show(self, file: str | Path) -> str:
        """Write a file of this implementation so that a person can open it."""
        return shown(file, self.start)

    def place(self, file: str | Path, line: int, function: str = "") -> Place:
        """Return a place in a file of this implementation."""
        return Place(self.show(file), line, function)

    def _holds(self, file: str) -> bool:
        """Tell whether `file` belongs to this implementation."""
        path = Path(file).resolve()
        return any(path.is_relative_to(folder) for folder in self.folders)
