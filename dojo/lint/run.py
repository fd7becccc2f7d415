"""A run of lint: over the text of each chapter, its place in the course, and how it runs."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from dojo.course.course import Course
from dojo.course.feature_names import features_in
from dojo.lint import answers, introductions, numbering, style, trivial_answers
from dojo.lint.chapter import Chapter
from dojo.lint.codes import Finding
from dojo.lint.recording import BACKWARD, Observation, Seen
from dojo.lint.suppressions import sift
from dojo.verdict import GREEN, SPEC
from dojo.workspace.owner import course_of
from dojo.workspace.stubs import stub


def lint(files: list[Path], kata: Path | None = None) -> list[Finding]:
    """Return the findings in feature files, in order. `kata` is an implementation that is right.

    Without it, that is the reference of the course that the first file is in.
    A file is named as it was given. The chapters are run three times, each in a process of its own:
    against `kata` in either order, and against its stubs. RuntimeError if pytest cannot begin.
    """
    chapters = [Chapter(path) for path in dict.fromkeys(files)]
    course = course_of(files[0])
    kata = kata or course.reference
    found = [*(f for c in chapters for f in c.findings), *_in_the_text(chapters, kata, course)]
    readable = [chapter for chapter in chapters if chapter.source]
    if readable:
        found += _in_the_run(readable, kata, course)
    sifted = [
        finding
        for chapter in chapters
        for finding in sift(chapter, [f for f in found if f.file == chapter.path])
    ]
    sifted += [f for f in found if f.file not in {chapter.path for chapter in chapters}]
    return sorted(set(sifted), key=lambda f: (str(f.file), f.line, f.code))


def modules_of(kata: Path, course: Course) -> list[Path]:
    """Return the files of an implementation; the reference of a layer includes those below it."""
    if kata.resolve() == course.reference:
        return [*course.files("kata").values()]
    return sorted(kata.glob("*.py"))


def _in_the_text(chapters: list[Chapter], kata: Path, course: Course) -> Iterator[Finding]:
    files = modules_of(kata, course)
    for chapter in chapters:
        yield from style.check(chapter, files)
    # Where the course names its chapters in order, their numbers follow from that.
    folders = dict.fromkeys(chapter.path.parent for chapter in chapters)
    for folder in () if course.order else folders:
        yield from numbering.check_numbers(folder, [c for c in chapters if c.path.parent == folder])
    introduced = _introductions(chapters)
    modules = {path.stem for path in files if not path.name.startswith("_")}
    yield from numbering.check_tags(chapters, introduced, modules)
    whole = {p.resolve() for p in features_in(kata.parent / numbering.WHOLE)}
    if whole and whole <= {chapter.path.resolve() for chapter in chapters}:
        yield from numbering.check_modules(introduced, kata)


def _introductions(chapters: list[Chapter]) -> dict[str, list[Path]]:
    """Return {module: chapters}, of the course and of the given chapters, in order.

    A chapter that is given stands in for the course's own of its name: it is a copy in a workspace.
    """
    given = {chapter.path.name: chapter.path for chapter in chapters if chapter.lines}
    course = course_of(chapters[0].path if chapters else Path.cwd())
    own = [path for path in course.chapters if path.name not in given]
    paths = [*own, *(chapter.path for chapter in chapters if chapter.lines)]
    return numbering.introductions(sorted(paths, key=course.place))


def _in_the_run(chapters: list[Chapter], kata: Path, course: Course) -> Iterator[Finding]:
    """Run the chapters, and yield what is seen then."""
    paths = {str(chapter.path.resolve()): chapter.path for chapter in chapters}
    files = [Path(path) for path in paths]
    with tempfile.TemporaryDirectory(prefix="dojo-stubs-") as folder:
        stubs = Path(folder) / "kata"
        runs = [Observation(files, kata), Observation(files, kata, BACKWARD)]
        try:
            if write_stubs(modules_of(kata, course), stubs):
                runs.append(Observation(files, stubs))
            forward, backward, *rest = ({s.nodeid: s for s in run.seen()} for run in runs)
        finally:
            for run in runs:
                run.stop()
    found = [
        *(finding for seen in forward.values() for finding in answers.check(seen)),
        *_unstable(forward, backward),
        *_green_too_soon(forward, rest[0] if rest else {}),
        *_shortcuts(chapters, list(forward.values())),
        *_early(chapters, list(forward.values())),
    ]
    yield from (f._replace(file=paths.get(str(f.file), f.file)) for f in found)


def write_stubs(files: list[Path], folder: Path) -> bool:
    """Cut stubs of an implementation's files; return whether Python can read them."""
    folder.mkdir()
    try:
        for path in files:
            (folder / path.name).write_text(stub(path.read_text("utf-8")), encoding="utf-8")
    except (SyntaxError, UnicodeDecodeError):
        return False
    return True


def _unstable(forward: dict[str, Seen], backward: dict[str, Seen]) -> Iterator[Finding]:
    for nodeid, seen in forward.items():
        other = backward.get(nodeid)
        if other and other.verdict != seen.verdict:
            what = (
                f"it is {seen.verdict} in the order of the chapter but "
                f"{other.verdict} in reverse order, so it depends on another example"
            )
            yield Finding(Path(seen.file), seen.line, "unstable", what)


def _green_too_soon(forward: dict[str, Seen], stubs: dict[str, Seen]) -> Iterator[Finding]:
    for nodeid, seen in stubs.items():
        if seen.verdict == GREEN and forward[nodeid].verdict == GREEN:
            what = "it is green on an empty kata, so it checks no code of a learner"
            yield Finding(Path(seen.file), seen.line, "stubs", what)


def _early(chapters: list[Chapter], seen: list[Seen]) -> Iterator[Finding]:
    for chapter in chapters:
        path = str(chapter.path.resolve())
        here = [example for example in seen if example.file == path]
        if chapter.source:
            yield from introductions.check(chapter.source, chapter.path, here)


def _shortcuts(chapters: list[Chapter], seen: list[Seen]) -> Iterator[Finding]:
    introduced = _introductions(chapters)
    for chapter in chapters:
        path = str(chapter.path.resolve())
        here = [example for example in seen if example.file == path and example.verdict != SPEC]
        own = {name for name, paths in introduced.items() if paths[0] == chapter.path}
        yield from trivial_answers.check(here, set(introduced) - own)
