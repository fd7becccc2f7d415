"""A reset: one function, or a whole file, as the course wrote it; what was there is kept."""

from pathlib import Path

from dojo import atomic_files
from dojo.errors import UsageError
from dojo.workspace.contents import contents
from dojo.workspace.manifest import Manifest, fingerprint
from dojo.workspace.names import Target, target
from dojo.workspace.owner import course_of
from dojo.workspace.source_editing import Ambiguous, restored


def prepared(root: Path, aim: Target, original: bytes) -> bytes:
    """Return the content that the file will have; UsageError if a function cannot be cut out."""
    path = root / aim.file
    if not aim.function or not path.exists():
        return original
    whole = f"restore the whole file (dojo keeps a backup): dojo reset {aim.file}"
    try:
        source = path.read_bytes().decode("utf-8")
        return restored(source, original.decode(), aim.function).encode()
    except UnicodeDecodeError:
        raise UsageError(f"{aim.file} is not UTF-8 text. Save it as UTF-8, or {whole}") from None
    except Ambiguous as error:
        raise UsageError(f"{error} of {aim.file}. Delete one of them, or {whole}") from None
    except (SyntaxError, ValueError):
        raise UsageError(
            f"Python cannot read {aim.file}{_where(path)}, so {aim.function} is not found in it. "
            f"Correct that line, or {whole}"
        ) from None


def _where(path: Path) -> str:
    """Say what Python stumbles over, and in which line."""
    try:
        compile(path.read_bytes(), path.name, "exec")
    except SyntaxError as error:
        return f" (line {error.lineno}: {error.msg})"
    except ValueError as error:
        return f" ({error})"
    return ""


def reset_by_name(root: Path, name: str) -> str:
    """Bring back what a name means, and say what was done; UsageError if that cannot be done."""
    files = contents(course_of(root))
    aim = target(name, files)
    try:
        content = prepared(root, aim, files[aim.file])
        copy = reset(root, aim, content, files[aim.file], Manifest.read(root))
    except OSError as error:
        where = error.filename or aim.file
        raise UsageError(f"{where}: {error.strerror or error}. Nothing was changed") from None
    kept = f" Your version is kept in {copy.relative_to(root).as_posix()}" if copy else ""
    return f"{aim} has its original content again.{kept}"


def reset(
    root: Path, aim: Target, content: bytes, original: bytes, manifest: Manifest
) -> Path | None:
    """Write the file; return where the backup of what was there lies."""
    path = root / aim.file
    copy = atomic_files.backup(root, path)
    atomic_files.write(path, content)
    if manifest.files:
        manifest.files[aim.file] = fingerprint(original)
        manifest.write(root)
    return copy
