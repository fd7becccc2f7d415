"""The manifest of a workspace: the fingerprint of every file as the course wrote it.

It tells what the learner has edited from what an update may replace. It says nothing of progress.
"""

import hashlib
import json
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from dojo import atomic_files

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


@dataclass
class Manifest:
    """The course's version, and {file: fingerprint}."""

    version: str = ""
    files: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Path) -> "Manifest":
        """Read a workspace's manifest; one that is lost or garbled is empty, which is safe.

        What is not in it counts as the learner's, so nothing is ever replaced by mistake.
        """
        try:
            known = json.loads((root / FILE).read_text(encoding="utf-8"))
            files = {str(name): str(found) for name, found in known["files"].items()}
            return cls(str(known.get("version", "")), files)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def write(self, root: Path) -> None:
        """Write the manifest in one go."""
        content = json.dumps({"version": self.version, "files": self.files}, indent=1)
        atomic_files.write(root / FILE, content.encode() + b"\n")
