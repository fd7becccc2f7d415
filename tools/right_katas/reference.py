"""Runs of the book on a right implementation, with other random tables each time: none is red.

    python -m tools.right_katas.reference --runs 200 --draws 5
    python -m tools.right_katas.reference --runs 20 --draws 5 --busy 4

It is the reference, or the folder `--kata`. `--busy 4` keeps the machine busy with four endless
loops beside it. The exit code is 1 if a behaviour was not green.
"""

import argparse
import contextlib
import multiprocessing
from collections.abc import Iterator
from pathlib import Path

from dojo.behaviours import DRAWS
from tools.right_katas.runs import COURSE, report, runs


def main() -> int:
    """Run the book so many times; print what is not green, and how many runs were."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--draws", type=int, default=DRAWS)
    parser.add_argument("--first-seed", type=int, default=0, help="the seed of the first run")
    parser.add_argument("--busy", type=int, default=0, help="endless loops beside the runs")
    parser.add_argument("--kata", type=Path, default=COURSE.reference)
    parser.add_argument("--only", nargs="*", default=["features"], help="chapters or behaviours")
    options = parser.parse_args()
    seeds = range(options.first_seed, options.first_seed + options.runs)
    with busy(options.busy):
        found = runs(options.kata, options.only, seeds, options.draws)
    print(*report(options.kata.name, found), sep="\n")
    return 1 if any(run.others for run in found) else 0


@contextlib.contextmanager
def busy(loops: int) -> Iterator[None]:
    """Keep the machine busy in the block."""
    processes = [multiprocessing.Process(target=_loop, daemon=True) for _ in range(loops)]
    for process in processes:
        process.start()
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
            process.join()


def _loop() -> None:
    while True:
        pass


if __name__ == "__main__":
    raise SystemExit(main())
