"""The course as a list to move in: its chapters, and the behaviours of the one under the cursor."""

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from dojo.runner.errand import Errand
from dojo.runner.overview import chapter_mark, optional, waits_for
from dojo.runner.progress import UNKNOWN_MARK, Progress
from dojo.terminal.message import folded, styled
from dojo.terminal.screen import WIDEST, Screen
from dojo.terminal.spans import (
    FAINT,
    GREEN_TITLE,
    HEADING,
    OPEN_TITLE,
    RIGHT_ANSWER,
    TITLE,
    Line,
    Span,
    clipped,
    padded,
)
from dojo.watch.keyboard import DOWN, ENTER, LEFT, PAGE_DOWN, PAGE_UP, RIGHT, UP
from dojo.watch.layout import Layout
from dojo.watch.over import Desk, Keys

_STYLES = {"✓": RIGHT_ANSWER, "✗": TITLE, "·": OPEN_TITLE, UNKNOWN_MARK: FAINT}


@dataclass
class Cursor:
    """The list: the behaviour under the cursor, and what is asked or said about it."""

    progress: Progress
    at: str
    hints: int = 0
    said: str = ""
    asked: str = ""
    errand: Errand | None = None
    keys: str = "[↑↓←→] move  [Enter] go there  [h] hint  [r] reset  [l] close  [q] quit"

    def layout(self, screen: Screen) -> Layout:
        """Return the page as it is now."""
        return page(self, screen)

    def answer(self, key: str, desk: Desk) -> None:
        """Move, or do something with the behaviour under the cursor."""
        if self.asked:
            self.said = desk.reset(self.asked) if key == "y" else "Nothing was changed."
            self.asked = ""
            return
        keys: Keys = {
            "l": desk.leave_page,
            "h": self.hint,
            "r": self.ask,
            ENTER: lambda: desk.jump(self.at),
            DOWN: lambda: self.move(1),
            "j": lambda: self.move(1),
            UP: lambda: self.move(-1),
            "k": lambda: self.move(-1),
            RIGHT: lambda: self.turn(1),
            LEFT: lambda: self.turn(-1),
            PAGE_DOWN: lambda: self.move(10),
            PAGE_UP: lambda: self.move(-10),
            "a": desk.check_again,
        }
        if key in keys:
            keys[key]()

    def take(self, computed: Any) -> None:
        """Take nothing: nothing is computed for a list."""

    def move(self, by: int) -> None:
        """Go some behaviours on, or back."""
        nodes = list(self.progress.items)
        here = nodes.index(self.at) if self.at in nodes else 0
        self._go(nodes[max(0, min(here + by, len(nodes) - 1))])

    def turn(self, by: int) -> None:
        """Go to the first behaviour of the next chapter, or of this one, or of the one before."""
        chapters = list(self.progress.chapters().values())
        here = next(i for i, nodes in enumerate(chapters) if self.at in nodes)
        if by < 0 and self.at != chapters[here][0]:
            by = 0
        self._go(chapters[max(0, min(here + by, len(chapters) - 1))][0])

    def _go(self, nodeid: str) -> None:
        self.at, self.hints, self.said = nodeid, 0, ""

    def hint(self) -> None:
        """Show one more hint."""
        self.hints = min(self.hints + 1, len(self.progress.items[self.at].hints))

    def ask(self) -> None:
        """Ask whether the function that the behaviour is about is to be a stub again."""
        name = self._function()
        self.asked = name
        self.said = (
            f"Replace {name} with its stub? dojo keeps a backup. [y] yes  [n] no"
            if name
            else "This behaviour has no function to reset."
        )

    def _function(self) -> str:
        """Return the function to edit; of what is green, the first that the hints name."""
        verdict, item = self.progress.verdicts.get(self.at), self.progress.items[self.at]
        for place in verdict.places if verdict else ():
            if place.function:
                return f"{PurePath(place.file).stem}.{place.function}"
        said = re.findall(r"\w+", " ".join(item.hints))
        course = item.owner.course
        named = {name: module for module in course.modules for name in course.functions(module)}
        return next((f"{named[word]}.{word}" for word in said if word in named), "")


def page(cursor: Cursor, screen: Screen) -> Layout:
    """Return the page; the place under the cursor is in view."""
    progress, width = cursor.progress, min(WIDEST, screen.width)
    narrow = screen._replace(width=width)
    lines: list[Line] = []
    at = 0
    for chapter, nodeids in progress.chapters().items():
        here = cursor.at in nodeids
        lines.append(_chapter(progress, chapter, nodeids, narrow, here))
        above = ""
        for nodeid in nodeids if here else ():
            rule = progress.items[nodeid].title.rule
            if rule and rule != above:
                lines += styled(folded(f"    {rule}", width, "  "), narrow, FAINT)
            above = rule
            if nodeid == cursor.at:
                at = len(lines)
            line = _behaviour(progress, nodeid, nodeid == cursor.at, narrow)
            lines.append(clipped(line, width))
    top = styled([_heading(progress)], narrow, FAINT)
    return Layout(top, lambda most: lines, [], _bottom(cursor, narrow), focus=at)


def _heading(progress: Progress) -> str:
    done, of = progress.count()
    said = f"dojo · {done} of {of} in all{optional(progress, [*progress.items])}"
    return f"{said} · checking {len(progress.stale)}" if progress.stale else said


def _chapter(
    progress: Progress, chapter: str, nodeids: list[str], screen: Screen, here: bool
) -> Line:
    done, of = progress.count(nodeids)
    mark = chapter_mark(progress, nodeids)
    style = GREEN_TITLE if mark == "✓" and here else HEADING if here else _STYLES[mark]
    line = f"{mark} {padded(chapter, 28)} {done:>3} of {of}{optional(progress, nodeids)}"
    return [Span(screen.plain(line), style)]


def _behaviour(progress: Progress, nodeid: str, here: bool, screen: Screen) -> Line:
    arrow, mark = "→" if here else " ", progress.mark(nodeid)
    star = " ★" if progress.is_optional(nodeid) else ""
    wait = waits_for(progress, nodeid, brief=True)
    tail = f"   waits for {wait}" if wait else ""
    style = HEADING if here else _STYLES[mark]
    return [
        Span(screen.plain(f"    {arrow} "), style),
        Span(screen.plain(mark), _STYLES[mark]),
        Span(screen.plain(f" {progress.items[nodeid].title.example}{star}{tail}"), style),
    ]


def _bottom(cursor: Cursor, screen: Screen) -> list[Line]:
    said: list[str] = []
    for number, hint in enumerate(cursor.progress.items[cursor.at].hints[: cursor.hints], start=1):
        said += folded(f"  hint {number}: {hint}", screen.width, "  ")
    if cursor.said:
        said += folded(cursor.said, screen.width, "  ")
    return [[], *styled(said, screen)] if said else []
