"""Autograders ready made: the files that a platform takes, with the course in them."""

import shlex
import shutil
import zipfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from dojo.course.course import Course
from dojo.course.course_file import FILE, parsed
from dojo.errors import UsageError
from dojo.grader.html_pages import HERE

TEMPLATES = HERE / "autograder"
PLATFORMS = ("gradescope", "github", "docker")
COURSE = "course"
# Where GitHub looks for what else a workflow needs.
BESIDE = {"github": ".github/dojo"}
PLACES = {"classroom.yml": ".github/workflows/classroom.yml"}
NEXT = {
    "gradescope": "upload {folder}/autograder.zip under Configure Autograder",
    "github": "copy the files of {folder} into the template repository of the assignment",
    "docker": "type: docker build -t grader {folder}",
}
_LEFT_OUT = shutil.ignore_patterns("__pycache__", ".*", "*.jsonl", "dist", "node_modules")


def write_autograder(
    platform: str, folder: Path, course: Course, options: Sequence[str] = ()
) -> str:
    """Write what a platform takes into an empty folder; return what to do with it.

    `options` are passed on to `dojo grade`. The course goes along, unless it is the installed one.
    UsageError for a folder that holds something already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty; name a new folder")
    own = course.root != Course.default().root
    values = {
        "@VERSION@": version("deep-learning-dojo"),
        "@COURSE@": COURSE if own else "",
        "@OPTIONS@": shlex.join(options),
    }
    try:
        for template in sorted((TEMPLATES / platform).iterdir()):
            target = folder / PLACES.get(template.name, template.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_filled(template, values), encoding="utf-8", newline="\n")
            if target.suffix in (".sh", ""):
                target.chmod(0o755)
        if own:
            _copy(course.root, (folder / BESIDE.get(platform, "") / COURSE).resolve(), folder)
        if platform == "gradescope":
            _zip(folder)
    except OSError as error:
        raise UsageError(f"cannot write in {folder}: {error.strerror or error}") from None
    return NEXT[platform].format(folder=folder)


def _filled(template: Path, values: dict[str, str]) -> str:
    text = template.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def _copy(root: Path, target: Path, folder: Path) -> None:
    """Copy a course without what its author keeps beside it: backups, journals, caches.

    A course that it extends goes along where it is a folder beside it; others are installed ones.
    """
    if target.is_relative_to(root):
        raise UsageError(f"{folder} is inside the course; name a folder outside it")
    shutil.copytree(root, target, ignore=_LEFT_OUT)
    extends = parsed(root / FILE)[1].get("extends", "")
    if extends and (root / extends / FILE).is_file():
        beside = (target / extends).resolve()
        if not beside.is_relative_to(folder.resolve()) or beside.exists():
            raise UsageError(
                f"{root} extends {extends}, which is not beside it; put both into one folder"
            )
        _copy((root / extends).resolve(), beside, folder)


def _zip(folder: Path) -> None:
    with zipfile.ZipFile(folder / "autograder.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.name != "autograder.zip":
                archive.write(path, path.relative_to(folder).as_posix())
