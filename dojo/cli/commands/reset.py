"""The command `dojo reset`: one function, or a file, as it was at the start; a backup is kept."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from dojo.cli.options import add_workspace
from dojo.cli.prompts import agreed, say
from dojo.errors import UsageError
from dojo.workspace.contents import KATA, contents
from dojo.workspace.manifest import Manifest, fingerprint
from dojo.workspace.names import target
from dojo.workspace.owner import course_of
from dojo.workspace.reset import prepared, reset
from dojo.workspace.workspace import find

EXAMPLE = """\
example:
  dojo reset relu                       the stub of one function only
  dojo reset activations                a whole module
  dojo reset 02_activations.feature     a feature edited by mistake
  dojo reset relu --yes                 without a question

dojo keeps a copy of your file in .dojo/backups/.

exit code: 0 done, 1 you answered no, 2 wrong use
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the name, and the answer."""
    parser.add_argument("name", metavar="NAME", help="a function, module, feature or worksheet")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    add_workspace(parser)


def run(options: argparse.Namespace) -> int:
    """Ask, keep a backup, restore."""
    root = find(options.workspace)
    files = contents(course_of(root))
    _refuse_own(root, options.name, files)
    aim = target(options.name, files)
    manifest = Manifest.read(root)
    try:
        content, path = prepared(root, aim, files[aim.file]), root / aim.file
        if path.exists() and fingerprint(path.read_bytes()) == fingerprint(content):
            say(f"{aim} already has its original content.")
            return 0
        if not options.yes and not agreed(
            f"Replace {aim} with the course's version? dojo keeps a backup."
        ):
            say("Nothing was changed.")
            return 1
        copy = reset(root, aim, content, files[aim.file], manifest)
    except OSError as error:
        where = error.filename or aim.file
        raise UsageError(f"{where}: {error.strerror or error}. Nothing was changed") from None
    say(f"{aim} has its original content again.")
    if copy:
        say(f"Your version is kept in {copy.relative_to(root).as_posix()}")
    return 0


def _refuse_own(root: Path, name: str, files: Mapping[str, bytes]) -> None:
    """Raise UsageError for a file of the kata that the course does not know, such as a renamed one.

    It says which of the course's files is missing.
    """
    own = root / KATA / f"{Path(name).name.removesuffix('.py')}.py"
    if f"{KATA}/{own.name}" in files or not own.is_file():
        return
    missing = [file for file in files if file.startswith(f"{KATA}/") and not (root / file).exists()]
    sentence = f"{KATA}/{own.name} is your own file: the course has no file of that name"
    if missing:
        sentence += f". {', '.join(missing)} is missing: if this is that file, rename it back"
    raise UsageError(sentence)
