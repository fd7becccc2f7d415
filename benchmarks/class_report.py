"""Fixed costs of grading: a report from a full journal, and a submission beyond its own run.

    python benchmarks/class_report.py [STUDENTS]

Three katas are graded over the whole book; the journal is then filled with copies of their results
for a class. Each time stands beside that of a Python that only imports NumPy and pytest: the ratio
is what a busy machine leaves as it is.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from dojo.course.course import Course

REFERENCE = Course.default().reference
ROUNDS = 5
DOJO = [sys.executable, "-c", "import sys; from dojo.cli.main import main; sys.exit(main())"]
BARE = [sys.executable, "-c", "import numpy, pytest"]
MANY = ("right", "kink", "unwritten")


def main(students: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kata in MANY:
            write(folder / "class" / kata, kata)
        grade(folder, "class", "--jobs", "2")
        fill(folder, students)
        size = (folder / "dojo-grade.jsonl").stat().st_size / 1e6
        bare = median(lambda: run(folder, BARE))
        print(f"{students} students, a journal of {size:.1f} MB")
        print(f"bare Python with NumPy and pytest     {bare:6.2f} s")
        for about, arguments in (
            ("grades as CSV, from the submissions", ["class", "--format", "csv"]),
            ("grades as CSV, from the journal", ["--from", "dojo-grade.jsonl", "--format", "csv"]),
            ("pages for all, and the summary", ["class", "--feedback", "p", "--summary", "s.html"]),
        ):
            took = median(lambda words=arguments: grade(folder, *words))
            print(f"{about:<36}  {took:6.2f} s, {took / bare:.1f} times bare")
        print_single(folder, bare)


def write(folder: Path, kind: str) -> None:
    """Write a submission of a kind."""
    shutil.copytree(REFERENCE, folder / "kata", ignore=shutil.ignore_patterns("__pycache__"))
    module = folder / "kata" / "activations.py"
    text = module.read_text(encoding="utf-8")
    if kind == "kink":
        text = text.replace("(z > 0) * 1.0", "(z >= 0) * 1.0")
    if kind == "unwritten":
        for path in (folder / "kata").glob("[a-z]*.py"):
            path.write_text("")
        text = ""
    module.write_text(text, encoding="utf-8")


def fill(folder: Path, students: int) -> None:
    """Make a class of the three: their folders and their results, under many names."""
    journal = folder / "dojo-grade.jsonl"
    *head, _, _, _ = journal.read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()[-3:]]
    kinds = {entry["result"]["submission"].partition("/")[2]: entry for entry in entries}
    for number in range(students):
        kind = MANY[number % 3]
        name = f"student {number:03}"
        shutil.copytree(folder / "class" / kind, folder / "class" / name)
        result = {**kinds[kind]["result"], "submission": f"class/{name}"}
        head.append(json.dumps({**kinds[kind], "result": result}))
    for kind in MANY:
        shutil.rmtree(folder / "class" / kind)
    journal.write_text("\n".join(head) + "\n", encoding="utf-8")


def print_single(folder: Path, bare: float) -> None:
    """Print what a single submission costs beyond its own run, on chapter 1, after a self-test."""
    words = ["class/student 000", "--only", "1"]
    grade(folder, *words, "--journal", "warm.jsonl")
    costs = []
    for number in range(ROUNDS):
        took = grade(folder, *words, "--journal", f"{number}.jsonl")
        last = (folder / f"{number}.jsonl").read_text(encoding="utf-8").splitlines()[-1]
        costs.append(took - json.loads(last)["result"]["seconds"])
    cost = sorted(costs)[ROUNDS // 2]
    print(f"{'a submission, beyond its own run':<36}  {cost:6.2f} s, {cost / bare:.1f} times bare")


def grade(folder: Path, *arguments: str) -> float:
    """Return how long `dojo grade` takes."""
    return run(folder, [*DOJO, "grade", *arguments], status=(0, 1))


def run(folder: Path, command: list[str], status: tuple[int, ...] = (0,)) -> float:
    """Return how long a command takes; it has to end as it should."""
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    took = time.perf_counter() - begun
    if done.returncode not in status:
        sys.exit(done.stdout + done.stderr)
    return took


def median(work: Callable[[], float]) -> float:
    """Return the time in the middle of a few."""
    return sorted(work() for _ in range(ROUNDS))[ROUNDS // 2]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
