"""The first screen: the course's name and its chapters, while all that checks them is loaded.

It imports next to nothing, so that it is there as soon as somebody has typed `dojo`.
"""

import os
import sys
from pathlib import Path

from dojo.course.chapters import concept
from dojo.workspace.owner import course_of

CLEAR, HOME = "\x1b[2J", "\x1b[H"


def show(root: Path) -> None:
    """Paint it where there is a terminal that pages can be painted on."""
    dumb = os.environ.get("NO_COLOR") or os.environ.get("TERM") in (None, "dumb")
    if sys.stdout.isatty() and not dumb:
        sys.stdout.write(f"{CLEAR}{HOME}{text(root)}\r\n")
        sys.stdout.flush()


def text(root: Path) -> str:
    """Return what it says, in letters that every terminal has."""
    course = course_of(root)
    names = [
        f"  {course.number(path) or '':>2} {concept(path).replace('_', ' ')}"
        for path in course.chapters
    ]
    title = course.title.encode("ascii", "replace").decode()
    most = os.get_terminal_size().lines - 4 if sys.stdout.isatty() else len(names)
    shown = names if len(names) <= most else [*names[: max(most - 1, 0)], "  ..."]
    return "\r\n".join([f"dojo - {title}", "reading ...", "", *shown])
