"""A workspace: the folder in which a learner works, and what in it is theirs.

`edited_features` is for whoever shows verdicts: a feature that says something else than the course
does gives verdicts that mean something else.
"""

import os
import re
import shlex
from pathlib import Path

from dojo import atomic_files
from dojo.course.chapters import tags
from dojo.course.choice import chosen
from dojo.course.course import Course
from dojo.course.course_file import FILE as COURSE
from dojo.course.feature_names import features_in
from dojo.course.installed import DEFAULT, name_of
from dojo.errors import UsageError
from dojo.workspace.blank_worksheets import blank
from dojo.workspace.contents import FEATURES, KATA, WORKSHEETS, contents, features, resettable
from dojo.workspace.manifest import FILE, Manifest, fingerprint, version
from dojo.workspace.owner import course_of

OUTDATED = "These features differ from the installed course. Update them: dojo update"
OUTSIDE = (
    "{} is outside every workspace. Go to your workspace (cd FOLDER), or make one: "
    "dojo start my-dojo"
)


def find(start: Path | str | None = None) -> Path:
    """Return the nearest folder upwards that `dojo start` made; UsageError if there is none.

    The course's own folder has features and a kata as well, but it is not a learner's: nothing
    here may ever write stubs over the reference.
    """
    begin = Path(start or Path.cwd()).resolve()
    if start and not begin.is_dir():
        raise UsageError(f"there is no folder {start}")
    if folder := around(begin):
        return folder
    raise UsageError(OUTSIDE.format(begin))


def around(begin: Path) -> Path | None:
    """Return the nearest folder upwards that `dojo start` made, if there is one."""
    for folder in (begin, *begin.parents):
        if (folder / FILE.parent).is_dir() and (folder / KATA).is_dir():
            return folder
    return None


def start(folder: Path) -> dict[str, bytes]:
    """Make a workspace, wholly or not at all; return what was written."""
    folder = Path(os.path.abspath(folder))
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file. Name an empty or a new folder")
    if folder.is_dir() and around(folder) == folder.resolve():
        raise UsageError(
            f"{folder} is already a workspace. Go there: cd {shlex.quote(str(folder))}"
        )
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty, so dojo did not change it. Name another folder")
    course = course_of(Path.cwd())
    files = contents(course)
    manifest = Manifest(version(), {name: fingerprint(found) for name, found in files.items()})
    manifest.course, manifest.place = called(course)
    existed, made, name = folder.exists(), [], f".dojo-start-{os.getpid()}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = folder / name if existed else folder.with_name(name)
    try:
        for file, content in files.items():
            atomic_files.write(beside / file, content)
        manifest.write(beside)
        if not existed:
            beside.rename(folder)
            return files
        # An empty folder is filled, not replaced: somebody may be standing in it.
        for child in sorted(beside.iterdir()):
            child.rename(folder / child.name)
            made.append(folder / child.name)
        beside.rmdir()
    except BaseException:
        for path in [*made, beside]:
            atomic_files.remove(path)
        raise
    return files


def missing(root: Path) -> list[str]:
    """Return the files of the course that a workspace lacks; `dojo update` brings them back."""
    return [name for name in contents(course_of(root)) if not present(root, name)]


def present(root: Path, name: str) -> bool:
    """Tell whether a file is there; a module of the kata may have been made a package."""
    package = (root / name).with_suffix("") / "__init__.py"
    return (root / name).exists() or (name.endswith(".py") and package.exists())


def missing_modules(root: Path) -> dict[str, str]:
    """Return {file: feature} for modules that a workspace lacks and the course does not have.

    The tags of the workspace's own feature name them, and the course's steps call them.
    """
    course = course_of(root)
    steps = "".join(p.read_text(encoding="utf-8") for p in course.files("steps").values())
    return {
        file: f"{FEATURES}/{path.name}"
        for path in features_in(root / FEATURES)
        for name, file in ((tag, f"{KATA}/{tag}.py") for tag in tags(path))
        if not present(root, file)
        and not resettable(course, f"{name}.py")
        and re.search(rf"\bkata\.{re.escape(name)}\b", steps)
    }


def edited_features(root: Path) -> list[str]:
    """Return the features of a workspace that are no longer as the course wrote them, or gone.

    `dojo reset FILE` brings each of them back.
    """
    known, edited = Manifest.read(root).files, []
    written = {name: fingerprint(content) for name, content in _features(root).items()}
    for name in sorted(name for name in {*known, *written} if name.startswith(f"{FEATURES}/")):
        expected = known.get(name, written.get(name))
        try:
            if fingerprint((root / name).read_bytes()) != expected:
                edited.append(name)
        except OSError:
            edited.append(name)
    return edited


def outdated_features(root: Path) -> list[str]:
    """Return the features that the installed course has otherwise, or new.

    `dojo update` brings them.
    """
    known = Manifest.read(root).files
    return [n for n, content in _features(root).items() if known.get(n) != fingerprint(content)]


def _features(root: Path) -> dict[str, bytes]:
    return features(course_of(root))


def called(course: Course) -> tuple[str, str]:
    """Return how a workspace names its course: its name and folder; "" for our own, "" where
    it is installed.
    """
    installed = name_of(course.root)
    if installed == DEFAULT:
        return "", ""
    return installed or course.name, "" if installed else str(course.root)


def outdated_note(root: Path) -> str:
    """Say so if a workspace's features are not those of the course, or why that is not known."""
    if not (root / FILE).is_file():
        return ""
    try:
        return OUTDATED if outdated_features(root) else ""
    except UsageError as error:
        return str(error)


def altered_worksheets(root: Path) -> list[str]:
    """Return the worksheets in which something else than the gaps was changed.

    With its gaps emptied again, a worksheet must read as the course wrote it.
    """
    altered = []
    for name, content in contents(course_of(root)).items():
        if name.startswith(f"{WORKSHEETS}/") and (root / name).exists():
            try:
                found = blank((root / name).read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError):
                found = ""
            if "".join(found.split()) != "".join(content.decode().split()):
                altered.append(name)
    return altered


def current(start: Path | None = None) -> Path:
    """Return the nearest folder upwards that is a course, or holds `features/` and `kata/`.

    A course that was chosen (`--course`) comes before another one, and where there is none.
    """
    start = (start or Path.cwd()).resolve()
    asked = chosen()
    for folder in (start, *start.parents):
        if (folder / COURSE).is_file():
            return asked.root if asked else folder
        kata, features = (folder / "kata").is_dir(), features_in(folder / "features")
        if kata and features:
            return folder
        if (folder / FILE).is_file():
            raise UsageError(_what_is_lost(folder, kata))
    if asked:
        return asked.root
    raise UsageError(OUTSIDE.format(start))


def _what_is_lost(folder: Path, kata: bool) -> str:
    """Say how a workspace gets back what it lacks."""
    if kata:
        return f"{folder} has no features any more. Restore them: dojo update"
    return (
        f"{folder} has no folder kata/ any more. If you renamed it, rename it back. "
        f"If it is lost: mkdir {shlex.quote(str(folder / KATA))}, then dojo update"
    )
