"""A class over the whole book, with its report, on two cores; and two Dask workers beside one.

    python benchmarks/whole_class.py [STUDENTS]
    python benchmarks/whole_class.py --cluster [STUDENTS]

The class is a third right, a third with one mistake, and a third that has not written all. The
second form grades chapters 1 to 5 on a local cluster, by one worker and by two in turns.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from class_report import grade

from dojo.course.course import Course

REFERENCE = Course.default().reference
ROUNDS = 1
QUICK = [word for number in range(1, 6) for word in ("--only", str(number))]


def main(students: int) -> None:
    """Print how long a class takes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_class(folder / "class", students)
        pages = ["--feedback", "pages", "--summary", "class.html", "--format", "csv"]
        took = grade(folder, "class", "--jobs", "2", *pages)
        print(
            f"{students} students, the whole book, with pages and summary: {took / 60:.1f} minutes"
        )


def write_class(folder: Path, students: int) -> None:
    """Write the submissions."""
    for number in range(students):
        kata = folder / f"{number:03}" / "kata"
        shutil.copytree(REFERENCE, kata, ignore=shutil.ignore_patterns("__pycache__"))
        module = kata / "activations.py"
        text = module.read_text(encoding="utf-8")
        if number % 3 == 1:
            module.write_text(text.replace("(z > 0) * 1.0", "(z >= 0) * 1.0"), encoding="utf-8")
        if number % 3 == 2:
            for late in ("gradient_descent", "initialization", "learning", "depth"):
                (kata / f"{late}.py").unlink(missing_ok=True)


def cluster(students: int) -> None:
    """Print how many submissions one worker and two grade in a minute."""
    from distributed import LocalCluster

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_class(folder / "class", students)
        rates: dict[int, list[float]] = {1: [], 2: []}
        for turn in range(ROUNDS + 1):
            for workers in rates:
                with LocalCluster(
                    n_workers=workers, threads_per_worker=1, dashboard_address=None
                ) as local:
                    where = local.scheduler_address.replace("tcp://", "dask://")
                    # The first run waits until the services have started.
                    for count in (2, students):
                        paths = [f"class/{n:03}" for n in range(count)]
                        words = [*paths, *QUICK, "--on", where, "--journal", f"{time.time()}"]
                        took = grade(folder, *words, "--drawn-seed", "7")
                    if turn:
                        rates[workers].append(60 * students / took)
        one, two = (sorted(rates[workers])[ROUNDS // 2] for workers in rates)
        print(f"one worker {one:.0f} a minute, two {two:.0f}: {two / one:.2f} times as many")


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--cluster"]
    (cluster if "--cluster" in sys.argv else main)(int(words[0]) if words else 200)
