"""What a run says when it is over: a few verdicts in full, and a line for each chapter."""

from _pytest._io import TerminalWriter

from dojo.runner.progress import Progress
from dojo.runner.protocol import Outcome
from dojo.terminal.message import Message
from dojo.terminal.screen import Screen
from dojo.verdict import GREEN, NOT_WRITTEN

MOST_SHOWN = 3


def worth_showing(progress: Progress) -> list[Outcome]:
    """Return the outcomes that are wrong; or else the first that is not written yet."""
    known = [progress.outcomes[nodeid] for nodeid in progress.items if nodeid in progress.outcomes]
    wrong = [outcome for outcome in known if outcome.verdict not in (GREEN, NOT_WRITTEN)]
    return wrong or [outcome for outcome in known if outcome.verdict == NOT_WRITTEN][:1]


def write(
    progress: Progress,
    writer: TerminalWriter,
    most: int = MOST_SHOWN,
    how: str = "dojo run --all shows them",
) -> None:
    """Write the verdicts, `most` of them in full, and say `how` to see the others."""
    screen = Screen(getattr(writer._file, "encoding", None) or "utf-8")
    shown = worth_showing(progress)
    for outcome in shown[:most]:
        Message(screen.plain(outcome.message)).toterminal(writer)
        if printed := outcome.printed.strip():
            writer.line(screen.plain(f"\n  printed: {printed}"))
        writer.line()
    if len(shown) > most:
        writer.line(f"and {len(shown) - most} more like this: {how}\n")
    for line in chapters(progress):
        writer.line(screen.plain(line))


def chapters(progress: Progress) -> list[str]:
    """Return a line for each chapter: how much of it is green, and a mark for each behaviour."""
    lines, widest = [], max(map(len, progress.chapters()), default=0)
    for chapter, nodeids in progress.chapters().items():
        done, of = progress.count(nodeids)
        marks = "".join(progress.mark(nodeid) for nodeid in nodeids)
        lines.append(f"{chapter:<{widest}} {done:>3} of {of:>2}  {marks}")
    return lines
