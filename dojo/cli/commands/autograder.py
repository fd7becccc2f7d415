"""The words `dojo course autograder`: the files that Gradescope, GitHub or Docker take."""

import argparse
import shlex
from pathlib import Path
from typing import Any

from dojo.cli.prompts import say
from dojo.workspace.owner import course_of

EXAMPLE = """\
  dojo course autograder gradescope DIR      files for Gradescope; also: github, docker
"""


def add_to(words: Any) -> None:
    """Add the word to those of `dojo course`."""
    parser = words.add_parser("autograder", help="write the files for a grading platform")
    parser.add_argument("platform", choices=("gradescope", "github", "docker"))
    parser.add_argument("folder", metavar="DIR", type=Path, help="where to: a new folder")
    about = "options for dojo grade, in quotes: --options='--only 2'"
    parser.add_argument("--options", metavar="WORDS", default="", help=about)
    parser.set_defaults(do=run)


def run(options: argparse.Namespace) -> int:
    """Write the files, and say what to do with them."""
    from dojo.grader.autograder import write_autograder  # `dojo --help` need not wait for it

    words = shlex.split(options.options)
    course = course_of(Path.cwd())
    then = write_autograder(options.platform, options.folder, course, words)
    say(f"{options.folder} is ready for {course.title}: {then}")
    return 0
