"""The check of a course: a question after the other, each answered with yes, no, or not asked."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dojo.authoring import misconceptions, mutants
from dojo.authoring.runs import Chapters, red
from dojo.behaviours import DRAWS
from dojo.course.course import Course
from dojo.course.feature_names import features_in
from dojo.errors import UsageError
from dojo.grader.policy import policy_of
from dojo.lint import Finding, lint
from dojo.runner.session import Warm, collect
from dojo.verdict import GREEN, NOT_WRITTEN, Verdict, shown
from dojo.workspace.stubs import stub

HINTS = {"hints", "spoiler"}
ORDER = {"order", "early", "tag", "number"}
STUBS = {"stubs"}


@dataclass(frozen=True)
class Part:
    """Result of one question: well or not (None: not asked), in a line, and what to mend."""

    what: str
    well: bool | None
    said: str
    findings: tuple[str, ...] = ()


def check(course: Course, with_mutants: bool = False) -> Iterator[Part]:
    """Yield the result of each question, as it comes; UsageError if the course cannot be read."""
    parts: list[Part] = []

    def work(warm: Warm) -> None:
        if warm.errors:
            raise UsageError(f"a chapter cannot be read:\n{warm.errors[0]}")
        chapters = Chapters(warm, course)
        verdicts = chapters.reference(DRAWS)
        parts.append(_order(verdicts, [f for f in found if f.code in ORDER]))
        parts.append(_reference(verdicts))
        if not parts[-1].well:
            return
        parts.append(_stubs(chapters, [f for f in found if f.code in STUBS]))
        parts.append(_memorised(chapters))
        parts.append(_misconceptions(chapters))
        if with_mutants:
            parts.extend(_mutants(chapters))

    policy_of(course)
    found = _lint(course)
    yield from _of_text(found)
    collect(course.root, work)
    yield from parts


def _lint(course: Course) -> list[Finding]:
    files = [*features_in(course.features), *features_in(course.worksheets)]
    try:
        return lint(files) if files else []
    except RuntimeError as error:
        raise UsageError(f"pytest cannot run the chapters. It says:\n{error}") from None


def _of_text(found: list[Finding]) -> Iterator[Part]:
    hints = [f for f in found if f.code in HINTS]
    rest = [f for f in found if f.code not in HINTS | ORDER | STUBS]
    yield _of_lint("lint", "the tables have no weak points", rest)
    yield _of_lint("hints", "every rule has its hints", hints)


def _of_lint(what: str, well: str, found: list[Finding]) -> Part:
    lines = tuple(map(_line, found))
    return Part(what, not found, _count(len(found), "finding") if found else well, lines)


def _line(found: Finding) -> str:
    at = f":{found.line}" if found.line else ""
    return f"{shown(found.file, Path.cwd())}{at}: {found.code}: {found.sentence}"


def _order(verdicts: list[Verdict], found: list[Finding]) -> Part:
    # As lint says it, which looks at the course's own chapters alone.
    early = {
        reason.sentence.replace(": ", ": order: ", 1)
        for verdict in verdicts
        for reason in verdict.reasons
        if reason.facts.get("lint") == "order"
    }
    lines = tuple(dict.fromkeys([*map(_line, found), *sorted(early)]))
    well = "no chapter uses a function of a later chapter"
    return Part("order", not lines, _count(len(lines), "finding") if lines else well, lines)


def _reference(verdicts: list[Verdict]) -> Part:
    wrong = red(verdicts)
    of = len(verdicts)
    said = f"{of - len(wrong)} of {of} behaviours are green on the reference"
    return Part("reference", not wrong, said, tuple(map(_why, wrong)))


def _why(verdict: Verdict) -> str:
    """Say of a behaviour that is not green what its first reason is, and where to edit."""
    sentences = (reason.sentence.rstrip(":. ") for reason in verdict.reasons)
    why = ": ".join([verdict.kind, *itertools.islice(filter(None, sentences), 1)])
    edit = "".join(f" ({place})" for place in verdict.places[:1])
    return f"{_at(verdict)} is {why}{edit}"


def _stubs(chapters: Chapters, too_soon: list[Finding]) -> Part:
    """Nothing may be green on functions without bodies, and nothing may be called broken."""
    texts = {
        name.removesuffix(".py"): stub(path.read_text(encoding="utf-8"))
        for name, path in chapters.course.files("kata").items()
    }
    with chapters.variant(texts) as kata:
        found = chapters.verdicts(kata)
    other = [v for v in found if v.kind not in (GREEN, NOT_WRITTEN)]
    unwritten = sum(v.kind == NOT_WRITTEN for v in found)
    said = f"{unwritten} of {len(found)} behaviours are not written yet on the stubs"
    lines = [f"{_at(v)} is {v.kind} on the stubs, where no code is written" for v in other]
    lines += map(_line, too_soon)
    return Part("stubs", not lines and unwritten > 0, said, tuple(lines))


def _memorised(chapters: Chapters) -> Part:
    found, asked = chapters.memorised(DRAWS)
    caught = {name for v in red(found) for name in asked.get(v.nodeid, ())}
    every = sorted({name for names in asked.values() for name in names})
    missed = [name for name in every if name not in caught]
    lines = tuple(
        f"{name}: a kata that stores the printed answers is green everywhere; add a table with "
        "random numbers behind it, or list the function in the rule of random arguments"
        for name in missed
    )
    said = (
        f"{len(every) - len(missed)} of {_count(len(every), 'function')} caught when "
        "the kata only stores the printed answers"
    )
    return Part("random tables", bool(every) and not missed, said, lines)


def _misconceptions(chapters: Chapters) -> Part:
    what, lines = "misconceptions", []
    files = misconceptions.files(chapters.course)
    for path in files:
        try:
            wrong = misconceptions.read(chapters.course, path)
        except UsageError as error:
            lines.append(str(error))
            continue
        if problem := misconceptions.unnamed(chapters, wrong):
            lines.append(f"{shown(path, Path.cwd())}: {problem}")
    if not files:
        return Part(what, None, f"there is no file in {misconceptions.FOLDER}/")
    return Part(what, not lines, f"{len(files) - len(lines)} of {len(files)} named", tuple(lines))


def _mutants(chapters: Chapters) -> Iterator[Part]:
    course = chapters.course
    known = mutants.equivalent(course)
    own = [name for name in course.modules if (course.reference / f"{name}.py").is_file()]
    try:
        for module in own:
            every = list(mutants.mutants(course, module))
            alive = [m.name for m in every if mutants.survives(chapters, m, DRAWS)]
            lines = tuple(
                f"no table catches it: {name}. Add a row, or list it in {mutants.EQUIVALENT}"
                for name in alive
                if name not in known
            )
            lines += tuple(_unneeded(module, known, {m.name for m in every}, alive))
            said = f"{len(every) - len(alive)} of {len(every)} caught"
            if listed := sum(name in known for name in alive):
                said += f", {listed} listed as equivalent"
            yield Part(f"mutants of {module}", not lines, said, lines)
    except ImportError:
        fix = "pip install 'deep-learning-dojo[mutants]'"
        yield Part("mutants", None, f"mutmut is not installed: {fix}")


def _unneeded(module: str, known: set[str], every: set[str], alive: list[str]) -> Iterator[str]:
    """Say what is listed as equivalent and is not: the list may not rot."""
    for name in sorted(known):
        if re.split(r"[.:]", name)[0] == module and name not in alive:
            why = "a table catches it" if name in every else "there is no such mutant"
            yield f"{mutants.EQUIVALENT} lists {name}, but {why}. Remove the line"


def _at(verdict: Verdict) -> str:
    return f"{verdict.place}: {verdict.title.example}"


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'s' * (number != 1)}"
