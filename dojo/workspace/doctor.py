"""A check-up of the installation: versions, names that hide others, the workspace, the machine."""

import ast
import os
import platform
import shlex
import sys
from collections.abc import Iterator
from importlib import metadata
from importlib.machinery import PathFinder
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from dojo.errors import UsageError
from dojo.workspace.contents import FEATURES, KATA, WORKSHEETS, contents
from dojo.workspace.manifest import DISTRIBUTION, Manifest, version
from dojo.workspace.owner import course_of
from dojo.workspace.workspace import (
    altered_worksheets,
    edited_features,
    find,
    missing,
    missing_modules,
    outdated_features,
)

ROOMS = (KATA, "steps", FEATURES, WORKSHEETS)


class Finding(NamedTuple):
    """A finding: well or not (None: neither, for information), and its remedy."""

    well: bool | None
    what: str
    mend: str = ""


def checkup(workspace: str | None = None) -> Iterator[Finding]:
    """Yield the findings, the installation's first."""
    yield from versions()
    try:
        root = find(workspace)
    except UsageError as error:
        yield Finding(None if workspace is None else False, f"workspace: {error}")
        root = None
    yield from shadows(root)
    if root:
        yield from of_the_workspace(root)
    yield from of_the_machine()


def versions() -> Iterator[Finding]:
    """Compare what is installed with what the course requires."""
    try:
        about = metadata.metadata(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        yield Finding(False, f"{DISTRIBUTION} is not installed", f"pip install {DISTRIBUTION}")
        return
    yield Finding(True, f"course {version()}")
    python = platform.python_version()
    wanted = (about.get_all("Requires-Python") or [""])[0]
    fits = SpecifierSet(wanted).contains(python, prereleases=True)
    mend = "" if fits else f"make a new environment with Python {wanted}"
    yield Finding(fits, f"Python {python} (needs {wanted})", mend)
    for text in metadata.requires(DISTRIBUTION) or []:
        requirement = Requirement(text)
        if not requirement.marker or requirement.marker.evaluate({"extra": ""}):
            yield _required(requirement)


def _required(requirement: Requirement) -> Finding:
    name, wanted = requirement.name, requirement.specifier
    mend = f'pip install --upgrade "{name}{wanted}"'
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Finding(False, f"{name} is not installed (needs {wanted})", mend)
    fits = wanted.contains(found, prereleases=True)
    return Finding(fits, f"{name} {found} (needs {wanted})", "" if fits else mend)


def shadows(root: Path | None) -> Iterator[Finding]:
    """Look for strangers that bear the names of a workspace's folders, and vice versa."""
    own = {Path.cwd().resolve(), course_of(root or Path.cwd()).root, *([root] if root else [])}
    elsewhere = [path for path in sys.path if path and Path(path).resolve() not in own]
    strangers = []
    for name in ROOMS:
        spec = PathFinder.find_spec(name, elsewhere)
        if spec:
            place = spec.origin or next(iter(spec.submodule_search_locations or []), "")
            strangers.append(f"{name} ({place})")
    if strangers:
        yield Finding(
            False,
            f"other packages of the same name: {', '.join(strangers)}",
            (
                "dojo uses only the workspace, but your own `import` may find the "
                "other one; uninstall or rename it"
            ),
        )
    else:
        yield Finding(True, f"no other package has the name {', '.join(ROOMS)}")
    if root:
        yield from _hidden_libraries(root)


def _hidden_libraries(root: Path) -> Iterator[Finding]:
    """Look for files and folders of a workspace that Python takes for a library."""
    for name in ("numpy", "pytest", "pytest_bdd", "sympy", "dojo", "derivations"):
        for path in (root / f"{name}.py", root / name):
            if path.exists():
                what = f"{path.name} in the workspace hides the library {name}"
                yield Finding(False, what, f"rename it: {_mv(path)}")


def _mv(path: Path) -> str:
    return shlex.join(["mv", str(path), str(path.with_name(f"my_{path.name}"))])


def of_the_workspace(root: Path) -> Iterator[Finding]:
    """Look whether a workspace is whole, unedited where it should be, and up to date."""
    try:
        written = Manifest.read(root).version
    except UsageError as error:
        yield Finding(False, error.fact, error.fix)
    else:
        yield from _of_the_course(root, written)
    for file, feature in missing_modules(root).items():
        what = f"missing: {file}, which {feature} needs"
        yield Finding(False, what, "the installed course does not have it; write it yourself")
    for name in altered_worksheets(root):
        what = f"{name} has changes outside its gaps (…)"
        yield Finding(False, what, f"restore it; dojo keeps a copy of yours: {_reset(name)}")
    unread = [f"{path.relative_to(root).as_posix()} ({why})" for path, why in _unreadable(root)]
    for what in unread:
        mend = "correct that line, or restore the file with dojo reset"
        yield Finding(False, f"Python cannot read {what}", mend)
    if not unread:
        yield Finding(True, "Python can read every file of kata/")
    if not os.access(root, os.W_OK):
        mend = shlex.join(["chmod", "u+w", str(root)])
        yield Finding(False, f"dojo cannot write in {root}", mend)


def _reset(name: str) -> str:
    return f"dojo reset {shlex.quote(name)}"


def _of_the_course(root: Path, written: str) -> Iterator[Finding]:
    """Compare a workspace with the installed course; `written` is the course that made it."""
    fits = written == version()
    what = f"workspace {root}" + ("" if fits else f", made by course {written or 'unknown'}")
    yield Finding(fits, what, "" if fits else "dojo update")
    lacks, edited = missing(root), edited_features(root)
    if lacks:
        yield Finding(False, f"missing: {_some(lacks)}", "restore them: dojo update")
    else:
        yield Finding(
            True, f"no file of the course is missing ({len(contents(course_of(root)))} files)"
        )
    changed = [name for name in edited if name not in lacks]
    for name in changed:
        yield Finding(False, f"{name} was edited, so its verdicts may be wrong", _reset(name))
    if outdated := outdated_features(root):
        yield Finding(False, f"older than the course: {_some(outdated)}", "dojo update")
    elif not changed:
        yield Finding(True, "the features are unchanged")


def _unreadable(root: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted((root / KATA).rglob("*.py")):
        try:
            ast.parse(path.read_bytes())
        except SyntaxError as error:
            yield path, f"line {error.lineno}: {error.msg}" if error.lineno else error.msg
        except (OSError, ValueError) as error:
            yield path, str(getattr(error, "strerror", None) or error)


def _some(names: list[str], most: int = 3) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" * (len(names) > most))


def of_the_machine() -> Iterator[Finding]:
    """Say what the machine can do; nothing of it is a fault."""
    if hasattr(os, "fork"):
        yield Finding(True, "this system can fork: verdicts come milliseconds after a save")
    else:
        yield Finding(None, "this system cannot fork: verdicts come one second after a save")
    if sys.stdin and sys.stdin.isatty() and sys.stdout.isatty():
        yield Finding(True, "this is a terminal: dojo reacts to keys")
    else:
        yield Finding(None, "this is not a terminal: dojo checks every save but cannot read keys")
