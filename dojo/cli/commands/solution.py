"""The command `dojo solution`: the course's own code, once the learner's chapter is green."""

import argparse
import shlex
from datetime import datetime
from pathlib import Path, PurePath

from dojo.cli.options import add_workspace
from dojo.cli.prompts import say
from dojo.course.chapters import tags
from dojo.errors import UsageError
from dojo.runner.session import Warm, collect
from dojo.verdict import GREEN
from dojo.workspace.contents import KATA, WORKSHEETS, contents, solution
from dojo.workspace.names import Target, target
from dojo.workspace.owner import course_of
from dojo.workspace.source_editing import needed_by
from dojo.workspace.workspace import edited_features, find

EXAMPLE = """\
example:
  dojo solution relu             when every behaviour of its chapter is green
  dojo solution relu --force     at once; dojo notes it in .dojo/solutions.log

exit code: 0 shown, 1 not yet, 2 wrong use
"""
LOG = Path(".dojo") / "solutions.log"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the name, and the way around."""
    parser.add_argument("name", metavar="NAME", help="a function, a module, or a worksheet")
    parser.add_argument("--force", action="store_true", help="show it before the chapter is green")
    add_workspace(parser)


def run(options: argparse.Namespace) -> int:
    """Show the solution, or what is still to be done for it."""
    root = find(options.workspace)
    course = course_of(root)
    aim = target(options.name, contents(course))
    if aim.file.partition("/")[0] not in (KATA, WORKSHEETS):
        raise UsageError(f"{aim.file} is for reading; it contains no exercise")
    if options.force:
        _note(root, aim)
    elif todo := waits_for(root, aim):
        say(f"Not yet. dojo shows {aim} when its chapter is green. Still open:")
        for title in todo[:3]:
            say(f"  {title}")
        if len(todo) > 3:
            say(f"  and {len(todo) - 3} more")
        say(
            "Perhaps a hint is enough: dojo hint. To see the solution at once, add "
            "--force; dojo notes it."
        )
        return 1
    text = solution(course, aim.file)
    say(needed_by(text, aim.function) if aim.function else text.rstrip("\n"))
    return 0


def waits_for(root: Path, aim: Target) -> list[str]:
    """Return what of a chapter is not green right now; of a worksheet, what of itself."""
    checked = [aim.file]
    if aim.file.startswith(KATA):
        course = course_of(root)
        own = [path for path in course.chapters if PurePath(aim.file).stem in tags(path)]
        checked = [f"features/{path.name}" for path in own]
    for name in sorted({*checked} & {*edited_features(root)}):
        again = shlex.join(["dojo", "reset", name])
        raise UsageError(f"{name} was edited or deleted. Restore it first: {again}")
    open_ones: list[str] = []

    def work(warm: Warm) -> None:
        titles = {item.nodeid: str(item.title) for item in warm.items}
        for verdict in warm.run(warm.items) if warm.items else ():
            if verdict.kind == GREEN:
                titles.pop(verdict.nodeid, None)
        open_ones.extend(titles.values())

    warm = collect(root, work, checked) if checked else None
    return [*open_ones, *(error.strip() for error in warm.errors)] if warm else []


def _note(root: Path, aim: Target) -> None:
    """Write down that a solution was shown early, and say so."""
    try:
        with (root / LOG).open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now():%Y-%m-%d %H:%M} {aim}\n")
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(
            f"the solution is not shown, because {LOG.as_posix()} cannot be written: {reason}"
        ) from None
    say(f"# {LOG.as_posix()} notes that you saw this before its chapter was green\n")
