"""The course in order on the terminal: its chapters and rules, and what each waits for."""

from dataclasses import replace

from _pytest._io import TerminalWriter

from dojo.runner.progress import Progress
from dojo.terminal.screen import Screen, fold
from dojo.verdict import NOT_WRITTEN


def waits_for(progress: Progress, nodeid: str) -> str:
    """Name the function that a behaviour waits for: `relu (kata/activations.py:67)`."""
    verdict = progress.verdicts.get(nodeid)
    if verdict is None or verdict.kind != NOT_WRITTEN or not verdict.places:
        return ""
    place = verdict.places[0]
    where = str(replace(place, function=""))
    return f"{place.function} ({where})" if place.function else where


def show(progress: Progress, every: bool = False) -> None:
    """Print the chapters; of the one that is next (or of every one) the rules too."""
    writer = TerminalWriter()
    screen, here = Screen.of(writer), progress.next()
    for chapter, nodeids in progress.chapters().items():
        done, of = progress.count(nodeids)
        mark = "✓" if done == of else "✗" if any(progress.mark(n) == "✗" for n in nodeids) else "·"
        writer.line(screen.plain(f"{mark} {chapter:<28} {done:>3} of {of}"), bold=here in nodeids)
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
        line = f"    {arrow} {progress.mark(nodeid)} {title.example}{tail}"
        writer.line(fold(screen.plain(line), "    "))
