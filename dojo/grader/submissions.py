"""Submissions as they come: each its own folder or archive, or all in what a platform exports.

Nothing is run, and only the texts of a kata are read. A submission that cannot be read is named
with the reason why; the others are graded.
"""

import ast
import functools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dojo.course.course import Course
from dojo.grader.guarded import guarded
from dojo.grader.kata_in import KATA, Sources, in_a_folder, kata_in, modules_of
from dojo.grader.platforms import owner_of
from dojo.grader.trees import Archive, Folder, Level, Part, Tree, Unreadable, is_archive, tree_at
from dojo.workspace.stubs import stub

__all__ = [
    "Sent",
    "Sources",
    "Submission",
    "Unreadable",
    "find",
    "reference_of",
]
MOST_SUBMISSIONS = 100_000
NO_FOLDER = "it is a file instead of a folder with kata/"
# Lists and notes that platforms lay beside the submissions.
BESIDE = (".yml", ".yaml", ".csv", ".html", ".json")
NESTED = 2
ALL = (("", ""),)


class Submission(NamedTuple):
    """A submission by its name, and where it lies; `why` says that it cannot be graded.

    `entries` are its folders and files in `place`, by the names that they have in it.
    """

    name: str
    place: Path
    why: str = ""
    entries: tuple[tuple[str, str], ...] = ALL
    course: Course | None = None

    def sources(self) -> Sources:
        """Return the texts of its modules by their paths in `kata/`; Unreadable says why not."""
        if self.why:
            raise Unreadable(self.why)
        try:
            course = self.course or Course.default()
            if self.place.is_dir() and (found := in_a_folder(self._tree(), course)):
                return found
            texts, inside = guarded(lambda: self._as_data(course))
        except Unreadable:
            raise
        except OSError as error:
            raise Unreadable(f"{error.filename or self.place}: {error.strerror}") from None
        except Exception as error:  # whatever it is, the others are graded
            raise Unreadable(f"it cannot be read: {error}") from None
        return Sources({name: text.encode("latin-1") for name, text in texts.items()}, inside)

    def read(self) -> Sources:
        """Return what `sources` does, in this process: whatever it meets is raised, or ends it."""
        if self.why:
            raise Unreadable(self.why)
        return kata_in(self._tree(), self.course or Course.default())

    def kata(self, inside: str) -> Path:
        """Return the folder or file that the modules are in, for messages."""
        part = "" if self.entries == ALL else self.name.rpartition("/")[2]
        return self.place / part / inside

    def _tree(self) -> Tree:
        tree = tree_at(self.place)
        return tree if self.entries == ALL else Part(tree, dict(self.entries))

    def _as_data(self, course: Course) -> tuple[dict[str, str], str]:
        texts, inside = self._replace(course=course).read()
        return {name: text.decode("latin-1") for name, text in texts.items()}, inside


class Sent(Submission):
    """A submission made of texts instead of files; its place is for messages alone."""

    texts: dict[str, bytes]

    @classmethod
    def of(cls, name: str, place: Path, texts: dict[str, bytes]) -> "Sent":
        """Make it of its texts."""
        sent = cls(name, place)
        sent.texts = texts
        return sent

    def sources(self) -> Sources:
        """Return the texts."""
        return Sources(self.texts, "")


def reference_of(course: Course) -> Sent:
    """Return the course's own code as a submission."""
    texts = {name: path.read_bytes() for name, path in course.files("kata").items()}
    return Sent.of("reference", course.reference, texts)


def written_by(course: Course) -> list[dict[str, bytes]]:
    """Return what nobody has to write: the course's own code, and its stubs as learners get them.

    The stubs twice: as they are, and as they stand beside a notebook.
    """
    right = reference_of(course).texts
    stubs = {f"{name}.py": stub(course.source(name)) for name in modules_of(course)}
    grafted = {name: ast.unparse(ast.parse(text)) for name, text in stubs.items()}
    return [right, *({n: t.encode() for n, t in texts.items()} for texts in (stubs, grafted))]


def find(
    paths: list[str], course: Course | None = None, alone: bool = False
) -> Iterator[Submission]:
    """Yield the submissions that the paths name: each one, or all that are in a folder or archive.

    What cannot be graded is a submission too; its `why` says what is wrong. `alone` says that each
    path is one submission, whatever is in it.
    """
    course = course or Course.default()
    for given in paths:
        path = Path(given)
        whole = Submission(given, path, course=course)
        try:
            if not os.path.lexists(path):
                yield whole._replace(why="there is no such file or folder")
            elif alone and (path.is_dir() or is_archive(path.name)):
                yield whole
            elif path.is_dir():
                yield from _members(whole, Folder(path), course)
            elif is_archive(path.name):
                groups = guarded(functools.partial(_packed, whole, course))
                yield from (_member(whole, *group) for group in groups)
            elif path.suffix in (".py", ".ipynb"):
                entries = ((path.name, path.name),)
                yield whole._replace(place=path.parent, entries=entries)
            else:
                yield whole._replace(why=NO_FOLDER)
        except Unreadable as error:
            yield whole._replace(why=str(error))
        except (OSError, RuntimeError) as error:
            yield whole._replace(why=getattr(error, "strerror", None) or str(error))


