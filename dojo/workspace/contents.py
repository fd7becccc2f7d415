"""The files that the course puts into a workspace: features, stubs of the kata, worksheets."""

from pathlib import Path, PurePosixPath

from dojo.course.course import Course
from dojo.course.feature_names import features_in
from dojo.workspace.blank_worksheets import blank
from dojo.workspace.stubs import stub

TEMPLATE = Path(__file__).parent / "template"
FEATURES, KATA, WORKSHEETS = "features", "kata", "worksheets"


def contents() -> dict[str, bytes]:
    """Return {file: content} of a fresh workspace; files are written as seen from its root."""
    course = Course.default()
    found = _below(TEMPLATE, "") | features()
    for name, content in _below(course.reference, KATA, "*.py").items():
        found[name] = stub(content.decode()).encode()
    for path in features_in(course.worksheets):
        found[f"{WORKSHEETS}/{path.name}"] = blank(path.read_text(encoding="utf-8")).encode()
    return found


def features() -> dict[str, bytes]:
    """Return {file: content} of the features, which a workspace holds as they are."""
    return _below(Course.default().features, FEATURES)


def resettable(name: str) -> bool:
    """Tell whether the course has a module of the kata, so that `dojo reset` brings it back."""
    return (Course.default().reference / PurePosixPath(name).relative_to(KATA)).is_file()


def solution(name: str) -> str:
    """Return the course's own text of a file of the kata or of a worksheet."""
    room, _, below = name.partition("/")
    course = Course.default()
    folder = course.reference if room == KATA else course.worksheets
    return (folder / below).read_text(encoding="utf-8")


def _below(folder: Path, room: str, pattern: str = "*") -> dict[str, bytes]:
    """Return the files below a folder, without what Python and the system leave there."""
    return {
        f"{room}/{path.relative_to(folder).as_posix()}".lstrip("/"): path.read_bytes()
        for path in sorted(folder.rglob(pattern))
        if path.is_file()
        and not any(part.startswith((".", "__pycache__")) for part in path.parts[-2:])
    }
