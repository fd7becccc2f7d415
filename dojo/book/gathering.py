"""The run behind a book: every behaviour checked, and its result kept.

A kata that breaks halfway leaves the other behaviours as they are. One that keeps giving no answer
in time is not waited for again and again: what it would have answered is left open.
"""

import select
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from dojo.book.course_figures import ChapterFigures, of_course
from dojo.book.derived import Derived, derived
from dojo.book.drawing import Drawing
from dojo.book.drawings import as_they_come, in_order
from dojo.book.experiments import asked_by
from dojo.course.course_file import FILE as COURSE
from dojo.runner.progress import Progress
from dojo.runner.run import Run
from dojo.runner.session import Warm, collect
from dojo.terminal.progress_bar import bar
from dojo.workspace import workspace
from dojo.workspace.contents import FEATURES
from dojo.workspace.owner import course_of

# A function that gave no answer twice is not asked again: so many silences are several functions.
MOST_SILENCES = 6
WAIT = 0.1
Tell = Callable[[str], None]


@dataclass
class Gathered:
    """Parts of a book: progress, figures, and messages about the run itself."""

    progress: Progress
    notes: list[str] = field(default_factory=list)
    figures: list[ChapterFigures] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    derived: dict[Path, Derived] = field(default_factory=dict)


def features_folder() -> Path:
    """Return the folder whose features are read: the workspace we stand in, or the course."""
    for folder in (Path.cwd(), *Path.cwd().parents):
        if (folder / "features").is_dir() or (folder / ".dojo").is_dir():
            return workspace.current()
        if (folder / COURSE).is_file():
            break
    return course_of(Path.cwd()).root


def gather(folder: Path, kata: Path, tell: Tell) -> Gathered:
    """Run every behaviour of a folder on a kata; `tell` hears how far it is.

    The figures are drawn here while another process runs the behaviours.
    """
    gathered = Gathered(Progress([]))

    def work(warm: Warm) -> None:
        gathered.progress = Progress(warm.items)
        if warm.items:
            items = list(gathered.progress.items.values())
            run, limit = warm.run(items), float(items[0].config.getini("time_limit"))
            gathered.figures = of_course(folder / FEATURES)
            for _ in _draw(kata, gathered):
                _take(run, gathered, limit)
                tell(_how_far(gathered))
            while not run.done:
                select.select([run], [], [], WAIT)
                _take(run, gathered, limit)
                tell(_how_far(gathered))

    tell("reading the features")
    warm = collect(folder, work, kata=kata)
    gathered.notes[:0] = warm.errors
    return gathered


def _draw(kata: Path, gathered: Gathered) -> Iterator[None]:
    """Draw the figures, and derive what is derived; pause after each."""
    underived = deque(gathered.figures)
    with closing(as_they_come(kata, gathered.figures)) as coming:
        for drawing in coming:
            if drawing:
                gathered.drawings.append(drawing)
            elif underived:
                _derive(underived.popleft(), gathered)
            yield
    for chapter in underived:
        _derive(chapter, gathered)
        yield
    gathered.drawings = in_order(gathered.drawings, gathered.figures)


def _derive(chapter: ChapterFigures, gathered: Gathered) -> None:
    gathered.derived[chapter.feature] = derived(chapter)


def _take(run: Run, gathered: Gathered, limit: float) -> None:
    """Note the verdicts that have come by now, until too many behaviours gave no answer in time."""
    progress = gathered.progress
    for verdict in run.receive():
        progress.take(verdict)
    silences = sum(verdict.seconds >= limit for verdict in progress.verdicts.values())
    if limit and silences >= MOST_SILENCES and not run.done:
        run.stop()
        gathered.notes.append(
            f"{silences} behaviours gave no answer within {limit:g} s each. The "
            f"{len(progress.items) - len(progress.verdicts)} behaviours after them did not run."
        )


def _how_far(gathered: Gathered) -> str:
    """Say how many behaviours and figures there are by now, of how many."""
    ran, items = len(gathered.progress.verdicts), len(gathered.progress.items)
    drawn, figures = len(gathered.drawings), sum(len(asked_by(each)) for each in gathered.figures)
    return (
        f"{bar(ran + drawn, items + figures)} {ran} of {items} behaviours · "
        f"{drawn} of {figures} figures"
    )
