"""A `course.toml`, read and checked: what it says, and in which line.

    format = 1
    name = "momentum"
    title = "Deep learning, with momentum"
    language = "en"                        # of the features; optional, as all that follows
    extends = "deep-learning-dojo"         # a course by name, or a folder: "../basics"
    chapters = ["@base/*", "momentum"]     # in order; else the file names' numbers say it
    figures = {momentum = "two_valleys"}   # chapters whose figures have another name
    grading = {late_days = 3}              # what `dojo grade` counts

Whatever is wrong is said with the file, the line and what to do.
"""

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gherkin.dialect import DIALECTS

from dojo.errors import UsageError

FILE = "course.toml"
FORMAT = 1
KEYS = ("format", "name", "title", "language", "extends", "chapters", "grading", "figures")
_UPGRADE = "python -m pip install --upgrade deep-learning-dojo"


@dataclass(frozen=True)
class CourseFile:
    """Content of the file."""

    path: Path
    text: str
    name: str
    title: str
    language: str = "en"
    extends: str = ""
    chapters: tuple[str, ...] = ()
    grading: Mapping[str, Any] = field(default_factory=dict)
    figures: Mapping[str, str] = field(default_factory=dict)

    def wrong(self, key: str, fact: str, fix: str, value: str = "") -> UsageError:
        """Return the error that a key leads to, with the line that it stands in."""
        return _wrong(self.path, line_of(self.text, key, value), fact, fix)


def read(path: Path) -> CourseFile:
    """Read a `course.toml`; UsageError if it is not right."""
    text, found = parsed(path)
    _check_format(path, text, found.get("format"))
    for key in found:
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, 1)
            meant = f"Did you mean {near[0]}? " if near else ""
            known = f"{', '.join(KEYS[:-1])} and {KEYS[-1]}"
            fix = f"{meant}A course has {known}"
            raise _wrong(path, line_of(text, key), f"the key {key} is unknown", fix)
    for key, (fits, what, example) in _KINDS.items():
        if key not in found and key in _NEEDED:
            raise _wrong(path, 1, f"the course has no {key}", f"Write {example}")
        if key in found and not fits(found[key]):
            form = what if what == "text" else f"a {what}"
            fact = f"{key} is {_shortly(found[key])}, which is not {form}"
            raise _wrong(path, line_of(text, key), fact, f"Write {example}")
    if found.get("language", "en") not in DIALECTS:
        fact = f"Gherkin does not know the language {found['language']!r}"
        fix = f"It knows {', '.join(sorted(DIALECTS))}"
        raise _wrong(path, line_of(text, "language"), fact, fix)
    del found["format"]
    return CourseFile(path, text, **found | {"chapters": tuple(found.get("chapters", ()))})


def parsed(path: Path) -> tuple[str, dict[str, Any]]:
    """Return a TOML file's text, and what it says; UsageError names the line that is not right."""
    text = _text(path)
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        line = int(at[1]) if at else len(text.splitlines())
        raise _wrong(path, line, f"this is not valid TOML: {error}", "Correct that line") from None


def line_of(text: str, key: str, value: str = "") -> int:
    """Return the line in which a key stands, or a value after it; 1 if neither is found.

    >>> line_of('format = 1\\nchapters = [\\n  "halves",\\n]', "chapters", "halves")
    3
    """
    start = re.compile(rf"\s*(\[\s*){{0,2}}['\"]?{re.escape(key)}['\"]?\s*[\]=.]")
    lines = text.splitlines()
    first = next((number for number, line in enumerate(lines, 1) if start.match(line)), 1)
    if value:
        below = enumerate(lines[first - 1 :], first)
        return next((n for n, line in below if f'"{value}"' in line or value in line), first)
    return first


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise _wrong(path, line, "this is not UTF-8 text", "Save the file as UTF-8") from None


def _check_format(path: Path, text: str, number: object) -> None:
    line = line_of(text, "format")
    if number is None:
        fix = (
            f"If it describes a course of the dojo, write format = {FORMAT} in "
            "its first line. If not, rename it"
        )
        raise _wrong(path, line, "the file has no format", fix)
    if type(number) is not int or number < 1:
        raise _wrong(path, line, f"format is {number!r}", f"Write format = {FORMAT}")
    if number > FORMAT:
        fact = f"format {number} is newer than this dojo, which supports format {FORMAT}"
        raise _wrong(path, line, fact, f"Update it: {_UPGRADE}")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _is_table_of_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())


_NEEDED = ("name", "title")
# What a key's value has to be, in words, and an example of it.
_KINDS: dict[str, tuple[Callable[[object], bool], str, str]] = {
    "name": (_is_text, "text", 'name = "fractions"'),
    "title": (_is_text, "text", 'title = "Fractions"'),
    "language": (_is_text, "text", 'language = "en"'),
    "extends": (_is_text, "text", 'extends = "deep-learning-dojo"'),
    "chapters": (
        _are_texts,
        "list of names",
        'the names of the feature files in order, without .feature: chapters = ["one", "two"]',
    ),
    "grading": (_is_table, "table", "[grading] in a line of its own, and its keys below"),
    "figures": (
        _is_table_of_texts,
        "table of names",
        '[figures] in a line of its own, and below a line such as halves = "two_halves"',
    ),
}


def _shortly(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _wrong(path: Path, line: int, fact: str, fix: str) -> UsageError:
    return UsageError(f"{path}:{line}: {fact}", fix)
