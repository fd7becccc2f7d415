"""The files that the course puts into a workspace: features, stubs of the kata, worksheets."""

from pathlib import Path

from dojo.course.course import Course
from dojo.course.feature_names import is_feature
from dojo.workspace.blank_worksheets import blank
from dojo.workspace.readme import readme
from dojo.workspace.stubs import stub

TEMPLATE = Path(__file__).parent / "template"
FEATURES, KATA, WORKSHEETS = "features", "kata", "worksheets"
# What a course puts into each workspace besides, such as a README.md of its own.
OWN = "workspace"


def contents(course: Course | None = None) -> dict[str, bytes]:
    """Return {file: content} of a fresh workspace; files are written as seen from its root.

    Of a course's own folder `workspace/`, everything is in it as it stands there.
    """
    course = course or Course.default()
    found = {"README.md": readme(course).encode()}
    found["pyproject.toml"] = (TEMPLATE / "pyproject.toml").read_bytes()
    found |= {name: path.read_bytes() for name, path in course.files(OWN, "*").items()}
    found |= features(course)
    given = {f"{name}.py" for name in course.given}
    for name, path in course.files("kata").items():
        text = path.read_text(encoding="utf-8")
        found[f"{KATA}/{name}"] = (text if name in given else stub(text)).encode()
    for path in course.sheets:
        found[f"{WORKSHEETS}/{path.name}"] = blank(path.read_text(encoding="utf-8")).encode()
    return found


def features(course: Course) -> dict[str, bytes]:
    """Return {file: content} of the features, which a workspace holds as they are."""
    chapters = {path.name for path in course.chapters}
    return {
        f"{FEATURES}/{name}": path.read_bytes()
        for name, path in course.files("features", "*").items()
        if name in chapters or not is_feature(name)
    }


def resettable(course: Course, name: str) -> bool:
    """Tell whether a course has a module of the kata, so that `dojo reset` brings it back."""
    return course.file("kata", name) is not None


def solution(course: Course, name: str) -> str:
    """Return the course's own text of a file of the kata or of a worksheet."""
    room, _, below = name.partition("/")
    path = course.file("kata" if room == KATA else "worksheets", below)
    assert path
    return path.read_text(encoding="utf-8")
