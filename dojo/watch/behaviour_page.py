"""A behaviour on its page: where it stands, its prose, all of its tables, the verdict, the line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pytest_bdd.parser import Step

from dojo.behaviours.items import Behaviour
from dojo.behaviours.step_runner import rendered
from dojo.course.prose import blocks
from dojo.runner.progress import Progress
from dojo.tables.sheet import Sheet
from dojo.terminal.message import edit, folded, styled, title, why
from dojo.terminal.screen import WIDEST, Screen
from dojo.terminal.spans import FAINT, GREEN_TITLE, HEADING, Line, Span
from dojo.terminal.table import draw
from dojo.verdict import GREEN, Table, Verdict
from dojo.watch.layout import Layout
from dojo.watch.notation import Sign

MOST_PRINTED = 5
MOST_NAMED = 4


@dataclass(frozen=True)
class Extras:
    """Texts beside the behaviour: the chapter's introduction, signs, hints, news."""

    introduced: bool = False
    signs: Sequence[Sign] = ()
    hints: int = 0
    lost: Sequence[str] = ()
    took: str = ""
    said: str = ""


def page(progress: Progress, nodeid: str, screen: Screen, extras: Extras) -> Layout:
    """Return the page of a behaviour; what is not checked since the last save has no verdict."""
    item = progress.items[nodeid]
    verdict = None if nodeid in progress.stale else progress.verdicts.get(nodeid)
    narrow = screen._replace(width=min(WIDEST, screen.width))
    star = " ★ optional" if progress.is_optional(nodeid) else ""
    top = [
        *heading(progress, nodeid, narrow, extras.took),
        *title(f"{item.title}{star}", verdict.kind if verdict else "", narrow),
    ]

    def middle(most: int) -> list[Line]:
        lines = [*_introduction(item, narrow)] if extras.introduced else []
        lines += _prose(item.template.rule.description if item.template.rule else "", narrow)
        lines += _prose(item.template.description or "", narrow)
        lines += _place(item, verdict, narrow)
        for step, table in _steps(item, verdict):
            lines += styled(folded(f"  {step.keyword.strip()} {step.name}", narrow.width), narrow)
            lines += [[Span("  "), *line] for line in draw(table, screen, most)] if table else []
            lines += styled((f"    {said}" for said in (step.docstring or "").splitlines()), narrow)
            lines += [[]]
        for sign in extras.signs:
            lines += styled(folded(f"  {sign.meaning}", narrow.width), narrow, FAINT)
        lines += [[]] if extras.signs else []
        return lines

    bottom = [*edit(verdict.places, narrow)] if verdict and verdict.kind != GREEN else []
    bottom += _hints(item, extras.hints, narrow)
    bottom += news(progress, extras, narrow)
    return Layout(top, middle, _reasons(progress, verdict, narrow), bottom)


def heading(progress: Progress, nodeid: str, screen: Screen, took: str = "") -> list[Line]:
    """Say where a behaviour stands, what is still being checked, and how long a verdict took."""
    checking = f" · checking {len(progress.stale)}" if progress.stale else ""
    said = f"dojo · {progress.where(nodeid)}{checking}"
    if took and len(said) + 3 + len(took) <= screen.width:
        said += f"   {took}"
    return styled(folded(said, screen.width, "  "), screen, FAINT)


def news(progress: Progress, extras: Extras, screen: Screen) -> list[Line]:
    """Name what is no longer green, and say what a key has brought."""
    found: list[Line] = []
    if extras.lost:
        # A name may have a comma in it.
        names = [progress.items[nodeid].name for nodeid in extras.lost[:MOST_NAMED]]
        rest = len(extras.lost) - MOST_NAMED
        more = f"; and {rest} more" if rest > 0 else ""
        said = f"no longer green: {'; '.join(names)}{more}"
        found += [[], *styled(folded(said, screen.width, "  "), screen)]
    if extras.said:
        found += [[], *styled(folded(extras.said, screen.width, "  "), screen)]
    return found


def _introduction(item: Behaviour, screen: Screen) -> Iterator[Line]:
    yield [Span(screen.plain(item.title.heading), HEADING)]
    yield from _prose(item.template.feature.description or "", screen)


def _prose(text: str, screen: Screen) -> Iterator[Line]:
    for block in blocks(text):
        lines = block.text.splitlines() if block.kept else [block.text]
        for line in lines:
            indented = f"  {line}" if block.kept else line
            yield from styled(folded(indented, screen.width), screen)
        yield []


def _place(item: Behaviour, verdict: Verdict | None, screen: Screen) -> list[Line]:
    place = str(verdict.place) if verdict else f"{item.shown}:{item.template.line_number}"
    return styled(folded(f"  {place}", screen.width), screen, FAINT)


def _steps(item: Behaviour, verdict: Verdict | None) -> Iterator[tuple[Step, Table | None]]:
    """Yield each step with its table: as it was checked, or as it is written."""
    checked = {table.line: table for table in verdict.tables} if verdict else {}
    if verdict and verdict.table:
        checked[verdict.table.line] = verdict.table
    for step in rendered(item.template, item.values).steps:
        if step.datatable is None:
            yield step, None
        else:
            yield step, checked.get(step.line_number) or Sheet(step, item.shown).table()


def _reasons(progress: Progress, verdict: Verdict | None, screen: Screen) -> list[Line]:
    if verdict is None:
        return [[Span(screen.plain("  checking …"), FAINT)]]
    if verdict.kind == GREEN:
        done = progress.finished()
        said = "Every behaviour is green." if done else "Green. Press n for the next behaviour."
        return [[Span(f"  {said}", GREEN_TITLE)], *_printed(verdict, screen)]
    return [*why(verdict, screen), *_printed(verdict, screen)]


def _printed(verdict: Verdict, screen: Screen) -> list[Line]:
    """Return the end of what the learner's code has printed."""
    # What moves the cursor or clears the screen is not for this screen.
    text = "".join(c if c.isprintable() or c == "\n" else " " for c in verdict.printed)
    printed = text.strip().splitlines()
    if not printed:
        return []
    first, *rest = printed[-MOST_PRINTED:]
    cut = len(printed) - MOST_PRINTED
    lines = [f"  printed: {first}", *(f"           {line}" for line in rest)]
    if cut > 0:
        lines.insert(0, f"  {cut} more lines above")
    width = screen.width
    short = (line if len(line) <= width else f"{line[: width - 1]}…" for line in lines)
    return [[], *styled(short, screen)]


def _hints(item: Behaviour, count: int, screen: Screen) -> list[Line]:
    lines: list[Line] = []
    for number, hint in enumerate(item.hints[:count], start=1):
        said = folded(f"  hint {number}: {hint}", screen.width, "  ")
        lines += styled(said, screen)
    return [[], *lines] if lines else []
