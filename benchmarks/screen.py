"""The learner's screen: how soon it is there, and answers; what waiting costs.

    python benchmarks/screen.py

A workspace with the reference in it is watched in a terminal of its own: the first screen, the
state of every behaviour, a key while all of them are checked in the background, a save of a
worksheet, and the processor's time while nothing happens. Times are compared with what it takes to
start Python and load NumPy, measured side by side: on a busy machine all of them grow alike.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from loop import ROOT, Terminal, save, workspace

DOJO = [sys.executable, "-c", "from dojo.cli.main import main; main(['watch'])"]
CODE = "kata/neuron.py", "return x @ W + b", "return x @ W - b"
WORKSHEET = "worksheets/05_slopes_on_paper.feature", "1 - tanh(z)^2", "1 + tanh(z)^2"
QUIET = 1.5


def loading() -> float:
    """Return the seconds that Python takes to start and load NumPy and pytest."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import numpy, pytest"], check=True)
    return time.perf_counter() - started


def starting(folder: Path) -> tuple[float, float]:
    """Return the seconds to the first screen, and to the state of everything."""
    started = time.perf_counter()
    terminal = Terminal(DOJO, folder)
    try:
        first = terminal.wait_for("checking your code") - started
        return first, terminal.wait_for(r"(\d+) of \1 in all", 120) - started
    finally:
        terminal.close()


def keys(folder: Path, rounds: int) -> list[float]:
    """Return the seconds from a key to its page, while all behaviours are checked again."""
    terminal, seconds = Terminal(DOJO, folder), []
    try:
        terminal.wait_for(r"(\d+) of \1 in all", 120)
        for number in range(rounds):
            terminal.drain(QUIET)
            save(folder, right=bool(number % 2))
            terminal.wait_for("checking", 60)
            for key, shown in (("l", "in all"), ("l", "features/")):
                started = time.perf_counter()
                os.write(terminal.screen, key.encode())
                seconds.append(terminal.wait_for(shown) - started)
        return seconds
    finally:
        terminal.close()
        save(folder, right=True)


def idle(folder: Path, seconds: float) -> tuple[float, float]:
    """Return the share of a core that the watcher uses: at work, and a minute after a save."""
    terminal = Terminal(DOJO, folder)
    try:
        terminal.wait_for(r"(\d+) of \1 in all", 120)
        terminal.drain(2 * QUIET)
        awake = used(terminal.process, seconds)
        time.sleep(max(0.0, 62 - seconds))
        return awake, used(terminal.process, seconds)
    finally:
        terminal.close()


def used(process: int, seconds: float) -> float:
    """Return the share of a core that a process uses for so many seconds."""

    def ticks() -> int:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
        return int(fields[11]) + int(fields[12])

    before = ticks()
    time.sleep(seconds)
    return (ticks() - before) / os.sysconf("SC_CLK_TCK") / seconds


def judged(folder: Path, file: str, right: str, wrong: str, rounds: int) -> list[float]:
    """Return the seconds from each save to its verdict: a line that is right, and wrong in turn."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    texts = text, text.replace(right, wrong, 1)
    path.write_text(texts[1], encoding="utf-8")
    terminal, seconds = Terminal(DOJO, folder), []
    try:
        terminal.wait_for("in all", 120)
        for number in range(rounds):
            # The run of everything else has to be over, as it is when a learner has thought.
            terminal.drain(QUIET)
            path.write_text(texts[number % 2], encoding="utf-8")
            started = time.perf_counter()
            seconds.append(terminal.wait_for("✗" if number % 2 else "Green") - started)
        return seconds
    finally:
        terminal.close()
        path.write_text(text, encoding="utf-8")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = workspace(Path(name))
        shutil.copytree(ROOT / "worksheets", folder / "worksheets")
        base, started = [], []
        for _ in range(options.rounds):
            base.append(loading())
            started.append(starting(folder))
        answered = keys(folder, options.rounds)
        code, sheet = (judged(folder, *what, options.rounds) for what in (CODE, WORKSHEET))
        awake, asleep = idle(folder, 20)
    by = statistics.median(base)
    print("| | median | times loading NumPy and pytest |\n|---|---|---|")
    rows = {
        "loading NumPy and pytest": base,
        "the first screen": [first for first, _ in started],
        "the state of everything": [whole for _, whole in started],
        "a key during a run": answered,
        "code, from save to verdict": code,
        "a worksheet, from save to verdict": sheet,
    }
    for what, seconds in rows.items():
        median = statistics.median(seconds)
        print(f"| {what} | {median * 1e3:.0f} ms | {median / by:.2f} |")
    print(f"\nwaiting takes {awake:.2%} of a core, and {asleep:.2%} a minute after the last save")


if __name__ == "__main__":
    main()
