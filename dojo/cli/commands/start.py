"""The command `dojo start`: a new workspace to learn in."""

import argparse
from pathlib import Path

from dojo.cli.prompts import say
from dojo.course.feature_names import is_feature
from dojo.errors import UsageError
from dojo.workspace.workspace import start

EXAMPLE = """\
example:
  dojo start my-dojo

The folder must be empty, or not exist yet. It will hold features/ to read, kata/ to write,
worksheets/ to fill in, and a README.md that says how.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folder."""
    parser.add_argument("folder", metavar="DIR", help="where to: an empty folder, or a new one")


def run(options: argparse.Namespace) -> int:
    """Make the workspace and say what to do next."""
    try:
        files = start(Path(options.folder))
    except OSError as error:
        raise UsageError(f"cannot write {options.folder}: {error.strerror or error}") from None
    chapters = sum(n.startswith("features/") and is_feature(n) for n in files)
    worksheets = sum(n.startswith("worksheets/") for n in files)
    name, here = options.folder, Path(options.folder).resolve() == Path.cwd().resolve()
    say(f"{name} is ready: {chapters} chapters to make true, {worksheets} worksheets to fill in.")
    say("You are in it.   README.md says what is where." if here else f"Go there:   cd {name}")
    say("Then type:  dojo   It shows what is next, and judges it every time you save.")
    return 0
