"""The last page: a sheet to draw on with the mouse or the keys, and the learner's network reads."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dojo.runner.errand import FAILED, Errand
from dojo.terminal.message import folded, styled
from dojo.terminal.plot import bars, surface
from dojo.terminal.screen import Screen
from dojo.terminal.spans import FAINT, GREEN_TITLE, Span
from dojo.watch.keyboard import DOWN, LEFT, MOUSE, RIGHT, UP
from dojo.watch.layout import Layout
from dojo.watch.over import Desk, Keys

SIZE = 32
# What a dot of the pen covers: strokes are as thick as those of the digits.
_PEN = ((0, 0), (0, 1), (1, 0), (1, 1), (-1, 0), (0, -1), (-1, 1), (1, -1))
_STEPS = {UP: (-1, 0), DOWN: (1, 0), LEFT: (0, -1), RIGHT: (0, 1)}
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
# Lines above the sheet, and columns left of it, counted with its frame.
_ABOVE, _LEFT = 3, 3


@dataclass
class Drawing:
    """A sheet of SIZE × SIZE dots, two of them in a character; and what was read of it."""

    nodeid: str = ""
    errand: Errand | None = None
    dots: Any = field(default_factory=lambda: np.zeros((SIZE, SIZE), dtype=bool))
    row: int = SIZE // 2
    column: int = SIZE // 2
    pen: bool = False
    told: dict[str, Any] | None = None
    read: dict[str, Any] | None = None
    mistake: int | None = None
    above: int = _ABOVE
    keys: str = "[mouse, ↑↓←→] draw  [space] pen  [c] clear  [m] mistakes  [p] back  [q] quit"

    def layout(self, screen: Screen) -> Layout:
        """Return the page as it is now."""
        return page(self, screen)

    def answer(self, key: str, desk: Desk) -> None:
        """Draw, and have the drawing read; or go back."""
        keys: Keys = {
            "p": lambda: desk.show(self.nodeid),
            "l": desk.open_list,
            "a": desk.check_again,
        }
        if key in keys:
            keys[key]()
            return
        changed = self.point(*desk.mouse()) if key == MOUSE else self.press(key)
        if changed and self.errand:
            self.errand.ask(self.dots.astype(int).tolist())

    def take(self, computed: Any) -> None:
        """Take what the network is first, then what it reads."""
        if self.told is None:
            self.told = computed
        else:
            self.read = computed

    def press(self, key: str) -> bool:
        """Answer a key; tell whether the drawing is another now."""
        if key in _STEPS:
            down, right = _STEPS[key]
            self.row = max(0, min(self.row + down, SIZE - 1))
            self.column = max(0, min(self.column + right, SIZE - 1))
            return self.pen and self._dot()
        if key == " ":
            self.pen = not self.pen
            return self.pen and self._dot()
        if key == "c":
            self.dots[:] = False
            self.read, self.pen, self.mistake = None, False, None
        if key == "m" and self.told and self.told["mistakes"]:
            last = -1 if self.mistake is None else self.mistake
            self.mistake = (last + 1) % len(self.told["mistakes"])
        return False

    def point(self, button: int, column: int, row: int, held: bool) -> bool:
        """Draw where the mouse is, if its left button is held; tell whether that changed it."""
        y, x = 2 * (row - 1 - self.above), column - _LEFT
        if not held or button not in (0, 32) or not (0 <= x < SIZE and 0 <= y < SIZE):
            return False
        # A terminal says where the mouse is now and then: the way between is drawn, too.
        start = (self.row, self.column) if button == 32 else (y, x)
        steps = max(abs(y - start[0]), abs(x - start[1]), 1)
        changed = False
        for step in range(steps + 1):
            self.row = round(start[0] + (y - start[0]) * step / steps)
            self.column = round(start[1] + (x - start[1]) * step / steps)
            changed |= self._dot()
        return changed

    def _dot(self) -> bool:
        self.mistake = None
        before = self.dots.sum()
        for down, right in _PEN:
            y, x = self.row + down, self.column + right
            if 0 <= y < SIZE and 0 <= x < SIZE:
                self.dots[y, x] = True
        return bool(self.dots.sum() > before)

    def lines(self) -> list[str]:
        """Return the sheet's lines, in its frame; or an image that was mistaken."""
        if self.mistake is not None and self.told:
            image = np.array(self.told["mistakes"][self.mistake]["image"])
            wide = SIZE // image.shape[1]
            inside = surface(np.repeat(np.repeat(image, wide, axis=1), wide // 2, axis=0))
        else:
            inside = [
                "".join(self._character(row, column) for column in range(SIZE))
                for row in range(0, SIZE, 2)
            ]
        edge = "─" * SIZE
        return [f"┌{edge}┐", *(f"│{line}│" for line in inside), f"└{edge}┘"]

    def _character(self, row: int, column: int) -> str:
        if (row, column) == (self.row // 2 * 2, self.column):
            return "╋" if self.pen else "┼"
        return _HALVES[bool(self.dots[row, column]), bool(self.dots[row + 1, column])]


def page(drawing: Drawing, screen: Screen) -> Layout:
    """Return the page."""
    told = drawing.told
    if told is None:
        return Layout(styled(["Your network is learning to read …"], screen, FAINT))
    if FAILED in told:
        why = f"The picture of your network failed: {told[FAILED]}"
        return Layout(styled(folded(why, screen.width), screen))
    top = [[Span(screen.plain(f"✓ {told['title']}"), GREEN_TITLE)]]
    top += styled(folded(f"This is the end of the course. {told['said']}", screen.width), screen)
    # The mouse is told by the terminal's lines; above the sheet is its frame.
    drawing.above = len(top) + 1
    sheet, side = drawing.lines(), _said(drawing, screen.width - SIZE - 6)
    side += [""] * (len(sheet) - len(side))
    both = [f" {left}   {right}".rstrip() for left, right in zip(sheet, side, strict=False)]
    return Layout(top, lambda most: styled(both, screen), focus=0)


def _said(drawing: Drawing, width: int) -> list[str]:
    """Return what stands beside the sheet."""
    told = drawing.told or {}
    if drawing.mistake is not None:
        said = f"Mistake {drawing.mistake + 1} of {len(told['mistakes'])}. "
        return folded(said + told["mistakes"][drawing.mistake]["said"], width)
    if not drawing.read:
        said = "Draw a large digit, and your network reads it."
        texts = [said, "", told["share"], "", *told["next"].splitlines()]
        return [line for text in texts for line in folded(text, width, "  ") or [""]]
    if FAILED in drawing.read:
        return folded(drawing.read[FAILED], width)
    names, shares = drawing.read["names"], drawing.read["shares"]
    best = max(range(len(names)), key=shares.__getitem__)
    shown = bars(names, [round(share, 2) for share in shares], max(4, width - 10))
    return ["", f"Your network reads a {names[best]} (probability {shares[best]:.0%}).", "", *shown]
