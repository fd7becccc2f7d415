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
from dojo.course.course import Course
from dojo.runner.session import Warm, collect
from dojo.terminal.message import text
from dojo.verdict import GREEN

COURSE = Course.default()


def main() -> int:
    """Run the book so many times; print what is not green, and how many runs there were."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--draws", type=int, default=DRAWS)
    parser.add_argument("--first-seed", type=int, default=0, help="the seed of the first run")
    parser.add_argument("--busy", type=int, default=0, help="endless loops beside the runs")
    parser.add_argument("--kata", type=Path, default=COURSE.reference)
    parser.add_argument("--only", nargs="*", default=["features"], help="chapters or behaviours")
    options = parser.parse_args()
    reds = 0

    def work(book: Warm) -> None:
        nonlocal reds
        asked = book.items[0].config.option
        asked.draws = options.draws
        for seed in range(options.first_seed, options.first_seed + options.runs):
            asked.drawn_seed = seed
            for verdict in book.run(book.items):
                if verdict.kind != GREEN:
                    reds += 1
                    said = f"--draws {options.draws} --drawn-seed {seed}\n{text(verdict)}\n"
                    print(said, flush=True)

    with busy(options.busy):
        collect(COURSE.root, work, options.only, kata=options.kata.resolve())
    print(f"{options.runs} runs with {options.draws} draws: {reds} behaviours not green")
    return 1 if reds else 0


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
