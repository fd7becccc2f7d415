"""The report of a run: a few verdicts in full, and a line for each chapter."""

from dataclasses import asdict
from typing import Any

from _pytest._io import TerminalWriter

from dojo.runner.progress import Progress
from dojo.terminal.message import Message, text
from dojo.terminal.screen import WIDEST, Screen
from dojo.verdict import GREEN, NOT_WRITTEN, Verdict

MOST_SHOWN = 3
LEAST_MARKS = 16


def worth_showing(progress: Progress) -> list[Verdict]:
    """Return the verdicts that are wrong; or else the first that is not written yet."""
    known = [progress.verdicts[nodeid] for nodeid in progress.items if nodeid in progress.verdicts]
    wrong = [verdict for verdict in known if verdict.kind not in (GREEN, NOT_WRITTEN)]
    return wrong or [verdict for verdict in known if verdict.kind == NOT_WRITTEN][:1]


def write(
    progress: Progress,
    writer: TerminalWriter,
    most: int = MOST_SHOWN,
    how: str = "dojo run --all shows them",
) -> None:
    """Write the verdicts, `most` of them in full, and say `how` to see the others."""
    screen = Screen.of(writer)
    shown = worth_showing(progress)
    for verdict in shown[:most]:
        Message(verdict).toterminal(writer)
        if printed := verdict.printed.strip():
            writer.line(screen.plain(f"\n  printed: {printed}"))
        writer.line()
    if rest := more(shown, most, how):
        writer.line(f"{rest}\n")
    for line in chapters(progress, min(WIDEST, screen.width)):
        writer.line(screen.plain(line))


def more(shown: list[Verdict], most: int, how: str) -> str:
    """Say how many verdicts are not shown in full, and how to see them; nothing if all are."""
    return f"and {len(shown) - most} more: {how}" if len(shown) > most else ""


def as_json(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict as JSON data for other programs, with its message as it is printed."""
    return {
        "nodeid": verdict.nodeid,
        "title": str(verdict.title),
        "verdict": verdict.kind,
        "place": str(verdict.place),
        "step": verdict.step,
        "codes": verdict.codes,
        "reasons": [asdict(reason) for reason in verdict.reasons],
        "edit": [str(place) for place in verdict.places],
        "tables": [asdict(table) for table in verdict.tables],
        "message": "" if verdict.kind == GREEN else text(verdict),
        "printed": verdict.printed,
        "seconds": verdict.seconds,
    }


def chapters(progress: Progress, width: int = WIDEST) -> list[str]:
    """Return a line for each chapter: how much of it is green, and a mark for each behaviour.

    Marks that have no room go on below the first ones.
    """
    lines, widest = [], max(map(len, progress.chapters()), default=0)
    for chapter, nodeids in progress.chapters().items():
        done, of = progress.count(nodeids)
        marks = "".join(progress.mark(nodeid) for nodeid in nodeids)
        extra, extras = progress.count_optional(nodeids)
        apart = f"  {extra} of {extras} optional" if extras else ""
        head = f"{chapter:<{widest}} {done:>3} of {of:>2}  "
        lines += _chapter(head, marks, apart, width)
    return lines


def _chapter(head: str, marks: str, apart: str, width: int) -> list[str]:
    """Return the line of a chapter, and below it what has no room: marks, and what is optional."""
    indent = len(head) if width - len(head) >= LEAST_MARKS else 4
    room = width - indent
    rows = [marks[start : start + room] for start in range(0, len(marks), room)]
    if len(rows[-1]) + len(apart) <= room:
        rows[-1] += apart
    else:
        rows.append(apart.strip())
    below = [" " * indent + row for row in rows]
    return [head + rows[0], *below[1:]] if indent == len(head) else [head.rstrip(), *below]
