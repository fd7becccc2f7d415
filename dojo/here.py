"""The workspace that a person stands in: the nearest folder with features and a kata."""

from pathlib import Path

from dojo.commands import UsageError
from dojo.manifest import FILE


def workspace(start: Path | None = None) -> Path:
    """Return the nearest folder upwards that holds `features/` and `kata/`, or did hold them."""
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        kata, features = (folder / "kata").is_dir(), any((folder / "features").glob("*.feature"))
        if kata and features:
            return folder
        if (folder / FILE).is_file():
            raise UsageError(_what_is_lost(folder, kata))
    raise UsageError(
        f"{start} is no workspace, nor in one. Go to yours (cd), or make one: dojo start my-dojo"
    )


def _what_is_lost(folder: Path, kata: bool) -> str:
    """Say how a workspace gets back what it lacks."""
    if kata:
        return f"{folder} has no features any more: dojo update brings them back"
    return (
        f"{folder} has no folder kata/ any more. If you have renamed it, give it its name again; "
        "if it is lost, make it (mkdir kata), and dojo update fills it with stubs"
    )
