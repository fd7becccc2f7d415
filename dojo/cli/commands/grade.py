"""The command `dojo grade`: untrusted submissions graded one by one, each in a sandbox."""

import argparse
import contextlib
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from dojo.behaviours import DRAWS, SEED_VARIABLE
from dojo.cli.prompts import say
from dojo.course.course import Course
from dojo.errors import UsageError
from dojo.grader.class_report import check_hidden, misfits, report_on
from dojo.grader.class_run import ClassRun, Screen
from dojo.grader.feedback import write_feedback
from dojo.grader.formats import FORMATS, Report, may_write, write
from dojo.grader.html_pages import ready
from dojo.grader.inside.serialization import plain
from dojo.grader.journal import Results, merged
from dojo.grader.policy import policy_of
from dojo.grader.preparation import LOCAL, Settings
from dojo.grader.results import table
from dojo.grader.roster import read_roster
from dojo.grader.sandbox import Limits
from dojo.grader.submissions import find
from dojo.grader.summary import summary
from dojo.terminal.progress_bar import ProgressBar
from dojo.terminal.screen import columns
from dojo.workspace.owner import course_of

EXAMPLE = """\
example:
  dojo grade submissions/                       a folder of submissions, or an export as it came
  dojo grade anna/ ben/kata carla.zip --jobs 2  three submissions, two at a time
  dojo grade submissions/ --only 2              only the behaviours of chapter 2
  dojo grade export.zip --roster grades.csv --format moodle --output upload.csv
  dojo grade submissions/ --feedback pages --summary class.html
  dojo grade --from monday.jsonl tuesday.jsonl --format csv --output grades.csv

dojo reads only the kata of a submission. The kata runs in a process that has NumPy and the
standard library, but no files, no network and no rights, as far as the system allows. dojo first
shows the measures in force; docs/isolation.md names the attacks that they do not stop. dojo writes
each result to a journal at once, so the same command continues after a kill. It grades a submission
again if its kata has changed. More: docs/grading.md

exit code: 0 all green, 1 something is not green or not graded, 2 wrong use
"""
JOURNAL = "dojo-grade.jsonl"
# Formats about one submission: whatever is in its folder is one student's.
ABOUT_ONE = ("gradescope", "github")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the submissions, the behaviours, what is written, and the limits."""
    default, add = Limits(), parser.add_argument
    add("paths", nargs="*", metavar="PATH", help="a submission, a folder of them, or an export")
    about = "only report from these journals"
    add("--from", dest="journals", nargs="+", metavar="FILE", type=Path, default=[], help=about)
    add("--only", action="append", metavar="CHAPTER|NAME", help="the behaviours to check")
    about = "an exam: hidden tables (.xlsx, .csv) instead of the book's"
    add("--cases", metavar="FILE", type=Path, help=about)
    add("--roster", metavar="CSV", type=Path, help="the students, as your platform exports them")
    about = f"format of the grades: {', '.join(FORMATS)} (default: table)"
    add("--format", choices=FORMATS, default="table", metavar="FORMAT", help=about)
    add("--output", metavar="FILE", type=Path, help="the file to write (default: the screen)")
    about = "the platform's name of this assignment (default: the course's title)"
    add("--feedback", metavar="DIR", type=Path, help="write a page for each student into DIR")
    add("--summary", metavar="FILE", type=Path, help="write a page about the class (.html)")
    add("--assignment", metavar="NAME", default="", help=about)
    add("--hide-names", action="store_true", help="numbers instead of names")
    add(
        "--jobs",
        type=_jobs,
        default=1,
        metavar="N",
        help="number of submissions at a time (default: 1)",
    )
    about = "where to grade: local, or a Dask cluster, dask://HOST:PORT (default: local)"
    add("--on", metavar="PLACE", default=LOCAL, help=about)
    add("--journal", metavar="FILE", type=Path, default=Path(JOURNAL), help=f"default: {JOURNAL}")
    about = f"random tables behind each table (default: {DRAWS})"
    add("--draws", type=int, default=DRAWS, metavar="N", help=about)
    about = f"seed of the random tables (default: ${SEED_VARIABLE}, or the seed in the journal)"
    seed = os.environ.get(SEED_VARIABLE) or None
    add("--drawn-seed", type=int, default=seed, metavar="SEED", help=about)
    add("--self-test", action="store_true", help="only test the grader")
    add("--again", action="store_true", help="grade submissions again that are in the journal")
    for name, value, about in (
        ("--seconds", default.seconds, "time limit of a submission, in seconds"),
        ("--behaviour-seconds", default.behaviour, "time limit of a behaviour, in seconds"),
        ("--memory", default.memory >> 20, "memory limit of a submission, in MB"),
    ):
        add(name, type=_positive, default=value, metavar="N", help=f"{about} (default: {value:g})")


def _positive(text: str) -> float:
    with contextlib.suppress(ValueError):
        if 0 < float(text) < 1e6:
            return float(text)
    raise argparse.ArgumentTypeError(f"{text} is not a number above 0, such as 10")


def _jobs(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 64:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1 to 64")


def run(options: argparse.Namespace) -> int:
    """Grade what the journal does not know yet, and write what was asked for."""
    if not options.journals and not hasattr(os, "fork"):
        raise UsageError("this system cannot fork a process; run dojo grade on Linux or macOS")
    if options.self_test:
        return _self_test(options)
    if bool(options.paths) == bool(options.journals):
        raise UsageError("name submissions (PATH), or journals of earlier runs (--from FILE)")
    # Whatever is wrong with what it needs is said before anything is graded.
    check_hidden(options.format, options.hide_names)
    roster = read_roster(options.roster) if options.roster else None
    for path in filter(None, (options.output, options.summary)):
        may_write(path)
        if options.roster and path.exists() and path.samefile(options.roster):
            raise UsageError(f"{path} is the roster; name another output file")
    if options.feedback or options.summary:
        ready(options.feedback)
    course = course_of(Path.cwd())
    policy_of(course)
    results = _from(options.journals) if options.journals else _graded(course, options)
    folders = [path for path in map(Path, options.paths) if path.is_dir()]
    report = report_on(course, results, roster, folders, options.assignment, options.hide_names)
    for sentence in misfits(report):
        _say(sentence)
    if options.feedback:
        count = write_feedback(report, options.feedback)
        _say(f"{'1 page is' if count == 1 else f'{count} pages are'} in {options.feedback}")
    if options.summary:
        write(options.summary, summary(report, course))
        _say(f"the summary is in {options.summary}")
    _show(report, options, len(results))
    return 0 if len(results) and all(result.green for result in results) else 1


def _from(journals: list[Path]) -> Results:
    results, seeds = merged(journals)
    if len(seeds) > 1:
        listed = ", ".join(map(str, sorted(seeds)))
        about = "--drawn-seed gives all runs the same"
        _say(f"the journals used different random tables (seeds {listed}); {about}")
    return results


def _graded(course: Course, options: argparse.Namespace) -> Results:
    # A path that was given twice is one submission.
    alone = options.format in ABOUT_ONE
    found = {one.name: one for one in find(options.paths, course, alone)}
    # Absolute: pytest collects in the course's folder.
    submissions = [one._replace(place=one.place.absolute()) for one in found.values()]
    with ProgressBar() as bar:
        screen = Screen(_say, lambda done, of, name: bar.show(done, of, plain(name, 40)))
        run = ClassRun(course, submissions, options.journal, _settings(options), screen)
        return run.results()


def _self_test(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as folder:
        screen = Screen(_say, lambda done, of, name: None)
        journal, course = Path(folder) / JOURNAL, course_of(Path.cwd())
        ClassRun(course, [], journal, _settings(options), screen).test()
    say(f"the grader of {course.title} accepts right answers and no others")
    return 0


def _settings(options: argparse.Namespace) -> Settings:
    return Settings(
        Limits(options.seconds, options.behaviour_seconds, int(options.memory) << 20),
        options.draws,
        options.drawn_seed,
        tuple(options.only or ()),
        options.cases and options.cases.absolute(),
        options.jobs,
        options.again,
        options.on,
    )


def _say(sentence: str) -> None:
    say(sentence, sys.stderr)


def _show(report: Report, options: argparse.Namespace, count: int) -> None:
    form: Callable[[Report], str] = FORMATS[options.format]
    if options.output:
        write(options.output, form(report))
        say(f"{'1 result is' if count == 1 else f'{count} results are'} in {options.output}")
    elif options.format == "table":
        width = columns() if sys.stdout.isatty() else 0
        say(table(report.results, width).rstrip("\n"))
    else:  # what a program reads is UTF-8
        sys.stdout.flush()
        sys.stdout.buffer.write(form(report).encode("utf-8", "replace"))
