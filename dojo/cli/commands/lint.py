"""The command `dojo lint`: findings in chapters that say less than they seem to."""

import argparse
import json
from collections.abc import Sized
from pathlib import Path

from dojo.cli.prompts import say
from dojo.course.choice import chosen
from dojo.course.feature_names import features_in, is_feature
from dojo.errors import UsageError
from dojo.lint import CODES, lint
from dojo.verdict import shown
from dojo.workspace.owner import course_of

EXAMPLE = """\
example:
  dojo lint                              the features and worksheets here
  dojo lint my_chapter.feature           a chapter of your own, with steps in a conftest.py
  dojo lint chapter.feature --kata kata  a chapter about functions of your own
dojo lint --codes                      the list of checks

To keep a finding, write a comment above it that allows its code and gives the reason:
  # lint: allow constant because the law says that it is always 1

exit code: 0 no finding, 1 findings, 2 wrong use
"""
HERE = (".", "features", "worksheets")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the files, the reference and the forms."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="features, or folders of them")
    parser.add_argument(
        "--kata", metavar="PATH", help="a correct implementation (default: the course's own)"
    )
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    parser.add_argument("--codes", action="store_true", help="print the list of checks, and stop")


def run(options: argparse.Namespace) -> int:
    """Print the findings; return 1 if there is one."""
    if options.codes:
        for code, what in CODES.items():
            say(f"{code:<14} {what}")
        return 0
    files = _files(options.files)
    try:
        found = lint(files, _kata(options.kata, files))
    except RuntimeError as error:
        raise UsageError(f"pytest cannot run these files. It says:\n{error}") from None
    plain = [f._asdict() | {"file": shown(f.file, Path.cwd())} for f in found]
    if options.json:
        print(json.dumps(plain, indent=1))
        return 1 if found else 0
    for finding in plain:
        line = f":{finding['line']}" if finding["line"] else ""
        say(f"{finding['file']}{line}: {finding['code']}: {finding['sentence']}")
    say(f"{_count(found, 'finding')} in {_count(files, 'file')}")
    return 1 if found else 0


def _count(things: Sized, name: str) -> str:
    return f"{len(things) or 'no'} {name}{'s' * (len(things) != 1)}"


def _files(words: list[str]) -> list[Path]:
    """Return the features that the words name."""
    given = [Path(word) for word in words]
    lost = next((path for path in given if not path.exists()), None)
    if lost:
        raise UsageError(f"there is no file or folder {lost}")
    course = chosen()
    own = [course.features, course.worksheets] if course else map(Path, HERE)
    folders = given or [folder for folder in own if folder.is_dir()]
    files = [file for path in folders for file in (features_in(path) if path.is_dir() else [path])]
    files = [file for file in files if not file.is_dir()]
    other = next((file for file in files if not is_feature(file)), None)
    if other:
        raise UsageError(f"{other} is not a feature: its name must end in .feature")
    if not files:
        raise UsageError(f"there is no .feature file in {words[0] if words else Path.cwd()}")
    return files


def _kata(path: str | None, files: list[Path]) -> Path:
    if path and not Path(path).is_dir():
        raise UsageError(f"--kata {path}: there is no such folder")
    return Path(path or course_of(files[0]).reference).resolve()
