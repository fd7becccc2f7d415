"""Trees of files, looked at alike and with limits: folders, zip and tar archives, parts of them."""

import contextlib
import io
import os
import stat
import tarfile
import zipfile
from pathlib import Path
from typing import IO, NamedTuple, Protocol

ARCHIVES = (".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz")
SKIPPED = {"__pycache__", "__macosx", "node_modules", "site-packages", "venv", "env"}
MOST_ENTRIES, DEEPEST = 50_000, 12


class Unreadable(Exception):  # noqa: N818  it is about the submission
    """A submission that cannot be graded; the message says why."""


class Level(NamedTuple):
    """Entries directly in a folder."""

    folders: list[str]
    files: list[str]


class Tree(Protocol):
    """Files by their paths: parts separated by /, whatever the system that packed them."""

    def names(self) -> list[str]:
        """Return the path of every file; Unreadable if there are too many."""

    def folders(self) -> list[str]:
        """Return the path of every folder."""

    def read(self, name: str, most: int) -> bytes:
        """Return a file's bytes, `most` at the most; Unreadable if it is larger."""

    @property
    def refused(self) -> list[str]:
        """Sentences on entries that are ignored."""


def is_archive(name: str) -> bool:
    """Tell whether a file is an archive that can be looked into."""
    return name.lower().endswith(ARCHIVES)


def left_out(part: str) -> bool:
    """Tell whether a folder or file holds nothing that anyone has written by hand."""
    return part.startswith(".") or part.casefold() in SKIPPED


class Folder:
    """A folder on the disk; nothing is read through a link that leads out of it."""

    def __init__(self, root: Path) -> None:
        """Take the folder."""
        self._root, self._real = root, os.path.realpath(root)
        self._raw: dict[str, str] = {}
        self._folders: dict[str, None] = {}
        self.refused: list[str] = []

    def names(self) -> list[str]:
        """Return the path of every file; Unreadable if there are too many."""
        if not self._raw:
            self._walk(self._root, "", {self._real})
        return sorted(self._raw)

    def folders(self) -> list[str]:
        """Return the path of every folder."""
        self.names()
        return list(self._folders)

    def _walk(self, folder: Path, inside: str, above: set[str]) -> None:
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if left_out(entry.name):
                continue
            raw = f"{inside}{entry.name}"
            if _is_folder(entry):
                self._folders[raw] = None
                real = os.path.realpath(entry.path)
                within = Path(real).is_relative_to(self._real)
                if not within:
                    self.refused.append(f"{raw} is a link to a place outside its folder")
                elif raw.count("/") >= DEEPEST:
                    self.refused.append(f"its folders are more than {DEEPEST} levels deep")
                elif real not in above:
                    self._walk(Path(entry.path), f"{raw}/", above | {real})
            elif entry.is_symlink() and os.path.islink(os.path.realpath(entry.path)):
                self.refused.append(f"{raw} is a link to itself")
                self._raw[raw] = raw
            else:
                # A zip from Windows, unpacked elsewhere: one file called kata\\neuron.py.
                self._raw[raw.replace("\\", "/")] = raw
            if len(self._raw) + len(self._folders) > MOST_ENTRIES:
                raise Unreadable(f"it contains more than {MOST_ENTRIES} files")

    def level(self, inside: str = "") -> Level:
        """Return what lies directly in a folder of it."""
        level = Level([], [])
        with contextlib.suppress(OSError):
            for entry in sorted(os.scandir(self._root / inside), key=lambda entry: entry.name):
                if not left_out(entry.name):
                    first, backslash, _ = entry.name.partition("\\")
                    kind = level.folders if backslash or _is_folder(entry) else level.files
                    kind.append(first)
        return Level(list(dict.fromkeys(level.folders)), level.files)

    def read(self, name: str, most: int) -> bytes:
        """Return a file's bytes, `most` at the most; Unreadable if it is larger."""
        self.names()
        path = self._root / self._raw[name]
        real = os.path.realpath(path)
        if os.path.islink(real):
            raise Unreadable(f"{name} is a link to itself")
        if not Path(real).is_relative_to(self._real):
            raise Unreadable(f"{name} is a link to a place outside its folder")
        # Without waiting: what is not a file (a pipe) must not be waited for.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with open(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise Unreadable(f"{name} is not an ordinary file")
            return _limited(file, name, most)


