"""Time from a save to the verdict: `dojo watch` beside a cold pytest and pytest-watcher.

    python benchmarks/loop.py

A workspace with the reference in it is watched through a terminal of its own. One line of
kata/neuron.py is broken and mended in turn; the clock runs from the end of the write until the
verdict of that one behaviour is on the screen. Then each whole chapter in a fork, and the memory of
the watching process over many saves.
"""

import argparse
import os
import pty
import re
import select
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NODE = "features/01_neuron.feature::By hand"
RIGHT, WRONG = "return x @ W + b", "return x @ W - b"


def workspace(folder: Path) -> Path:
    """Make a workspace with the reference's kata."""
    for room in ("features", "kata"):
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    options = '[tool.pytest.ini_options]\naddopts = ["--import-mode=importlib"]\n'
    (folder / "pyproject.toml").write_text(options, encoding="utf-8")
    return folder


def save(folder: Path, right: bool) -> None:
    """Save kata/neuron.py, its first function right or wrong."""
    path = folder / "kata" / "neuron.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(*(WRONG, RIGHT) if right else (RIGHT, WRONG)), encoding="utf-8")


class Terminal:
    """A command in a terminal of its own."""

    def __init__(self, command: list[str], folder: Path) -> None:
        """Start it."""
        self.process, self.screen = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            here = Path(sys.executable).parent
            os.environ["PATH"] = f"{here}{os.pathsep}{os.environ['PATH']}"
            os.environ |= {"TERM": "xterm", "COLUMNS": "120", "LINES": "50", "LANG": "C.UTF-8"}
            os.execvp(command[0], command)

    def wait_for(self, pattern: str, seconds: float = 20) -> float:
        """Read until the pattern appears; return when that was."""
        text, until = "", time.perf_counter() + seconds
        while time.perf_counter() < until:
            if select.select([self.screen], [], [], 0.5)[0]:
                text += os.read(self.screen, 1 << 16).decode(errors="replace")
                if re.search(pattern, text):
                    return time.perf_counter()
        raise TimeoutError(f"no {pattern!r} in: {text[-500:]}")

    def drain(self, quiet: float = 0.3) -> None:
        """Read until nothing comes for a while."""
        while select.select([self.screen], [], [], quiet)[0]:
            os.read(self.screen, 1 << 16)

    def close(self) -> None:
        """End it."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.screen)


def watched(folder: Path, command: list[str], wrong: str, right: str, rounds: int) -> list[float]:
    """Return the seconds from each save to its verdict."""
    save(folder, right=False)
    terminal = Terminal(command, folder)
    try:
        terminal.wait_for(wrong)
        terminal.drain(1.0)
        seconds = []
        for number in range(rounds):
            save(folder, right=not number % 2)
            started = time.perf_counter()
            seconds.append(terminal.wait_for(wrong if number % 2 else right) - started)
            terminal.drain(0.8)
        return seconds
    finally:
        terminal.close()
        save(folder, right=True)


def cold(folder: Path, what: str, rounds: int) -> list[float]:
    """Return the seconds of a cold pytest on one behaviour or chapter."""
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", what],
            cwd=folder,
            capture_output=True,
            check=True,
        )
        seconds.append(time.perf_counter() - started)
    return seconds


def warm_chapters(folder: Path, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Return, by chapter, the seconds in a fork beside those of the computation (the calls)."""
    from dojo.runner.progress import Progress
    from dojo.runner.session import collect

    found = {}

    def work(warm) -> None:
        progress = Progress(warm.items)
        for chapter, nodeids in progress.chapters().items():
            items = [progress.items[nodeid] for nodeid in nodeids]
            for _ in range(rounds):
                started = time.perf_counter()
                verdicts = list(warm.run(items))
                forked = time.perf_counter() - started
                computing = sum(verdict.seconds for verdict in verdicts)
                found.setdefault(chapter, []).append((forked, computing))

    collect(folder, work)
    return found


def memory_over(folder: Path, saves: int) -> tuple[int, int]:
    """Return the watching process's kilobytes after the first runs, and after many."""
    from dojo.runner.session import collect

    sizes = []

    def resident() -> int:
        return (
            int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") // 1024
        )

    def work(warm) -> None:
        for number in range(saves):
            warm.stand_by(warm.items[0])
            list(warm.run(warm.items[:1]))
            if number in (20, saves - 1):
                sizes.append(resident())

    collect(folder, work, [NODE])
    return sizes[0], sizes[-1]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=20, help="saves of each (default: 20)")
    parser.add_argument("--saves", type=int, default=1000, help="saves for the memory")
    options = parser.parse_args()
    rounds = options.rounds
    with tempfile.TemporaryDirectory() as name:
        folder = workspace(Path(name))
        dojo = [sys.executable, "-c", "from dojo.cli.main import main; main(['watch'])"]
        seconds = {
            "dojo watch": watched(folder, dojo, "yours 6", "Green", rounds),
            "cold pytest, one behaviour": cold(folder, NODE, max(rounds // 2, 3)),
        }
        watcher = [sys.executable, "-m", "pytest_watcher", ".", "--now", NODE]
        if subprocess.run([*watcher[:3], "--help"], capture_output=True).returncode == 0:
            try:
                seconds["pytest-watcher"] = watched(folder, watcher, "1 failed", "1 passed", rounds)
            except TimeoutError:
                print("pytest-watcher noticed no save: its file events do not work here\n")
        chapters = warm_chapters(folder, max(rounds // 2, 3))
        before, after = memory_over(folder, options.saves)
    medians = {name: statistics.median(found) for name, found in seconds.items()}
    print("| from save to verdict | median | slowest | times dojo watch |\n|---|---|---|---|")
    for name, found in seconds.items():
        ratio = medians[name] / medians["dojo watch"]
        print(
            f"| {name} | {medians[name] * 1e3:.0f} ms | {max(found) * 1e3:.0f} ms | {ratio:.1f} |"
        )
    print("\n| a whole chapter | in a fork | times the computation |\n|---|---|---|")
    for chapter, pairs in chapters.items():
        forked = statistics.median(forked for forked, _ in pairs)
        share = statistics.median(forked / computing for forked, computing in pairs)
        print(f"| {chapter} | {forked * 1e3:.0f} ms | {share:.2f} |")
    print(f"\nmemory after 20 runs {before:,} kB, after {options.saves:,} {after:,} kB")


if __name__ == "__main__":
    main()
