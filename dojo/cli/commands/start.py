"""The command `dojo start`: a new workspace to learn in."""

import argparse
import shlex
from pathlib import Path

from dojo.cli.prompts import agreed, say
from dojo.errors import UsageError
from dojo.workspace.owner import course_of
from dojo.workspace.workspace import around, start

EXAMPLE = """\
example:
  dojo start my-dojo

The folder must be empty or new. It will contain features/ to read, kata/ to write, worksheets/ to
fill in, and a README.md with instructions.

exit code: 0 made, 1 you answered no, 2 wrong use
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folder."""
    parser.add_argument("folder", metavar="DIR", help="where to: an empty folder, or a new one")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(options: argparse.Namespace) -> int:
    """Make the workspace and say what to do next."""
    folder = Path(options.folder)
    outer = around(folder.absolute().parent)
    if outer and not options.yes and not agreed(f"{outer} is a workspace. Make another inside it?"):
        say("Nothing was made.")
        return 1
    try:
        files = start(folder)
    except OSError as error:
        raise UsageError(f"cannot write {options.folder}: {error.strerror or error}") from None
    chapters = course_of(folder).count
    worksheets = sum(n.startswith("worksheets/") for n in files)
    sheets = f", {_count(worksheets, 'worksheet')} to fill in" if worksheets else ""
    name, here = options.folder, folder.resolve() == Path.cwd().resolve()
    say(f"{name} is ready: {_count(chapters, 'chapter')} to make true{sheets}.")
    # Behind `--`, a name that begins with a hyphen is a name.
    way = f"cd {'-- ' if name.startswith('-') else ''}{shlex.quote(name)}"
    say("You are in it.   README.md explains the folders." if here else f"Go there:   {way}")
    say("Then type:  dojo   It shows the next behaviour and checks it every time you save.")
    return 0


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'s' * (number != 1)}"
