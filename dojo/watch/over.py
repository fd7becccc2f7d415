"""A page in the place of a behaviour: the list, the end of a chapter, a sheet to draw on."""

from collections.abc import Callable
from typing import Any, Protocol

from dojo.runner.errand import Errand
from dojo.terminal.screen import Screen
from dojo.watch.layout import Layout

Keys = dict[str, Callable[[], None]]


class Desk(Protocol):
    """The watcher, as a page sees it."""

    def leave_page(self) -> None:
        """Come back to the behaviour."""

    def show(self, nodeid: str) -> None:
        """Show a behaviour."""

    def go_to(self, nodeid: str) -> None:
        """Show a behaviour that is the learner's place from now on."""

    def jump(self, nodeid: str) -> None:
        """Show a behaviour that is elsewhere in the course."""

    def open_list(self) -> None:
        """Show the list."""

    def finish(self) -> None:
        """Show the end of the course."""

    def check_again(self) -> None:
        """Run everything again."""

    def reset(self, name: str) -> str:
        """Restore a function's stub; return the message."""

    def mouse(self) -> tuple[int, int, int, bool]:
        """Return where the mouse was, for each MOUSE among the keys."""


class Over(Protocol):
    """One such page. What it has computed elsewhere comes to `take`."""

    keys: str
    errand: Errand | None

    def layout(self, screen: Screen) -> Layout:
        """Return the page as it is now."""

    def answer(self, key: str, desk: Desk) -> None:
        """Answer a key."""

    def take(self, computed: Any) -> None:
        """Note what was computed."""
