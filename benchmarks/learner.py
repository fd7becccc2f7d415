"""A scripted learner: from an empty kata to all green, one function at a time, in a real terminal.

    python benchmarks/learner.py            # `dojo` in tmux: save, read the verdict, press n
    python benchmarks/learner.py --pytest   # the same way with a cold `pytest -x` after each save

The learner knows nothing but the screen. It reads the line that begins with `edit`, writes the
one function (or the one line of a worksheet) that stands there, saves, and waits for the verdict.
What it writes is the course's own solution. Steps and times are printed; a screen that leaves it
without a place to edit, or that does not change, ends it with exit code 1 and that screen.
"""

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dojo.workspace.contents import solution
from dojo.workspace.source_editing import definitions, lines_of, needed_by, restored

EDIT = re.compile(r"edit ((?:kata|worksheets)/\S+?):(\d+)(?: (\w+))?")
DONE, GREEN = "Every behaviour is green", "Green. Press n to go on"
PATIENCE = 60


class Stuck(Exception):  # noqa: N818  it is the learner who is
    """The screen says nothing that the learner could do next."""


def write(folder: Path, screen: str) -> str | None:
    """Write what the screen asks for; return its name, or None if it stands there already."""
    asked = EDIT.search(screen)
    if not asked:
        raise Stuck(screen)
    file, line, function = asked[1], int(asked[2]), asked[3]
    path = folder / file
    source, answer = path.read_text(encoding="utf-8"), solution(file)
    if function:
        text = source
        for name, _ in definitions(needed_by(answer, function)):
            text = restored(text, answer, name)
    else:
        lines = lines_of(source)
        lines[line - 1] = lines_of(answer)[line - 1]
        text = "".join(lines)
    if text == source:
        return None
    path.write_text(text, encoding="utf-8")
    return f"{file} {function or line}"


class Tmux:
    """`dojo` in a terminal of its own."""

    def __init__(self, folder: Path) -> None:
        """Start it."""
        self._name = f"learner-{folder.parent.name}"
        dojo = f"{sys.executable} -c 'from dojo.cli.main import main; main([])'"
        self._tmux("new-session", "-d", "-x", "110", "-y", "70", "-c", str(folder), dojo)

    def _tmux(self, *words: str) -> str:
        command = ["tmux", "-L", self._name, *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def press(self, key: str) -> None:
        """Press a key."""
        self._tmux("send-keys", key)

    def until(self, ready) -> str:
        """Return the screen as soon as it is `ready`."""
        end, screen = time.monotonic() + PATIENCE, ""
        while time.monotonic() < end:
            screen = self._tmux("capture-pane", "-p")
            if ready(screen):
                return screen
            time.sleep(0.005)
        raise Stuck(screen)

    def settled(self, quiet: float = 0.3) -> str:
        """Return the screen once a verdict stands there and nothing has changed for a while."""
        screen, since, end = "", time.monotonic(), time.monotonic() + PATIENCE
        while not (verdict(screen) and time.monotonic() - since > quiet):
            if time.monotonic() > end:
                raise Stuck(screen)
            now = self._tmux("capture-pane", "-p")
            if now != screen:
                screen, since = now, time.monotonic()
            time.sleep(0.02)
        return screen

    def close(self) -> None:
        """End it."""
        subprocess.run(["tmux", "-L", self._name, "kill-server"], capture_output=True, check=False)


def at_the_terminal(folder: Path) -> Iterator[tuple[str, float]]:
    """Yield what was written, and the seconds from save to verdict, until all is green."""
    terminal = Tmux(folder)
    try:
        # While the first page is read, everything is checked once.
        screen = terminal.settled(quiet=6)
        while DONE not in screen:
            if GREEN in screen:
                terminal.press("n")
            else:
                # Nothing is written where the screen is what was last known: the rest is checked.
                name, saved = write(folder, screen), time.monotonic()
                terminal.until(lambda now, was=screen: verdict(now) not in (None, verdict(was)))
                if name:
                    yield name, time.monotonic() - saved
            screen = terminal.settled()
    finally:
        terminal.close()


def verdict(screen: str) -> str | None:
    """Return what tells one verdict from the next: green, or the place to edit."""
    asked = EDIT.search(screen)
    return GREEN if GREEN in screen or DONE in screen else asked[0] if asked else None


def with_pytest(folder: Path) -> Iterator[tuple[str, float]]:
    """Yield what was written, and the seconds that a cold `pytest -x` takes, until all is green."""
    command = [sys.executable, "-m", "pytest", "-x", "-q"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    while run.returncode:
        name, saved = write(folder, run.stdout), time.monotonic()
        if not name:
            raise Stuck(run.stdout)
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        yield name, time.monotonic() - saved


def main() -> int:
    """Go the whole way, and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pytest", action="store_true", help="check with pytest alone")
    options = parser.parse_args()
    if not options.pytest and not shutil.which("tmux"):
        parser.error("this needs tmux; or try --pytest")
    way = with_pytest if options.pytest else at_the_terminal
    seconds, started = [], time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "my-network"
        start = [
            sys.executable,
            "-c",
            "from dojo.cli.main import main; main(['start', 'my-network'])",
        ]
        subprocess.run(start, cwd=name, check=True, capture_output=True)
        try:
            for what, took in way(folder):
                seconds.append(took)
                print(f"{len(seconds):4}  {took * 1e3:6.0f} ms  {what}", flush=True)
        except Stuck as stuck:
            print(f"stuck at:\n{stuck}", file=sys.stderr)
            return 1
    print(f"\nall green after {len(seconds)} saves in {time.monotonic() - started:.0f} s;")
    print(
        f"from save to verdict {statistics.median(seconds) * 1e3:.0f} ms at the median, "
        f"{max(seconds) * 1e3:.0f} ms at the slowest"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
