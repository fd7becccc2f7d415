"""Misconceptions: wrong functions as learners write them, each a small file beside the course.

name = "The sum for the mean"
belief = "The mean is all numbers together."      # why one writes it
module = "average"
code = "not-divided"                              # the known mistake that names it; optional
says = "mean? is …"                               # words of the verdict; optional

[[change]]                                        # lines of the reference, each there once
old = "np.sum(x) / len(x)"
new = "np.sum(x)"
"""

from pathlib import Path
from typing import Any, NamedTuple

from dojo.authoring.runs import Chapters, red
from dojo.course.course import Course
from dojo.course.course_file import line_of, parsed
from dojo.errors import UsageError
from dojo.verdict import Verdict

FOLDER = "misconceptions"
_KEYS = ("name", "belief", "module", "code", "says", "change")
_OPTIONAL = ("belief", "code", "says")


class Misconception(NamedTuple):
    """A wrong belief, its module, and the text of the module under that belief."""

    path: Path
    name: str
    module: str
    code: str
    says: str
    text: str


def files(course: Course) -> list[Path]:
    """Return the files of a course's own misconceptions."""
    return sorted((course.root / FOLDER).glob("*.toml"))


def unnamed(chapters: Chapters, wrong: Misconception) -> str:
    """Check a misconception; return what the chapters fail to say of it, "" if they name it."""
    with chapters.variant({wrong.module: wrong.text}) as kata:
        found = red(chapters.verdicts(kata))
    if not found:
        return f"every table is green on {wrong.name!r}; add a row that it answers wrongly"
    codes = {code for verdict in found for code in verdict.codes}
    if wrong.code and wrong.code not in codes:
        also = f"; it says {', '.join(sorted(codes))}" if codes else ""
        return f"no verdict on {wrong.name!r} has the code {wrong.code!r}{also}"
    if wrong.says and not any(wrong.says in said(verdict) for verdict in found):
        return f"no verdict on {wrong.name!r} says {wrong.says!r}. The first: {said(found[0])!r}"
    return ""


def said(verdict: Verdict) -> str:
    """Return what a verdict says below its table, on one line."""
    words = (f"{reason.sentence} {reason.source}" for reason in verdict.reasons)
    return " ".join(" ".join(words).split())


def read(course: Course, path: Path) -> Misconception:
    """Read a misconception; UsageError says what is not right, in which line, and what to do."""
    text, found = parsed(path)
    for key in found:
        if key not in _KEYS:
            known = f"There are {', '.join(_KEYS)}"
            raise UsageError(f"{path}:{line_of(text, key)}: the key {key} is unknown", known)
    for key in _KEYS:
        if key not in found and key not in _OPTIONAL:
            raise UsageError(f"{path}:1: there is no {key}", f"Write {key} = …")
        if key in found and key != "change" and not isinstance(found[key], str):
            fact = f"{path}:{line_of(text, key)}: {key} is {found[key]!r}, but it must be text"
            raise UsageError(fact, f'Write {key} = "…"')
    _check_change(path, text, found["change"])
    file = course.file("kata", f"{found['module']}.py")
    if not file:
        known = f"Its modules are {', '.join(course.modules)}"
        at = line_of(text, "module")
        raise UsageError(f"{path}:{at}: the kata has no module {found['module']!r}", known)
    changed = _changed(path, text, file.read_text(encoding="utf-8"), found["change"])
    name, module, code, says = (str(found.get(k, "")) for k in ("name", "module", "code", "says"))
    return Misconception(path, name, module, code, says, changed)


def _check_change(path: Path, text: str, change: object) -> None:
    at = f"{path}:{line_of(text, 'change')}"
    if not isinstance(change, list) or not all(isinstance(part, dict) for part in change):
        raise UsageError(f"{at}: change is not a table", "Write [[change]] above each change")
    for part in change:
        if set(part) != {"old", "new"} or not all(isinstance(word, str) for word in part.values()):
            fix = 'Write old = "…", a text of the reference, and new = "…"'
            raise UsageError(f"{at}: a change needs old and new, both text", fix)


def _changed(path: Path, text: str, source: str, change: list[dict[str, Any]]) -> str:
    for part in change:
        old, new = part["old"], part["new"]
        if not old or source.count(old) != 1:
            at = line_of(text, "old", old.strip().split("\n")[0])
            times = "not there" if old not in source else f"there {source.count(old)} times"
            raise UsageError(
                f"{path}:{at}: this is {times} in the reference: {old!r}",
                "Write lines that the reference contains exactly once",
            )
        source = source.replace(old, new)
    return source
