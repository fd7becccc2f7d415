"""`dojo grade`: submissions judged one by one, each in a process that it cannot get out of."""

import argparse
import os
import sys
from pathlib import Path

from dojo.behaviours.random_tables import DRAWS
from dojo.cli.prompts import say
from dojo.errors import UsageError
from dojo.grader.formats import FORMATS, may_write, write
from dojo.grader.grader import Court
from dojo.grader.inside.confinement import MEASURES
from dojo.grader.inside.serialization import plain
from dojo.grader.journal import Journal, court_of
from dojo.grader.results import Result
from dojo.grader.sandbox import Limits, NotPossible
from dojo.grader.self_test import check
from dojo.grader.submissions import Submission, found
from dojo.runner.selection import choose
from dojo.runner.session import Warm, collect
from dojo.workspace.owner import course_of

EXAMPLE = """\
example:
  dojo grade submissions/                       a folder of submissions, each with a kata/ in it
  dojo grade anna/ ben/kata carla.zip --jobs 2  some of them, two at a time
  dojo grade submissions/ --only 2              by chapter 2 alone
  dojo grade anna/ --format gradescope --output results.json

Only kata/**/*.py is read, and run in a process that has NumPy and nothing else, without files,
network or rights as far as the system allows. What is in force is said at the end; what it does not
stop stands in dojo/grader/README.md. Results are kept in a journal as they come: after a kill, the
same command goes on. A submission whose kata/ has changed is judged again.

exit code: 0 all green, 1 something is not green or not judged, 2 wrong use
"""
JOURNAL = "dojo-judge.jsonl"
FEW = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the submissions, the behaviours, the form and the limits."""
    default, add = Limits(), parser.add_argument
    add("paths", nargs="+", metavar="PATH", help="submissions, or folders of them")
    add("--only", action="append", metavar="CHAPTER|NAME", help="what to judge by")
    add("--format", choices=FORMATS, default="table", help="the form of the results")
    add("--output", metavar="FILE", type=Path, help="where to (default: the screen)")
    add("--jobs", type=_jobs, default=1, metavar="N", help="how many at a time (default: 1)")
    add("--journal", metavar="FILE", type=Path, default=Path(JOURNAL), help=f"default: {JOURNAL}")
    about = f"drawn tables behind each (default: {DRAWS})"
    add("--draws", type=int, default=DRAWS, metavar="N", help=about)
    add("--drawn-seed", type=int, metavar="SEED", help="draw these (default: others a journal)")
    add("--again", action="store_true", help="judge also what the journal knows")
    for name, value, about in (
        ("--seconds", default.seconds, "that a submission may take"),
        ("--behaviour-seconds", default.behaviour, "that one behaviour may take"),
        ("--memory", default.memory >> 20, "MB that a submission may take"),
    ):
        add(name, type=_positive, default=value, metavar="N", help=f"{about} (default: {value:g})")


def _positive(text: str) -> float:
    value = float(text)
    if not 0 < value < 1e6:
        raise argparse.ArgumentTypeError("a number above 0")
    return value


def _jobs(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 64:
        raise argparse.ArgumentTypeError("from 1 to 64")
    return value


def run(options: argparse.Namespace) -> int:
    """Judge what the journal does not know yet, and show all results."""
    if not hasattr(os, "fork"):
        raise UsageError("this system cannot fork; dojo grade needs Linux or macOS")
    # A path that was given twice is one submission.
    submissions = list({one.name: one for one in found(options.paths)}.values())
    if options.output:
        may_write(options.output)
    limits = Limits(options.seconds, options.behaviour_seconds, int(options.memory) << 20)
    results: list[Result] = []

    def work(warm: Warm) -> None:
        if warm.errors:
            raise UsageError(f"a feature of the course cannot be read: {warm.errors[0].strip()}")
        results.extend(_judge(warm, submissions, limits, options))

    # In absolute terms: what is collected, is collected from the course's folder.
    options.journal = options.journal.absolute()
    options.output = options.output and options.output.absolute()
    submissions = [s._replace(kata=s.kata.absolute()) for s in submissions]
    only = ["features", "-o", f"time_limit={limits.behaviour:g}", f"--draws={options.draws}"]
    try:
        collect(course_of(Path.cwd()).root, work, only)
    except NotPossible as error:
        raise UsageError(str(error)) from None
    text = FORMATS[options.format](results)
    if options.output:
        write(options.output, text)
        say(f"{len(results)} results are in {options.output}")
    else:
        _print(text, options.format)
    return 0 if results and all(result.green for result in results) else 1


def _judge(
    warm: Warm, submissions: list[Submission], limits: Limits, options: argparse.Namespace
) -> list[Result]:
    items = choose(warm.items, []) if not options.only else _chosen(warm, options.only)
    how = limits, options.draws, options.drawn_seed
    journal = Journal(options.journal, court_of(items[0].owner.course, items, *how))
    seed = options.drawn_seed if options.drawn_seed is not None else journal.seed()
    items[0].config.option.drawn_seed = seed
    court = Court(warm, items, limits, options.jobs)
    try:
        # The first chapter that introduces a module is always in the check: it asks for a kata.
        first = next(iter(court.course.introduced.values()), None)
        court.items = [item for item in warm.items if item in items or item.chapter == first]
        free = check(court)
        court.items = [item for item in items if item.nodeid not in free]
        if not court.items:
            raise UsageError("what is chosen asks nothing of a kata: there is nothing to judge")
        if len(submissions) > FEW:
            court.get_ready()
        known = (lambda *_: False) if options.again else journal.knows
        todo, done = len(submissions), 0
        for result in court.judge(submissions, known):
            journal.write(result)
            done += 1
            _progress(done, todo, result.submission)
        _progress(todo, todo, "", end="\n" if done else "")
        _say_measures(court.force)
        if options.draws:
            print(f"the tables drawn for all of them: --drawn-seed {seed}", file=sys.stderr)
        return journal.results(submission.name for submission in submissions)
    finally:
        court.close()
        journal.close()


def _print(text: str, form: str) -> None:
    """Print a table as the terminal can show it; what a program reads is UTF-8."""
    if form == "table":
        say(text.rstrip("\n"))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))


def _chosen(warm: Warm, only: list[str]) -> list:
    chosen = {item.nodeid for words in only for item in choose(warm.items, [words])}
    return [item for item in warm.items if item.nodeid in chosen]


def _progress(done: int, of: int, name: str, end: str = "") -> None:
    if sys.stderr.isatty():
        filled = 30 * done // max(of, 1)
        bar = "█" * filled + "░" * (30 - filled)
        sys.stderr.write(f"\r\x1b[K{bar} {done} of {of}  {plain(name, 40)}{end}")
        sys.stderr.flush()


def _say_measures(force: dict[str, bool]) -> None:
    for name, words in MEASURES.items():
        print(f"{'in force' if force[name] else 'NOT in force'}: {words}", file=sys.stderr)
