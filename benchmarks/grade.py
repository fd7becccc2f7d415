"""Submissions graded in a minute, beside cold pytest, on one job and two; and memory.

    python benchmarks/grade.py [SUBMISSIONS]

Graded by the quick chapters, 1 to 5, with isolation. Every ratio is taken side by side in this run.
The memory is that of the grading process itself, after 50 submissions and at the end.
"""

import itertools
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from dojo.course.course import Course
from dojo.grader.grader import Grader
from dojo.grader.inside.confinement import MEASURES
from dojo.grader.sandbox import Limits
from dojo.grader.submissions import Submission
from dojo.runner.session import Warm, collect

COURSE = Course.default()
QUICK = range(1, 6)
COLD, SIDE_BY_SIDE, ROUNDS = 5, 30, 3
EARLY = 50


def main(submissions: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        kata = Path(folder) / "kata"
        shutil.copytree(COURSE.reference, kata, ignore=shutil.ignore_patterns("__pycache__"))
        cold = sorted(seconds_of_pytest(kata) for _ in range(COLD))[COLD // 2]
        warm = collect(
            COURSE.root, lambda warm: measure(warm, kata, cold, submissions), ["features"]
        )
        if warm.errors:
            sys.exit(warm.errors[0])


def seconds_of_pytest(kata: Path) -> float:
    """Return how long a cold pytest takes for the quick chapters."""
    features = [
        str(f) for f in sorted(COURSE.features.glob("*.feature")) if int(f.name[:2]) in QUICK
    ]
    begun = time.perf_counter()
    command = [sys.executable, "-m", "pytest", "-q", f"--kata={kata}", *features]
    subprocess.run(command, check=True, capture_output=True, cwd=COURSE.root)
    return time.perf_counter() - begun


def measure(warm: Warm, kata: Path, cold: float, submissions: int) -> None:
    """Grade the same submission over and over, on one job and on two by turns."""
    items = [item for item in warm.items if item.chapter in QUICK]
    graders = {jobs: Grader(warm, items, Limits(), jobs) for jobs in (1, 2)}
    for grader in graders.values():
        grader.get_ready()
    copies = (Submission(f"copy {number}", kata) for number in itertools.count())
    try:
        rates = {1: [], 2: []}
        for _ in range(ROUNDS):
            for jobs, grader in graders.items():
                rates[jobs].append(rate(grader, itertools.islice(copies, SIDE_BY_SIDE)))
        one, two = (sorted(rates[jobs])[ROUNDS // 2] for jobs in (1, 2))
        in_force = ", ".join(name for name in MEASURES if graders[2].in_force[name])
        print(f"{len(items)} behaviours; in force: {in_force}")
        print(f"cold pytest                 {60 / cold:8.0f} a minute")
        print(
            f"dojo grade, one job         {one:8.0f} a minute, {one * cold / 60:.1f} times as many"
        )
        print(f"dojo grade, two jobs        {two:8.0f} a minute, {two / one:.2f} times one job")
        print_memory(graders[2], itertools.islice(copies, submissions), submissions)
    finally:
        for grader in graders.values():
            grader.close()


def rate(grader: Grader, submissions: Iterable[Submission]) -> float:
    """Return how many submissions are graded in a minute; each has to be green."""
    begun = time.perf_counter()
    results = [result.green for result in grader.grade(submissions)]
    if not all(results):
        sys.exit("a right submission was not green")
    return 60 * len(results) / (time.perf_counter() - begun)


def print_memory(grader: Grader, submissions: Iterable[Submission], count: int) -> None:
    """Print the memory after a few submissions, and after all of them."""
    early = 0.0
    for number, _ in enumerate(grader.grade(submissions), start=1):
        if number == EARLY:
            early = megabytes()
    print(f"memory after {EARLY} submissions {early:8.1f} MB, after {count}: {megabytes():.1f} MB")


def megabytes() -> float:
    """Return the memory that this process holds."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096 / 1e6


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
