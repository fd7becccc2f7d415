"""Names that a learner types: what each means, of the functions and files of the course."""

import difflib
from pathlib import PurePath
from typing import NamedTuple

from dojo.course.feature_names import is_feature
from dojo.errors import UsageError
from dojo.workspace.contents import KATA
from dojo.workspace.source_editing import definitions


class Target(NamedTuple):
    """A file of the workspace, or one function in it."""

    file: str
    function: str = ""

    def __str__(self) -> str:
        """Name it as a learner does: `relu in kata/activations.py`."""
        return f"{self.function} in {self.file}" if self.function else self.file


def target(name: str, files: dict[str, bytes]) -> Target:
    """Return what `name` means among the files of a workspace; UsageError if that is not clear.

    >>> target("activations.relu", {"kata/activations.py": b"def relu(z): ..."})
    Target(file='kata/activations.py', function='relu')
    """
    if _plain(name) in files:
        return Target(_plain(name))
    known = _known(files)
    found = list(dict.fromkeys(known.get(_plain(name), [])))
    if len(found) == 1:
        return found[0]
    if found:
        choices = " or ".join(_fully(one) for one in found)
        raise UsageError(f"{name} has several meanings. Write {choices}")
    near = difflib.get_close_matches(_plain(name), known, 1, 0.5)
    hint = f"Did you mean {near[0]}?" if near else "Use a name from kata/ or features/"
    what = "function, module, feature or worksheet"
    raise UsageError(f"the course has no {what} {name!r}. {hint}")


def _plain(name: str) -> str:
    return name.strip().replace("\\", "/").removeprefix("./").removesuffix("()")


def _fully(one: Target) -> str:
    stem = PurePath(one.file).stem
    return f"{stem}.{one.function}" if one.function else one.file


def _known(files: dict[str, bytes]) -> dict[str, list[Target]]:
    """Return every name with what it can mean."""
    known: dict[str, list[Target]] = {}
    for file, content in files.items():
        path = PurePath(file)
        for name in {file, path.name, path.stem}:
            known.setdefault(name, []).append(Target(file))
        if is_feature(path):
            # A chapter's name without its number, unless a module is called that.
            bare = path.stem.partition("_")[2]
            if f"{KATA}/{bare}.py" not in files:
                known.setdefault(bare, []).append(Target(file))
        if path.parts[0] == KATA:
            for function, _ in definitions(content.decode()):
                for name in (function, f"{path.stem}.{function}"):
                    known.setdefault(name, []).append(Target(file, function))
    return known
