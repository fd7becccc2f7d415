"""The course in order on the terminal: its chapters and rules, and what each waits for."""

from collections.abc import Sequence
from dataclasses import replace

from _pytest._io import TerminalWriter

from dojo.runner.progress import Progress
from dojo.terminal.screen import Screen, fold
from dojo.terminal.spans import padded
from dojo.verdict import NOT_WRITTEN


def waits_for(progress: Progress, nodeid: str, brief: bool = False) -> str:
    """Name the function that a behaviour waits for: `relu (kata/activations.py:67)`, or `relu`."""
    verdict = progress.verdicts.get(nodeid)
    if verdict is None or verdict.kind != NOT_WRITTEN or not verdict.places:
        return ""
    place = verdict.places[0]
    where = str(replace(place, function=""))
    if brief and place.function:
        return place.function
    return f"{place.function} ({where})" if place.function else where


def chapter_mark(progress: Progress, nodeids: Sequence[str]) -> str:
    """Return one sign for a chapter's state: ✓ if all is green that has to be."""
    if progress.finished(nodeids):
        return "✓"
    return "✗" if any(map(progress.is_wrong, nodeids)) else "·"


def optional(progress: Progress, nodeids: Sequence[str]) -> str:
    """Say how much is green of what is optional; nothing where nothing is."""
    done, of = progress.count_optional(nodeids)
    return f", and {done} of {of} optional ★" if of else ""


def show(progress: Progress, every: bool = False) -> None:
    """Print the chapters; of the one that is next (or of every one) the rules too."""
    writer = TerminalWriter()
    screen, here = Screen.of(writer), progress.next()
    for chapter, nodeids in progress.chapters().items():
        done, of = progress.count(nodeids)
        mark = chapter_mark(progress, nodeids)
        line = f"{mark} {padded(chapter, 28)} {done:>3} of {of}{optional(progress, nodeids)}"
        writer.line(fold(screen.plain(line), "    "), bold=here in nodeids)
        if every or here in nodeids:
            _show_rules(progress, nodeids, here, writer, screen)


def _show_rules(
    progress: Progress, nodeids: list[str], here: str | None, writer: TerminalWriter, screen: Screen
) -> None:
    above = ""
    for nodeid in nodeids:
        title = progress.items[nodeid].title
        if title.rule and title.rule != above:
            writer.line(fold(screen.plain(f"    {title.rule}"), "  "))
        above, wait = title.rule, waits_for(progress, nodeid)
        tail = f"   waits for {wait}" if wait else ""
        arrow = "→" if nodeid == here else " "
        star = " ★" if progress.is_optional(nodeid) else ""
        line = f"    {arrow} {progress.mark(nodeid)} {title.example}{star}{tail}"
        writer.line(fold(screen.plain(line), "    "))
