"""Judge submissions with some measures left out: `python graded_run.py FOLDER MEASURE,…`."""

import contextlib
import json
import sys
from pathlib import Path

from dojo.course.course import Course
from dojo.grader.grader import Court
from dojo.grader.sandbox import Limits
from dojo.grader.submissions import found
from dojo.runner.session import collect


def running(mark):
    """Count the processes whose arguments hold `mark`."""
    count = 0
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            count += mark.encode() in (process / "cmdline").read_bytes()
    return count


def main(folder, without, memory):
    """Print the score of each submission, the measures in force, and the processes left over."""

    def work(warm):
        items = [item for item in warm.items if item.chapter == 1]
        court = Court(warm, items, Limits(memory=memory), 1, tuple(without.split(",")))
        before = running(str(memory))
        scores = {Path(r.submission).name: r.score for r in court.judge(found([folder]))}
        left = running(str(memory)) - before
        court.close()
        print(json.dumps({"scores": scores, "force": court.force, "left": left}))

    collect(Course.default().root, work, ["features"])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
