"""The command `dojo course`: a course of your own made, and checked."""

import argparse
import json
import os
import shlex
from dataclasses import asdict
from pathlib import Path

from dojo.cli.commands import autograder
from dojo.cli.options import add_course
from dojo.cli.prompts import say
from dojo.course.choice import choosing, chosen
from dojo.course.course import Course
from dojo.course.installed import root_of
from dojo.course.layers import definitions
from dojo.errors import UsageError
from dojo.workspace.owner import course_of, owner

EXAMPLE = f"""\
example:
  dojo course new my-course                  a chapter, a function, a step and a mistake; all green
  dojo course new more --extends deep-learning-dojo    chapters that follow ours
  dojo course steps                          the sentences that a chapter of yours may use
  dojo course check                          check the course that you are in
  dojo course check my-course --mutants      the same, with mutants of its functions; slow
{autograder.EXAMPLE}
exit code: 0 made, or no problem found, 1 a problem found, 2 wrong use
"""
# As dojo.behaviours.random_calls.steps defines it, which takes a second to import.
RANDOM_CALLS = "for arguments drawn at random these functions answer as their docstrings say"
MARKS = {True: "✓", False: "✗", None: "·"}
MOST = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what may be done with a course."""
    words = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    new = words.add_parser("new", help="make a course that is green at once")
    new.add_argument("folder", metavar="DIR", help="where to: an empty folder, or a new one")
    about = "a course whose chapters, steps and functions it builds on"
    new.add_argument("--extends", metavar="DIR|NAME", default="", help=about)
    new.set_defaults(do=_new)
    steps = words.add_parser("steps", help="list the sentences that its chapters may use")
    steps.add_argument("folder", metavar="DIR", nargs="?", help="default: the course you are in")
    steps.set_defaults(do=_steps)
    check = words.add_parser("check", help="check whether the tables of a course are complete")
    check.add_argument("folder", metavar="DIR", nargs="?", help="default: the course you are in")
    check.add_argument(
        "--mutants", action="store_true", help="also check mutants of every function (mutmut)"
    )
    check.add_argument("--all", action="store_true", help="show every finding")
    check.add_argument("--json", action="store_true", help="print the findings as JSON")
    check.set_defaults(do=_check)
    autograder.add_to(words)
    for word in (steps, check):
        add_course(word, again=True)


def run(options: argparse.Namespace) -> int:
    """Do what was asked for."""
    code: int = options.do(options)
    return code


def _new(options: argparse.Namespace) -> int:
    from dojo.authoring.new import new  # it writes files, and `dojo --help` need not wait

    base = Course.at(root_of(options.extends, Path.cwd())) if options.extends else None
    course = new(Path(options.folder), base)
    name = shlex.quote(str(options.folder))
    say(
        f"{options.folder} is ready. The course has {_chapters(course)}, and "
        "every behaviour is green."
    )
    say(f"Run it:                  cd {name} && dojo run")
    say(f"Check its tables:        dojo course check {name}")
    say(f"Try it as a learner:     dojo start my-try --course {name}")
    return 0


def _chapters(course: Course) -> str:
    return f"{course.count} chapter{'s' * (course.count != 1)}"


def _course(folder: str | None) -> Course:
    if folder:
        return Course.at(root_of(folder, Path.cwd()))
    if not chosen() and not owner(Path.cwd()):
        raise UsageError(
            "you are in no course", "Name one: its folder, or the name of an installed one"
        )
    return course_of(Path.cwd())


def _steps(options: argparse.Namespace) -> int:
    course = _course(options.folder)
    for layer in course.layers:
        say(f"{layer.title}:")
        for step in definitions(layer.steps):
            where = f"{step.file.relative_to(layer.root).as_posix()}:{step.line}"
            makes = f", which makes {step.makes}" if step.makes else ""
            say(f"  {step.kind:<6} {step.sentence}   ({where}{makes})")
    say("Every course:")
    say(f"  {'then':<6} {RANDOM_CALLS}   (contracts/ describes the arguments)")
    return 0


def _check(options: argparse.Namespace) -> int:
    from dojo.authoring.check import Part, check  # it imports pytest and what runs behaviours

    if not hasattr(os, "fork"):
        raise UsageError("this system cannot fork a process; run it on Linux or macOS")
    course = _course(options.folder)
    found: list[Part] = []
    with choosing(course.root):
        for part in check(course, options.mutants):
            found.append(part)
            if not options.json:
                _show(part, options.all)
    well = all(part.well is not False for part in found)
    if options.json:
        parts = [asdict(part) for part in found]
        print(json.dumps({"course": course.name, "well": well, "parts": parts}, indent=1))
    else:
        wrong = sum(part.well is False for part in found)
        end = "no problem was found" if well else f"{wrong} of {len(found)} checks found a problem"
        say(f"{course.title}: {end}")
    return 0 if well else 1


def _show(part: object, every: bool) -> None:
    from dojo.authoring.check import Part

    assert isinstance(part, Part)
    say(f"{MARKS[part.well]} {part.what:<16} {part.said}")
    most = len(part.findings) if every else MOST
    for line in part.findings[:most]:
        say(f"    {line}")
    if len(part.findings) > most:
        say(f"    and {len(part.findings) - most} more: --all shows them")
