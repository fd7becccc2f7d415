"""The run behind a book: every behaviour checked, and its result kept.

A kata that breaks halfway leaves the other behaviours as they are. One that keeps giving no answer
in time is not waited for again and again: what it would have answered is left open.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from dojo.book.course_figures import ChapterFigures, of_course
from dojo.book.drawing import Drawing
from dojo.book.drawings import drawings
from dojo.course.course_file import FILE as COURSE
from dojo.runner.progress import Progress
from dojo.runner.session import Warm, collect
from dojo.workspace import workspace
from dojo.workspace.contents import FEATURES
from dojo.workspace.owner import course_of

# A function that gave no answer twice is not asked again: so many silences are several functions.
MOST_SILENCES = 6
Tell = Callable[[str], None]


@dataclass
class Gathered:
    """Parts of a book: progress, figures, and messages about the run itself."""

    progress: Progress
    notes: list[str] = field(default_factory=list)
    figures: list[ChapterFigures] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)


def features_folder() -> Path:
    """Return the folder whose features are read: the workspace we stand in, or the course."""
    for folder in (Path.cwd(), *Path.cwd().parents):
        if (folder / "features").is_dir() or (folder / ".dojo").is_dir():
            return workspace.current()
        if (folder / COURSE).is_file():
            break
    return course_of(Path.cwd()).root


def gather(folder: Path, kata: Path, tell: Tell) -> Gathered:
    """Run every behaviour of a folder on a kata; `tell` hears how far it is."""
    gathered = Gathered(Progress([]))

    def work(warm: Warm) -> None:
        gathered.progress = Progress(warm.items)
        if warm.items:
            _check(warm, gathered, tell)

    tell("reading the features")
    warm = collect(folder, work, kata=kata)
    gathered.notes[:0] = warm.errors
    if warm.items:
        tell("drawing the figures")
        gathered.figures = of_course(folder / FEATURES)
        for drawing in drawings(kata, gathered.figures):
            gathered.drawings.append(drawing)
            tell(f"drawing the figures · {drawing.title}")
    return gathered


def _check(warm: Warm, gathered: Gathered, tell: Tell) -> None:
    """Take the verdicts as they come, until too many behaviours gave no answer in time."""
    progress, silences = gathered.progress, 0
    items = list(progress.items.values())
    limit = float(items[0].config.getini("time_limit"))
    for verdict in warm.run(items):
        progress.take(verdict)
        chapter = progress.items[verdict.nodeid].title.heading
        tell(f"{len(progress.verdicts)} of {len(items)} behaviours · {chapter}")
        silences += bool(limit) and verdict.seconds >= limit
        if silences >= MOST_SILENCES:
            break
    left = len(items) - len(progress.verdicts)
    if left:
        gathered.notes.append(
            f"{silences} behaviours gave no answer within {limit:g} s each. The "
            f"{left} behaviours after them did not run."
        )
