"""A grading run with some measures left out: `python graded_run.py FOLDER MEASURE,…`."""

import contextlib
import json
import sys
from pathlib import Path

from dojo.course.course import Course
from dojo.grader.grader import Grader
from dojo.grader.sandbox import Limits
from dojo.grader.submissions import find
from dojo.runner.session import collect


def running(mark):
    """Count the processes whose arguments hold `mark`."""
    count = 0
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            count += mark.encode() in (process / "cmdline").read_bytes()
    return count


def main(folder, disabled, memory):
    """Print the score of each submission, the measures in force, and the processes left over."""

    def work(warm):
        items = [item for item in warm.items if item.chapter == 1]
        grader = Grader(warm, items, Limits(memory=memory), 1, tuple(disabled.split(",")))
        before = running(str(memory))
        scores = {Path(r.submission).name: r.score for r in grader.grade(find([folder]))}
        left = running(str(memory)) - before
        grader.close()
        print(json.dumps({"scores": scores, "in_force": grader.in_force, "left": left}))

    collect(Course.default().root, work, ["features"])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
