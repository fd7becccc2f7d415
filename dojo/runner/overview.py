"""The course in order on the terminal: its chapters and rules, and what each waits for."""

from _pytest._io import TerminalWriter

from dojo.runner.progress import Progress
from dojo.terminal.screen import Screen, fold
from dojo.verdict import NOT_WRITTEN


def waits_for(progress: Progress, nodeid: str) -> str:
    """Name the function that a behaviour waits for: `relu (kata/activations.py:67)`."""
    outcome = progress.outcomes.get(nodeid)
    if outcome is None or outcome.verdict != NOT_WRITTEN or not outcome.edit:
        return ""
    place, _, function = outcome.edit[0].partition(" ")
    return f"{function} ({place})" if function else place


def show(progress: Progress, every: bool = False) -> None:
    """Print the chapters; of the one that is next (or of every one) the rules too."""
    writer = TerminalWriter()
    screen, here = Screen(getattr(writer._file, "encoding", None) or "utf-8"), progress.next()
    for chapter, nodeids in progress.chapters().items():
        done, of = progress.count(nodeids)
        mark = "✓" if done == of else "✗" if any(progress.mark(n) == "✗" for n in nodeids) else "·"
        writer.line(screen.plain(f"{mark} {chapter:<28} {done:>3} of {of}"), bold=here in nodeids)
        if every or here in nodeids:
            _show_rules(progress, nodeids, here, writer, screen)


def _show_rules(
    progress: Progress, nodeids: list[str], here: str, writer: TerminalWriter, screen: Screen
) -> None:
    above = None
    for nodeid in nodeids:
        _, *rules, example = progress.items[nodeid].title.split(" › ")
        rule = " › ".join(rules)
        if rule and rule != above:
            writer.line(fold(screen.plain(f"    {rule}"), "  "))
        above, wait = rule, waits_for(progress, nodeid)
        tail = f"   waits for {wait}" if wait else ""
        arrow = "→" if nodeid == here else " "
        line = f"    {arrow} {progress.mark(nodeid)} {example}{tail}"
        writer.line(fold(screen.plain(line), "    "))
