"""The command `dojo grade`: untrusted submissions graded one by one, each in a sandbox."""

import argparse
import contextlib
import os
import sys
from pathlib import Path

from dojo.behaviours import DRAWS
from dojo.behaviours.items import Behaviour
from dojo.cli.prompts import say
from dojo.errors import UsageError
from dojo.grader.formats import FORMATS, may_write, write
from dojo.grader.grader import Grader
from dojo.grader.inside.confinement import MEASURES
from dojo.grader.inside.serialization import plain
from dojo.grader.journal import Journal, grading_of
from dojo.grader.results import Result, table
from dojo.grader.sandbox import Limits, SandboxError
from dojo.grader.self_test import check
from dojo.grader.submissions import Submission, find
from dojo.runner.session import Warm, collect
from dojo.terminal.progress_bar import ProgressBar
from dojo.terminal.screen import columns
from dojo.workspace.owner import course_of

EXAMPLE = """\
example:
  dojo grade submissions/                       a folder of submissions, each with a kata/ in it
  dojo grade anna/ ben/kata carla.zip --jobs 2  three submissions, two at a time
  dojo grade submissions/ --only 2              the behaviours of chapter 2 alone
  dojo grade anna/ --format gradescope --output results.json

Of a submission, only kata/**/*.py is read. It runs in a process that has NumPy and the standard
library, and no files, network or rights, as far as the system allows. You see first which
measures are in force; dojo/grader/README.md says what they do not stop. Each result is written to
a journal at once: after a kill, the same command goes on. A submission whose kata/ has changed is
graded again.

exit code: 0 all green, 1 something is not green or not graded, 2 wrong use
"""
JOURNAL = "dojo-grade.jsonl"
FEW = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the submissions, the behaviours, the format and the limits."""
    default, add = Limits(), parser.add_argument
    add("paths", nargs="+", metavar="PATH", help="a submission, or a folder of them")
    add("--only", action="append", metavar="CHAPTER|NAME", help="the behaviours to check")
    add("--format", choices=FORMATS, default="table", help="the format of the results")
    add("--output", metavar="FILE", type=Path, help="the file to write (default: the screen)")
    add("--jobs", type=_jobs, default=1, metavar="N", help="submissions at a time (default: 1)")
    add("--journal", metavar="FILE", type=Path, default=Path(JOURNAL), help=f"default: {JOURNAL}")
    about = f"random tables behind each table (default: {DRAWS})"
    add("--draws", type=int, default=DRAWS, metavar="N", help=about)
    add(
        "--drawn-seed",
        type=int,
        metavar="SEED",
        help="of the random tables (default: a journal's own)",
    )
    add("--again", action="store_true", help="grade also what the journal knows")
    for name, value, about in (
        ("--seconds", default.seconds, "seconds for a submission"),
        ("--behaviour-seconds", default.behaviour, "seconds for a behaviour"),
        ("--memory", default.memory >> 20, "MB of memory for a submission"),
    ):
        add(name, type=_positive, default=value, metavar="N", help=f"{about} (default: {value:g})")


def _positive(text: str) -> float:
    with contextlib.suppress(ValueError):
        if 0 < float(text) < 1e6:
            return float(text)
    raise argparse.ArgumentTypeError(f"{text} is no number above 0, such as 10")


def _jobs(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 64:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is no whole number from 1 to 64")


def run(options: argparse.Namespace) -> int:
    """Grade what the journal does not know yet, and show all results."""
    if not hasattr(os, "fork"):
        raise UsageError("this system cannot fork a process; run dojo grade on Linux or macOS")
    # A path that was given twice is one submission.
    found = find(options.paths, course_of(Path.cwd()))
    submissions = list({one.name: one for one in found}.values())
    if options.output:
        may_write(options.output)
    limits = Limits(options.seconds, options.behaviour_seconds, int(options.memory) << 20)
    results: list[Result] = []

    def work(warm: Warm) -> None:
        if warm.errors:
            raise UsageError(f"a feature of the course cannot be read: {warm.errors[0].strip()}")
        results.extend(_grade(warm, submissions, limits, options))

    # Absolute: pytest collects in the course's folder.
    options.journal = options.journal.absolute()
    options.output = options.output and options.output.absolute()
    submissions = [s._replace(place=s.place.absolute()) for s in submissions]
    only = ["features", "-o", f"time_limit={limits.behaviour:g}", f"--draws={options.draws}"]
    try:
        collect(course_of(Path.cwd()).root, work, only)
    except SandboxError as error:
        raise UsageError(str(error)) from None
    if options.output:
        write(options.output, FORMATS[options.format](results))
        say(f"{len(results)} results are in {options.output}")
    elif options.format == "table":
        say(table(results, columns() if sys.stdout.isatty() else 0).rstrip("\n"))
    else:  # what a program reads is UTF-8
        sys.stdout.flush()
        sys.stdout.buffer.write(FORMATS[options.format](results).encode("utf-8", "replace"))
    return 0 if results and all(result.green for result in results) else 1


def _grade(
    warm: Warm, submissions: list[Submission], limits: Limits, options: argparse.Namespace
) -> list[Result]:
    if warm.errors:
        raise UsageError(f"the course has errors, so nothing was graded. {warm.unread()}")
    items = warm.items if not options.only else _chosen(warm, options.only)
    course = items[0].owner.course
    grading = grading_of(course, items, limits, options.draws, options.drawn_seed)
    journal = Journal(options.journal, grading)
    seed = options.drawn_seed if options.drawn_seed is not None else journal.seed()
    items[0].config.option.drawn_seed = seed
    grader = Grader(warm, items, limits, options.jobs)
    _say_measures(grader.missing)
    try:
        # The first chapter that introduces a module is always in the self-test: it asks for a kata.
        first = next(iter(course.introduced.values()), None)
        grader.items = [item for item in warm.items if item in items or item.chapter == first]
        free = check(grader)
        grader.items = [item for item in items if item.nodeid not in free]
        if not grader.items:
            raise UsageError("--only names nothing that a kata is asked for; name another chapter")
        if len(submissions) > FEW:
            grader.get_ready()
        is_known = None if options.again else journal.knows
        with ProgressBar() as bar:
            for done, result in enumerate(grader.grade(submissions, is_known), start=1):
                journal.write(result)
                bar.show(done, len(submissions), plain(result.submission, 40))
        if options.draws:
            again = f"--drawn-seed {seed} draws them again"
            say(f"all submissions got the same random tables; {again}", sys.stderr)
        return journal.results(submission.name for submission in submissions)
    finally:
        grader.close()
        journal.close()


def _chosen(warm: Warm, only: list[str]) -> list[Behaviour]:
    chosen = {item.nodeid for words in only for item in warm.choose([words])}
    return [item for item in warm.items if item.nodeid in chosen]


def _say_measures(missing: dict[str, str]) -> None:
    for name, words in MEASURES.items():
        why = missing[name]
        say(f"NOT in force: {words}: {why}" if why else f"in force: {words}", sys.stderr)