def _members(whole: Submission, tree: Folder, course: Course) -> Iterator[Submission]:
    for group in _groups(tree, course, whole.place.resolve().name)[:MOST_SUBMISSIONS]:
        yield _member(whole, *group)


def _packed(whole: Submission, course: Course) -> list[tuple[str, list[tuple[str, str]]]]:
    groups = _groups(Archive(whole.place, whole.place.name), course, "")
    return groups[:MOST_SUBMISSIONS]


Group = tuple[str, list[tuple[str, str]]]
ALONE: list[Group] = [("", [("", "")])]


def _member(whole: Submission, label: str, entries: list[tuple[str, str]]) -> Submission:
    """Return one submission of a class, or the one that there is."""
    if not label:
        return whole
    name, only = f"{whole.name.rstrip('/')}/{label}", entries[0][1]
    place = whole.place / only
    if whole.place.is_dir() and len(entries) == 1 and entries[0][0] in ("", place.name):
        if place.is_dir() or is_archive(only):
            return whole._replace(name=name, place=place)
        if not place.name.endswith((".py", ".ipynb")):
            return whole._replace(name=name, place=place, why=NO_FOLDER)
    return whole._replace(name=name, entries=tuple(map(tuple, entries)))  # type: ignore[arg-type]


def _groups(tree: Folder | Archive, course: Course, called: str, inside: str = "") -> list[Group]:
    """Return the label and the entries of each submission in a tree; of one alone, no label."""
    level = tree.level(inside)
    if called.casefold() == KATA or _holds_kata(level, course):
        return ALONE
    start = f"{inside}/" if inside else ""
    entries = [*level.folders, *(name for name in level.files if not name.endswith(BESIDE))]
    owned = any(map(owner_of, entries))
    packed = [name for name in level.files if is_archive(name)]
    if len(level.folders) == 1 and len(entries) == 1 and not owned and isinstance(tree, Archive):
        inner = _groups(tree, course, "", f"{start}{level.folders[0]}")
        return [(f"{level.folders[0]}/{label}", group) for label, group in inner if label] or ALONE
    within = [f for f in level.folders if _nested(tree, f"{start}{f}", course)]
    notebooks = [name for name in level.files if name.endswith((".ipynb", ".py"))]
    if isinstance(tree, Archive) and not inside:
        several = owned or len(within) + len(packed) > 1
    elif len(level.folders) == 1 and len(entries) == 1 and not within:
        inner = _groups(tree, course, "", f"{start}{level.folders[0]}")
        return [(f"{level.folders[0]}/{label}", group) for label, group in inner if label] or ALONE
    else:
        several = owned or bool(within or packed)
    if not several and len(notebooks) > 1 and not level.folders:
        several = all(name.endswith(".ipynb") for name in notebooks)
    return _grouped(entries, level.folders, start) if several else ALONE


def _grouped(entries: list[str], folders: list[str], start: str) -> list[Group]:
    """Return the entries, those of one student of a platform together."""
    groups: dict[tuple[str, str], Group] = {}
    for entry in entries:
        owner = owner_of(entry)
        key = (owner.name, owner.number) if owner else ("", entry)
        from_canvas = owner and owner.platform == "canvas"
        own = (owner.file if owner else "") or ("" if entry in folders else entry)
        label = f"{owner.name}_{owner.number}" if owner and from_canvas else entry
        groups.setdefault(key, (label, []))[1].append((own, f"{start}{entry}"))
    return list(groups.values())


def _holds_kata(level: Level, course: Course) -> bool:
    modules = {f"{name}.py".casefold() for name in modules_of(course)}
    return any(name.casefold() == KATA for name in [*level.folders, *level.files]) or any(
        name.casefold() in modules for name in level.files
    )


def _nested(tree: Folder | Archive, inside: str, course: Course, depth: int = NESTED) -> bool:
    """Tell whether a folder holds a kata, an archive or a notebook, or a folder in it does."""
    level = tree.level(inside)
    if _holds_kata(level, course):
        return True
    if any(is_archive(name) or name.endswith(".ipynb") for name in level.files):
        return True
    return depth > 0 and any(
        _nested(tree, f"{inside}/{folder}", course, depth - 1) for folder in level.folders
    )