class Archive:
    """An archive; nothing of it is unpacked to the disk."""

    def __init__(self, source: Path | io.BytesIO, name: str) -> None:
        """Take the file, or its bytes, and its name; any error of a library says it is damaged."""
        self._zip: zipfile.ZipFile | None = None
        self._raw: dict[str, str] = {}
        self._folders: dict[str, None] = {}
        self.refused: list[str] = []
        if name.lower().endswith(".zip"):
            self._zip = zipfile.ZipFile(source)
            for entry in self._zip.infolist():
                kind = stat.S_IFMT(entry.external_attr >> 16)
                self._add(entry.filename, entry.is_dir(), kind in (0, stat.S_IFREG))
        else:
            file = source.open("rb") if isinstance(source, Path) else source
            self._tar = tarfile.open(fileobj=file)  # noqa: SIM115  as long as this lives
            for member in self._tar:
                self._add(member.name, member.isdir(), member.isreg())

    def _add(self, raw: str, is_folder: bool, is_file: bool) -> None:
        name = raw.replace("\\", "/").strip("/").removeprefix("./")
        parts = name.split("/")
        # A path that climbs, a disk of Windows, a link, a pipe: nobody hands in those.
        if any(map(left_out, [part for part in parts if part != ".."])):
            return
        if ".." in parts or ":" in parts[0]:
            self.refused.append(f"{name} is a path outside the archive")
            return
        if len(parts) > DEEPEST:
            self.refused.append(f"its folders are more than {DEEPEST} levels deep")
            return
        if is_folder or raw.endswith(("/", "\\")):
            self._folders[name] = None
        elif is_file:
            self._raw[name] = raw
        else:
            self.refused.append(f"{name} is not an ordinary file")
        if len(self._raw) + len(self._folders) > MOST_ENTRIES:
            raise Unreadable(f"it contains more than {MOST_ENTRIES} files")

    def names(self) -> list[str]:
        """Return the path of every file."""
        return sorted(self._raw)

    def folders(self) -> list[str]:
        """Return the path of every folder."""
        above = (name.rpartition("/")[0] for name in self._raw)
        return list(dict.fromkeys([*self._folders, *filter(None, above)]))

    def level(self, inside: str = "") -> Level:
        """Return what lies directly in a folder of it."""
        start = f"{inside}/" if inside else ""
        below = [n.removeprefix(start) for n in [*self._raw] if n.startswith(start)]
        empty = [n.removeprefix(start) for n in self._folders if n.startswith(start)]
        folders = [n.partition("/")[0] for n in below if "/" in n]
        folders += [n.partition("/")[0] for n in empty if n]
        return Level(sorted(set(folders)), sorted(n for n in below if "/" not in n))

    def read(self, name: str, most: int) -> bytes:
        """Return a file's bytes, `most` at the most; Unreadable if it is larger."""
        raw = self._raw[name]
        file = self._zip.open(raw) if self._zip else self._tar.extractfile(raw)
        if file is None:
            raise Unreadable(f"{name} is not an ordinary file")
        with file:
            return _limited(file, name, most)


class Part:
    """A part of a tree: some of its entries, under names of their own."""

    def __init__(self, tree: Tree, entries: dict[str, str]) -> None:
        """Take the tree, and where each file or folder of the part is in it, by its new name."""
        self._tree, self._entries = tree, entries

    def _there(self, paths: list[str]) -> dict[str, str]:
        found = {}
        for new, old in self._entries.items():
            for path in paths:
                if path == old or not old:
                    found[new if old else path] = path
                elif path.startswith(f"{old}/"):
                    found[f"{new}/{path.removeprefix(f'{old}/')}".lstrip("/")] = path
        return found

    @property
    def refused(self) -> list[str]:
        """Sentences on entries of the whole tree that are ignored."""
        return self._tree.refused

    def names(self) -> list[str]:
        """Return the path of every file."""
        return sorted(self._there(self._tree.names()))

    def folders(self) -> list[str]:
        """Return the path of every folder."""
        return [name for name in self._there(self._tree.folders()) if name]

    def read(self, name: str, most: int) -> bytes:
        """Return a file's bytes, `most` at the most; Unreadable if it is larger."""
        return self._tree.read(self._there(self._tree.names())[name], most)


def tree_at(path: Path) -> Folder | Archive:
    """Return the tree of a folder or an archive; what a library raises says it is damaged."""
    return Folder(path) if path.is_dir() else Archive(path, path.name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _limited(file: IO[bytes], name: str, most: int) -> bytes:
    text = file.read(most + 1)
    if len(text) > most:
        raise Unreadable(f"{name} is larger than {most >> 20} MB")
    return text
