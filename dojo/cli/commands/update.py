"""The command `dojo update`: a workspace brought up to date with the installed course."""

import argparse

from dojo.cli.options import add_workspace
from dojo.cli.prompts import say
from dojo.errors import UsageError
from dojo.workspace.manifest import Manifest, version
from dojo.workspace.update import update
from dojo.workspace.workspace import find

EXAMPLE = """\
example:
  pip install --upgrade deep-learning-dojo
  dojo update
  dojo update --workspace my-dojo

dojo never changes a file that you have edited. If the course has a new version of such a file, dojo
writes it beside yours, as NAME.new.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the workspace."""
    add_workspace(parser)


def run(options: argparse.Namespace) -> int:
    """Update, and say what was done."""
    root = find(options.workspace)
    before, done = Manifest.read(root).version, 0
    try:
        for done, line in enumerate(update(root), start=1):  # noqa: B007  counted for the end
            say(line)
    except OSError as error:
        raise UsageError(
            f"stopped at {error.filename or root}: {error.strerror or error}. "
            "Nothing is lost. Correct the problem, then type dojo update again"
        ) from None
    if not done:
        say(f"Everything is up to date (course {version()}).")
    elif before != version():
        say(f"From course {before or 'unknown'} to {version()}. Nothing of yours was changed.")
    else:
        say(f"Course {version()}. Nothing of yours was changed.")
    return 0
