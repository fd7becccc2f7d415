"""The manifest of a workspace: the fingerprint of every file as the course wrote it.

It tells what the learner has edited from what an update may replace. It says nothing of progress.
"""

import hashlib
import json
import shlex
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any, TypeGuard

from packaging.version import InvalidVersion, Version

from dojo import atomic_files
from dojo.errors import UsageError

DISTRIBUTION = "deep-learning-dojo"
FILE = Path(".dojo") / "manifest.json"


def fingerprint(content: bytes) -> str:
    r"""Return the sha256 of a file's content, whatever its line ends: git may change those.

    >>> fingerprint(b"a\r\nb\n") == fingerprint(b"a\nb\n")
    True
    """
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def version() -> str:
    """Return the version of the course that is installed."""
    try:
        return metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return "unknown"


_KEYS = "version", "files"
_COURSE, _PLACE = "course", "place"
_DELETE = "Delete it (rm -r {}), then type dojo update. It writes a new one and keeps your files"


def _quoted(path: Path) -> str:
    return shlex.quote(str(path))


def _all_text(files: Any) -> TypeGuard[dict[str, str]]:
    if not isinstance(files, dict):
        return False
    return all(isinstance(found, str) for found in files.values())


def _is_newer(one: str, other: str) -> bool:
    try:
        return Version(one) > Version(other)
    except InvalidVersion:  # "unknown", where the course is not installed
        return False


@dataclass
class Manifest:
    """The course's version, and {file: fingerprint}; which course, and where, if not our own."""

    version: str = ""
    files: dict[str, str] = field(default_factory=dict)
    course: str = ""
    place: str = ""

    @classmethod
    def read(cls, root: Path) -> "Manifest":
        """Read a workspace's manifest; UsageError says why it cannot be used, and what to do.

        One that is lost is empty, which is safe: what is not in it counts as the learner's, so
        nothing is ever replaced by mistake. That is why a damaged one may be deleted.
        """
        path = root / FILE
        try:
            known = json.loads(path.read_bytes())
        except FileNotFoundError:
            return cls()
        except OSError as error:
            why = error.strerror or str(error)
            raise UsageError(
                f"{path} cannot be read: {why}", _DELETE.format(_quoted(path))
            ) from None
        except (ValueError, RecursionError):
            raise UsageError(f"{path} is damaged", _DELETE.format(_quoted(path))) from None
        made_by, files = (known.get(key) if isinstance(known, dict) else None for key in _KEYS)
        if not (isinstance(made_by, str) and _all_text(files)):
            raise UsageError(
                f"{path} is not a list of a workspace's files", _DELETE.format(_quoted(path))
            )
        if _is_newer(made_by, version()):
            raise UsageError(
                f"{root} was made by course {made_by}, and {version()} is installed",
                f"Update the course: pip install --upgrade {DISTRIBUTION}",
            )
        return cls(made_by, files, *(_text(known.get(key)) for key in (_COURSE, _PLACE)))

    def write(self, root: Path) -> None:
        """Write the manifest in one go."""
        said = {"version": self.version, _COURSE: self.course, _PLACE: self.place}
        said = {key: value for key, value in said.items() if value or key in _KEYS}
        content = json.dumps(said | {"files": self.files}, indent=1)
        atomic_files.write(root / FILE, content.encode() + b"\n")


def course_in(root: Path) -> tuple[str, str]:
    """Return the name of the course that a workspace was made from, and its folder if it has one.

    Both are "" for our own, and where the manifest cannot be read: `Manifest.read` says why.
    """
    try:
        known = json.loads((root / FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return "", ""
    if not isinstance(known, dict):
        return "", ""
    return _text(known.get(_COURSE)), _text(known.get(_PLACE))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
