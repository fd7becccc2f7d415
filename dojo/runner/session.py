"""A warm pytest: everything imported and collected, each run in a fork of it.

Only the fork loads the learner's code, so every run starts from what is on the disk, and nothing
that the code does (endless loops, exits, patches) outlives its run. Where there is no fork, a cold
pytest takes its place: slower, with the same verdicts.
"""

import contextlib
import gc
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from dojo.behaviours.items import Behaviour
from dojo.course.choice import choosing
from dojo.errors import UsageError
from dojo.runner import isolation
from dojo.runner.processes import Process, can_fork, fork, spawn
from dojo.runner.protocol import Stream
from dojo.runner.rereading import reread
from dojo.runner.run import Run
from dojo.runner.selection import choose
from dojo.runner.signals import held
from dojo.runner.standby import Spare
from dojo.workspace.owner import course_of

ROOMS = ("features", "worksheets")


class Warm:
    """A pytest plugin that hands the collected session over instead of running it."""

    def __init__(
        self, folder: Path, work: Callable[["Warm"], None], kata: Path | None = None
    ) -> None:
        """Take what is to be done once everything is collected."""
        self.folder, self._work = folder, work
        self.items: list[Behaviour] = []
        self.errors: list[str] = []
        self.kata = kata or folder / "kata"
        self.begun = False
        self.error: BaseException | None = None
        self.stream = Stream()
        self._runs: list[Run] = []
        self._spare: Spare | None = None
        self._changed: list[Path] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what could not be collected."""
        if report.failed:
            self.errors.append(report.longreprtext.strip())

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Hand the session over."""
        # A test of the learner's own is for plain pytest.
        self.items = [item for item in session.items if isinstance(item, Behaviour)]
        self.begun = True
        if not self.items and not self.errors:
            # No behaviour, no verdict: nothing is green.
            self.error = UsageError(
                f"there is no behaviour in {self.folder / ROOMS[0]}. Restore the features: "
                "dojo update. Find other problems: dojo doctor"
            )
            return True
        # Of memory that is never collected, a fork copies nothing.
        gc.freeze()
        try:
            self._work(self)
        except BaseException as error:  # pytest must not take it for a fault of its own
            self.error = error
        finally:
            for run in self._runs:
                run.stop()
            self._dismiss()
            # Before it ends, pytest looks for garbage five times over, in all that was loaded.
            gc.freeze()
        return True

    def choose(self, words: list[str]) -> list[Behaviour]:
        """Return the items that the words name, all of them for no words; UsageError if none fits.

        If files could not be collected, the words may mean one of them: their reports are said.
        """
        try:
            return choose(self.items, words)
        except UsageError:
            if not self.errors:
                raise
            asked = " ".join(words)
            raise UsageError(
                f"dojo found {asked!r} in no readable feature. {self.unread()}"
            ) from None

    def unread(self) -> str:
        """Return what could not be collected, and why: pytest's reports."""
        return "\n".join(["dojo cannot read these files:", *self.errors])

    def reread(self, path: Path) -> bool:
        """Collect one feature file again; tell whether it could be read, as it was before."""
        self._dismiss()
        return reread(self.items, path)

    def run(self, items: list[Behaviour], changed: Sequence[Path] = ()) -> Run:
        """Start running `items` in another process; files of them may have `changed` since.

        What stands by reads them itself: the learner need not wait until they are read here.
        """
        self._changed = [*changed]
        return self._begun(items, self._fork)

    def run_beside(self, items: list[Behaviour]) -> Run:
        """Start running `items` beside another run; what stands by goes on standing by."""
        return self._begun(items, self._fork_anew)

    def _begun(self, items: list[Behaviour], start: Callable[[list[Behaviour]], Process]) -> Run:
        limit = float(items[0].config.getini("time_limit"))
        run = Run(start if can_fork() else self._spawn, items, limit)
        self._runs = [*(before for before in self._runs if not before.done), run]
        return run

    def stand_by(self, item: Behaviour) -> None:
        """Have a fork stand by for the next run, which will begin with `item`."""
        self._dismiss()
        if can_fork():
            with held():
                self._spare = Spare(item, self.items, self._check)

    def _dismiss(self) -> None:
        spare, self._spare = self._spare, None
        if spare:
            spare.end()

    def _fork(self, items: list[Behaviour]) -> Process:
        if self._spare and self._spare.ready():
            with contextlib.suppress(OSError):
                process = self._spare.go(items, self._changed)
                self._spare, self._changed = None, []
                return process
        self._dismiss()
        return self._fork_anew(items)

    def _fork_anew(self, items: list[Behaviour]) -> Process:
        sys.stdout.flush()
        while self._changed:
            self.reread(self._changed.pop())
        now = {item.nodeid: item for item in self.items}
        items = [now.get(item.nodeid, item) for item in items]
        return fork(lambda write: self._check(items, write))

    def _check(self, items: list[Behaviour], write: int) -> None:
        """Run the items in a process that was forked for them, and has no terminal to ask."""
        self.stream.open(write)
        hook = items[0].config.hook
        for item, following in zip(items, [*items[1:], None], strict=True):
            hook.pytest_runtest_protocol(item=item, nextitem=following)

    def _spawn(self, items: list[Behaviour]) -> Process:
        # As JSON, which any system's encoding has the letters for.
        words = [str(self.kata), json.dumps([item.nodeid for item in items])]
        return spawn(self.folder, words)


def collect(
    folder: Path,
    work: Callable[[Warm], None],
    only: list[str] | None = None,
    kata: Path | None = None,
) -> Warm:
    """Collect the behaviours of a workspace (or the files and nodes `only`), then do `work`.

    They check the workspace's own kata, or the folder `kata`.
    """
    course = course_of(folder)  # it has to be right before anything is collected
    warm = Warm(folder, work, kata)
    with choosing(course.root if folder.resolve() == course.root else None):
        code = isolation.run(folder, arguments(folder, warm.kata, only), [warm, warm.stream])
    if warm.error:
        raise warm.error
    if code == pytest.ExitCode.INTERRUPTED and not warm.begun:
        raise KeyboardInterrupt
    if not warm.begun:
        raise UsageError("pytest cannot start here; its message is above. Try: dojo doctor")
    return warm


def arguments(folder: Path, kata: Path, only: list[str] | None = None) -> list[str]:
    """Return pytest's arguments for a workspace: whose kata is checked, and by what."""
    if only:
        return [f"--kata={kata}", *only]
    course = course_of(folder)
    if folder.resolve() == course.root and course.base:
        # What is collected is in the folders of all layers.
        return [f"--kata={kata}", *map(str, [*course.chapters, *course.sheets])]
    return [f"--kata={kata}", *(room for room in ROOMS if (folder / room).is_dir())]
