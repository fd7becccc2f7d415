"""An update of a workspace: what the learner has not touched follows the course, the rest stays."""

from collections.abc import Iterator
from pathlib import Path

from dojo import atomic_files
from dojo.workspace.contents import FEATURES, KATA, WORKSHEETS, contents
from dojo.workspace.manifest import Manifest, fingerprint, version
from dojo.workspace.owner import course_of
from dojo.workspace.source_editing import definitions
from dojo.workspace.workspace import called, present

NEW = ".new"


def update(root: Path) -> Iterator[str]:
    """Bring a workspace up to date; yield a line for everything that was done or left alone."""
    course = course_of(root)
    manifest, files = Manifest.read(root), contents(course)
    manifest.course, manifest.place = called(course)
    try:
        for name, content in files.items():
            said = _bring(root, name, content, manifest.files.get(name))
            manifest.files[name] = fingerprint(content)
            if said:
                yield f"{name}: {said}"
        for name in [name for name in manifest.files if name not in files]:
            said = _retire(root, name, manifest.files[name])
            del manifest.files[name]
            if said:
                yield f"{name}: {said}"
        manifest.version = version()
    finally:
        # Whatever stops it midway, the manifest knows what was written until then.
        manifest.write(root)


def _bring(root: Path, name: str, content: bytes, known: str | None) -> str:
    """Write one file, unless the learner has edited it; return the message."""
    path = root / name
    if not path.exists():
        if present(root, name):
            return ""
        atomic_files.write(path, content)
        return "new" if known is None else "was missing; dojo restored it"
    now, fresh = fingerprint(path.read_bytes()), fingerprint(content)
    if now == fresh:
        return ""
    if now == known:
        atomic_files.write(path, content)
        return "updated"
    if name.partition("/")[0] not in (KATA, WORKSHEETS):
        return f"edited, so it stays unchanged. Restore the course's version: dojo reset {name}"
    if known == fresh:
        return ""  # the learner's work, and nothing new in the course
    beside = path.with_name(path.name + NEW)
    if beside.exists() and beside.read_bytes() != content:
        atomic_files.backup(root, beside)
    atomic_files.write(beside, content)
    new = _lacks(path, content)
    return (
        f"yours, so it stays unchanged. The course's new version is beside it: {beside.name}{new}"
    )


def _lacks(path: Path, content: bytes) -> str:
    """Name what a new stub defines and the learner's module does not."""
    if path.suffix != ".py":
        return ""
    try:
        own = {name for name, _ in definitions(path.read_text(encoding="utf-8"))}
    except (SyntaxError, ValueError):
        return ""
    new = [name for name, _ in definitions(content.decode()) if name not in own]
    return f" (copy from there: {', '.join(new)})" if new else ""


def _retire(root: Path, name: str, known: str) -> str:
    """Move a file that has left the course to the backups, unless the learner has edited it."""
    path = root / name
    if Path(name).parts[0] not in (FEATURES, KATA, WORKSHEETS) or ".." in Path(name).parts:
        return ""
    if not path.is_file():
        return ""
    if fingerprint(path.read_bytes()) != known:
        return "no longer in the course; it is yours, so it stays unchanged"
    copy = atomic_files.backup(root, path)
    path.unlink()
    now = f"; a copy is {copy.relative_to(root).as_posix()}" if copy else ""
    return f"no longer in the course, so dojo removed it{now}"
