"""The page at the end of a chapter: what was built, and the picture that it makes possible."""

import re
from dataclasses import dataclass
from typing import Any

from dojo.course.chapters import tags
from dojo.course.course import SHEETS
from dojo.course.prose import Block, blocks
from dojo.runner.errand import FAILED, Errand
from dojo.runner.progress import Progress
from dojo.terminal.message import folded, styled
from dojo.terminal.screen import WIDEST, Screen
from dojo.terminal.spans import FAINT, GREEN_TITLE, Line, Span
from dojo.terminal.table import MOST_ROWS
from dojo.watch.layout import Layout
from dojo.watch.over import Desk, Keys


@dataclass
class Ending:
    """A chapter that is finished, where `n` leads, and its picture when it has come."""

    progress: Progress
    nodeid: str
    target: str | None
    errand: Errand | None = None
    picture: Any = None
    keys: str = "[n] go on  [p] back  [l] list  [q] quit"

    def __post_init__(self) -> None:
        """Name what comes next beside its key."""
        if self.target is not None:
            next_one = self.progress.items[self.target].title.heading
            self.keys = self.keys.replace("go on", f"go on to {next_one}")

    @property
    def told(self) -> bool:
        """Tell whether the chapter is finished, and nothing of it is being checked again."""
        return self.progress.finished(self.progress.chapter_of(self.nodeid))

    def layout(self, screen: Screen) -> Layout:
        """Return the page as it is now."""
        return page(self.progress, self, screen)

    def answer(self, key: str, desk: Desk) -> None:
        """Go on, or back."""
        target = self.target
        keys: Keys = {
            "n": desk.finish if target is None else lambda: desk.go_to(target),
            "p": lambda: desk.show(self.nodeid),
            "l": desk.open_list,
            "a": desk.check_again,
        }
        if key in keys:
            keys[key]()

    def take(self, computed: Any) -> None:
        """Take the picture."""
        self.picture = computed


def page(progress: Progress, ending: Ending, screen: Screen) -> Layout:
    """Return the page."""
    item = progress.items[ending.nodeid]
    narrow = screen._replace(width=min(WIDEST, screen.width))
    done, of = progress.count()
    top = styled([f"dojo · {done} of {of} in all"], narrow, FAINT)
    top += [*_how_it_stands(progress, ending, narrow), []]
    if not ending.told:
        return Layout(top)
    course = item.owner.course
    modules = [name for name in tags(item.path) if name in course.modules]
    written = [name for module in modules for name in sorted(course.functions(module))]
    if written:
        said = f"You have written {_listed(written)}."
        top += [*styled(folded(said, narrow.width), narrow), []]
    extra, extras = progress.count_optional(progress.chapter_of(ending.nodeid))
    if extra < extras:
        left = f"{extras - extra} optional behaviours (★) are still open."
        top += [*styled(folded(left, narrow.width), narrow), []]
    lines = [] if written else _gone_through(progress, ending, narrow)
    lines += _picture(ending, narrow)
    # The picture comes first where there is no room for both.
    after = _what_is_next(progress, ending, narrow)
    return Layout(top, lambda most: [*lines, *(after if most >= MOST_ROWS else [])])


def _how_it_stands(progress: Progress, ending: Ending, screen: Screen) -> list[Line]:
    """Say that a chapter is finished; or that it is still checked, or what is not green in it."""
    heading = progress.items[ending.nodeid].title.heading
    if ending.told:
        return [[Span(screen.plain(f"✓ {heading} is finished"), GREEN_TITLE)]]
    chapter = progress.chapter_of(ending.nodeid)
    needed = [nodeid for nodeid in chapter if not progress.is_optional(nodeid)]
    wrong = next((nodeid for nodeid in needed if not progress.is_green(nodeid)), None)
    if wrong is None:
        return [[Span(screen.plain(f"{heading}: checking …"), FAINT)]]
    said = f"{heading} is not finished. This is not green: {progress.items[wrong].name}"
    return styled(folded(said, screen.width, "  "), screen)


def _gone_through(progress: Progress, ending: Ending, screen: Screen) -> list[Line]:
    """Name the rules of a worksheet, or of a chapter that asks for no function."""
    items = [progress.items[nodeid] for nodeid in progress.chapter_of(ending.nodeid)]
    on_paper = items[0].path.parent.name == SHEETS
    said = "You have worked out on paper:" if on_paper else "You have seen:"
    rules = dict.fromkeys(item.title.rule for item in items if progress.is_green(item.nodeid))
    lines = [said, *(f"  • {rule}" for rule in rules if rule)]
    if len(lines) == 1:
        return []
    found = [line for each in lines for line in folded(screen.plain(each), screen.width, "    ")]
    return [*styled(found, screen), []]


def _what_is_next(progress: Progress, ending: Ending, screen: Screen) -> list[Line]:
    """Say what the next chapter begins with: its first sentence."""
    if ending.target is None:
        return []
    item = progress.items[ending.target]
    if item.title.heading == progress.items[ending.nodeid].title.heading:
        return []
    first, *_ = [*blocks(item.template.feature.description or ""), Block("")]
    sentence = re.split(r"(?<=[.?!]) ", first.text, maxsplit=1)[0]
    said = f"Next: {item.title.heading}. {sentence}".strip()
    return [[], *styled(folded(said, screen.width), screen, FAINT)]


def _picture(ending: Ending, screen: Screen) -> list[Line]:
    picture = ending.picture
    if picture is None:
        return styled(["drawing …"], screen, FAINT) if ending.errand else []
    if isinstance(picture, dict):
        said = f"There is no picture: {picture.get(FAILED, 'it could not be drawn')}"
        return styled(folded(said, screen.width), screen, FAINT)
    return styled((f"  {line}" for line in picture), screen)


def _listed(names: list[str]) -> str:
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1]
