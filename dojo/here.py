"""The workspace that a person stands in: the nearest folder with features and a kata."""

from pathlib import Path

from dojo.commands import UsageError


def workspace(start: Path | None = None) -> Path:
    """Return the nearest folder upwards that holds `features/` and `kata/`."""
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "kata").is_dir() and any((folder / "features").glob("*.feature")):
            return folder
    raise UsageError(f"{start} is no workspace (no features/ and kata/): make one with dojo start")
