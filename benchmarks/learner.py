"""A scripted learner: from an empty kata to all green, one function at a time, in a real terminal.

    python benchmarks/learner.py            # `dojo` in tmux: save, read the verdict, press n
    python benchmarks/learner.py --cold 1   # and compare the screen with a cold pytest at each save
    python benchmarks/learner.py --pytest   # the same way with a cold `pytest -x` after each save

The learner knows nothing but the screen. It reads the line that begins with `edit`, writes the
one function (or the one line of a worksheet) that stands there, saves, and waits for the verdict.
What it writes is the course's own solution; now and then it breaks an earlier function first, and
mends it. On every screen each `Given` has to stand with all its rows. Where the screen is compared,
its counts, its verdict and what is "no longer green" have to be what pytest says. Steps and times
are printed; a screen that says what is not so, leaves the learner without a place to edit, or does
not change, ends it with exit code 1 and that screen.
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
from xml.etree import ElementTree

from dojo.course.feature_source import FeatureSource
from dojo.watch.behaviour_page import MOST_NAMED
from dojo.workspace.contents import solution
from dojo.workspace.source_editing import definitions, lines_of, needed_by, restored

EDIT = re.compile(r"edit ((?:kata|worksheets)/\S+?):(\d+)(?: (\w+))?")
DONE, GREEN = "Every behaviour is green", "Green. Press n for the next"
FINISHED, END = "[n] go on", "the end of the course"
COUNT = re.compile(r"(\d+) of (\d+) in all")
# A long title goes on in lines that are indented; the place of the behaviour is, too.
TITLE = re.compile(r"^([✓✗·]) (.* › (?:.*)(?:\n  (?!features/|worksheets/)\S.*)*)$", re.MULTILINE)
LOST = re.compile(r"^no longer green: (.*?)(?:, and (\d+) more)?$", re.MULTILINE)
# A chapter is called Gradient checking.
CHECKING = re.compile(r"· checking \d|checking …")
PATIENCE = 60
# A mistake in what was right already, and after how many saves it is made.
SPOILT, RIGHT, OFTEN = "return x @ W - b", "return x @ W + b", 12


class Stuck(Exception):  # noqa: N818  it is the learner who is
    """The screen says nothing that the learner could do next, or what is not so."""


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
        size = ["-x", "240", "-y", "90"]
        self._tmux("-f", "/dev/null", "new-session", "-d", *size, "-c", str(folder), dojo)

    def _tmux(self, *words: str) -> str:
        command = ["tmux", "-L", self._name, *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def press(self, key: str) -> None:
        """Press a key."""
        self._tmux("send-keys", key)

    def screen(self) -> str:
        """Return what stands on the screen."""
        return self._tmux("capture-pane", "-p")

    def until(self, ready) -> str:
        """Return the screen as soon as it is `ready`."""
        end, screen = time.monotonic() + PATIENCE, ""
        while time.monotonic() < end:
            screen = self.screen()
            if ready(screen):
                return screen
            time.sleep(0.005)
        raise Stuck(screen)

    def settled(self) -> str:
        """Return the screen once all is checked and nothing changes any more."""
        end, before = time.monotonic() + PATIENCE, ""
        while time.monotonic() < end:
            screen = self.screen()
            if screen == before and verdict(screen) and not CHECKING.search(screen):
                return screen
            before = screen
            time.sleep(0.05)
        raise Stuck(before)

    def close(self) -> None:
        """End it."""
        subprocess.run(["tmux", "-L", self._name, "kill-server"], capture_output=True, check=False)


def verdict(screen: str) -> str | None:
    """Return what tells one verdict from the next: green, or the place to edit."""
    asked = EDIT.search(screen)
    if asked or "drawing …" in screen:
        return asked[0] if asked else None
    return next((said for said in (GREEN, DONE, FINISHED, END) if said in screen), None)


def title_of(screen: str) -> tuple[str, str] | None:
    """Return the mark and the title that are shown, on one line."""
    found = TITLE.search(screen)
    if not found:
        return None
    return found[1], " ".join(found[2].split()).removesuffix(" ★ optional")


class Witness:
    """What has to be on the screen: the tables of the features, and what a cold pytest says."""

    def __init__(self, folder: Path) -> None:
        """Read the features."""
        self._folder = folder
        self._green: set[str] = set()
        self.compared = self.looked_at = 0

    def look(self, screen: str) -> None:
        """Stuck if a row of a table that is given is not on the screen."""
        shown = title_of(screen)
        if not shown:
            return
        # A mark, and what was answered, stand behind an expected number.
        plain = " ".join(re.sub(r" ✓| ✗ yours [^│]*", "", screen).split())
        for source in self._sources():
            for rule, scenario in source.scenarios:
                names = [source.node.name, *([rule.name] if rule else []), scenario.name]
                here = shown[1].endswith(" › ".join(names))
                for step in scenario.steps if here else ():
                    for row in step.datatable.rows if step.datatable else ():
                        cells = " │ ".join(cell.value for cell in row.cells)
                        given = " ".join(f"│ {cells} │".split())
                        if step.keyword_type == "Context" and given not in plain:
                            raise Stuck(f"{given} is not on the screen:\n{screen}")
        self.looked_at += 1

    def _sources(self) -> Iterator[FeatureSource]:
        for path in sorted(self._folder.glob("*/*.feature")):
            yield FeatureSource(path, path.name)

    def compare(self, screen: str) -> None:
        """Stuck if the screen does not say what a cold pytest says."""
        kinds = self._cold()
        green = {title for title, kind in kinds.items() if kind == "green"}
        mark, title = title_of(screen)
        title = title.partition(" › ")[2]
        found = {"✓": {"green"}, "·": {"not written yet"}, "✗": {"red", "broken"}}[mark]
        count = COUNT.search(screen)
        # A long line goes on in the next.
        lost = LOST.search(re.sub(r"\n  (?=\S)", " ", screen))
        gone = {known for known in self._green - green if known != title}
        wrong = []
        if kinds.get(title) not in found:
            wrong.append(f"{title} is {kinds.get(title)}, and the screen says {mark}")
        if (int(count[1]), int(count[2])) != (len(green), len(kinds)):
            wrong.append(f"{len(green)} of {len(kinds)} are green, and the screen says {count[0]}")
        # A name can have a comma in it, so the names are not parted.
        named = sum(known.rpartition(" › ")[2] in lost[1] for known in gone) if lost else 0
        rest = int(lost[2] or 0) if lost else 0
        if named < min(len(gone), MOST_NAMED) or rest != max(0, len(gone) - MOST_NAMED):
            wrong.append(f"no longer green: {gone or 'nothing'}")
        if wrong:
            raise Stuck("\n".join([*wrong, screen]))
        # What was lost stays lost until it is green again.
        self._green = green | gone
        self.compared += 1

    def _cold(self) -> dict[str, str]:
        """Return what pytest says: {rule › example: verdict}; not of optional ones."""
        report = self._folder / ".pytest-report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-m", "not optional"]
        command += [f"--junit-xml={report}", "features", "worksheets"]
        subprocess.run(command, cwd=self._folder, capture_output=True, check=False)
        found = {}
        for case in ElementTree.parse(report).iter("testcase"):
            told = {p.get("name"): p.get("value") for p in case.iter("property")}
            found[f"{told['rule']} › {case.get('name')}"] = told.get("verdict", "green")
        return found


def at_the_terminal(folder: Path, cold: int) -> Iterator[tuple[str, float]]:
    """Yield what was written, and the seconds from save to verdict, until all is green."""
    terminal, witness, saves = Tmux(folder), Witness(folder), 0
    try:
        screen = terminal.settled()
        while END not in screen:
            witness.look(screen)
            if verdict(screen) in (GREEN, DONE, FINISHED):
                if "There is no picture" in screen:
                    raise Stuck(screen)
                terminal.press("n")
                terminal.until(lambda now, was=screen: now != was)
            else:
                name, saved = write(folder, screen), time.monotonic()
                if not name:
                    raise Stuck(f"this is written already:\n{screen}")
                terminal.until(lambda now, was=screen: verdict(now) not in (None, verdict(was)))
                yield name, time.monotonic() - saved
                saves += 1
                screen = terminal.settled()
                if cold and not saves % cold:
                    witness.compare(screen)
                if not saves % OFTEN:
                    spoil(folder, terminal, witness, cold)
            screen = terminal.settled()
        print(f"{witness.looked_at} screens had every Given on them, {witness.compared} were")
        print("compared with a cold pytest")
    finally:
        terminal.close()


def spoil(folder: Path, terminal: Tmux, witness: Witness, cold: int) -> None:
    """Break what was right, and mend it: the screen has to know of both."""
    path = folder / "kata" / "neuron.py"
    if cold:
        witness.compare(terminal.settled())
    for before, after in ((RIGHT, SPOILT), (SPOILT, RIGHT)):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(before, after), encoding="utf-8")
        terminal.until(CHECKING.search)
        screen = terminal.settled()
        if ("no longer green" in screen) != (after == SPOILT):
            raise Stuck(screen)
        if cold:
            witness.compare(screen)


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
    parser.add_argument("--cold", type=int, default=0, metavar="N", help="compare each Nth save")
    options = parser.parse_args()
    if not options.pytest and not shutil.which("tmux"):
        parser.error("this needs tmux; or try --pytest")
    seconds, started = [], time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "my-network"
        start = [
            sys.executable,
            "-c",
            "from dojo.cli.main import main; main(['start', 'my-network'])",
        ]
        subprocess.run(start, cwd=name, check=True, capture_output=True)
        way = with_pytest(folder) if options.pytest else at_the_terminal(folder, options.cold)
        try:
            for what, took in way:
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
